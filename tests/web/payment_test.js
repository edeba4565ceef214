import assert from 'node:assert/strict'
import {test} from 'node:test'
import {Account} from '../../web/src/elements/account.js'
import {Payment} from '../../web/src/elements/payment.js'
import {receiptJson} from '../../web/src/elements/receipt-files.js'
import {decimalOf} from '../../web/src/locales/amounts.js'
import {fakeEngine} from './fake_engine.js'

/** @import {Host} from '../../web/src/host/host.js' */
/** @import {FlowRunner} from '../../web/src/payment/flow-runner.js' */

const cards = [
  {id: '1', brand: 'Visa', last4: '4242', expiry: '04/28', isDefault: false},
  {id: '2', brand: 'Mastercard', last4: '4444', expiry: '12/27', isDefault: true},
]
const marks = {decimalMark: '.', groupMark: ',', zeroDigit: ''}

/** @param {[string, string, string, string?][]} entries @param {string} [currency] @param {string} [store] */
const accountFile = (entries, currency = 'CAD', store = '') =>
  new Blob([
    JSON.stringify({
      format: 'repay-account',
      version: 1,
      store,
      currency,
      entries: entries.map(([id, at, amount, kind = 'fee']) => ({
        id,
        at: `${at}T00:00:00Z`,
        kind,
        amount,
        description: id,
      })),
    }),
  ])

/** @type {[string, string, string][]} */
const base = [
  ['A', '2026-01-01', '-39.99'],
  ['B', '2026-01-05', '-12.50'],
  ['C', '2026-01-09', '-100.00'],
]

/**
 * A host in memory.
 * @param {Blob[]} files
 * @param {{delay?: () => Promise<void>}} [options]
 */
function hostOf(files, options) {
  const engine = fakeEngine(options)
  const host = Object.assign(new EventTarget(), {
    engine,
    paysOffline: true,
    open: async () => {
      const list = files.map((blob, i) => ({name: `${i}.json`, blob}))
      const answer = await engine.importFiles(list, {mode: 'replace', store: ''})
      return answer.ok ? {ok: true, value: undefined} : answer
    },
    cards: async () => cards,
    receipts: async () => [],
  })
  return /** @type {Host & {engine: ReturnType<typeof fakeEngine>}} */ (
    /** @type {unknown} */ (host)
  )
}

/** What is submitted. */
function recorder() {
  /** @type {Parameters<FlowRunner['pay']>[0][]} */
  const orders = []
  return {orders, pay: async (/** @type {typeof orders[0]} */ order) => void orders.push(order)}
}

/** @param {ReturnType<typeof hostOf>} host */
async function begun(host) {
  const account = new Account(host, () => {})
  await account.load()
  const balance = account.balance ?? assert.fail('there is no balance')
  const payment = new Payment(host, balance, marks, () => {})
  await payment.begin(account.cards)
  return payment
}

test('the first ledger that owes is shown, or the one that is named', async () => {
  const host = hostOf([
    accountFile([['S', '2026-01-01', '5.00', 'sale']], 'EUR', 'DE'),
    accountFile(base, 'CAD', 'CA'),
  ])
  const account = new Account(host, () => {})
  await account.load()
  assert.equal(account.balance?.ledger.store, 'CA')
  await account.load({store: 'DE'})
  assert.equal(account.balance?.ledger.store, 'DE')
  assert.equal(account.balances.length, 2)
})

test('an account without ledgers is empty, not an error', async () => {
  const account = new Account(hostOf([]), () => {})
  await account.load()
  assert.equal(account.phase, 'empty')
})

test('a file that is refused is an error with its code, and trying again asks again', async () => {
  const files = [new Blob([''])]
  const account = new Account(hostOf(files), () => {})
  await account.load()
  assert.equal(account.phase, 'failed')
  assert.equal(account.error?.code, 'FILE_EMPTY')
  files[0] = accountFile(base)
  await account.load()
  assert.equal(account.phase, 'ready')
})

test('a payment begins with the full balance and the default card', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  assert.equal(payment.card?.id, '2')
  assert.equal(payment.preview?.amountMinor, 15249n)
  assert.equal(payment.preview?.closes, 3)
})

test('the oldest charge is one press away', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  await payment.choose('oldest')
  assert.equal(payment.preview?.amountMinor, 3999n)
})

test('what is typed is previewed, and a refusal keeps the list where it is', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  await payment.type('50')
  assert.deepEqual(
    payment.rows.map((row) => row.paysMinor),
    [3999n, 1001n, 0n],
  )
  await payment.type('152.50')
  assert.equal(payment.refusal?.code, 'AMOUNT_EXCEEDS_BALANCE')
  assert.equal(payment.preview, undefined)
  assert.deepEqual(
    payment.rows.map((row) => [row.id, row.paysMinor]),
    [
      ['A', 0n],
      ['B', 0n],
      ['C', 0n],
    ],
  )
})

test('only the answer to the last key counts, whatever the order of the answers', async () => {
  /** @type {(() => void)[]} */
  const waiting = []
  let hold = false
  const host = hostOf([accountFile(base)], {
    delay: () =>
      hold ? new Promise((resolve) => waiting.push(() => resolve())) : Promise.resolve(),
  })
  const payment = await begun(host)
  hold = true
  payment.type('5')
  const last = payment.type('50')
  hold = false
  while (waiting.length > 0) {
    waiting.pop()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  await last
  assert.equal(payment.preview?.amountMinor, 5000n)
})

test('a long list shows five charges with the end of the payment among them', async () => {
  const many = Array.from({length: 40}, (_, i) => {
    const day = `2026-${String(Math.floor(i / 20) + 1).padStart(2, '0')}-${String((i % 20) + 1).padStart(2, '0')}`
    return /** @type {[string, string, string]} */ ([`c${i}`, day, '-1.00'])
  })
  const payment = await begun(hostOf([accountFile(many)]))
  assert.equal(payment.first, 35)
  await payment.type('10.50')
  assert.equal(payment.first, 8)
  assert.deepEqual(
    payment.rows.map((row) => row.id),
    ['c8', 'c9', 'c10', 'c11', 'c12'],
  )
  assert.equal(payment.rows[2].paysMinor, 50n)
})

test('pressing Pay twice submits once', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  const flow = recorder()
  await payment.type('50')
  const both = await Promise.all([
    payment.submit(flow, {allowed: () => true}),
    payment.submit(flow, {allowed: () => true}),
  ])
  assert.deepEqual(both, [true, false])
  assert.equal(flow.orders.length, 1)
})

test('pressing Pay right after the last key submits what was typed last, and the version that was seen', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  const flow = recorder()
  payment.type('50')
  assert.equal(await payment.submit(flow, {allowed: () => true}), true)
  const {ledger, version} = payment.balance
  assert.deepEqual(flow.orders, [
    {ledger, version, amountMinor: 5000n, storedMinor: 0n, method: '2'},
  ])
})

test('what stood on the button is paid, on the balance it stood there with, though it changes just then', async () => {
  const host = hostOf([accountFile(base)])
  const payment = await begun(host)
  const flow = recorder()
  const seen = payment.balance
  payment.rebase({...seen, version: seen.version + 1, canPayNowMinor: 10000n})
  assert.equal(await payment.submit(flow, {allowed: () => true}), true)
  assert.deepEqual(
    flow.orders.map(({amountMinor, version}) => [amountMinor, version]),
    [[15249n, seen.version]],
  )
})

test('pressing Pay right after another choice pays that choice', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  const flow = recorder()
  payment.choose('oldest')
  await payment.submit(flow, {allowed: () => true})
  assert.equal(flow.orders[0].amountMinor, 3999n)
})

test('nothing is sent before what it takes is there, and nothing can be changed meanwhile', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  const flow = recorder()
  const ready = async () => {
    assert.equal(payment.isSubmitting, true)
    throw new Error('not fetched')
  }
  assert.equal(await payment.submit(flow, {ready, allowed: () => true}), false)
  assert.deepEqual([payment.isUnready, payment.isSubmitting, flow.orders.length], [true, false, 0])
  assert.equal(await payment.submit(flow, {allowed: () => true}), true)
  assert.equal(payment.isUnready, false)
})

test('the page may keep a payment from being sent', async () => {
  const payment = await begun(hostOf([accountFile(base)]))
  const flow = recorder()
  assert.equal(await payment.submit(flow, {allowed: () => false}), false)
  assert.deepEqual([flow.orders.length, payment.isSubmitting], [0, false])
})

test('a receipt is written exactly for programs', async () => {
  const {engine, open} = hostOf([accountFile(base)])
  await open()
  const balances = await engine.balances()
  assert.ok(balances.ok)
  const [{ledger, version}] = balances.value
  const answer = await engine.pay({
    ledger,
    version,
    amountMinor: 5000n,
    idempotencyKey: 'key',
    at: '2026-01-16T14:03:00Z',
    method: 'Mastercard •• 4444',
  })
  assert.ok(answer.ok)
  const document = JSON.parse(receiptJson(answer.value, (minor) => decimalOf(minor, 2)))
  assert.equal(document.amount, '50.00')
  assert.deepEqual(
    document.charges.map((/** @type {any} */ row) => [row.id, row.paid, row.openAfter]),
    [
      ['A', '39.99', '0.00'],
      ['B', '10.01', '2.49'],
    ],
  )
  assert.equal(document.balanceAfter, '-102.49')
})

test('a press on Pay while an ended engine is being replaced pays with the new one', async () => {
  const host = hostOf([accountFile(base)])
  const payment = await begun(host)
  const flow = recorder()
  await payment.type('50.00')
  const first = host.engine
  const over = /** @type {const} */ ({ok: false, error: {code: 'ENGINE_FAILED', message: 'over'}})
  const ended = {...first, previewTyped: async () => over, openCharges: async () => over}
  const opening = host.open.bind(host)
  let opened = 0
  host.engine = ended
  host.open = async () => {
    opened += 1
    if (opened === 2) host.engine = first // the first one in its place ended, too
    return opening()
  }
  await payment.type('50.00')
  assert.equal(payment.refusal?.code, 'ENGINE_FAILED')
  assert.equal(await payment.submit(flow, {allowed: () => true}), true)
  assert.deepEqual([opened, flow.orders.length, flow.orders[0].amountMinor], [2, 1, 5000n])
})

test('an engine that cannot be replaced is told, and nothing is sent', async () => {
  const host = hostOf([accountFile(base)])
  const payment = await begun(host)
  const flow = recorder()
  const over = /** @type {const} */ ({ok: false, error: {code: 'ENGINE_FAILED', message: 'over'}})
  host.engine = {...host.engine, previewTyped: async () => over, openCharges: async () => over}
  host.open = async () => over
  await payment.type('50.00')
  assert.equal(await payment.submit(flow, {allowed: () => true}), false)
  assert.equal(payment.refusal?.code, 'ENGINE_FAILED')
  assert.equal(flow.orders.length, 0)
})
