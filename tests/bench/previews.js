// What a payment would close: asked of the engine, and of loops over open parts in an array.

import {readFileSync} from 'node:fs'
import Big from 'big.js'
import BigNumber from 'bignumber.js'
import currency from 'currency.js'
import Decimal from 'decimal.js'
import {add, dinero, lessThanOrEqual, subtract, toSnapshot} from 'dinero.js'
import {openWith, usd, valueOf} from './engine.js'

const USD = {code: 'USD', base: 10, exponent: 2}

/**
 * Payments to preview, the same for everyone: fractions of what is owed.
 * @param {bigint} outstanding
 * @param {number} count
 */
const payments = (outstanding, count) =>
  Array.from({length: count}, (_, at) => (outstanding * BigInt(2 * at + 1)) / BigInt(2 * count))

/** @param {string} path @returns {bigint[]} */
const openParts = (path) =>
  JSON.parse(readFileSync(path, 'utf8')).entries.map((/** @type {{amount: string}} */ {amount}) =>
    BigInt(amount.replace('-', '').replace('.', '')),
  )

/**
 * The engine, through the client, with a window of the rows around where the payment ends.
 * @param {{path: string, count: number, repeat: number}} input
 */
export async function repay({path, count, repeat}) {
  const engine = await openWith(path)
  const {outstandingMinor} = valueOf(await engine.balance(usd))
  const amounts = payments(outstandingMinor, count)
  const window = {first: 0, count: 10}
  return async () => {
    const work = []
    const before = process.cpuUsage()
    for (let round = 0; round < repeat; ++round) {
      work.length = 0
      for (const amount of amounts) {
        const preview = valueOf(await engine.preview(usd, amount, window))
        work.push([preview.closes, String(preview.outstandingAfterMinor)])
      }
    }
    const {user, system} = process.cpuUsage(before)
    return {work, seconds: (user + system) / 1e6 / (amounts.length * repeat)}
  }
}

/**
 * @template T
 * @param {{path: string, count: number}} input
 * @param {(minor: bigint[]) => ArrayLike<T>} toParts
 * @param {(minor: bigint) => T} toAmount
 * @param {(parts: ArrayLike<T>, amount: T) => {closes: number, left: T}} preview
 * @param {(parts: bigint[], closes: number, left: T) => string} outstandingAfter
 */
function loop({path, count}, toParts, toAmount, preview, outstandingAfter) {
  const minor = openParts(path)
  const parts = toParts(minor)
  const owed = minor.reduce((sum, part) => sum + part, 0n)
  const amounts = payments(owed, count)
  const known = amounts.map(toAmount)
  return () => {
    const before = process.cpuUsage()
    const ends = known.map((amount) => preview(parts, amount))
    const {user, system} = process.cpuUsage(before)
    const work = ends.map(({closes, left}) => [closes, outstandingAfter(minor, closes, left)])
    return {work, seconds: (user + system) / 1e6 / amounts.length}
  }
}

/** @param {bigint[]} parts @param {number} closes @param {bigint} left */
function rest(parts, closes, left) {
  let open = -left
  for (let at = closes; at < parts.length; ++at) open += parts[at]
  return String(open)
}

/** @param {{path: string, count: number}} input */
export const float64 = (input) =>
  loop(
    input,
    (minor) => Float64Array.from(minor, Number),
    Number,
    (parts, amount) => {
      let closes = 0
      let left = amount
      while (closes < parts.length && parts[closes] <= left) left -= parts[closes++]
      return {closes, left}
    },
    (parts, closes, left) => rest(parts, closes, BigInt(left)),
  )

/**
 * A loop of a library's numbers.
 * @template T
 * @param {(text: string) => T} make of a decimal text
 * @param {(a: T, b: T) => boolean} atMost
 * @param {(a: T, b: T) => T} minus
 * @param {(value: T) => bigint} toMinor
 */
const library =
  (make, atMost, minus, toMinor) => (/** @type {{path: string, count: number}} */ input) => {
    /** @param {bigint} minor */
    const toAmount = (minor) => make(`${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`)
    return loop(
      input,
      (minor) => minor.map(toAmount),
      toAmount,
      (parts, amount) => {
        let closes = 0
        let left = amount
        while (closes < parts.length && atMost(parts[closes], left))
          left = minus(left, parts[closes++])
        return {closes, left}
      },
      (parts, closes, left) => rest(parts, closes, toMinor(left)),
    )
  }

/** @param {{toFixed: (digits: number) => string}} value */
const fixed = (value) => BigInt(value.toFixed(2).replace('.', ''))

export const big = library(
  (text) => new Big(text),
  (a, b) => a.lte(b),
  (a, b) => a.minus(b),
  fixed,
)
export const bignumber = library(
  (text) => new BigNumber(text),
  (a, b) => a.isLessThanOrEqualTo(b),
  (a, b) => a.minus(b),
  fixed,
)
export const decimal = library(
  (text) => new Decimal(text),
  (a, b) => a.lte(b),
  (a, b) => a.minus(b),
  fixed,
)
export const currencyjs = library(
  (text) => currency(text),
  (a, b) => a.intValue <= b.intValue,
  (a, b) => a.subtract(b),
  (value) => BigInt(value.intValue),
)
export const dinerojs = library(
  (text) => dinero({amount: Number(text.replace('.', '')), currency: USD}),
  (a, b) => lessThanOrEqual(a, b),
  (a, b) => subtract(a, b),
  (value) => BigInt(toSnapshot(add(value, dinero({amount: 0, currency: USD}))).amount),
)

/** One new entry, a payment of one cent, in a ledger of that many. @param {{path: string}} input */
export async function payment({path}) {
  const engine = await openWith(path)
  let paid = 0
  return async () => {
    let slowest = 0
    const count = 500
    let {version} = valueOf(await engine.balance(usd))
    const before = process.cpuUsage()
    for (let at = 0; at < count; ++at) {
      const start = performance.now()
      const receipt = valueOf(
        await engine.pay({
          ledger: usd,
          amountMinor: 1n,
          idempotencyKey: `key-${++paid}`,
          version,
          at: '2026-01-01T00:00:00Z',
          method: 'bench',
        }),
      )
      slowest = Math.max(slowest, performance.now() - start)
      version = receipt.versionAfter
    }
    const {user, system} = process.cpuUsage(before)
    return {work: null, seconds: (user + system) / 1e6 / count, also: {slowest: slowest / 1000}}
  }
}
