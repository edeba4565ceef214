import {LitElement, html, nothing} from 'lit'
import {marksOf} from '../locales/amounts.js'
import {balance as balanceSheet} from '../style/balance.js'
import {base} from '../style/base.js'
import {tokens} from '../style/tokens.js'
import {Account, isLedger} from './account.js'
import {Announcer} from './announcer.js'
import {
  RepayBalanceSettledEvent,
  RepayBalanceShownEvent,
  RepayBalanceSubmitEvent,
} from './events.js'
import {Localized} from './localized.js'
import {Writing} from './shown.js'
import {emptyView, failedView, loadingView, offlineView} from './states-view.js'
import {ledgersView, madeOfView, summaryView} from './summary-view.js'

/** @import {PropertyValues} from 'lit' */
/** @import {LedgerKey, ReceiptView} from '../engine/types.js' */
/** @import {Host} from '../host/host.js' */
/** @import {Overrides} from '../locales/index.js' */
/** @import {Choice, Payment} from './payment.js' */
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
 * @attr {'light' | 'dark'} theme - overrides the person's preference
 * @fires {RepayBalanceShownEvent} repay-balance-shown - another balance is on the page
 * @fires {RepayBalanceSubmitEvent} repay-balance-submit - before a payment is sent; cancelable
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
  }

  #localized = new Localized(this)
  /** @type {Parts | undefined} */
  #parts
  /** @type {Account | undefined} */
  #account
  /** @type {Payment | undefined} */
  #payment
  /** Whether the seller pressed Pay with an amount that is refused: then an empty field is wrong, too. */
  #asked = false
  #madeOfOpen = true
  /** Whether a balance was shown yet: with the first one, the last receipt is open, as before a reload. */
  #hasShown = false
  /** The payment whose receipt is open. @type {string | undefined} */
  #openReceipt
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
    if (account.phase === 'ready' && !this.#parts) return loadingView(words)
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
    const {balance, statement, receipts, cards} = account
    const shown = this.#shown()
    const parts = this.#parts
    if (!shown || !parts || !balance || !statement) return nothing
    const {words} = shown
    const payment = balance.repayOffered ? this.#payment : undefined
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
      ${
        payment
          ? parts.paymentView(
              {...shown, payment, cards, online: this.#online, asked: this.#asked},
              this.#actions,
            )
          : nothing
      }
      ${parts.receiptsView(shown, receipts, this.#openReceipt, this.#receiptActions)}
    `
  }

  /** @param {Shown} shown */
  #repayButton({words}) {
    if (!this.#account?.balance?.repayOffered) return nothing
    const open = this.#payment !== undefined
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

  get #online() {
    return navigator.onLine || this.host?.paysOffline === true
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
    if (this.#account?.host === host) return
    this.#account = new Account(host, () => this.#accountChanged())
    this.#hasShown = false
    this.#payment = undefined
    this.#load()
  }

  async #load() {
    await this.#account?.load({store: this.store, currency: this.currency})
  }

  async #fetchParts() {
    this.#parts = await import('./making-payment.js')
    const root = /** @type {ShadowRoot} */ (this.renderRoot)
    const sheet = this.#parts.sheet.styleSheet
    if (sheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    this.requestUpdate()
  }

  #retry() {
    if (this.#account) this.#account.phase = 'loading'
    this.requestUpdate()
    this.#load()
  }

  /** @param {LedgerKey} ledger */
  #chooseLedger(ledger) {
    this.#payment = undefined
    this.#account?.choose(ledger)
  }

  #accountChanged() {
    const {balance, receipts = []} = this.#account ?? {}
    const goesOn =
      this.#payment && balance?.repayOffered && isLedger(balance, this.#payment.balance.ledger)
    if (goesOn) this.#payment?.rebase(balance)
    else this.#payment = undefined
    if (!this.#hasShown) this.#openReceipt = receipts[0]?.payment
    this.#hasShown = true
    this.requestUpdate()
    this.updateComplete.then(() => this.dispatchEvent(new RepayBalanceShownEvent(balance?.ledger)))
  }

  #begin() {
    const {host} = this
    const account = this.#account
    const {words} = this.#localized
    const parts = this.#parts
    if (!host || !account?.balance || !words || !parts) return
    const marks = marksOf(words.locale, account.balance.ledger.currency)
    this.#payment = new parts.Payment(host, account.balance, marks, () => this.#paymentChanged())
    this.#payment.begin(account.cards)
    this.#asked = false
    this.#madeOfOpen = false
    this.#openReceipt = undefined
    this.#focusNext = '.choice input'
    this.requestUpdate()
  }

  #paymentChanged() {
    this.requestUpdate()
    this.#announcer.sayAfterPause(() => this.#previewInWords())
  }

  /** What the amount would do, or why not, for who does not see the bars. */
  #previewInWords() {
    const shown = this.#shown()
    const payment = this.#payment
    if (!shown || !this.#parts || !payment) return ''
    return this.#parts.inWords({...shown, payment, asked: this.#asked})
  }

  /** @type {import('./payment-view.js').PaymentActions} */
  #actions = {
    submit: (event) => {
      event.preventDefault()
      this.#pay()
    },
    cancel: () => {
      this.#payment = undefined
      this.#madeOfOpen = true
      this.#focusNext = '#repay'
      this.requestUpdate()
    },
    choose: (/** @type {Choice} */ choice) => {
      this.#payment?.choose(choice)
      if (choice === 'other') this.#focusNext = '#amount'
      this.requestUpdate()
    },
    type: (text) => {
      this.#asked = false
      this.#payment?.type(text)
      this.requestUpdate()
    },
    pickCard: (card) => {
      if (this.#payment) this.#payment.card = card
      this.requestUpdate()
    },
  }

  async #pay() {
    const payment = this.#payment
    if (!payment || !this.#online) return
    const {ledger} = payment.balance
    const answer = await payment.submit((amountMinor) =>
      this.dispatchEvent(new RepayBalanceSubmitEvent(ledger, amountMinor)),
    )
    if (!answer) return this.#refuse(payment)
    if (!answer.ok) {
      this.#focusNext = '#failure'
      return this.#load()
    }
    this.#paid(answer.value)
  }

  /** @param {Payment} payment */
  #refuse(payment) {
    if (payment.phase === 'paying' || !payment.refusal) return
    this.#asked = true
    this.#focusNext = '#amount'
    this.requestUpdate()
    this.#announcer.say(this.#previewInWords())
  }

  /** @param {ReceiptView} receipt */
  async #paid(receipt) {
    const shown = this.#shown()
    this.#payment = undefined
    this.#openReceipt = receipt.payment
    this.#focusNext = '.receipt summary'
    if (shown) {
      const amount = shown.amounts.show(receipt.amountMinor)
      this.#announcer.say(shown.words.say('paidAmount', {amount}))
    }
    await this.#load()
    this.dispatchEvent(new RepayBalanceSettledEvent(receipt))
  }

  /** @type {import('./receipt-view.js').ReceiptActions} */
  #receiptActions = {
    toggle: (receipt, open) => {
      if (open) this.#openReceipt = receipt.payment
      else if (this.#openReceipt === receipt.payment) this.#openReceipt = undefined
      this.requestUpdate()
    },
    print: () => this.#parts?.printOnly(this),
    text: (receipt) => {
      const shown = this.#shown()
      const parts = this.#parts
      if (!shown || !parts) return
      parts.save(`${receipt.payment}.txt`, 'text/plain', parts.receiptText(receipt, shown))
    },
    json: (receipt) => {
      const digits = this.#account?.digits.get(receipt.ledger.currency) ?? 0
      const parts = this.#parts
      parts?.save(`${receipt.payment}.json`, 'application/json', parts.receiptJson(receipt, digits))
    },
  }
}
