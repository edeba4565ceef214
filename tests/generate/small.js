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
    files.set(`${name}.txt`, bytes(file))
    table.push([`${name}.txt`, file.id, file.rows, file.totalMinor, '', '', '', ''].join('\t'))
  }
  for (const [name, options] of kGood) addGood(name, settlementFile({rows: kRows, ...options}))
  const chain = settlementChain({rows: kRows, periods: 3, seed: 40, carriedMinor: -32169})
  chain.forEach((file, i) => addGood(`chain-${i + 1}`, file))
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
