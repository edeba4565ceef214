// A ledger as CSV: the engine writes it, d3-dsv formats the same cells, which lie in arrays already.

import {readFileSync} from 'node:fs'
import {csvParseRows, csvFormatRows} from 'd3-dsv'
import {openEngine, valueOf} from './engine.js'

/** @param {string} path a settlement file */
async function withLedger(path) {
  const engine = openEngine()
  const files = [{name: 'settlement.txt', bytes: readFileSync(path)}]
  const {settlements} = valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
  return {engine, ledger: settlements[0].ledger}
}

/** What both must have written, to the byte but for the ends of lines. @param {Uint8Array} bytes */
function work(bytes) {
  let [count, sum] = [0, 0]
  for (const byte of bytes) {
    if (byte === 13) continue
    count += 1
    sum = (Math.imul(sum, 31) + byte) | 0
  }
  return {count, sum}
}

/** Runs it and adds what it did, which is not counted. @param {() => Promise<Uint8Array>} write */
async function timed(write) {
  const before = process.cpuUsage()
  const bytes = await write()
  const {user, system} = process.cpuUsage(before)
  return {seconds: (user + system) / 1e6, work: work(bytes)}
}

/** @param {string} path */
export async function repay(path) {
  const {engine, ledger} = await withLedger(path)
  return () =>
    timed(async () => {
      const csv = valueOf(await engine.exportCsv(ledger, {}, {}, 'header'))
      return new Uint8Array(await csv.arrayBuffer())
    })
}

/** @param {string} path */
export async function d3(path) {
  const {engine, ledger} = await withLedger(path)
  const csv = valueOf(await engine.exportCsv(ledger, {}, {}, 'header'))
  const rows = csvParseRows(await csv.text())
  return () => timed(async () => new TextEncoder().encode(csvFormatRows(rows) + '\n'))
}
