/** @import {FlowEvent, FlowView} from '../engine/payment-types.js' */
/** @import {CodeAddress, Host} from '../host/host.js' */
/** @import {FlowRunner} from '../payment/flow-runner.js' */

/** Screens that show themselves elsewhere: in the form, by the receipt, or not at all. */
const drawnElsewhere = ['ready', 'opening', 'settled']
const drawnByForm = ['preparing', 'paying']

/**
 * @typedef {object} News
 * @property {boolean} isNew whether the screen is another one
 * @property {boolean} isRefused whether something was refused just now, such as a code
 */

/**
 * How the payment of a page stands, for one element: what of it the element draws, and what the seller has
 * seen already.
 */
export class Progress {
  /** Where the code for this payment was sent. @type {CodeAddress | undefined} */
  code

  #host
  #flow
  #changed
  #listening = new AbortController()
  /** The last screen, and of which payment. */
  #stands = ''
  /** What was refused last. @type {string | undefined} */
  #refused
  /** An outcome the seller has gone on from. */
  #setAside = ''

  /**
   * @param {Host} host
   * @param {FlowRunner} flow
   * @param {(news: News) => void} changed
   */
  constructor(host, flow, changed) {
    this.#host = host
    this.#flow = flow
    this.#changed = changed
  }

  start() {
    this.#listening.abort()
    this.#listening = new AbortController()
    const {signal} = this.#listening
    this.#flow.addEventListener('change', () => this.#look(), {signal})
    // What became of a payment before this element was there is told to the page by others, or was.
    if (this.view) this.#look(this.#stands === '')
  }

  stop() {
    this.#listening.abort()
  }

  get view() {
    return this.#flow.view
  }

  /** Whether a payment can be begun, as far as payments under way are concerned. */
  get mayPay() {
    return this.view?.next.includes('pay') ?? false
  }

  /** Whether it is on its way from this form. */
  get isSending() {
    return drawnByForm.includes(this.view?.screen ?? '')
  }

  /**
   * What is drawn beside the form or in its place.
   * @param {boolean} hasForm
   * @returns {FlowView | undefined}
   */
  panel(hasForm) {
    const {view} = this
    if (!view || drawnElsewhere.includes(view.screen) || this.#stands === this.#setAside)
      return undefined
    return hasForm && this.isSending ? undefined : view
  }

  /** The seller goes on from an outcome; what is still under way stays. */
  setAside() {
    if (this.mayPay) this.#setAside = this.#stands
  }

  /** @param {Parameters<FlowRunner['pay']>[0]} order */
  pay(order) {
    return this.#flow.pay(order)
  }

  /** @param {FlowEvent} event */
  take(event) {
    return this.#flow.take(event)
  }

  async goToBank() {
    const key = this.view?.key
    if (key === undefined) return
    try {
      await this.#host.goToBank(key)
    } catch {
      // They were not there: how the payment stands says what to do.
    }
    await this.#flow.take({type: 'challenge_returned'})
  }

  /** @param {boolean} [isFirst] what stands there already is no news */
  #look(isFirst = false) {
    const view = /** @type {FlowView} */ (this.view)
    const stands = `${view.screen} ${view.key ?? ''}`
    const isNew = stands !== this.#stands
    const isRefused = view.error !== undefined && view.error !== this.#refused
    this.#stands = stands
    this.#refused = view.error
    if (view.screen === 'verifying' && isNew) this.#findCode(view)
    this.#changed({isNew: isNew && !isFirst, isRefused: isRefused && !isFirst})
  }

  /** @param {FlowView} view */
  async #findCode({key = ''}) {
    this.code = undefined
    const code = await this.#host.codeAddress(key).catch(() => undefined)
    if (this.view?.key !== key) return
    this.code = code
    this.#changed({isNew: false, isRefused: false})
  }
}
