// Every state of a payment beside each other, drawn by the very view of <repay-balance>, without an engine:
// states.html?lang=zh-CN&dir=rtl&theme=dark&only=verifying,failed

import {LitElement, html} from 'lit'
import {flowView} from '../src/elements/flow-view.js'
import {Amounts} from '../src/locales/amounts.js'
import {Dates} from '../src/locales/dates.js'
import {languageOf, loadCatalogue, loadFlowWords} from '../src/locales/index.js'
import {pseudo} from '../src/locales/pseudo.js'
import {Words} from '../src/locales/words.js'
import {balance} from '../src/style/balance.js'
import {base} from '../src/style/base.js'
import {flow} from '../src/style/flow.js'
import {payment} from '../src/style/payment.js'
import {tokens} from '../src/style/tokens.js'
import {paymentStates} from './payment-states.js'

/** @import {FlowActions, FlowShown} from '../src/elements/flow-view.js' */

/** One state in a frame like that of <repay-balance>. */
class PaymentState extends LitElement {
  static styles = [tokens, base, balance, payment, flow]
  static properties = {shown: {attribute: false}, actions: {attribute: false}}

  constructor() {
    super()
    /** @type {FlowShown | undefined} */
    this.shown = undefined
    /** @type {FlowActions | undefined} */
    this.actions = undefined
  }

  render() {
    const {shown, actions} = this
    return shown && actions && html`<div class="frame">${flowView(shown, actions)}</div>`
  }
}

/** @param {string} asked */
async function wordsIn(asked) {
  const dressed = asked === 'pseudo' ? pseudo : (/** @type {any} */ same) => same
  const language = languageOf(asked) ?? 'en'
  const [catalogue, flowWords] = await Promise.all([
    loadCatalogue(language),
    loadFlowWords(language),
  ])
  return new Words(dressed(catalogue), language, {}, undefined, dressed(flowWords))
}

/**
 * Actions that only tell of themselves.
 * @param {(text: string) => void} tell
 * @returns {FlowActions}
 */
const telling = (tell) =>
  new Proxy(/** @type {FlowActions} */ ({}), {
    get:
      (_, name) =>
      (/** @type {unknown[]} */ ...values) =>
        tell([String(name), ...values.filter((value) => typeof value === 'string')].join(' ')),
  })

/**
 * @param {typeof paymentStates[number]} state
 * @param {Omit<FlowShown, 'view' | 'wrongCode'>} shown
 * @param {string} theme
 */
function figureOf({name, about}, shown, theme) {
  const figure = document.createElement('figure')
  const caption = document.createElement('figcaption')
  const pressed = document.createElement('output')
  const element = new PaymentState()
  element.shown = {...shown, ...about}
  element.actions = telling((text) => (pressed.textContent = text))
  element.lang = shown.words.locale
  if (theme) element.setAttribute('theme', theme)
  const heading = document.createElement('h2')
  heading.textContent = name
  caption.append(heading, pressed)
  figure.append(caption, element)
  return figure
}

const wishes = new URLSearchParams(location.search)

/** What the address asks for stands in the fields; another choice is another address. */
function settle() {
  /** @type {Record<string, string>} */
  const settings = {lang: 'en', dir: 'ltr', theme: ''}
  for (const field of document.querySelectorAll('select')) {
    settings[field.name] = wishes.get(field.name) ?? settings[field.name]
    field.value = settings[field.name]
    field.addEventListener('change', () => {
      wishes.set(field.name, field.value)
      location.search = String(wishes)
    })
  }
  return settings
}

customElements.define('payment-state', PaymentState)
const {lang, dir, theme} = settle()
document.documentElement.dir = dir
document.documentElement.dataset.theme = theme
const words = await wordsIn(lang)
const shown = {
  words,
  amounts: new Amounts(words.locale, 'USD', 2),
  dates: new Dates(words.locale, 'UTC'),
}
const only = wishes.get('only')?.split(',') ?? ['']
const wanted = paymentStates.filter(({name}) => only.some((start) => name.startsWith(start)))
document.querySelector('main')?.append(...wanted.map((state) => figureOf(state, shown, theme)))
