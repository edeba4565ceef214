/** @import {NumberFormat} from '../engine/types.js' */

/** U+2212, as wide as a plus and never broken from its digits. */
const minus = '\u2212'

/**
 * The plain decimal of minor units: the digits as they are, with the point put in. `decimalOf(-5n, 2)` is
 * '-0.05'. It moves characters and calculates nothing, so that an amount of any size stays exact.
 * @param {bigint} minor
 * @param {number} digits of the currency, from the engine
 */
export function decimalOf(minor, digits) {
  const text = String(minor)
  const sign = text.startsWith('-') ? '-' : ''
  if (digits === 0) return text
  const figures = text.slice(sign.length).padStart(digits + 1, '0')
  return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`
}

/**
 * Whether an amount is written with a minus: it is owed, or takes away.
 * @param {bigint} minor
 */
export const isNegative = (minor) => String(minor).startsWith('-')

/**
 * Amounts of one currency as a locale writes them. Intl.NumberFormat is given the exact decimal as a
 * string, never a Number; the digits are ISO's, as the engine counts, where CLDR shows others.
 */
export class Amounts {
  /**
   * @param {string} locale BCP 47
   * @param {string} currency ISO 4217
   * @param {number} digits of its minor unit
   */
  constructor(locale, currency, digits) {
    this.currency = currency
    this.digits = digits
    const exact = {minimumFractionDigits: digits, maximumFractionDigits: digits}
    const money = /** @type {const} */ ({style: 'currency', currency, ...exact})
    this.money = new Intl.NumberFormat(locale, money)
    this.signed = new Intl.NumberFormat(locale, {...money, signDisplay: 'exceptZero'})
    this.bare = new Intl.NumberFormat(locale, {...exact, useGrouping: false})
    /** The currency's own sign, to stand before a field: 'CA$'. */
    this.symbol =
      this.money.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency
  }

  /**
   * '−CA$152.49'
   * @param {bigint} minor
   */
  show(minor) {
    return dress(this.money, decimalOf(minor, this.digits))
  }

  /**
   * With a plus before what comes in: '+CA$212.31'.
   * @param {bigint} minor
   */
  showSigned(minor) {
    return dress(this.signed, decimalOf(minor, this.digits))
  }

  /**
   * As a person would type it: '152.49', '152,49'.
   * @param {bigint} minor
   */
  typed(minor) {
    return dress(this.bare, decimalOf(minor, this.digits))
  }
}

/**
 * @param {Intl.NumberFormat} format
 * @param {string} decimal
 */
function dress(format, decimal) {
  const parts = format.formatToParts(/** @type {Intl.StringNumericLiteral} */ (decimal))
  return parts
    .map(({type, value}) => (type === 'minusSign' ? value.replace('-', minus) : value))
    .join('')
}

/** Whose keyboards also write digits as wide as their characters. */
const writesFullWidth = /^(ja|ko|zh)\b/

/**
 * How a locale writes numbers, and an amount of this currency, for the engine that reads what was typed.
 * @param {string} locale
 * @param {string} [currency] ISO 4217
 * @returns {NumberFormat}
 */
export function marksOf(locale, currency) {
  const parts = new Intl.NumberFormat(locale).formatToParts(123456789.5)
  const find = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? ''
  const upper = parts.filter((part) => part.type === 'integer').at(-2)
  const zero = new Intl.NumberFormat(locale).format(0)
  const ascii = writesFullWidth.test(locale) ? '\uff10' : ''
  return {
    decimalMark: find('decimal'),
    groupMark: find('group'),
    zeroDigit: zero === '0' ? ascii : zero,
    upperGroup: upper?.value.length,
    currencySigns: currency === undefined ? [] : signsOf(locale, currency),
  }
}

/**
 * '$' and 'CA$', or whatever a locale writes for a currency.
 * @param {string} locale
 * @param {string} currency
 */
function signsOf(locale, currency) {
  const signs = /** @type {const} */ (['symbol', 'narrowSymbol']).map(
    (currencyDisplay) =>
      new Intl.NumberFormat(locale, {style: 'currency', currency, currencyDisplay})
        .formatToParts(0)
        .find((part) => part.type === 'currency')?.value ?? currency,
  )
  return [...new Set(signs)].filter((sign) => sign !== currency)
}
