// What the command says when it is given what it cannot use: exit 1 with a code and a place, or 2 for
// wrong usage. Natively and in Node, byte for byte the same.

import assert from 'node:assert/strict'
import {deflateSync} from 'node:zlib'
import {test} from 'node:test'
import {account, refusal, repay, temporary} from './repay.js'

test('a file that cannot be read is refused with its name', () => {
  const missing = refusal('balance', account('base'), 'no/such/file.json')
  assert.equal(missing.code, 'FILE_UNREADABLE')
  assert.equal(missing.file, 'no/such/file.json')
  assert.match(missing.message, /no such file/)
  assert.equal(missing.line, null)
  const folder = refusal('balance', 'tests/data')
  assert.equal(folder.code, 'FILE_UNREADABLE')
  assert.match(folder.message, /folder/)
  assert.equal(refusal('balance', 'x'.repeat(5000)).code, 'FILE_UNREADABLE')
  assert.equal(refusal('balance', `${account('base')}/deeper`).code, 'FILE_UNREADABLE')
  assert.equal(refusal('balance', '').code, 'FILE_UNREADABLE')
})

test('a file that is none of ours is refused by what it is', () => {
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
    Buffer.from('IHDR'),
    deflateSync(Buffer.alloc(1000)),
  ])
  assert.match(refusal('import', temporary('picture.png', png)).code, /^(NUL_BYTE|FORMAT_UNKNOWN)$/)
  assert.equal(refusal('import', temporary('empty.txt', '')).code, 'FILE_EMPTY')
  assert.equal(refusal('import', temporary('prose.txt', 'Dear seller,\n')).code, 'FORMAT_UNKNOWN')
  assert.equal(refusal('import', temporary('other.json', '{"a": 1}')).code, 'FORMAT_UNKNOWN')
  assert.equal(
    refusal('import', temporary('cut.json', '{"format": "repay-acc')).code,
    'FILE_TRUNCATED',
  )
  assert.equal(refusal('import', temporary('bad.json', '{"format": }')).code, 'INVALID_JSON')
})

test('a refusal names the place in the file, and nothing of any file is kept', () => {
  const error = refusal('balance', account('base'), account('duplicate_id'))
  assert.deepEqual(error, {
    code: 'DUPLICATE_ID',
    message: 'an entry with this id is already there: "A" is also in line 8',
    file: account('duplicate_id'),
    line: 9,
    column: 12,
    field: '/entries/1/id',
  })
  const {code, out, error: text} = repay(['balance', account('base'), account('duplicate_id')])
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.equal(
    text,
    `repay: ${error.code}: ${error.message}\n` +
      `  ${error.file}, line 9, column 12, field /entries/1/id\n`,
  )
})

test('what only all files together show is refused with the file it is about', () => {
  const again = refusal('import', account('base'), account('paid_in_part'), account('base'))
  assert.equal(again.code, 'DUPLICATE_ID')
  assert.equal(again.file, account('base'))
  const dangling = refusal('import', account('base'), account('reversed'))
  assert.equal(dangling.code, 'UNKNOWN_REFERENCE')
  assert.equal(dangling.file, account('reversed'))
  assert.equal(dangling.line, 8)
})

test('a payment is refused with the code the page shows', () => {
  const base = account('base')
  const code = (/** @type {string[]} */ ...args) => refusal('preview', base, ...args).code
  assert.equal(code('--pay', '152.50'), 'AMOUNT_EXCEEDS_BALANCE')
  assert.equal(code('--pay', '0'), 'AMOUNT_NOT_POSITIVE')
  assert.equal(code('--pay', '-1'), 'AMOUNT_NOT_POSITIVE')
  assert.equal(code('--pay', '10.005'), 'TOO_MANY_DECIMALS')
  assert.equal(code('--pay', '1e3'), 'AMOUNT_NOT_A_NUMBER')
  assert.equal(code('--pay', ''), 'AMOUNT_NOT_A_NUMBER')
  assert.equal(code('--pay', '92233720368547758.08'), 'OVERFLOW')
  assert.equal(code('--pay', '9'.repeat(100_000)), 'OVERFLOW')
  assert.equal(code('--pay', '1', '--currency', 'usd'), 'UNKNOWN_CURRENCY')
  assert.equal(code('--pay', '1', '--currency', 'CAD'), 'LEDGER_UNKNOWN')
  assert.equal(code('--pay', '1', account('two_stores')), 'LEDGER_AMBIGUOUS')
})

test('a question that makes no sense of the ledger is refused', () => {
  const days = ['--from', '2026-02-01', '--to', '2026-01-01']
  assert.equal(refusal('statement', account('base'), ...days).code, 'INVALID_RANGE')
  const nowhere = [...days.slice(0, 4), '--zone', 'Mars']
  assert.equal(refusal('statement', account('base'), ...nowhere).code, 'UNKNOWN_ZONE')
  assert.equal(refusal('statement', account('base'), '--settlement', 'S').code, 'UNKNOWN_REFERENCE')
})

test('wrong usage exits 2 and names what is wrong', () => {
  const base = account('base')
  const usages = /** @type {[string, ...string[]][]} */ ([
    ['the command is missing'],
    ['"pay" is not a command', 'pay', base],
    ['no file is given', 'balance'],
    ['--pay is missing', 'preview', base],
    ['--pay needs a value', 'preview', base, '--pay'],
    ['--speed is not an option', 'balance', base, '--speed'],
    ['balance has no --csv', 'balance', base, '--csv'],
    ['--from and --to go together', 'statement', base, '--to', '2026-01-01'],
    ['--from needs a day', 'statement', base, '--from', '2026-13-01', '--to', '2026-01-01'],
    ['--limit needs a whole number', 'preview', base, '--pay', '1', '--limit', 'all'],
    ['--json is given twice', 'balance', base, '--json', '--json'],
  ])
  for (const [what, ...args] of usages) {
    const {code, out, error} = repay(args)
    assert.equal(code, 2, what)
    assert.equal(out, '')
    assert.ok(error.startsWith(`repay: ${what}`), `${what}: ${error}`)
    assert.match(error, /\nusage: repay /)
    assert.ok(error.length < 400)
  }
})

test('help and version exit 0', () => {
  const help = repay(['--help'])
  assert.equal(help.code, 0)
  for (const word of ['import', 'balance', 'statement', 'allocations', 'preview', '--pay']) {
    assert.ok(help.out.includes(word))
  }
  assert.match(repay(['--version']).out, /^repay \d+\.\d+\.\d+\n$/)
})

test('what stands in a file or its name cannot write to the terminal', () => {
  const file = temporary(
    'escape.json',
    '{"format":"repay-account","\\u001b[2J\\u202e":1,"version":1,"store":"","currency":"USD","entries":[]}',
  )
  const {code, error} = repay(['balance', file])
  assert.equal(code, 1)
  assert.ok(error.includes('FIELD_UNKNOWN'))
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(error, /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/)
  assert.equal(repay(['balance', '\u001b[2J']).error.includes('\u001b'), false)
})
