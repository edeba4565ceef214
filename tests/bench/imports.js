// Reading one settlement file: the engine makes a ledger that answers, the others count its rows and add
// up its amounts, which is the least one could do with them.

import {readFileSync} from 'node:fs'
import {parse as csvParse} from 'csv-parse'
import {dsvFormat} from 'd3-dsv'
import Papa from 'papaparse'
import {inferSchema, initParser} from 'udsv'
import {bareEngine, openEngine, valueOf} from './engine.js'

const chunkBytes = 1 << 20

/** @param {string} text "-1234,56 " */
const minorOf = (text) => Math.round(Number(text.trimEnd().replace(',', '.')) * 100)

class Sum {
  rows = 0
  minor = 0

  /** @param {string[]} fields */
  add(fields) {
    if (fields.length < 15 || fields[14] === '') return // the summary; blank lines
    this.rows += 1
    this.minor += minorOf(fields[14])
  }

  get work() {
    return {rows: this.rows, minor: String(this.minor)}
  }
}

/** @param {Buffer} bytes */
function* chunks(bytes) {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

/** @param {Buffer} bytes */
function* texts(bytes) {
  const decoder = new TextDecoder()
  for (const chunk of chunks(bytes)) yield decoder.decode(chunk, {stream: true})
}

/** memcpy of the same bytes into one buffer: what no parser can beat. @param {string} path */
export function floor(path) {
  const bytes = readFileSync(path)
  const buffer = Buffer.alloc(chunkBytes)
  return () => {
    for (const chunk of chunks(bytes)) buffer.set(chunk)
    return {work: null}
  }
}

/** @param {string} path */
export function repay(path) {
  const bytes = readFileSync(path)
  const engine = openEngine()
  return async () => {
    const files = [{name: 'settlement.txt', bytes}]
    const {settlements} = valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
    return {work: {rows: settlements[0].entries, minor: String(settlements[0].totalMinor)}}
  }
}

/** How much the engine's memory grew at most, an entry. @param {string} path */
export function memory(path) {
  const bytes = readFileSync(path)
  return async () => {
    const {engine, memoryBytes} = await bareEngine()
    const before = memoryBytes()
    valueOf(engine.beginImport('replace'))
    engine.beginFile('', bytes.length)
    for (const chunk of chunks(bytes)) valueOf(engine.feed(chunk))
    valueOf(engine.endFile())
    const {entries} = valueOf(engine.commitImport()).settlements[0]
    return {work: null, also: {bytesPerEntry: (memoryBytes() - before) / entries}}
  }
}

/** @param {string} path */
export function udsv(path) {
  const bytes = readFileSync(path)
  return () => {
    const sum = new Sum()
    let parser
    for (const text of texts(bytes)) {
      parser ??= initParser(inferSchema(text, {col: '\t', encl: ''}))
      parser.chunk(text, parser.stringArrs, (/** @type {string[]} */ row) => sum.add(row))
    }
    parser?.end()
    return {work: sum.work}
  }
}

/** @param {string} path */
export function papaparse(path) {
  const bytes = readFileSync(path)
  return () => {
    const sum = new Sum()
    let text = ''
    for (const part of texts(bytes)) text += part
    Papa.parse(text, {
      delimiter: '\t',
      quoteChar: '\0',
      chunkSize: chunkBytes,
      chunk: ({data}) => data.slice(sum.rows === 0 ? 1 : 0).forEach((row) => sum.add(row)),
    })
    return {work: sum.work}
  }
}

/** @param {string} path */
export function d3(path) {
  const bytes = readFileSync(path)
  return () => {
    const sum = new Sum()
    dsvFormat('\t').parseRows(new TextDecoder().decode(bytes), (row, at) => {
      if (at > 0) sum.add(row)
      return undefined
    })
    return {work: sum.work}
  }
}

/** @param {string} path */
export function csvparse(path) {
  const bytes = readFileSync(path)
  return async () => {
    const sum = new Sum()
    const options = {delimiter: '\t', quote: null, relax_column_count: true, from_line: 2}
    const parser = csvParse(options)
    parser.on('data', (row) => sum.add(row))
    const ended = new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject))
    for (const chunk of chunks(bytes)) {
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve))
    }
    parser.end()
    await ended
    return {work: sum.work}
  }
}
