import assert from 'node:assert/strict'
import {test} from 'node:test'
import createRepay from '../../build/wasm/wasm/repay_wasm.mjs'
import {WholeSession} from '../../web/src/engine/whole-session.js'
import {
  account,
  errorOf,
  importAccounts,
  openInPage,
  openInWorker,
  point,
  usd,
  valueOf,
  wasmBytes,
} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const rows = {first: 0, count: 1}
const command = {
  ledger: usd,
  amountMinor: 1n,
  idempotencyKey: 'key',
  version: 1,
  at: '2026-02-01T12:00:00Z',
  method: 'card',
}
const huge = 'x'.repeat(32_768)

/**
 * What no typed caller passes, the code it is answered with, and the argument it names.
 * @type {[string, (engine: any) => Promise<any>, string, string | undefined][]}
 */
const refused = [
  ['no ledger', (e) => e.balance(), 'INVALID_FIELD', 'ledger'],
  ['a ledger that is null', (e) => e.balance(null), 'INVALID_FIELD', 'ledger'],
  ['a store that is a number', (e) => e.balance({...usd, store: 1}), 'INVALID_FIELD', 'store'],
  [
    'a store that is bytes',
    (e) => e.balance({...usd, store: new Uint8Array(1)}),
    'INVALID_FIELD',
    'store',
  ],
  [
    'a store that is no text',
    (e) => e.balance({...usd, store: '\ud800'}),
    'INVALID_FIELD',
    'store',
  ],
  ['a store that is huge', (e) => e.balance({...usd, store: huge}), 'INVALID_FIELD', 'store'],
  [
    'a currency that is none',
    (e) => e.balance({...usd, currency: 'usd'}),
    'LEDGER_UNKNOWN',
    undefined,
  ],
  [
    'a currency with a NUL',
    (e) => e.balance({...usd, currency: 'USD\0'}),
    'LEDGER_UNKNOWN',
    undefined,
  ],
  ['an amount that is a number', (e) => e.preview(usd, 100, rows), 'INVALID_FIELD', 'amountMinor'],
  ['an amount that is NaN', (e) => e.preview(usd, NaN, rows), 'INVALID_FIELD', 'amountMinor'],
  ['an amount that is text', (e) => e.preview(usd, '1', rows), 'INVALID_FIELD', 'amountMinor'],
  [
    'an amount that would wrap to 1',
    (e) => e.preview(usd, 2n ** 64n + 1n, rows),
    'OVERFLOW',
    'amountMinor',
  ],
  [
    'a window from NaN',
    (e) => e.openCharges(usd, {first: NaN, count: 1}),
    'INVALID_FIELD',
    'first',
  ],
  ['a window from -1', (e) => e.openCharges(usd, {first: -1, count: 1}), 'INVALID_FIELD', 'first'],
  [
    'a window of half a row',
    (e) => e.openCharges(usd, {first: 0, count: 0.5}),
    'INVALID_FIELD',
    'count',
  ],
  [
    'a window without end',
    (e) => e.openCharges(usd, {first: 0, count: Infinity}),
    'INVALID_FIELD',
    'count',
  ],
  [
    'a window of a BigInt',
    (e) => e.openCharges(usd, {first: 0, count: 1n}),
    'INVALID_FIELD',
    'count',
  ],
  [
    'typed text that is null',
    (e) => e.previewTyped(usd, null, point, rows),
    'INVALID_FIELD',
    'text',
  ],
  [
    'typed text that is huge',
    (e) => e.previewTyped(usd, '9'.repeat(1e6), point, rows),
    'INVALID_FIELD',
    'text',
  ],
  [
    'half a character typed',
    (e) => e.previewTyped(usd, '1\udc00', point, rows),
    'AMOUNT_NOT_A_NUMBER',
    undefined,
  ],
  [
    'a format without marks',
    (e) => e.previewTyped(usd, '1', {}, rows),
    'INVALID_FIELD',
    'decimalMark',
  ],
  [
    'a day that is none',
    (e) => e.statement(usd, {from: '2026-02-30', to: '2026-03-01', zone: 'UTC'}),
    'INVALID_DATE',
    'from',
  ],
  ['a range without an end', (e) => e.statement(usd, {from: '2026-02-01'}), 'INVALID_DATE', 'to'],
  [
    'a range in no zone',
    (e) => e.statement(usd, {from: '2026-02-01', to: '2026-02-01'}),
    'INVALID_FIELD',
    'zone',
  ],
  [
    'a zone that is none',
    (e) => e.statement(usd, {from: '2026-02-01', to: '2026-02-01', zone: 'Mars/Olympus'}),
    'UNKNOWN_ZONE',
    'zone',
  ],
  [
    'a distance that is none',
    (e) => e.statement(usd, {from: '2026-02-01', to: '2026-02-01', zone: '+2'}),
    'INVALID_FIELD',
    'zone',
  ],
  ['a range that is text', (e) => e.statement(usd, 'all'), 'INVALID_FIELD', 'range'],
  ['an instant that is none', (e) => e.pay({...command, at: 'yesterday'}), 'INVALID_DATE', 'at'],
  ['a version that is NaN', (e) => e.pay({...command, version: NaN}), 'INVALID_FIELD', 'version'],
  [
    'a payment of a number',
    (e) => e.pay({...command, amountMinor: 1}),
    'INVALID_FIELD',
    'amountMinor',
  ],
  ['a payment that is nothing', (e) => e.pay(undefined), 'INVALID_FIELD', 'command'],
  [
    'files that are one file',
    (e) => e.importFiles({}, {mode: 'add', store: ''}),
    'INVALID_FIELD',
    'files',
  ],
  [
    'a file that is text',
    (e) => e.importFiles(['a.txt'], {mode: 'add', store: ''}),
    'INVALID_FIELD',
    'files/0',
  ],
  [
    'a file without a name',
    (e) => e.importFiles([{bytes: new Uint8Array()}], {mode: 'add', store: ''}),
    'INVALID_FIELD',
    'files/0/name',
  ],
  [
    'a mode that is none',
    (e) => e.importFiles([], {mode: 'merge', store: ''}),
    'INVALID_FIELD',
    'mode',
  ],
  [
    'a currency of files that is none',
    (e) => e.importFiles([], {mode: 'add', store: '', currency: 'dollar'}),
    'UNKNOWN_CURRENCY',
    'currency',
  ],
  [
    'a currency of files that is a number',
    (e) => e.checkFiles([], {store: '', currency: 978}),
    'INVALID_FIELD',
    'currency',
  ],
  ['an import without options', (e) => e.importFiles([]), 'INVALID_FIELD', 'mode'],
]

for (const mode of ['page', 'worker']) {
  test(`in a ${mode}, what is no argument is refused by its name`, async (t) => {
    const engine = mode === 'page' ? openInPage(t) : openInWorker(t).engine
    await importAccounts(engine, 'base')
    const before = valueOf(await engine.balances())
    for (const [what, ask, code, field] of refused) {
      await t.test(what, async () => {
        const error = errorOf(await ask(engine))
        assert.deepEqual([error.code, error.field], [code, field])
      })
    }
    assert.deepEqual(valueOf(await engine.balances()), before)
  })
}

test('what cannot be posted to a worker is refused', async (t) => {
  const {engine} = openInWorker(t)
  const key = /** @type {any} */ ({store: () => '', currency: 'USD'})
  assert.equal(errorOf(await engine.balance(key)).code, 'INVALID_FIELD')
  valueOf(await engine.balances())
})

test('a getter that throws is a wrong argument, not a broken engine', async (t) => {
  const engine = openInPage(t)
  const key = {
    currency: 'USD',
    get store() {
      throw new Error('not today')
    },
  }
  assert.equal(errorOf(await engine.balance(/** @type {any} */ (key))).code, 'INVALID_FIELD')
  valueOf(await engine.balances())
})

/**
 * An engine of 3 entries, and how often `ask` may be asked without it growing any more.
 * @param {(calls: WholeSession['calls'], at: number) => void} ask
 */
async function asks(ask) {
  const module = await createRepay({wasmBinary: wasmBytes})
  const engine = new module.Engine()
  const {calls, importer} = new WholeSession(engine, module, {last: '', hear: () => {}})
  const files = [{name: 'base.json', bytes: account('base')}]
  const control = {cancelled: () => false, progress: () => {}, committing: () => {}, workMs: 100}
  valueOf(await importer.run(files, {mode: 'replace', store: ''}, control))
  return {
    grown(/** @type {number} */ times) {
      for (let at = 0; at < 100; ++at) ask(calls, at)
      const before = module.HEAPU8.length
      for (let at = 0; at < times; ++at) ask(calls, at)
      return module.HEAPU8.length - before
    },
  }
}
const long = ' '.repeat(2000) // what is not freed of it adds up soon

test('a hundred thousand calls leave the engine no bigger', async () => {
  const engine = await asks((calls) => {
    valueOf(calls.previewTyped(usd, `12.50${long}`, point, rows))
    valueOf(calls.balances())
    errorOf(calls.balance({store: long, currency: 'USD'}))
  })
  assert.equal(engine.grown(34_000), 0)
})

test('ten thousand of every other question leave the engine no bigger', async () => {
  const noon = {now: '2026-02-01T12:00:00Z', zone: 'America/Toronto'}
  const days = {from: '2026-01-01', to: '2026-01-31', zone: 'America/Toronto'}
  const words = {kinds: ['fee', 'subscription'], text: `${long}e`}
  const terms = /** @type {const} */ ({amountMinor: 100n, from: '2026-02-01', every: 'week'})
  const card = {id: long, revision: 1, shown: long}
  const others = [{method: card, ticked: true, expired: false}]
  const charged = {active: card, backupsEnabled: true, backups: others, others}
  const bank = {id: long, shown: long, changedAt: noon.now}
  const close = {
    ledger: usd,
    period: {id: long, start: noon.now, end: noon.now},
    zone: 'UTC',
    depositMethod: bank,
    restricted: false,
    chargeMethods: charged,
    now: noon.now,
  }
  const changed = /** @type {const} */ ({
    type: 'deposit_terms_changed',
    method: bank,
    restricted: true,
  })
  const declined = /** @type {const} */ ({type: 'charge_declined', attempt: 1, decline: long})
  const key = '1'.repeat(32)
  const press = /** @type {const} */ ({
    type: 'pay_pressed',
    key,
    ledger: {store: long, currency: 'USD'},
    amountMinor: 1n,
    storedMinor: 0n,
    method: long,
    version: 1,
  })
  const intent = {...press, account: 'USD/', currency: 'USD'}
  const sent = {code: long, codesJudged: 0}
  const answer = {
    key,
    currency: 'USD',
    amountMinor: 1n,
    state: 'failed',
    settledMinor: 0n,
    reversedMinor: 0n,
    error: 'LOCKED',
    decline: 'stolen',
    attemptsLeft: 0,
    codesJudged: 3,
  }
  const desk = {
    now: noon.now,
    storedMinor: 0n,
    asksForCode: false,
    methodName: long,
    storedName: long,
  }
  const engine = await asks((calls) => {
    const found = valueOf(calls.search(usd, days, words))
    valueOf(calls.matchingRows(days, words, found, rows))
    valueOf(calls.presets(usd, noon))
    valueOf(calls.balance(usd, noon))
    valueOf(calls.plan(usd, terms, rows))
    valueOf(calls.explain(usd, 'A', rows))
    errorOf(calls.explain(usd, long, rows))
    valueOf(calls.explainFigure(usd, 'outstanding', rows))
    valueOf(calls.statementRows(usd, days, rows))
    valueOf(calls.allocations(usd, rows))
    valueOf(calls.setPolicy(`{"format":"repay-policy","version":1}${long}`))
    valueOf(calls.policy())
    errorOf(calls.payment(long))
    errorOf(calls.closing(close))
    errorOf(calls.reportTransfer({ledger: usd, settlement: long, event: changed, now: noon.now}))
    errorOf(calls.collect({ledger: usd, event: declined, now: noon.now}))
    valueOf(calls.collection(usd))
    valueOf(calls.expectCharge(usd, {methods: charged, closesAt: noon.now, zone: 'UTC'}))
    errorOf(
      calls.adjustAcross({from: usd, to: usd, amountMinor: 1n, id: long, at: noon.now, reason: ''}),
    )
    const pressed = valueOf(calls.stepFlow(undefined, press))
    const granted = /** @type {const} */ ({type: 'lock_answered', operation: 2, granted: true})
    const {flow} = valueOf(calls.stepFlow(pressed.flow, granted))
    const forged = {...flow, held: {kind: 'pay', intent: {...intent, method: long}, ...sent}}
    errorOf(calls.stepFlow(forged, {type: 'answered', operation: 1, answer}))
    errorOf(calls.stepFlow(flow, {type: 'answered', operation: 1, answer: {...answer, key: long}}))
    valueOf(calls.takePayment(key, {type: 'abandon_arrived', intent}, desk))
    valueOf(calls.paymentRecord(key))
    errorOf(calls.takePayment(key, {type: 'card_reversed', id: long, amountMinor: 1n}, desk))
    errorOf(calls.settle({idempotencyKey: long, amountMinor: 1n, at: noon.now}))
    errorOf(calls.checkPayment({...command, tenders: [{method: long, amountMinor: 2n}]}))
    valueOf(calls.exportCsv(usd, {}, words, 'header'))
  })
  assert.equal(engine.grown(10_000), 0)
})
