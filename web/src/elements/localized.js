import {languageOf, loadCatalogue} from '../locales/index.js'
import {Words} from '../locales/words.js'

/** @import {ReactiveController, ReactiveControllerHost} from 'lit' */
/** @import {Overrides, Translation} from '../locales/index.js' */

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

  /** @param {LocalizedElement} element */
  constructor(element) {
    this.element = element
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
    if (this.words?.locale === locale && this.words.overrides === this.element.messages) return
    const catalogue = await loadCatalogue(languageOf(locale) ?? 'en')
    if (candidates(this.element)[0] !== wanted[0]) return
    this.use(catalogue, locale)
  }

  /**
   * @param {Translation} catalogue
   * @param {string} locale
   */
  use(catalogue, locale) {
    this.words = new Words(catalogue, locale, this.element.messages)
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
