// The schema of account JSON says what the reader does: what one takes the other takes.

import assert from 'node:assert/strict'
import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {Ajv2020} from 'ajv/dist/2020.js'
import {root} from '../../wasm/build.js'
import {repay, temporary} from './repay.js'

const schema = JSON.parse(readFileSync(join(root, 'core/formats/account.schema.json'), 'utf8'))
const validate = new Ajv2020({strict: true, allowUnionTypes: true}).compile(schema)

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(join(root, 'tests/data/accounts', name), 'utf8'))

test('the accounts of the tests are valid, and so is the one in the documentation', () => {
  for (const name of readdirSync(join(root, 'tests/data/accounts'))) {
    assert.ok(validate(read(name)), `${name}: ${JSON.stringify(validate.errors)}`)
  }
  const text = readFileSync(join(root, 'core/formats/account.md'), 'utf8')
  const example = text.slice(text.indexOf('    {\n'), text.indexOf('\n    }\n') + 6)
  assert.ok(validate(JSON.parse(example)), JSON.stringify(validate.errors))
  assert.equal(repay(['balance', temporary('example.json', example)]).code, 0)
})

const entry = {id: 'E', at: '2026-01-01T00:00:00Z', kind: 'fee', amount: '-1.00', description: 'x'}
const account = {
  format: 'repay-account',
  version: 1,
  store: '',
  currency: 'USD',
  zone: 'UTC',
  entries: [entry],
}

/** @param {object} change of the account's one entry */
const withEntry = (change) => ({...account, entries: [{...entry, ...change}]})

/** @type {[string, object, boolean][]} */
const documents = [
  ['as it should be', account, true],
  ['without entries', {...account, entries: []}, true],
  ['without a zone', {...account, zone: undefined}, true],
  ['with a zone by name', {...account, zone: 'Europe/Berlin'}, true],
  ['of another format', {...account, format: 'repay'}, false],
  ['of another version', {...account, version: 2}, false],
  ['without a store', {...account, store: undefined}, false],
  ['without a currency', {...account, currency: undefined}, false],
  ['in a currency of lower case', {...account, currency: 'usd'}, false],
  ['with a key that is not ours', {...account, seller: 'me'}, false],
  ['with a store of a tab', {...account, store: 'a\tb'}, false],
  ['with entries by name', {...account, entries: {a: entry}}, false],
  ['without an id', withEntry({id: undefined}), false],
  ['with an empty id', withEntry({id: ''}), false],
  ['with a long id', withEntry({id: 'x'.repeat(201)}), false],
  ['with a date alone', withEntry({at: '2026-01-01'}), true],
  ['with a time without offset', withEntry({at: '2026-01-01T00:00:00'}), false],
  ['with an unknown kind', withEntry({kind: 'tip'}), false],
  ['with a number as amount', withEntry({amount: -1}), false],
  ['with an exponent', withEntry({amount: '-1e3'}), false],
  ['with a fee that is a credit', withEntry({amount: '1.00'}), false],
  ['with a fee of zero', withEntry({amount: '0.00'}), true],
  ['with a fee of minus zero', withEntry({amount: '-0.00'}), true],
  ['with a sale that is a charge', withEntry({kind: 'sale'}), false],
  ['with a failed charge of zero', withEntry({kind: 'failed_charge', amount: '0'}), true],
  ['with a failed charge of something', withEntry({kind: 'failed_charge'}), false],
  ['with an adjustment either way', withEntry({kind: 'adjustment', amount: '+5'}), true],
  ['with a reversal of nothing', withEntry({kind: 'reversal'}), false],
  ['with a reversal of null', withEntry({kind: 'reversal', of: null}), false],
  ['with a fee of something', withEntry({of: 'A'}), false],
  ['with a write-off without charge', withEntry({kind: 'write_off', amount: '1'}), false],
  ['with null where there is nothing', withEntry({charge: null, of: null, order: null}), true],
  ['with a group', withEntry({group: 'refunds', sku: 'MUG', flagged: true}), true],
  ['with a day on which it can be used', withEntry({available: '2026-01-12'}), true],
  ['that can be used nobody knows when', withEntry({available: 'unknown'}), true],
  ['that can be used some day', withEntry({available: 'later'}), false],
  [
    'with a payment sent before',
    withEntry({kind: 'payment', amount: '1', sent: '2025-12-30T09:00:00Z'}),
    true,
  ],
  ['with a payment sent some time', withEntry({kind: 'payment', amount: '1', sent: 'then'}), false],
  ['with a fee that was sent', withEntry({sent: '2025-12-30'}), false],
  ['with half of a pair', withEntry({kind: 'cross_account', otherStore: 'amazon.be'}), true],
  ['with a fee of another store', withEntry({otherStore: 'amazon.be'}), false],
  ['that a report told', withEntry({report: 1}), true],
  ['that report 0 told', withEntry({report: 0}), false],
  ['that half a report told', withEntry({report: 1.5}), false],
  ['that a report told of a name', withEntry({report: '1'}), false],
  [
    'that a report told, sent before',
    withEntry({kind: 'payment', amount: '1', sent: '2026-01-01', report: 1}),
    false,
  ],
  ['that a report told of a reversal', withEntry({kind: 'reversal', of: 'A', report: 1}), false],
  ['with null for both', withEntry({sent: null, otherStore: null}), true],
  ['with an unknown group', withEntry({group: 'rest'}), false],
  ['with a flag in words', withEntry({flagged: 'yes'}), false],
]

for (const [what, document, valid] of documents) {
  test(`an account ${what} is ${valid ? '' : 'not '}taken by schema and reader alike`, () => {
    const text = JSON.stringify(document)
    assert.equal(validate(JSON.parse(text)), valid, JSON.stringify(validate.errors))
    assert.equal(repay(['import', temporary('document.json', text)]).code, valid ? 0 : 1)
  })
}
