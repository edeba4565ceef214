/** @import {Catalogue} from './en.js' */
/** @import {FileErrors} from './en-files.js' */
/** @import {FlowCatalogue} from './en-flow.js' */

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
 * The words about a payment under way: again the keys of the English ones, of the same shape.
 * @typedef {{[K in keyof FlowCatalogue]: FlowCatalogue[K] extends string ? string
 *   : FlowCatalogue[K] extends {other: string} ? Plural
 *   : FlowCatalogue[K] extends Record<string, string> ? {[S in keyof FlowCatalogue[K]]: string}
 *   : {[S in keyof FlowCatalogue[K]]: string[]}}} FlowTranslation
 */

/** @typedef {Translation & FlowTranslation} Whole all that is said but for errors of files */

/**
 * What a host may say otherwise, sentence by sentence.
 * @typedef {{[K in keyof Whole]?: Whole[K] extends string | Plural ? Whole[K]
 *   : Partial<Whole[K] & (K extends 'errors' ? FileErrorWords : {})>}} Overrides
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

/** The same of a payment under way. */
const ofFlow = {
  en: async () => /** @type {FlowTranslation} */ ((await import('./en-flow.js')).flow),
  'zh-CN': async () => (await import('./zh-CN-flow.js')).flow,
  es: async () => (await import('./es-flow.js')).flow,
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

/**
 * What a catalogue leaves to those who follow a payment to its outcome.
 * @param {Language} language
 * @returns {Promise<FlowTranslation>}
 */
export function loadFlowWords(language) {
  return ofFlow[language]()
}
