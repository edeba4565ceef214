// A host for a page's payment, of plain values: device, network and server in memory, and the engine's own flow.

import {FlowRunner} from '../../web/src/payment/flow-runner.js'
import {openInPage} from './engine.js'

/** @import {Host, PaymentReply} from '../../web/src/host/host.js' */
/** @import {PaymentAnswer, PaymentIntent, PaymentRequest} from '../../web/src/engine/payment-types.js' */

/** The runner listens to the page; here there is none. */
export const page = new EventTarget()
Object.assign(globalThis, {window: page})

export const order = {
  ledger: {store: 'main', currency: 'USD'},
  amountMinor: 5000n,
  storedMinor: 0n,
  method: 'c1',
  version: 17,
}

/**
 * How the payment of a request stands.
 * @param {PaymentRequest} request
 * @param {string} state
 * @param {Partial<PaymentAnswer>} [changes]
 * @returns {PaymentReply}
 */
export const answered = ({intent}, state, changes) => ({
  type: 'answered',
  answer: {
    key: intent.key,
    currency: intent.currency,
    amountMinor: intent.amountMinor,
    state,
    settledMinor: state === 'settled' ? intent.amountMinor : 0n,
    reversedMinor: 0n,
    attemptsLeft: 3,
    codesJudged: 0,
    ...changes,
  },
})

/** A lock that pages share, and who waits for it. */
function newLock() {
  /** @type {(() => void)[]} */
  const waiting = []
  let isHeld = false
  const release = () => {
    isHeld = false
    waiting.shift()?.()
  }
  return {
    get isHeld() {
      return isHeld
    },
    /** @param {{wait: boolean, patience?: AbortSignal}} how */
    async take({wait, patience}) {
      while (isHeld) {
        if (!wait || patience?.aborted) return undefined
        await new Promise((resolve) => waiting.push(() => resolve(undefined)))
      }
      isHeld = true
      return release
    },
  }
}

/**
 * @param {import('node:test').TestContext} t
 * @param {{slot?: PaymentIntent} & Record<string, unknown>} [changes]
 */
export function hostOf(t, {slot, ...changes} = {}) {
  /** @type {PaymentRequest[]} */
  const requests = []
  const lock = newLock()
  const device = {
    lock,
    slot,
    takeLock: lock.take,
    read: async () => device.slot,
    async store(/** @type {PaymentIntent} */ intent) {
      if (device.slot) return 'taken'
      device.slot = intent
      return 'done'
    },
    async clear(/** @type {string} */ key) {
      if (device.slot?.key === key) device.slot = undefined
    },
  }
  const host = Object.assign(new EventTarget(), {
    engine: openInPage(t),
    device,
    requests,
    refreshed: 0,
    paysOffline: true,
    open: async () => ({ok: true, value: undefined}),
    ask: async (/** @type {PaymentRequest} */ request) => {
      requests.push(request)
      return answered(request, 'settled')
    },
    renewSignIn: async () => true,
    refresh: async () => void host.refreshed++,
    ...changes,
  })
  t.after(() => host.dispatchEvent(new Event('closed')))
  return /** @type {Host & {device: typeof device, requests: PaymentRequest[], refreshed: number}} */ (
    /** @type {unknown} */ (host)
  )
}

/**
 * Resolves when a screen is shown.
 * @param {FlowRunner} runner @param {string} screen
 * @returns {Promise<void>}
 */
export const shows = (runner, screen) =>
  new Promise((resolve) => {
    const look = () => {
      if (runner.view?.screen !== screen) return
      runner.removeEventListener('change', look)
      resolve()
    }
    runner.addEventListener('change', look)
    look()
  })

/** A page that has been opened. @param {Host} host */
export async function begun(host) {
  const runner = new FlowRunner(host)
  await runner.begin()
  return runner
}
