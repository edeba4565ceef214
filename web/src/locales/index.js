/** @import {Catalogue} from './en.js' */
/** @import {FileErrors} from './en-files.js' */

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
 * What happened and what to do, by the codes of what is wrong with files.
 * @typedef {Record<keyof FileErrors, string[]>} FileErrorWords
 */

/**
 * What a host may say otherwise, sentence by sentence.
 * @typedef {{[K in keyof Translation]?: Translation[K] extends string | Plural ? Translation[K]
 *   : Partial<Translation[K] & (K extends 'errors' ? FileErrorWords : {})>}} Overrides
 */

/** Where each language is: it comes when it is asked for, and no other. */
const catalogues = {
  en: async () => /** @type {Translation} */ ((await import('./en.js')).en),
  'zh-CN': async () => (await import('./zh-CN.js')).zhCN,
  es: async () => (await import('./es.js')).es,
}

/** The same of what is wrong with files. */
const ofFiles = {
  en: async () => /** @type {FileErrorWords} */ ((await import('./en-files.js')).fileErrors),
  'zh-CN': async () => (await import('./zh-CN-files.js')).fileErrors,
  es: async () => (await import('./es-files.js')).fileErrors,
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

/**
 * What a catalogue leaves to those who read files.
 * @param {Language} language
 * @returns {Promise<FileErrorWords>}
 */
export function loadFileErrors(language) {
  return ofFiles[language]()
}
