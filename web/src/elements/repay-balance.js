import {LitElement, html, nothing} from 'lit'
import {balance as balanceSheet} from '../style/balance.js'
import {base} from '../style/base.js'
import {tokens} from '../style/tokens.js'
import {Account, isLedger} from './account.js'
import {Announcer} from './announcer.js'
import {RepayBalanceShownEvent} from './events.js'
import {Localized} from './localized.js'
import {Writing} from './shown.js'
import {emptyView, failedView, loadingView, offlineView} from './states-view.js'
import {ledgersView, madeOfView, summaryView} from './summary-view.js'

/** @import {PropertyValues} from 'lit' */
/** @import {LedgerKey} from '../engine/types.js' */
/** @import {Host} from '../host/host.js' */
/** @import {Overrides} from '../locales/index.js' */
/** @import {Following, Page, Paying} from './paying.js' */
/** @import {Shown} from './shown.js' */

/** @typedef {typeof import('./making-payment.js')} Parts fetched beside the engine */

/**
 * What a seller owes, why, and what happens if they pay this much; then the payment and its receipt.
 *
 *     <repay-balance lang="es"></repay-balance>
 *     document.querySelector('repay-balance').host = new OfflineHost({…})
 *
 * All figures are the engine's: the element asks for views and writes them in the reader's language.
 *
 * @attr {string} lang - BCP 47; without it the nearest lang around the element, then the browser's
 * @attr {string} store - the ledger to show first, when there are several
 * @attr {string} currency - ISO 4217, the same
 * @attr {string} time-zone - IANA name of the store's zone, in which ledger days are shown; UTC by default
 * @attr {string} support - where sellers get help, an https: or mailto: address
 * @attr {'light' | 'dark'} theme - overrides the person's preference
 * @fires {RepayBalanceShownEvent} repay-balance-shown - another balance is on the page
 * @fires {RepayBalanceSubmitEvent} repay-balance-submit - before a payment is sent; cancelable
 * @fires {RepayBalanceMovedEvent} repay-balance-moved - a payment stands otherwise than before
 * @fires {RepayBalanceSettledEvent} repay-balance-settled - a payment is settled and kept
 * @slot empty - in place of what is said while there is no balance
 * @csspart frame - all of it
 * @csspart ledgers - the choice among several ledgers
 * @csspart summary - label, figure, reason and button
 * @csspart figure - the closing balance
 * @csspart chip - the word for its state
 * @csspart why - the reason in a sentence
 * @csspart repay - the button Repay balance
 * @csspart made-of - what the balance is made of
 * @csspart payment - the form
 * @csspart progress - how a payment stands, in place of the form or above it
 * @csspart charges - what the payment pays
 * @csspart card - the drop-down of cards
 * @csspart pay - the button that pays
 * @csspart receipts - the payments made here
 * @csspart receipt - one of them
 * @cssprop --repay-accent - buttons, links, focus
 * @cssprop --repay-accent-ink - text on the accent
 * @cssprop --repay-ink - text
 * @cssprop --repay-ink-2 - quiet text
 * @cssprop --repay-ground - the ground
 * @cssprop --repay-ground-2 - the ground of what is set apart
 * @cssprop --repay-line - lines that only divide
 * @cssprop --repay-control - edges of controls
 * @cssprop --repay-due - what is owed
 * @cssprop --repay-ok - what is paid
 * @cssprop --repay-radius - corners
 * @cssprop --repay-font - the font family
 */
export class RepayBalance extends LitElement {
  static styles = [tokens, base, balanceSheet]

  static properties = {
    host: {attribute: false},
    messages: {attribute: false},
    store: {type: String},
    currency: {type: String},
    timeZone: {type: String, attribute: 'time-zone'},
    support: {type: String},
  }

  #localized = new Localized(this)
  /** @type {Parts | undefined} */
  #parts
  /** @type {Account | undefined} */
  #account
  /** From the button on, once its parts are there. @type {Paying | undefined} */
  #paying
  #madeOfOpen = true
  #announcer = new Announcer(() => this.requestUpdate())
  /** Where the focus goes after the next rendering. @type {string | undefined} */
  #focusNext
  /** @type {AbortController | undefined} */
  #connected
  /** @type {AbortController | undefined} */
  #attached
  /** @type {Writing | undefined} */
  #writing

  constructor() {
    super()
    /** Where the account is and how to pay. @type {Host | undefined} */
    this.host = undefined
    /** Sentences the host says otherwise. @type {Overrides | undefined} */
    this.messages = undefined
    /** @type {string | undefined} */
    this.store = undefined
    /** @type {string | undefined} */
    this.currency = undefined
    this.timeZone = 'UTC'
    /** @type {string | undefined} */
    this.support = undefined
  }

  connectedCallback() {
    super.connectedCallback()
    this.#connected = new AbortController()
    const {signal} = this.#connected
    const update = () => this.requestUpdate()
    window.addEventListener('online', update, {signal})
    window.addEventListener('offline', update, {signal})
    if (this.hasUpdated) this.#attach()
    if (!this.#parts) this.#fetchParts()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.#connected?.abort()
    this.#attached?.abort()
    this.#paying?.stop()
    this.#announcer.stop()
  }

  /** @param {PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has('host')) this.#attach()
    if (changed.has('messages') && this.hasUpdated) this.#localized.load()
  }

  /** @param {PropertyValues<this>} changed */
  updated(changed) {
    if ((changed.has('store') || changed.has('currency')) && !changed.has('host')) this.#load()
    if (!this.#focusNext) return
    const target = /** @type {HTMLElement | null} */ (
      this.renderRoot.querySelector(this.#focusNext)
    )
    if (!target) return
    this.#focusNext = undefined
    target.focus()
  }

  render() {
    const account = this.#account
    const words = this.#localized.wordsFor(account?.error?.code ?? 'UNKNOWN')
    if (!words || !account || account.phase === 'loading') return loadingView(words)
    if (account.phase === 'ready' && !this.#paying) return loadingView(words)
    const view = {
      ready: () => this.#readyView(),
      empty: () => emptyView(words),
      failed: () => failedView(words, account.error?.code ?? 'UNKNOWN', () => this.#retry()),
    }[account.phase]
    return html`
      <section
        class="frame"
        part="frame"
        lang=${words.locale}
        aria-label=${words.say('closingBalance')}
      >
        ${view()}
      </section>
      <p class="hidden" role="status">${this.#announcer.said}</p>
    `
  }

  #readyView() {
    const account = /** @type {Account} */ (this.#account)
    const {balance, statement, receipts} = account
    const shown = this.#shown()
    if (!shown || !balance || !statement) return nothing
    const {words} = shown
    return html`
      ${offlineView(words, this.host?.paysOffline ?? false)}
      ${ledgersView(words, this.#ledgers(), (ledger) => this.#chooseLedger(ledger))}
      ${summaryView({...shown, balance, statement, receipts, repay: this.#repayButton(shown)})}
      ${madeOfView({
        ...shown,
        balance,
        statement,
        receipts,
        open: this.#madeOfOpen,
        toggled: (open) => (this.#madeOfOpen = open),
      })}
      ${this.#paying?.view(shown, balance)}
    `
  }

  /** @param {Shown} shown */
  #repayButton({words}) {
    if (!this.#account?.balance?.repayOffered || !this.#paying?.mayBegin) return nothing
    const open = this.#paying.payment !== undefined
    return html`
      <button
        type="button"
        class="primary"
        id="repay"
        part="repay"
        ?hidden=${open}
        aria-expanded=${open ? 'true' : 'false'}
        @click=${() => this.#begin()}
      >
        ${words.say('repayBalance')}
      </button>
    `
  }

  /** @returns {Shown | undefined} */
  #shown() {
    const currency = this.#account?.balance?.ledger.currency
    const {words} = this.#localized
    if (!words || currency === undefined) return undefined
    if (this.#writing?.words !== words) this.#writing = new Writing(words)
    const amounts = this.#amounts(this.#writing, currency)
    return {words, amounts, dates: this.#writing.dates(this.timeZone)}
  }

  /**
   * @param {Writing} writing
   * @param {string} currency
   */
  #amounts(writing, currency) {
    return writing.amounts(currency, this.#account?.digits.get(currency) ?? 0)
  }

  #ledgers() {
    const {balances, balance} = /** @type {Account} */ (this.#account)
    const writing = /** @type {Writing} */ (this.#writing)
    return balances.map((each) => ({
      ledger: each.ledger,
      text: this.#amounts(writing, each.ledger.currency).show(each.balanceMinor),
      due: each.repayOffered,
      chosen: balance !== undefined && isLedger(each, balance.ledger),
    }))
  }

  #attach() {
    const host = this.host
    if (!host || this.#connected?.signal.aborted) return
    this.#attached?.abort()
    this.#attached = new AbortController()
    host.addEventListener('change', () => this.#load(), {signal: this.#attached.signal})
    this.#paying?.stop()
    if (this.#account?.host !== host) {
      this.#account = new Account(host, () => this.#accountChanged())
      this.#paying = undefined
      this.#load()
    }
    this.#makePaying()
  }

  /** As soon as there are parts for it, and an account. */
  #makePaying() {
    if (!this.#parts || !this.#account) return
    this.#paying ??= new this.#parts.Paying(this.#page, this.#account.host, this.#account)
    if (this.#account.phase !== 'loading') this.#paying.accountChanged()
    if (this.isConnected) this.#paying.start()
  }

  /** @param {LedgerKey} [ledger] to be shown, unless the page says which */
  async #load(ledger) {
    const {store = ledger?.store, currency = ledger?.currency} = this
    await this.#account?.load({store, currency})
  }

  async #fetchParts() {
    this.#parts = await import('./making-payment.js')
    this.#adopt(this.#parts.sheet)
    this.#makePaying()
    this.requestUpdate()
  }

  /** What says how a payment stands. @type {Promise<Following> | undefined} */
  #following

  #fetchFollowing() {
    const fetched = async () => {
      const [parts] = await Promise.all([
        import('./following-payment.js'),
        this.#localized.speakOfPayments(),
      ])
      this.#adopt(parts.sheet)
      return parts
    }
    this.#following ??= fetched().catch((error) => {
      this.#following = undefined // the next one who needs it tries again
      throw error
    })
    return this.#following
  }

  /** @param {import('lit').CSSResult} sheet */
  #adopt({styleSheet}) {
    const root = /** @type {ShadowRoot} */ (this.renderRoot)
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
  }

  /** @type {Page} */
  #page = {
    element: this,
    announcer: this.#announcer,
    shown: () => this.#shown(),
    amounts: (currency) =>
      this.#writing && this.#account?.digits.has(currency)
        ? this.#amounts(this.#writing, currency)
        : undefined,
    online: () => navigator.onLine || this.host?.paysOffline === true,
    focus: (selector) => (this.#focusNext = selector),
    load: (ledger) => this.#load(ledger),
    following: () => this.#fetchFollowing(),
  }

  #retry() {
    if (this.#account) this.#account.phase = 'loading'
    this.requestUpdate()
    this.#load()
  }

  /** @param {LedgerKey} ledger */
  #chooseLedger(ledger) {
    this.#account?.choose(ledger)
  }

  #accountChanged() {
    this.#paying?.accountChanged()
    this.requestUpdate()
    const ledger = this.#account?.balance?.ledger
    this.updateComplete.then(() => this.dispatchEvent(new RepayBalanceShownEvent(ledger)))
  }

  #begin() {
    this.#madeOfOpen = false
    this.#paying?.begin()
  }
}
