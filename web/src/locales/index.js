/** @import {Catalogue} from './en.js' */

/**
 * Forms of a sentence by plural category; `other` is always there.
 * @typedef {{other: string} & Partial<Record<Intl.LDMLPluralRule, string>>} Plural
 */

/**
 * A catalogue of another language: the keys of the English one, of the same shape; plural forms as the
 * language has them.
 * @typedef {{[K in keyof Catalogue]: Catalogue[K] extends string ? string
 *   : Catalogue[K] extends {other: string} ? Plural
 *   : Catalogue[K] extends Record<string, string> ? {[G in keyof Catalogue[K]]: string}
 *   : {[E in keyof Catalogue['errors']]: string[]}}} Translation
 */

/**
 * What a host may say otherwise, sentence by sentence.
 * @typedef {{[K in keyof Translation]?: Translation[K] extends string | Plural ? Translation[K]
 *   : Partial<Translation[K]>}} Overrides
 */

/** Where each language is: it comes when it is asked for, and no other. */
const catalogues = {
  en: async () => /** @type {Translation} */ ((await import('./en.js')).en),
  'zh-CN': async () => (await import('./zh-CN.js')).zhCN,
  es: async () => (await import('./es.js')).es,
}

/** @typedef {keyof typeof catalogues} Language */

export const languages = /** @type {Language[]} */ (Object.keys(catalogues))

/**
 * The catalogue that serves best for a BCP 47 tag: 'zh-Hans-SG' and 'zh' are 'zh-CN', 'es-MX' is 'es'.
 * Traditional Chinese has no catalogue yet, and Simplified is no stand-in for it.
 * @param {string} tag
 * @returns {Language | undefined}
 */
export function languageOf(tag) {
  let locale
  try {
    locale = new Intl.Locale(tag).maximize()
  } catch {
    return undefined
  }
  if (locale.language === 'zh') return locale.script === 'Hans' ? 'zh-CN' : undefined
  return languages.find((language) => language === locale.language)
}

/**
 * @param {Language} language
 * @returns {Promise<Translation>}
 */
export function loadCatalogue(language) {
  return catalogues[language]()
}
