// What the commands answer: the keys that tools rely on, and tables for people. Every run is done
// natively and in Node, and both print the same bytes.

import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'
import {account, answer, repay, temporary} from './repay.js'

/** @param {any} object @param {string[]} keys that it must begin with, in this order */
const beginsWith = (object, keys) =>
  assert.deepEqual(Object.keys(object).slice(0, keys.length), keys)

test('balance tells what is owed and what can be paid', () => {
  const {ledgers} = answer('balance', account('base'))
  assert.equal(ledgers.length, 1)
  const {disbursed, scheduled, oldestOpenAt, ...contract} = ledgers[0]
  assert.deepEqual(contract, {
    store: '',
    currency: 'USD',
    balance: '-152.49',
    outstanding: '152.49',
    canPayNow: '152.49',
    available: '-152.49',
    deferred: '0.00',
    reserved: '0.00',
    total: '-152.49',
    unappliedCredit: '0.00',
    openCharges: 3,
    repayOffered: true,
  })
  assert.deepEqual([disbursed, scheduled], ['0.00', '0.00'])
  assert.equal(oldestOpenAt, '2026-01-01T00:00:00Z')
})

test('a closing tells what is paid out or charged, when, and why', () => {
  const days = ['--from', '2026-01-01', '--to', '2026-01-14', '--method', 'Visa •• 4242']
  const closing = answer('closing', account('base'), ...days)
  beginsWith(closing, [
    'store',
    'currency',
    'settlement',
    'start',
    'end',
    'opening',
    'closing',
    'deferred',
    'available',
    'disbursed',
    'carried',
    'depositDue',
    'depositAt',
    'charged',
    'firstChargeAt',
    'method',
    'reasons',
  ])
  assert.deepEqual(
    [closing.closing, closing.carried, closing.charged],
    Array(2).fill('-152.49').concat('152.49'),
  )
  assert.deepEqual(
    [closing.firstChargeAt, closing.method],
    ['2026-01-15T00:00:00Z', 'Visa •• 4242'],
  )
  assert.deepEqual([closing.depositAt, closing.reasons], [null, []])
})

test('with the close of the period a preview tells what becomes of the rest', () => {
  const close = ['--close', '2026-01-15T00:00:00Z', '--method', 'Visa •• 4242']
  assert.deepEqual(answer('preview', account('base'), '--pay', '50.00', ...close).rest, {
    outcome: 'charged',
    amount: '102.49',
    at: '2026-01-15T00:00:00Z',
    method: 'Visa •• 4242',
    threshold: '0.00',
  })
  assert.equal(answer('preview', account('base'), '--pay', '50.00').rest, null)
})

test('a preview tells which charges a partial payment closes, oldest first', () => {
  const preview = answer('preview', account('base'), '--pay', '50.00')
  beginsWith(preview, [
    'store',
    'currency',
    'amount',
    'closes',
    'allocations',
    'outstandingAfter',
    'balanceAfter',
  ])
  assert.equal(preview.amount, '50.00')
  assert.equal(preview.closes, 1)
  assert.deepEqual(preview.allocations, [
    {
      charge: 'A',
      incurredAt: '2026-01-01T00:00:00Z',
      description: 'Professional plan',
      amount: '39.99',
      openAfter: '0.00',
    },
    {
      charge: 'B',
      incurredAt: '2026-01-05T00:00:00Z',
      description: 'Storage fee',
      amount: '10.01',
      openAfter: '2.49',
    },
  ])
  assert.equal(preview.outstandingAfter, '102.49')
  assert.equal(preview.balanceAfter, '-102.49')
  assert.equal(
    answer('preview', account('base'), '--pay', '50', '--limit', '1').allocations.length,
    1,
  )
})

test('allocations tell what paid what, without what was undone, and what is open', () => {
  const files = ['base', 'paid_in_part', 'reversed'].map(account)
  const {ledgers} = answer('allocations', ...files)
  assert.deepEqual(ledgers, [
    {
      store: '',
      currency: 'USD',
      allocations: [{credit: 'P1', charge: 'A', amount: '35.00'}],
      open: [
        {charge: 'A', incurredAt: '2026-01-01T00:00:00Z', amount: '39.99', open: '4.99'},
        {charge: 'B', incurredAt: '2026-01-05T00:00:00Z', amount: '12.50', open: '12.50'},
        {charge: 'C', incurredAt: '2026-01-09T00:00:00Z', amount: '100.00', open: '100.00'},
      ],
    },
  ])
})

test('a statement of days holds groups, entries and the running balance', () => {
  const range = ['--from', '2026-01-02', '--to', '2026-01-09']
  const {ledgers} = answer('statement', account('base'), ...range)
  beginsWith(ledgers[0], [
    'store',
    'currency',
    'from',
    'to',
    'opening',
    'closing',
    'groups',
    'entries',
  ])
  const {from, to, opening, closing, groups, entries} = ledgers[0]
  assert.deepEqual([from, to], ['2026-01-02', '2026-01-09'])
  assert.deepEqual([opening, closing], ['-39.99', '-152.49'])
  assert.deepEqual(groups, [
    {group: 'marketplace_fees', amount: '-12.50', entries: 1},
    {group: 'advertising', amount: '-100.00', entries: 1},
  ])
  beginsWith(entries[0], ['id', 'at', 'kind', 'description', 'amount', 'balance', 'settlement'])
  assert.deepEqual(
    entries.map((/** @type {any} */ entry) => [entry.id, entry.amount, entry.balance]),
    [
      ['B', '-12.50', '-52.49'],
      ['C', '-100.00', '-152.49'],
    ],
  )
})

test('the whole statement has no days, and one of a settlement goes by its id', () => {
  const whole = answer('statement', account('yen')).ledgers[0]
  assert.deepEqual([whole.store, whole.from, whole.to], ['日本', null, null])
  assert.deepEqual(whole.entries[0].amount, '-4900')
  const one = answer('statement', account('yen'), '--settlement', '2026-02').ledgers
  assert.equal(one.length, 1)
  assert.deepEqual(
    one[0].entries.map((/** @type {any} */ entry) => entry.id),
    ['B'],
  )
})

test('a day is local to the zone', () => {
  const range = ['--from', '2026-02-01', '--to', '2026-02-01', '--zone']
  const entries = (/** @type {string} */ zone) =>
    answer('statement', account('yen'), ...range, zone).ledgers[0].entries.length
  assert.equal(entries('UTC'), 1)
  assert.equal(entries('+09:00'), 1)
  assert.equal(entries('-14:00'), 1)
  assert.equal(entries('+10:00'), 0)
})

test('ledgers of several stores are listed by store, and a preview is of the one that is named', () => {
  const files = [account('two_stores'), account('base')]
  const stores = answer('balance', ...files).ledgers.map((/** @type {any} */ view) => view.store)
  assert.deepEqual(stores, ['', 'amazon.de'])
  assert.equal(answer('preview', ...files, '--pay', '1', '--store', '').currency, 'USD')
  assert.equal(answer('preview', ...files, '--pay', '1', '--currency', 'USD').store, '')
})

test('an import counts what is new', () => {
  assert.deepEqual(answer('import', account('base'), account('paid_in_part')), {
    settlements: [],
    added: 4,
    passedOver: 0,
    deferred: [],
    matched: [],
  })
})

test('a table lines up for people', () => {
  const {out} = repay(['statement', account('descriptions')])
  assert.equal(
    out,
    `no store, KWD

Opening balance      0.000
  Sales product     12.500  2 entries
  Marketplace fees  -2.000  2 entries
  Failed charges     0.000  1 entry
Closing balance     10.500

At (UTC)                 Entry  Kind           Amount  Balance  Settlement  Description
2026-01-01 00:00:00      =1+1   Fee            -1.234   -1.234              =HYPERLINK("x")
2026-01-02 00:00:00      -2     Fee            -0.766   -2.000              'quoted', once
2026-01-03 00:00:00      c      Sale            0.500   -1.500              two\\u000d\\u000alines\\u0009and \\u001b[31mred\\u202e
2026-01-03 00:00:00      d      Failed charge   0.000   -1.500              数量 ＝ １ 😀 é
2026-01-04 00:00:00.250  e      Sale           12.000   10.500              plain (unknown type)
`,
  )
})

test('every command has a table, and none wraps or pads its lines', () => {
  const files = ['base', 'paid_in_part', 'reversed'].map(account)
  for (const args of [
    ['import'],
    ['balance'],
    ['statement'],
    ['allocations'],
    ['preview', '--pay=1'],
  ]) {
    const {code, out} = repay([...args, ...files])
    assert.equal(code, 0)
    assert.ok(out.endsWith('\n') && !out.endsWith('\n\n'), args[0])
    assert.doesNotMatch(out, /[ \t]$/m)
  }
})

/**
 * RFC 4180, read as a tool would.
 * @param {string} text
 */
function readCsv(text) {
  const rows = [['']]
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const row = rows[rows.length - 1]
    const cell = row.length - 1
    if (quoted && text[i] === '"' && text[i + 1] === '"') row[cell] += text[i++]
    else if (text[i] === '"') quoted = !quoted
    else if (!quoted && text[i] === ',') row.push('')
    else if (!quoted && text.startsWith('\r\n', i)) (rows.push(['']), i++)
    else row[cell] += text[i]
  }
  return rows.slice(0, -1)
}

test('CSV holds what JSON holds, guarded against formulas by what can be undone', () => {
  const {out} = repay(['statement', account('descriptions'), '--csv'])
  const [titles, ...rows] = readCsv(out)
  const {entries} = answer('statement', account('descriptions')).ledgers[0]
  assert.equal(rows.length, entries.length)
  for (const [i, entry] of entries.entries()) {
    const row = Object.fromEntries(titles.map((title, column) => [title, rows[i][column]]))
    for (const title of ['id', 'description', 'order', 'sku', 'settlement']) {
      assert.doesNotMatch(row[title], /^[=+\-@\t\r＝＋－＠]/)
      assert.equal(row[title].replace(/^'/, ''), entry[title] ?? '')
    }
    for (const title of ['at', 'kind', 'group', 'amount', 'balance']) {
      assert.equal(row[title], entry[title])
    }
  }
  const withMark = repay(['statement', account('descriptions'), '--csv', '--bom']).out
  assert.equal(withMark, `\ufeff${out}`)
})

test('standard input is a file, too', () => {
  const input = readFileSync(join(root, account('base')))
  const {out} = repay(['balance', '-', '--json'], input)
  assert.equal(JSON.parse(out).ledgers[0].balance, '-152.49')
})

test('a long answer comes whole through a pipe', () => {
  const count = 30_000
  const entries = Array.from({length: count}, (_, i) => ({
    id: `e${i}`,
    at: new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
    kind: 'fee',
    amount: '-0.01',
    description: 'Storage fee',
  }))
  const header = {format: 'repay-account', version: 1, store: '', currency: 'CAD', zone: 'UTC'}
  const file = temporary('long.json', JSON.stringify({...header, entries}))
  const {ledgers} = answer('statement', file)
  assert.equal(ledgers[0].entries.length, count)
  assert.equal(ledgers[0].closing, '-300.00')
  const {out} = repay(['statement', file])
  assert.equal(out.split('\n').length, count + 8)
})

const shared = process.env.REPAY_SHARED ?? join(root, '../shared')
const settlements = join(shared, 'data/amazon-v1flat-ca-adwweaver')
/** @returns {string[]} */
function realFiles() {
  try {
    return readdirSync(settlements)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => join(settlements, name))
  } catch {
    return []
  }
}

test(
  'real settlements read the same natively and in Node',
  {skip: realFiles().length === 0},
  () => {
    const files = realFiles().reverse()
    const imported = answer('import', ...files, '--store', 'amazon.ca')
    assert.deepEqual(Object.keys(imported).slice(0, 2), ['settlements', 'added'])
    beginsWith(imported.settlements[0], [
      'id',
      'store',
      'currency',
      'start',
      'end',
      'deposit',
      'total',
      'entries',
      'flagged',
    ])
    assert.equal(imported.settlements[0].store, 'amazon.ca')
    assert.equal(imported.settlements.length, 7)
    assert.equal(answer('balance', ...files).ledgers[0].balance, '10015.64')
    for (const args of [
      ['statement', '--csv'],
      ['statement', '--json'],
      ['allocations', '--json'],
    ]) {
      assert.equal(repay([...args, ...files]).code, 0)
    }
  },
)
