// Schema, documentation, reader and defaults of the policy say the same.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {Ajv2020} from 'ajv/dist/2020.js'
import {root} from '../../wasm/build.js'
import {account, answer, refusal, repayNative, temporary} from './repay.js'

const schema = JSON.parse(readFileSync(join(root, 'core/engine/policy.schema.json'), 'utf8'))
const documentation = readFileSync(join(root, 'core/engine/policy.md'), 'utf8')
const validate = new Ajv2020({strict: true, allowUnionTypes: true}).compile(schema)
const head = {format: 'repay-policy', version: 1}

/** @typedef {Record<string, any>} Json */

/** Every field: its section, its key and what the schema says of it. */
const fields = Object.entries(/** @type {Json} */ (schema.properties))
  .filter(([, section]) => section.type === 'object')
  .flatMap(([section, {properties}]) =>
    Object.entries(/** @type {Json} */ (properties)).map(([key, field]) => ({section, key, field})),
  )

/** @param {string} section @param {string} key @param {unknown} value */
const saying = (section, key, value) => ({...head, [section]: {[key]: value}})

/** @param {unknown} document */
const read = (document) =>
  repayNative(['policy', temporary('policy.json', JSON.stringify(document))])

/** @param {unknown} document @param {boolean} valid */
function bothSay(document, valid) {
  const what = JSON.stringify(document)
  assert.equal(validate(document), valid, `schema: ${what}`)
  const {code, error} = read(document)
  assert.equal(code, valid ? 0 : 1, `reader: ${what} ${error}`)
}

test('the defaults of the schema are those of the engine, and no field is missing in either', () => {
  /** @type {Json} */
  const defaults = {...head}
  for (const {section, key, field} of fields) {
    assert.ok('default' in field, `${section}.${key}`)
    defaults[section] = {...defaults[section], [key]: field.default}
  }
  assert.deepEqual(answer('policy', temporary('head.json', JSON.stringify(head))), defaults)
  bothSay(defaults, true)
})

test('the table of the documentation has every field with its range and default', () => {
  const rows = documentation
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  assert.deepEqual(
    rows.map(([, field]) => field),
    fields.map(({section, key}) => `\`${section}.${key}\``),
  )
  for (const [i, {field, key}] of fields.entries()) {
    const [, , , range, fallback] = rows[i]
    assert.equal(fallback, `\`${JSON.stringify(field.default)}\``, key)
    const counted = field.minimum === undefined ? field.additionalProperties : field
    if (counted) assert.equal(range, `${counted.minimum} – ${counted.maximum}`, key)
  }
})

test('the policy in the documentation is valid', () => {
  const start = documentation.indexOf('    {\n')
  const text = documentation.slice(start, documentation.indexOf('\n    }\n') + 6)
  bothSay(JSON.parse(text), true)
})

test('numbers are taken in their range and refused beyond it, by schema and reader alike', () => {
  for (const {section, key, field} of fields) {
    const counted = field.minimum === undefined ? field.additionalProperties : field
    if (!counted) continue
    const word = field.propertyNames?.enum[0]
    const of = (/** @type {number} */ n) => saying(section, key, word ? {[word]: n} : n)
    bothSay(of(counted.minimum), true)
    bothSay(of(counted.maximum), true)
    bothSay(of(counted.minimum - 1), false)
    bothSay(of(counted.maximum + 1), false)
    bothSay(of(counted.minimum + 0.5), false)
  }
})

test('words are taken that the schema lists, and no others', () => {
  for (const {section, key, field} of fields) {
    const words = field.enum ?? field.items?.enum ?? field.propertyNames?.enum
    if (!words) continue
    const of = (/** @type {string} */ word) =>
      saying(section, key, field.enum ? word : field.items ? [word] : {[word]: 1})
    for (const word of words) bothSay(of(word), true)
    for (const word of ['', 'none', 'sale', 'lost', 'stolen', 'closed', 'payment', 'VISA'])
      bothSay(of(word), false)
    if (field.items) bothSay(saying(section, key, [words[0], words[0]]), false)
  }
})

test('amounts are decimal strings by currency', () => {
  for (const {section, key, field} of fields) {
    if (!field.$ref) continue
    const zero = field.$ref.endsWith('/amounts')
    for (const amount of ['20.00', '20', '+0.01', '0.10'])
      bothSay(saying(section, key, {USD: amount}), true)
    for (const amount of ['0.00', '0', '-0.00']) bothSay(saying(section, key, {USD: amount}), zero)
    for (const amount of [20, null, '', '-1.00', '1e2', '.5', '1.', '1,00', ' 1'])
      bothSay(saying(section, key, {USD: amount}), false)
    bothSay(saying(section, key, {usd: '1.00'}), false)
  }
})

test('types are those of the schema', () => {
  for (const {section, key, field} of fields) {
    for (const value of [1, '1', true, null, [], {}]) {
      const document = saying(section, key, value)
      const {code} = read(document)
      assert.equal(code === 0, validate(document), `${section}.${key}: ${JSON.stringify(value)}`)
    }
    bothSay(saying(section, `${key}s`, field.default), false)
  }
  for (const section of Object.keys(schema.properties))
    bothSay({...head, [section]: 'x'}, section === '$schema')
})

test('a policy decides for the other commands which charge is paid first', () => {
  const policy = temporary(
    'by-kind.json',
    JSON.stringify(saying('repayment', 'allocationRule', 'proportional')),
  )
  const base = account('base')
  const shares = answer('preview', base, '--pay', '50.00', '--policy', policy)
  const oldest = answer('preview', base, '--pay', '50.00')
  assert.notDeepEqual(shares.allocations, oldest.allocations)
  assert.equal(shares.outstandingAfter, oldest.outstandingAfter)
})

test('a policy that is refused is named, with the place', () => {
  const file = temporary('wrong.json', '{"format": "repay-policy",\n "version": 3}')
  for (const args of [
    ['policy', file],
    ['balance', account('base'), '--policy', file],
  ]) {
    const {code, line, column, field, file: named} = refusal(...args)
    assert.deepEqual(
      {code, line, column, field, named},
      {
        code: 'INVALID_FIELD',
        line: 2,
        column: 13,
        field: '/version',
        named: file,
      },
    )
  }
})
