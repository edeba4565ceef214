// Reading account JSON into columns of exact amounts.

import {readFileSync} from 'node:fs'
import {bareEngine, openWith, usd, valueOf} from './engine.js'

/** The engine up to its columns, without a ledger of them: what the other does. @param {string} path */
export async function repay(path) {
  const bytes = readFileSync(path)
  const {engine} = await bareEngine()
  return () => {
    valueOf(engine.beginImport('replace'))
    engine.beginFile('', bytes.length)
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      valueOf(engine.feed(bytes.subarray(at, at + (1 << 20))))
    }
    valueOf(engine.endFile())
    engine.cancelImport()
    return {work: null}
  }
}

/** That the engine read it right. @param {string} path */
export async function check(path) {
  const engine = await openWith(path)
  return async () => {
    const {balanceMinor, openCharges} = valueOf(await engine.balance(usd))
    return {work: {rows: openCharges, minor: String(balanceMinor)}}
  }
}

/** @param {string} path */
export function json(path) {
  const bytes = readFileSync(path)
  return () => {
    const {entries} = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
    const at = new Float64Array(entries.length)
    const amountMinor = new BigInt64Array(entries.length)
    /** @type {string[]} */
    const ids = []
    let sum = 0n
    for (let row = 0; row < entries.length; ++row) {
      at[row] = Date.parse(entries[row].at)
      amountMinor[row] = BigInt(entries[row].amount.replace('.', ''))
      ids.push(entries[row].id)
      sum += amountMinor[row]
    }
    return {work: {rows: ids.length, minor: String(sum)}}
  }
}
