// One seller who wishes to pay 50.00 once, and one fault at one step of the way: `?step=…&fault=…`. The seller
// does what the page says is next, through its own buttons; after a reload they go on. What they were told is
// noted, so that it can be held against what was charged in the end.

import {faults, stepsOf} from './faults.js'

/** @import {RepayBalance} from '../../../web/src/elements/repay-balance.js' */
/** @import {RepayBalanceMovedEvent} from '../../../web/src/elements/events.js' */

// The page that is shipped, as an embedder has it.
const {startEngine} = /** @type {typeof import('../../../web/src/engine/client.js')} */ (
  await import(/** @type {any} */ ('./engine.js'))
)
const {OfflineHost} = /** @type {typeof import('../../../web/src/host/offline-host.js')} */ (
  await import(/** @type {any} */ ('./offline-host.js'))
)
await import(/** @type {any} */ ('./repay-balance.js'))

const query = new URLSearchParams(location.search)
const loadedAt = performance.now()

/** A charge of 39.99, one of 12.50 and one of 100.00: DOMAIN.md 13. */
const account = {
  format: 'repay-account',
  version: 1,
  store: 'Test store',
  currency: 'CAD',
  zone: 'UTC',
  entries: [
    ['A', '2026-01-01', '-39.99'],
    ['B', '2026-01-05', '-12.50'],
    ['C', '2026-01-09', '-100.00'],
  ].map(([id, day, amount]) => ({
    id,
    at: `${day}T00:00:00Z`,
    kind: 'fee',
    amount,
    description: id,
  })),
}

const host = new OfflineHost({
  name: query.get('name') ?? 'faults',
  startEngine: (formats) => startEngine({mode: 'worker', formats}),
  sample: async () => new Blob([JSON.stringify(account)]),
  cards: [{id: 'c1', brand: 'Visa', last4: '4242', expiry: '12/30', isDefault: true}],
  paysOffline: false,
  policy: JSON.stringify({
    format: 'repay-policy',
    version: 1,
    payment: {
      answerSeconds: 2,
      requestSeconds: 1,
      pollSeconds: 1,
      slowestPollSeconds: 1,
      providerRetrySeconds: 1,
    },
    verification: {resendSeconds: 1},
  }),
  script: {asksForCode: () => true, provider: () => ({does: 'challenge'})},
})

/** What a page leaves behind for the next one. */
const memory = {
  get wasHit() {
    return sessionStorage.getItem('hit') !== null
  },
  hit() {
    sessionStorage.setItem('hit', '1')
  },
  /** @returns {[screen: string, key: string][]} */
  get told() {
    return JSON.parse(sessionStorage.getItem('told') ?? '[]')
  },
  /** @param {string} screen @param {string} key */
  tell(screen, key) {
    sessionStorage.setItem('told', JSON.stringify([...this.told, [screen, key]]))
  },
}

const state = {
  /** The page is dead and must be loaded anew. */
  killed: false,
  /** The seller has what they wished, as far as they were told. */
  done: false,
  /** From the load to the first thing that is said of a payment. */
  firstScreenMs: -1,
}
Object.assign(window, {state, truth})

const hit = faults[/** @type {keyof typeof faults} */ (query.get('fault'))]
stepsOf(host, async (step) => {
  if (step !== query.get('step') || memory.wasHit) return
  memory.hit()
  await hit?.(host, state)
})

const element = /** @type {RepayBalance} */ (document.querySelector('repay-balance'))
document.addEventListener('repay-balance-moved', (event) => {
  const {screen, idempotencyKey = ''} = /** @type {RepayBalanceMovedEvent} */ (event)
  if (screen !== 'opening' && state.firstScreenMs < 0)
    state.firstScreenMs = performance.now() - loadedAt
  memory.tell(screen, idempotencyKey)
})
element.host = host

/** @param {string} selector @returns {any} */
const find = (selector) => element.shadowRoot?.querySelector(selector)

/** What a seller does next, by what stands on the page. */
function act() {
  if (state.killed) return
  if (find('.receipt')) {
    state.done = true
    return
  }
  const code = find('input[autocomplete="one-time-code"]')
  if (code) {
    const shown = /\d{6}/.exec(find('.code .notice')?.textContent ?? '')
    // A server that ended before it sent the code is asked for another one.
    if (!shown) return press(find('[data-step=send_code_again]'))
    if (code.value !== shown[0]) {
      code.value = shown[0]
      code.dispatchEvent(new Event('input', {bubbles: true}))
    }
    return press(find('[data-step=enter_code]'))
  }
  // A device that was too slow to be read, on a busy machine, is looked at again.
  if (memory.told.at(-1)?.[0] === 'no_storage') return press(find('[data-step=look_again]'))
  const next = find('[data-step=go_to_bank], [data-step=sign_in]')
  if (next) return press(next)
  const pay = find('[part=pay]')
  if (pay) {
    const amount = find('#amount')
    if (amount.value !== '50.00') {
      amount.focus()
      amount.value = '50.00'
      amount.dispatchEvent(new Event('input', {bubbles: true}))
      return
    }
    if (pay.getAttribute('aria-disabled') === 'false' && /50\.00/.test(pay.textContent)) press(pay)
    return
  }
  press(find('[data-step=pay]') ?? find('#repay:not([hidden])'))
}

/** Not twice within a moment, as people do not. */
let pressedAt = 0
/** @param {HTMLElement | null} button */
function press(button) {
  if (!button || performance.now() - pressedAt < 400) return
  pressedAt = performance.now()
  button.click()
}
setInterval(act, 60)

/** What is true in the end, and what the seller was told. */
async function truth() {
  await host.open()
  const charges = await host.charges()
  const balances = await host.engine.balances()
  if (!balances.ok) throw new Error(balances.error.message)
  const [{ledger, balanceMinor, pendingMinor}] = balances.value
  const captured = charges.filter(({outcome}) => outcome === 'captured')
  return {
    captured: captured.map(({key, capturedMinor}) => [
      key.replace(/^repay-/, ''),
      String(capturedMinor),
    ]),
    balance: String(balanceMinor),
    pending: String(pendingMinor),
    receipts: (await host.receipts(ledger)).length,
    figure: find('.figure')?.textContent.trim(),
    slot: (await host.device.read())?.key,
    told: memory.told,
    wasHit: memory.wasHit,
    firstScreenMs: state.firstScreenMs,
  }
}
