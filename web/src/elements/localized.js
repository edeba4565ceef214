import {languageOf, loadCatalogue, loadFileErrors, loadFlowWords} from '../locales/index.js'
import {Words} from '../locales/words.js'

/** @import {ReactiveController, ReactiveControllerHost} from 'lit' */
/** @import {FileErrorWords, FlowTranslation, Overrides, Translation} from '../locales/index.js' */

/** @typedef {ReactiveControllerHost & HTMLElement & {messages: Overrides | undefined}} LocalizedElement */

/**
 * The language of an element: its own lang, else that of the nearest element around it (out of shadow trees
 * too), else the person's, else English. It follows when the page's or its own changes.
 *
 * @implements {ReactiveController}
 */
export class Localized {
  /** None until the catalogue is there. @type {Words | undefined} */
  words
  #ofFiles
  #ofFlow = false

  /**
   * @param {LocalizedElement} element
   * @param {{files?: boolean}} [about] whether it speaks of files from the start
   */
  constructor(element, {files = false} = {}) {
    this.element = element
    this.#ofFiles = files
    this.observer = new MutationObserver(() => this.load())
    element.addController(this)
  }

  hostConnected() {
    const watched = {attributes: true, attributeFilter: ['lang']}
    this.observer.observe(document.documentElement, watched)
    this.observer.observe(this.element, watched)
    this.load()
  }

  hostDisconnected() {
    this.observer.disconnect()
  }

  async load() {
    const wanted = candidates(this.element)
    const locale = wanted.find(languageOf) ?? 'en'
    const ofFlow = this.#ofFlow
    const isComplete =
      (!this.#ofFiles || this.words?.fileErrors !== undefined) && (!ofFlow || this.words?.flow)
    const isSame = this.words?.locale === locale && this.words.overrides === this.element.messages
    if (isSame && isComplete) return
    const language = languageOf(locale) ?? 'en'
    const [catalogue, fileErrors, flow] = await Promise.all([
      loadCatalogue(language),
      this.#ofFiles ? loadFileErrors(language) : undefined,
      ofFlow ? loadFlowWords(language) : undefined,
    ])
    const isLate = !flow && this.words?.flow && this.words.locale === locale
    if (candidates(this.element)[0] !== wanted[0] || isLate) return
    this.use(catalogue, locale, fileErrors, flow)
  }

  /** From now on there are words of a payment under way, too. Rejects when they cannot be fetched. */
  speakOfPayments() {
    this.#ofFlow = true
    return this.load()
  }

  /**
   * The words, once they have some for this error; those about files are fetched when one is first met.
   * @param {string} code
   */
  wordsFor(code) {
    if (!this.words || this.#ofFiles || this.words.hasError(code)) return this.words
    this.#ofFiles = true
    this.load().catch(() => this.element.requestUpdate()) // then it says that something went wrong
    return undefined
  }

  /**
   * @param {Translation} catalogue
   * @param {string} locale
   * @param {FileErrorWords} [fileErrors]
   * @param {FlowTranslation} [flow]
   */
  use(catalogue, locale, fileErrors, flow) {
    this.words = new Words(catalogue, locale, this.element.messages, fileErrors, flow)
    this.element.requestUpdate()
  }
}

/**
 * Tags from the nearest to the farthest wish.
 * @param {HTMLElement} element
 * @returns {string[]}
 */
function candidates(element) {
  const found = nearestLang(element)
  return [...(found ? [found] : []), ...navigator.languages]
}

/**
 * @param {Element} element
 * @returns {string | undefined}
 */
function nearestLang(element) {
  const holder = /** @type {HTMLElement | null} */ (element.closest('[lang]'))
  if (holder?.lang) return holder.lang
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? nearestLang(root.host) : undefined
}
