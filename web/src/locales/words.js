/** @import {FileErrorWords, FlowTranslation, Overrides, Plural, Translation, Whole} from './index.js' */
/** @import {Catalogue} from './en.js' */
/** @import {FlowCatalogue} from './en-flow.js' */

/** @typedef {Record<string, string | number>} Values what goes into the braces, already dressed */
/** @typedef {Catalogue & FlowCatalogue} Said */
/** @typedef {keyof {[K in keyof Said as Said[K] extends string | {other: string} ? K : never]: 1}} Key */

/** First strong isolate and its end: keeps an id or a file name from turning the sentence around it. */
const isolateStart = '\u2068'
const isolateEnd = '\u2069'

/**
 * A text of unknown direction, safe inside a sentence of any other.
 * @param {string} text
 */
export const isolate = (text) => `${isolateStart}${text}${isolateEnd}`

/**
 * The sentences of one language, filled in. `{name}` is replaced by the value of that name; `count` picks
 * the plural form and is dressed by the locale.
 */
export class Words {
  /**
   * @param {Translation} catalogue
   * @param {string} locale BCP 47, for plurals and numbers
   * @param {Overrides} [overrides] what the host says otherwise
   * @param {FileErrorWords} [fileErrors] what is said of files, once it is there
   * @param {FlowTranslation} [flow] what is said of a payment under way, the same
   */
  constructor(catalogue, locale, overrides = {}, fileErrors = undefined, flow = undefined) {
    this.locale = locale
    this.fileErrors = fileErrors
    this.flow = flow
    this.catalogue = /** @type {Whole} */ ({...catalogue, ...flow})
    this.overrides = overrides
    this.plural = new Intl.PluralRules(locale)
    this.number = new Intl.NumberFormat(locale)
  }

  /**
   * @param {Key} key
   * @param {Values} [values]
   * @returns {string}
   */
  say(key, values = {}) {
    const message = /** @type {string | Plural} */ (this.overrides[key] ?? this.catalogue[key])
    if (typeof message === 'string') return fill(message, values)
    const count = Number(values.count)
    const form = message[this.plural.select(count)] ?? message.other
    return fill(form, {...values, count: this.number.format(count)})
  }

  /**
   * The name of a group of a statement, of an entry's kind or of a next step; the word itself if it is a new one.
   * @param {'groups' | 'kinds' | 'steps'} list
   * @param {string} word
   */
  name(list, word) {
    const names = /** @type {Record<string, string>} */ ({
      ...this.catalogue[list],
      ...this.overrides[list],
    })
    return names[word] ?? word
  }

  /**
   * What is said of a screen of a payment, or of why a card was declined.
   * @param {'screens' | 'declines'} list
   * @param {string} word
   * @param {Values} [values]
   */
  sentences(list, word, values = {}) {
    const lists = /** @type {Record<string, string[]>} */ ({
      ...this.catalogue[list],
      ...this.overrides[list],
    })
    return lists[word].map((sentence) => fill(sentence, values))
  }

  /**
   * Whether there are words for the code of an error; those about files may be on their way.
   * @param {string} code
   */
  hasError(code) {
    return [this.catalogue.errors, this.fileErrors, this.overrides.errors].some(
      (errors) => errors && code in errors,
    )
  }

  /**
   * What happened and what to do, by the code of an error.
   * @param {string} code
   * @param {Values} [values]
   * @returns {{what: string, next: string}}
   */
  error(code, values = {}) {
    const errors = /** @type {Record<string, string[]>} */ ({
      ...this.catalogue.errors,
      ...this.fileErrors,
      ...this.overrides.errors,
    })
    const [what, next] = errors[code] ?? errors.UNKNOWN
    return {what: fill(what, values), next: fill(next, values)}
  }
}

/**
 * @param {string} message
 * @param {Values} values
 */
function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  )
}
