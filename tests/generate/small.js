#!/usr/bin/env node
// Writes the small settlement files of tests/data/settlements and the table of what they are:
//
//   node tests/generate/small.js [folder]
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'

import {settlementChain, settlementFile} from './settlement.js'

/**
 * @typedef {import('./settlement.js').Options} Options
 * @typedef {import('./settlement.js').SettlementFile} SettlementFile
 */

const kRows = 24

/** @type {[string, Options][]} */
const kGood = [
  ['v1', {}],
  ['v1-33', {version: 'v1-33', rows: 3}],
  ['v1-bom-crlf-shuffled', {bom: true, crlf: true, shuffled: true}],
  ['v1-slash', {dates: 'slash'}],
  ['v1-slash-short', {dates: 'slash-short', start: Date.UTC(2025, 0, 2)}],
  ['v1-us-slash', {dates: 'us-slash', start: Date.UTC(2025, 0, 2)}],
  ['v1-jpy', {currency: 'JPY', digits: 0}],
  ['v1-kwd', {currency: 'KWD', digits: 3}],
  ['v1-unknown-type', {extraMinor: -1234}],
  ['v2', {version: 'v2', reserveMinor: 18375}],
  ['v2-point', {version: 'v2', currency: 'GBP', mark: '.'}],
  ['v2-us', {version: 'v2', currency: 'USD', mark: '.', dates: 'us'}],
  ['v2-day', {version: 'v2', currency: 'USD', mark: '.', dates: 'day'}],
  ['v2-bom-crlf-shuffled', {version: 'v2', bom: true, crlf: true, shuffled: true}],
]

const kReport = 'AmazonEnvelope/Message/SettlementReport'
const kTotal = 'SettlementData/TotalAmount'
const kSecond =
  '</SettlementData><SettlementData><AmazonSettlementID>9</AmazonSettlementID></SettlementData>'

// One settlement in three formats, with a row of every sort there is.
/** @type {Options} */
const kSame = {
  rows: 64,
  seed: 822,
  currency: 'CAD',
  mark: '.',
  taxes: false,
  counting: false,
  carriedMinor: -1500,
  reserveMinor: 18375,
  extraMinor: -1234,
}

/** @type {[string, [string, string], string, number, number, string][]} */
const kDamagedXml = [
  ['wrong-total', ['>-32.09<', '>-32.08<'], 'SETTLEMENT_TOTAL_MISMATCH', 13, 9, kTotal],
  ['truncated', ['</SettlementReport>', '\u001a'], 'FILE_TRUNCATED', 111, 5, kReport],
  [
    'two-settlements',
    ['</SettlementData>', kSecond],
    'TWO_SETTLEMENTS',
    17,
    40,
    'SettlementData/AmazonSettlementID',
  ],
  [
    'doctype',
    ['<AmazonEnvelope', '<!DOCTYPE AmazonEnvelope [<!ENTITY a "aaaa">]>\n<AmazonEnvelope'],
    'INVALID_XML',
    2,
    26,
    '',
  ],
  ['wrong-tag', ['</Header>', '</MessageType>'], 'INVALID_XML', 6, 5, 'AmazonEnvelope/Header'],
  ['nul', ['A_SELLER', 'A\0SELLER'], 'NUL_BYTE', 5, 26, 'AmazonEnvelope/Header/MerchantIdentifier'],
  ['invalid-amount', ['>-32.09<', '>-32.095<'], 'INVALID_AMOUNT', 22, 9, 'OtherTransaction/Amount'],
]

/** @type {[import('./damage.js').Damage, string, number, number, string][]} */
const kDamaged = [
  ['wrong-total', 'SETTLEMENT_TOTAL_MISMATCH', 2, 5, 'total-amount'],
  ['truncated', 'FILE_TRUNCATED', 26, 12, 'marketplace-name'],
  ['header-only', 'FILE_TRUNCATED', 1, 0, ''],
  ['two-settlements', 'TWO_SETTLEMENTS', 12, 1, 'settlement-id'],
  ['mixed-marks', 'MIXED_DECIMAL_MARKS', 12, 15, 'amount'],
  ['nul', 'NUL_BYTE', 12, 22, 'sku'],
  ['invalid-utf8', 'INVALID_UTF8', 12, 22, 'sku'],
  ['missing-column', 'COLUMN_MISSING', 1, 0, 'amount'],
  ['unknown-currency', 'UNKNOWN_CURRENCY', 2, 6, 'currency'],
  ['invalid-date', 'INVALID_DATE', 12, 18, 'posted-date-time'],
  ['invalid-amount', 'INVALID_AMOUNT', 12, 15, 'amount'],
  ['overflow', 'OVERFLOW', 12, 15, 'amount'],
]

/** @param {SettlementFile} file */
function bytes(file) {
  return Buffer.concat([...file.chunks()])
}

/**
 * All of it: names, bytes, and the table.
 * @returns {Map<string, Buffer>}
 */
export function smallFiles() {
  const files = new Map()
  const table = ['file\tid\trows\ttotal\terror\tline\tcolumn\tfield']
  /** @param {string} name @param {SettlementFile} file */
  const addGood = (name, file) => {
    const full = name.includes('.') ? name : `${name}.txt`
    files.set(full, bytes(file))
    table.push([full, file.id, file.rows, file.totalMinor, '', '', '', ''].join('\t'))
  }
  for (const [name, options] of kGood) addGood(name, settlementFile({rows: kRows, ...options}))
  const chain = settlementChain({rows: kRows, periods: 3, seed: 40, carriedMinor: -32169})
  chain.forEach((file, i) => addGood(`chain-${i + 1}`, file))
  addGood('same-v1', settlementFile({...kSame, version: 'v1'}))
  addGood('same-v2', settlementFile({...kSame, version: 'v2'}))
  addGood('same.xml', settlementFile({...kSame, version: 'xml'}))
  addGood('taxes.xml', settlementFile({rows: kRows, version: 'xml'}))
  const xml = bytes(settlementFile({rows: 12, version: 'xml'})).toString()
  for (const [damage, [from, to], code, line, column, field] of kDamagedXml) {
    files.set(`bad-${damage}.xml`, Buffer.from(xml.replace(from, to).split('\u001a')[0]))
    table.push([`bad-${damage}.xml`, '', '', '', code, line, column, field].join('\t'))
  }
  for (const [damage, code, line, column, field] of kDamaged) {
    const file = settlementFile({rows: kRows, version: 'v2', damage})
    files.set(`bad-${damage}.txt`, bytes(file))
    table.push([`bad-${damage}.txt`, '', '', '', code, line, column, field].join('\t'))
  }
  files.set('index.tsv', Buffer.from(table.join('\n') + '\n'))
  return files
}

function main() {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../data/settlements', import.meta.url))
  mkdirSync(folder, {recursive: true})
  for (const [name, content] of smallFiles()) writeFileSync(join(folder, name), content)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main()
