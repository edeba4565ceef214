import {Amounts} from '../locales/amounts.js'
import {Dates} from '../locales/dates.js'

/** @import {Words} from '../locales/words.js' */

/**
 * What a view needs to write anything.
 * @typedef {object} Shown
 * @property {Words} words
 * @property {Amounts} amounts of the ledger's currency
 * @property {Dates} dates in the store's zone
 */

/**
 * Amounts and dates of one language, each made once: an Intl format costs more than a rendering.
 */
export class Writing {
  /** @type {Map<string, Amounts>} */
  #amounts = new Map()
  /** @type {Map<string, Dates>} */
  #dates = new Map()

  /** @param {Words} words */
  constructor(words) {
    this.words = words
  }

  /**
   * @param {string} currency
   * @param {number} digits of its minor unit, by the engine
   */
  amounts(currency, digits) {
    return made(this.#amounts, currency, () => new Amounts(this.words.locale, currency, digits))
  }

  /** @param {string} zone */
  dates(zone) {
    return made(this.#dates, zone, () => new Dates(this.words.locale, zone))
  }
}

/**
 * @template T
 * @param {Map<string, T>} known
 * @param {string} key
 * @param {() => T} make
 */
function made(known, key, make) {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
