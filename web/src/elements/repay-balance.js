import {LitElement, html, nothing} from 'lit'
import {marksOf} from '../locales/amounts.js'
import {balance as balanceSheet} from '../style/balance.js'
import {base} from '../style/base.js'
import {tokens} from '../style/tokens.js'
import {Account, isLedger} from './account.js'
import {Announcer} from './announcer.js'
import {
  RepayBalanceMovedEvent,
  RepayBalanceSettledEvent,
  RepayBalanceShownEvent,
  RepayBalanceSubmitEvent,
} from './events.js'
import {Localized} from './localized.js'
import {Writing} from './shown.js'
import {emptyView, failedView, loadingView, offlineView} from './states-view.js'
import {ledgersView, madeOfView, summaryView} from './summary-view.js'

/** @import {PropertyValues} from 'lit' */
/** @import {BalanceView, LedgerKey} from '../engine/types.js' */
/** @import {FlowView} from '../engine/payment-types.js' */
/** @import {Host} from '../host/host.js' */
/** @import {Overrides} from '../locales/index.js' */
/** @import {Choice, Payment} from './payment.js' */
/** @import {Progress} from './progress.js' */
/** @import {Shown} from './shown.js' */

/** @typedef {typeof import('./making-payment.js')} Parts fetched beside the engine */
/** @typedef {typeof import('./following-payment.js')} FollowingParts fetched before anything is sent */

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
  /** @type {FollowingParts | undefined} */
  #followingParts
  /** @type {Promise<void> | undefined} */
  #fetchingFollowing
  /** @type {Account | undefined} */
  #account
  /** @type {Payment | undefined} */
  #payment
  /** How what was paid from here, or is being paid, stands. @type {Progress | undefined} */
  #progress
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
    this.#progress?.stop()
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
    const payment = this.#paymentShown(balance)
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
      ${this.#progressView(shown, payment !== undefined)}
      ${
        payment
          ? parts.paymentView(
              {
                ...shown,
                payment,
                cards,
                online: this.#online,
                asked: this.#asked,
                paying: this.#paying,
              },
              this.#actions,
            )
          : nothing
      }
      ${parts.receiptsView(shown, receipts, this.#openReceipt, this.#receiptActions)}
    `
  }

  /** Whether what was composed is on its way. */
  get #paying() {
    return this.#payment?.isSubmitting === true || this.#progress?.isSending === true
  }

  /**
   * The form, unless something of its payment is to be said in its place.
   * @param {BalanceView} balance
   */
  #paymentShown(balance) {
    const isFree = this.#paying || this.#progress?.mayPay
    return balance.repayOffered && isFree ? this.#payment : undefined
  }

  /** How a payment stands. @param {Shown} shown @param {boolean} hasForm */
  #progressView(shown, hasForm) {
    const view = this.#progress?.panel(hasForm)
    if (!view) return nothing
    if (!this.#followingParts || !shown.words.flow) {
      this.#fetchFollowing()
      return nothing
    }
    return this.#followingParts.flowView(this.#flowShown(shown, view), this.#flowActions)
  }

  /**
   * @param {Shown} shown @param {FlowView} view
   * @returns {import('./flow-view.js').FlowShown}
   */
  #flowShown(shown, view) {
    const currency = view.ledger?.currency
    const amounts =
      currency && this.#writing ? this.#amounts(this.#writing, currency) : shown.amounts
    return {
      ...shown,
      amounts,
      view: /** @type {import('./flow-view.js').FlowView} */ (view), // its words are core's
      card: this.#account?.cards.find(({id}) => id === view.method),
      code: this.#progress?.code,
      support: addressOf(this.support),
      wrongCode: view.error === 'CODE_WRONG',
      canPayNowMinor: this.#canPayNow(view.ledger),
    }
  }

  /** @param {LedgerKey | undefined} ledger */
  #canPayNow(ledger) {
    const balances = this.#account?.balances ?? []
    return balances.find((each) => ledger && isLedger(each, ledger))?.canPayNowMinor
  }

  /** @param {Shown} shown */
  #repayButton({words}) {
    if (!this.#account?.balance?.repayOffered || this.#progress?.mayPay === false) return nothing
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
    this.#follow(host)
    if (this.#account?.host === host) return
    this.#account = new Account(host, () => this.#accountChanged())
    this.#hasShown = false
    this.#payment = undefined
    this.#load()
  }

  /** Begins to draw what becomes of the host's payments. @param {Host} host */
  #follow(host) {
    if (!this.#parts) return
    this.#progress?.stop()
    const flow = this.#parts.flowOf(host)
    this.#progress = new this.#parts.Progress(host, flow, (isNew) => this.#moved(isNew))
    this.#progress.begin()
  }

  async #load() {
    await this.#account?.load({store: this.store, currency: this.currency})
  }

  async #fetchParts() {
    this.#parts = await import('./making-payment.js')
    this.#adopt(this.#parts.sheet)
    if (this.host && this.isConnected) this.#follow(this.host)
    this.requestUpdate()
  }

  /** What says how a payment stands: it is there before anything is sent. */
  #fetchFollowing() {
    const fetched = async () => {
      const parts = import('./following-payment.js')
      await this.#localized.speakOfPayments()
      this.#adopt((await parts).sheet)
      this.#followingParts = await parts
      this.requestUpdate()
    }
    this.#fetchingFollowing ??= fetched().catch((error) => {
      this.#fetchingFollowing = undefined // the next one who needs it tries again
      throw error
    })
    return this.#fetchingFollowing
  }

  /** @param {import('lit').CSSResult} sheet */
  #adopt({styleSheet}) {
    const root = /** @type {ShadowRoot} */ (this.renderRoot)
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
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
    this.#progress?.setAside()
    this.#fetchFollowing().catch(() => {})
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
      this.#progress?.setAside()
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

  /** @type {import('./flow-view.js').FlowActions} */
  #flowActions = {
    lookAgain: () => this.#progress?.lookAgain(),
    signIn: () => this.#progress?.lookAgain(),
    enterCode: (code) => this.#progress?.enterCode(code),
    sendCodeAgain: () => this.#progress?.sendCodeAgain(),
    goToBank: () => this.#progress?.goToBank(),
    cancel: () => this.#progress?.cancel(),
    seeReceipt: () => this.#seeReceipt(),
    chooseMethod: () => this.#compose('select'),
    checkAmount: () => this.#compose('.choice input'),
    pay: () => this.#compose('.choice input'),
    dismiss: () => {
      this.#progress?.setAside()
      this.#focusNext = this.#payment ? '.choice input' : '#repay'
      this.requestUpdate()
    },
  }

  /** Opens the form, or goes to it. @param {string} focus */
  #compose(focus) {
    if (this.#payment) this.#progress?.setAside()
    else this.#begin()
    this.#focusNext = focus
    this.requestUpdate()
  }

  #seeReceipt() {
    const key = this.#progress?.view?.key
    const receipt = this.#account?.receipts.find(({idempotencyKey}) => idempotencyKey === key)
    if (receipt) this.#openReceipt = receipt.payment
    this.#focusNext = '.receipt summary'
    this.requestUpdate()
  }

  async #pay() {
    const payment = this.#payment
    const progress = this.#progress
    if (!payment || !progress || !this.#online) return
    const {ledger} = payment.balance
    await this.#fetchFollowing()
    const goes = await payment.submit(progress, (amountMinor) =>
      this.dispatchEvent(new RepayBalanceSubmitEvent(ledger, amountMinor)),
    )
    if (!goes) this.#refuse(payment)
  }

  /** @param {Payment} payment */
  #refuse(payment) {
    if (payment.isSubmitting || !payment.refusal) return
    this.#asked = true
    this.#focusNext = '#amount'
    this.requestUpdate()
    this.#announcer.say(this.#previewInWords())
  }

  /** A payment of this device stands otherwise, or something more is known of it. @param {boolean} isNew */
  #moved(isNew) {
    this.requestUpdate()
    const view = this.#progress?.view
    if (!view || !isNew) return
    const isPaid = view.screen === 'settled' || view.screen === 'settled_less'
    const shown = this.#shown()
    const parts = this.#followingParts
    if (shown && parts && !isPaid) {
      this.#announcer.say(parts.inWordsOfFlow(this.#flowShown(shown, view)))
    }
    // Where the seller pressed something, its place is taken by what came of it.
    const hadFocus = this.shadowRoot?.activeElement != null
    if (hadFocus && this.#progress?.panel(this.#paying)) {
      this.#focusNext = parts?.focusOf(/** @type {any} */ (view.screen)) ?? this.#focusNext
    }
    this.dispatchEvent(new RepayBalanceMovedEvent(view.screen, view.key))
    if (isPaid) this.#paid(view, hadFocus)
  }

  /** @param {FlowView} view @param {boolean} hadFocus */
  async #paid({key, ledger, screen}, hadFocus) {
    const {host} = this
    if (!host || !ledger) return
    await host.refresh()
    const receipt = (await host.receipts(ledger)).find((each) => each.idempotencyKey === key)
    if (!receipt || host !== this.host) return
    this.#payment = undefined
    this.#openReceipt = receipt.payment
    if (hadFocus && screen === 'settled') this.#focusNext = '.receipt summary'
    const shown = this.#shown()
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

/**
 * Where help is, if it is an address that only leads somewhere.
 * @param {string | undefined} text
 */
function addressOf(text) {
  if (!text) return undefined
  const {protocol, href} = URL.canParse(text, document.baseURI)
    ? new URL(text, document.baseURI)
    : {}
  return protocol === 'https:' || protocol === 'mailto:' ? href : undefined
}
