// What a host asks beyond the first view: policy, search, presets, plans, explanations; in this thread and
// through a worker.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {codeOf, errorOf, importAccounts, openInPage, openInWorker, usd, valueOf} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const all = {first: 0, count: 1000}
const now = {now: '2026-01-20T12:00:00Z', zone: 'America/Toronto'}

for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, a policy holds from then on, and is read back whole`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const smallest =
      '{"format":"repay-policy","version":1,"repayment":{"minimumPayments":{"USD":"40.00"}}}'
    valueOf(await engine.setPolicy(smallest))
    assert.equal(codeOf(await engine.preview(usd, 3999n, all)), 'BELOW_MINIMUM')
    valueOf(await engine.preview(usd, 4000n, all))
    const written = JSON.parse(valueOf(await engine.policy()))
    assert.equal(written.repayment.minimumPayments.USD, '40.00')
    assert.ok('automaticCharge' in written)
  })

  test(`in a ${mode}, a policy that is wrong is refused with its place, and the old one stays`, async (t) => {
    const engine = open(t)
    const before = valueOf(await engine.policy())
    const wrong = '{"format": "repay-policy", "version": 1,\n "nonsense": 1}'
    const {code, line, field} = errorOf(await engine.setPolicy(wrong))
    assert.deepEqual([code, line, field], ['FIELD_UNKNOWN', 2, '/nonsense'])
    assert.equal(errorOf(await engine.setPolicy(/** @type {any} */ ({}))).field, 'policy')
    assert.equal(codeOf(await engine.setPolicy(' '.repeat(1 << 20))), 'FILE_EMPTY')
    assert.equal(codeOf(await engine.setPolicy(' '.repeat((1 << 20) + 1))), 'TOO_LARGE')
    assert.equal(valueOf(await engine.policy()), before)
  })

  test(`in a ${mode}, entries are found by words, kinds and groups`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const fees = valueOf(await engine.search(usd, {}, {kinds: ['fee'], text: 'STORAGE'}))
    assert.deepEqual(
      [fees.entries, fees.amountMinor, fees.chargesMinor, fees.creditsMinor, fees.marks],
      [1, -1250n, -1250n, 0n, [1]],
    )
    const rows = valueOf(
      await engine.matchingRows({}, {kinds: ['fee'], text: 'STORAGE'}, fees, all),
    )
    assert.deepEqual(
      rows.map(({id, balanceMinor}) => [id, balanceMinor]),
      [['B', -5249n]],
    )
    const everything = valueOf(await engine.search(usd, {}, {}))
    assert.equal(everything.entries, 3)
    assert.equal(errorOf(await engine.search(usd, {}, {kinds: ['feee']})).field, 'kinds')
    assert.equal(codeOf(await engine.search(usd, {}, {kinds: ['feee']})), 'UNKNOWN_KIND')
    assert.equal(errorOf(await engine.search(usd, {}, {groups: ['all']})).field, 'groups')
    assert.equal(
      errorOf(await engine.search(usd, {}, /** @type {any} */ ({kinds: 'fee'}))).field,
      'kinds',
    )
    assert.equal(
      errorOf(await engine.search(usd, {}, /** @type {any} */ ({kinds: ['fee', 1]}))).field,
      'kinds/1',
    )
  })

  test(`in a ${mode}, what was found of another version is stale`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const found = valueOf(await engine.search(usd, {}, {}))
    const command = {
      ledger: usd,
      amountMinor: 1n,
      idempotencyKey: 'k',
      version: 1,
      at: now.now,
      method: 'card',
    }
    valueOf(await engine.pay(command))
    assert.equal(codeOf(await engine.matchingRows({}, {}, found, all)), 'STALE')
    const wrong = /** @type {any} */ ({...found, marks: [-1]})
    assert.equal(errorOf(await engine.matchingRows({}, {}, wrong, all)).field, 'marks/0')
  })

  test(`in a ${mode}, a preset's range is one to ask a statement with`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const presets = valueOf(await engine.presets(usd, now))
    assert.deepEqual(
      presets.map(({preset}) => preset),
      ['last_30_days', 'last_90_days', 'custom'],
    )
    // A is of Jan 1, 00:00 UTC, which in Toronto is still the year before.
    const custom = presets.at(-1)
    assert.deepEqual(custom?.range, {from: '2025-12-31', to: '2026-01-20', zone: now.zone})
    const statement = valueOf(await engine.statement(usd, custom.range))
    assert.equal(statement.entries, 3)
    assert.equal(errorOf(await engine.presets(usd, {...now, now: 'today'})).field, 'now')
    assert.equal(codeOf(await engine.presets(usd, {...now, zone: 'Mars/Olympus'})), 'UNKNOWN_ZONE')
  })

  test(`in a ${mode}, balances are of a moment`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    assert.deepEqual(await engine.balances(now), await engine.balances())
    assert.deepEqual(await engine.balance(usd, now), await engine.balance(usd))
    assert.equal(errorOf(await engine.balance(usd, {...now, now: ''})).field, 'now')
    assert.equal(errorOf(await engine.balances(/** @type {any} */ (null))).field, 'moment')
  })

  test(`in a ${mode}, a plan tells when all is paid`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const terms = /** @type {const} */ ({amountMinor: 5000n, from: '2026-02-01', every: 'week'})
    const plan = valueOf(await engine.plan(usd, terms, {first: 1, count: 1}))
    assert.deepEqual(
      [plan.payments, plan.totalMinor, plan.lastMinor, plan.clearedOn],
      [4, 15249n, 249n, '2026-02-22'],
    )
    const [second] = plan.rows
    assert.deepEqual([second.on, second.amountMinor, second.closes], ['2026-02-08', 5000n, 1])
    assert.equal(errorOf(await engine.plan(usd, {...terms, from: '2026'}, all)).field, 'from')
    const daily = /** @type {any} */ ({...terms, every: 'day'})
    assert.equal(errorOf(await engine.plan(usd, daily, all)).field, 'every')
    assert.equal(
      codeOf(await engine.plan(usd, {...terms, amountMinor: 0n}, all)),
      'AMOUNT_NOT_POSITIVE',
    )
  })

  test(`in a ${mode}, entries and figures are explained`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const entry = valueOf(await engine.explain(usd, 'A', all))
    assert.deepEqual(
      entry.rows.map(({code, amountMinor}) => [code, amountMinor]),
      [
        ['charged', 3999n],
        ['open', 3999n],
      ],
    )
    assert.equal(codeOf(await engine.explain(usd, 'Z', all)), 'ENTRY_UNKNOWN')
    const owed = valueOf(await engine.explainFigure(usd, 'outstanding', {first: 0, count: 1}))
    assert.deepEqual([owed.amountMinor, owed.facts, owed.rows.length], [15249n, 3, 1])
    assert.equal(codeOf(await engine.explainFigure(usd, 'everything', all)), 'ENTRY_UNKNOWN')
  })
}

test('digits and signs of the locale are read, and groups of two', async (t) => {
  const engine = openInPage(t)
  const format = {decimalMark: '.', groupMark: ',', zeroDigit: ''}
  const parse = async (/** @type {string} */ text, /** @type {object} */ more) =>
    await engine.parseAmount(text, 'INR', {...format, ...more})
  assert.equal(valueOf(await parse('12,34,567.00', {upperGroup: 2})), 123456700n)
  assert.equal(codeOf(await parse('12,34,567.00', {})), 'AMOUNT_NOT_A_NUMBER')
  assert.equal(valueOf(await parse('₹5.00', {currencySigns: ['₹']})), 500n)
  assert.equal(codeOf(await parse('₹5.00', {})), 'AMOUNT_NOT_A_NUMBER')
  assert.equal(valueOf(await parse('１２．５０', {zeroDigit: '０'})), 1250n)
  assert.equal(errorOf(await parse('1', {upperGroup: 0})).field, 'upperGroup')
  assert.equal(errorOf(await parse('1', {currencySigns: [1]})).field, 'currencySigns/0')
})

test('texts arrive as they are: beyond ASCII, with a mark at their start, and none', async (t) => {
  const engine = openInPage(t)
  const description = '\ufeff仓储费 – “Q1” 🧾'
  const entry = {id: 'ÿ', at: '2026-01-01T00:00:00Z', kind: 'fee', amount: '-1.00', description}
  const plain = {...entry, id: 'plain', description: ''}
  const document = {format: 'repay-account', version: 1, store: 'ß', currency: 'USD', zone: 'UTC'}
  const bytes = new TextEncoder().encode(JSON.stringify({...document, entries: [entry, plain]}))
  const files = [{name: 'a.json', bytes}]
  valueOf(await engine.importFiles(files, {mode: 'add', store: ''}))
  const [first, second] = valueOf(await engine.openCharges({store: 'ß', currency: 'USD'}, all))
  assert.deepEqual([first.id, first.description, first.kind], ['ÿ', description, 'fee'])
  assert.deepEqual([second.id, second.description, second.kind], ['plain', '', 'fee'])
})
