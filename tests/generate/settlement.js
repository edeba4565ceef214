#!/usr/bin/env node
// Settlement files, flat ones and XML, of any size, with the columns, the dirt and the mix of rows of real ones.
//
//   node tests/generate/settlement.js --rows 1000000 --version v1 --seed 7 > big.txt
//   node tests/generate/settlement.js --rows 500 --periods 3 --to build/data     (a chain of files)
//
// The same options make the same bytes, on every machine.
import {createWriteStream, mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {once} from 'node:events'
import {parseArgs} from 'node:util'
import {pathToFileURL} from 'node:url'

import {damaged} from './damage.js'
import {Random} from './random.js'
import {periodRows} from './settlement_rows.js'
import {kColumns, lineText, rowFields, summaryFields} from './settlement_text.js'
import {xmlLines} from './settlement_xml.js'

/**
 * @typedef {import('./settlement_rows.js').Period} Period
 * @typedef {import('./settlement_text.js').Form} Form
 * @typedef {import('./damage.js').Damage} Damage
 *
 * @typedef {object} Options
 * @property {number} [rows] exactly so many besides header and summary; 1000 if not said
 * @property {'v1' | 'v1-33' | 'v2' | 'xml'} [version]
 * @property {number} [seed]
 * @property {string} [currency]
 * @property {number} [digits] of the currency's minor unit
 * @property {import('./settlement_text.js').DateStyle} [dates]
 * @property {'.' | ','} [mark]
 * @property {boolean} [crlf]
 * @property {boolean} [bom]
 * @property {boolean} [shuffled] the columns in another order
 * @property {boolean} [dirt] blanks behind some amounts, blank last lines; yes if not said
 * @property {boolean} [taxes] whether buyers pay taxes that are withheld; not in V1 if not said
 * @property {boolean} [counting] whether there are rows without an amount; in V1 if not said
 * @property {number} [start] of the first period, milliseconds since 1970
 * @property {number} [carriedMinor] balance before the first period, where it is below zero
 * @property {number} [reserveMinor] reserve before and after each period
 * @property {number} [extraMinor] the amount of a row of a type no table knows
 * @property {Damage} [damage] what is wrong with the file, if it is a flat one
 *
 * @typedef {object} SettlementFile
 * @property {string} id
 * @property {number} rows
 * @property {number} totalMinor
 * @property {number} start
 * @property {number} end
 * @property {() => Generator<Buffer, void, void>} chunks its bytes, made as they are asked for
 */

const kDay = 24 * 60 * 60 * 1000
const kChunk = 1 << 20

/**
 * One settlement flat file.
 * @param {Options} [options]
 * @returns {SettlementFile}
 */
export function settlementFile(options = {}) {
  const version = options.version ?? 'v1'
  const v2 = version === 'v2'
  const v1 = version === 'v1' || version === 'v1-33'
  const seed = options.seed ?? 1
  const start = options.start ?? Date.UTC(2025, 7, 14, 22, 7, 18)
  const end = start + 14 * kDay
  const digits = options.digits ?? 2
  /** @type {Period} */
  const period = {
    seed,
    taxes: options.taxes ?? !v1,
    counting: options.counting ?? v1,
    start,
    end,
    digits,
    rows: options.rows ?? 1000,
    marketplace: v2 ? 'Amazon.de' : 'Amazon.ca',
    carriedMinor: Math.min(0, options.carriedMinor ?? 0),
    reserveMinor: options.reserveMinor ?? 0,
    nextReserveMinor: options.reserveMinor ?? 0,
    extraMinor: options.extraMinor ?? 0,
  }
  let totalMinor = 0
  for (const row of periodRows(period)) totalMinor += row.minor + (row.taxMinor ?? 0)
  const flat = version === 'xml' ? 'v2' : version
  /** @type {Form} */
  const form = {
    version: flat,
    digits,
    dates: options.dates ?? (v2 ? 'dotted' : 'iso'),
    mark: options.mark ?? (v2 ? ',' : '.'),
    dirt: options.dirt ?? true,
    columns: options.shuffled ? shuffled(kColumns[flat], seed) : kColumns[flat],
  }
  const settlement = {
    id: String(24_000_000_000 + ((seed * 7_919 + Math.floor(start / kDay)) % 900_000_000)),
    currency: options.currency ?? (v2 ? 'EUR' : 'CAD'),
    start,
    end,
    deposit: end + 2 * kDay,
    totalMinor,
  }
  return {
    id: settlement.id,
    rows: period.rows,
    totalMinor,
    start,
    end,
    chunks: () =>
      version === 'xml'
        ? chunks(xmlLines(settlement, periodRows(period), digits), options)
        : chunks(damaged(options.damage, lines(settlement, period, form), form), options),
  }
}

/**
 * Consecutive settlements of one seller: each begins where the one before ended, and carries a
 * balance below zero, which is then charged to the seller's card.
 * @param {Options & {periods?: number}} [options]
 * @returns {SettlementFile[]}
 */
export function settlementChain(options = {}) {
  const files = []
  let carriedMinor = options.carriedMinor ?? 0
  let start = options.start
  const seed = options.seed ?? 1
  for (let i = 0; i < (options.periods ?? 3); ++i) {
    const file = settlementFile({...options, seed: seed + i, start, carriedMinor})
    files.push(file)
    carriedMinor = Math.min(0, file.totalMinor)
    start = file.end
  }
  return files
}

/**
 * The lines of a file, each with its fields, so that damage can be done to them.
 * @param {Parameters<typeof summaryFields>[0]} settlement
 * @param {Period} period
 * @param {Form} form
 * @returns {Generator<string, void, void>}
 */
function* lines(settlement, period, form) {
  yield form.columns.join('\t')
  yield lineText(summaryFields(settlement, form), form.columns)
  for (const row of periodRows(period)) {
    yield lineText(rowFields(row, form, settlement.id), form.columns)
  }
  if (form.dirt) yield ''
}

/**
 * @param {Iterable<string | Buffer>} parts lines without their ends, or bytes as they are
 * @param {Options} options
 * @returns {Generator<Buffer, void, void>}
 */
function* chunks(parts, {crlf = false, bom = false}) {
  const lineEnd = crlf ? '\r\n' : '\n'
  let text = bom ? '\ufeff' : ''
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part + lineEnd
      if (text.length < kChunk) continue
    }
    if (text !== '') yield Buffer.from(text)
    text = ''
    if (typeof part !== 'string') yield part
  }
  if (text !== '') yield Buffer.from(text)
}

/** @param {readonly string[]} columns @param {number} seed */
function shuffled(columns, seed) {
  const random = new Random(seed)
  const out = [...columns]
  for (let i = out.length - 1; i > 0; --i) {
    const j = random.whole(0, i)
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

/** @param {SettlementFile} file @param {NodeJS.WritableStream} to */
async function write(file, to) {
  for (const chunk of file.chunks()) if (!to.write(chunk)) await once(to, 'drain')
}

async function main() {
  const {values} = parseArgs({
    options: {
      rows: {type: 'string'},
      version: {type: 'string'},
      seed: {type: 'string'},
      currency: {type: 'string'},
      digits: {type: 'string'},
      dates: {type: 'string'},
      mark: {type: 'string'},
      crlf: {type: 'boolean'},
      bom: {type: 'boolean'},
      shuffled: {type: 'boolean'},
      clean: {type: 'boolean'},
      reserve: {type: 'string'},
      carried: {type: 'string'},
      extra: {type: 'string'},
      damage: {type: 'string'},
      periods: {type: 'string'},
      to: {type: 'string'},
    },
  })
  const number = (/** @type {string | undefined} */ text) =>
    text === undefined ? undefined : Number(text)
  /** @type {any} */
  const options = {
    ...values,
    rows: number(values.rows),
    seed: number(values.seed),
    digits: number(values.digits),
    dirt: !values.clean,
    reserveMinor: number(values.reserve),
    carriedMinor: number(values.carried),
    extraMinor: number(values.extra),
    periods: number(values.periods),
  }
  if (values.to === undefined) return write(settlementFile(options), process.stdout)
  mkdirSync(values.to, {recursive: true})
  for (const file of settlementChain(options)) {
    const name = join(values.to, `${file.id}.txt`)
    const stream = createWriteStream(name)
    await write(file, stream)
    stream.end()
    await once(stream, 'finish')
    console.log(`${name}\t${file.rows}\t${file.totalMinor}`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
