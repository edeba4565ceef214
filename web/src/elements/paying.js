import {html, nothing} from 'lit'
import {decimalOf, marksOf} from '../locales/amounts.js'
import {flowOf} from '../payment/flow-runner.js'
import {isLedger} from './account.js'
import {
  RepayBalanceMovedEvent,
  RepayBalanceSettledEvent,
  RepayBalanceSubmitEvent,
} from './events.js'
import {Payment} from './payment.js'
import {inWords, nameOf, paymentView, unreadyInWords} from './payment-view.js'
import {Progress} from './progress.js'
import {receiptsView} from './receipt-view.js'

/** @import {BalanceView, LedgerKey} from '../engine/types.js' */
/** @import {FlowView} from '../engine/payment-types.js' */
/** @import {Host} from '../host/host.js' */
/** @import {Amounts} from '../locales/amounts.js' */
/** @import {Account} from './account.js' */
/** @import {Announcer} from './announcer.js' */
/** @import {FlowShown} from './flow-view.js' */
/** @import {Choice} from './payment.js' */
/** @import {News} from './progress.js' */
/** @import {Shown} from './shown.js' */

/** @typedef {typeof import('./following-payment.js')} Following fetched before anything is sent */
/** @typedef {typeof import('./receipt-files.js')} ReceiptFiles fetched once a receipt is open */

/**
 * The element around it.
 * @typedef {object} Page
 * @property {HTMLElement & {requestUpdate: () => void, support: string | undefined}} element
 * @property {Announcer} announcer
 * @property {() => Shown | undefined} shown
 * @property {(currency: string) => Amounts | undefined} amounts undefined while its digits are not known
 * @property {() => boolean} online whether a payment can be sent
 * @property {(selector: string) => void} focus on what stands there after the next rendering
 * @property {(ledger?: LedgerKey) => Promise<void>} load reads the account again
 * @property {() => Promise<Following>} following
 */

/**
 * What happens between the button *Repay balance* and the receipt: the form, how the payment stands, and the
 * receipts of those that were made.
 */
export class Paying {
  /** What the seller composes, while the form is open. @type {Payment | undefined} */
  payment

  #page
  #account
  #host
  #progress
  /** @type {Following | undefined} */
  #following
  /** @type {Promise<ReceiptFiles> | undefined} */
  #receiptFiles
  /** Whether the seller pressed Pay with an amount that is refused: then an empty field is wrong, too. */
  #asked = false
  /** The payment whose receipt is open. @type {string | undefined} */
  #openReceipt
  /** Whether a balance was shown yet: with the first one, the last receipt is open, as before a reload. */
  #hasShown = false

  /** @param {Page} page @param {Host} host @param {Account} account */
  constructor(page, host, account) {
    this.#page = page
    this.#host = host
    this.#account = account
    this.#progress = new Progress(host, flowOf(host), (news) => this.#moved(news))
  }

  /** Follows what becomes of payments, as long as the element is on a page. */
  start() {
    this.#progress.start()
  }

  stop() {
    this.#progress.stop()
  }

  /** Whether a payment can be begun, as far as payments under way are concerned. */
  get mayBegin() {
    return this.#progress.mayPay
  }

  /** Opens the form. */
  begin() {
    const {balance, cards} = this.#account
    const shown = this.#page.shown()
    if (!balance || !shown) return
    this.#progress.setAside()
    this.#fetchFollowing().catch(() => {}) // asked for again when Pay is pressed
    const marks = marksOf(shown.words.locale, balance.ledger.currency)
    this.payment = new Payment(this.#host, balance, marks, () => this.#previewed())
    this.payment.begin(cards)
    this.#asked = false
    this.#openReceipt = undefined
    this.#page.focus('.choice input')
    this.#update()
  }

  /** The account was read again. */
  accountChanged() {
    const {receipts} = this.#account
    // What was sent stands there as it was, until it is known what came of it.
    if (!this.#isSending && !this.#rebase()) this.payment = undefined
    if (!this.#hasShown) this.#openReceipt = receipts[0]?.payment
    this.#hasShown = true
  }

  /** Goes on with the balance as it is now; whether that can be. */
  #rebase() {
    const {balance} = this.#account
    const {payment} = this
    if (!payment || !balance?.repayOffered || !isLedger(balance, payment.balance.ledger))
      return false
    if (payment.balance !== balance) payment.rebase(balance)
    return true
  }

  /** @param {Shown} shown @param {BalanceView} balance */
  view(shown, balance) {
    const {cards, receipts} = this.#account
    const mayPay = balance.repayOffered && this.#progress.mayPay
    const payment = this.#isSending || mayPay ? this.payment : undefined
    return html`
      ${this.#progressView(payment !== undefined)}
      ${
        payment
          ? paymentView(
              {
                ...shown,
                payment,
                paying: this.#isSending,
                cards,
                online: this.#page.online(),
                asked: this.#asked,
              },
              this.#actions,
            )
          : nothing
      }
      ${receiptsView(shown, receipts, this.#openReceipt, this.#receiptActions)}
    `
  }

  /** Whether what was composed is on its way. */
  get #isSending() {
    return this.payment !== undefined && (this.payment.isSubmitting || this.#progress.isSending)
  }

  #update() {
    this.#page.element.requestUpdate()
  }

  /** @param {boolean} hasForm */
  #progressView(hasForm) {
    const view = this.#progress.panel(hasForm)
    const shown = view && this.#flowShown(view)
    if (!shown) return nothing
    if (this.#following && shown.words.flow) {
      return this.#following.flowView(shown, this.#flowActions)
    }
    this.#fetchFollowing().catch(() => {}) // the next rendering asks again
    return nothing
  }

  async #fetchFollowing() {
    this.#following ??= await this.#page.following()
    this.#update()
  }

  /**
   * How a payment stands, with the words and amounts to say it; undefined while the digits of its currency are
   * not known.
   * @param {FlowView} view
   * @returns {FlowShown | undefined}
   */
  #flowShown(view) {
    const shown = this.#page.shown()
    const {ledger} = view
    const amounts = ledger ? this.#page.amounts(ledger.currency) : shown?.amounts
    if (!shown || !amounts) return undefined
    const {cards, balances} = this.#account
    return {
      ...shown,
      amounts,
      view: /** @type {FlowShown['view']} */ (view), // its words are core's
      card: cards.find(({id}) => id === view.method),
      code: this.#progress.code,
      support: this.#page.element.support,
      wrongCode: view.error === 'CODE_WRONG',
      canPayNowMinor: balances.find((each) => ledger && isLedger(each, ledger))?.canPayNowMinor,
    }
  }

  #previewed() {
    this.#update()
    this.#page.announcer.sayAfterPause(() => this.#previewInWords())
  }

  /** What the amount would do, or why not, for who does not see the bars. */
  #previewInWords() {
    const shown = this.#page.shown()
    return shown && this.payment
      ? inWords({...shown, payment: this.payment, asked: this.#asked})
      : ''
  }

  /** @type {import('./payment-view.js').PaymentActions} */
  #actions = {
    submit: (event) => {
      event.preventDefault()
      this.#pay()
    },
    cancel: () => {
      this.#progress.setAside()
      this.payment = undefined
      this.#page.focus('#repay')
      this.#update()
    },
    choose: (/** @type {Choice} */ choice) => {
      this.payment?.choose(choice)
      if (choice === 'other') this.#page.focus('#amount')
      this.#update()
    },
    type: (text) => {
      this.#asked = false
      this.payment?.type(text)
      this.#update()
    },
    pickCard: (card) => {
      if (this.payment) this.payment.card = card
      this.#update()
    },
  }

  /** @type {import('./flow-view.js').FlowActions} */
  #flowActions = {
    lookAgain: () => {
      this.#host.refresh().catch(() => {}) // what is asked of the payment is told by its screen
      this.#progress.take({type: 'look_again_pressed'})
    },
    signIn: () => this.#progress.take({type: 'look_again_pressed'}),
    enterCode: (code) => this.#progress.take({type: 'code_entered', code}),
    sendCodeAgain: () => this.#progress.take({type: 'code_again_pressed'}),
    goToBank: () => this.#progress.goToBank(),
    cancel: () => this.#progress.take({type: 'cancel_pressed'}),
    seeReceipt: () => this.#seeReceipt(),
    chooseMethod: () => this.#compose('select'),
    checkAmount: () => this.#compose('.choice input'),
    pay: () => this.#compose('.choice input'),
    dismiss: () => {
      this.#progress.setAside()
      this.#page.focus(this.payment ? '.choice input' : '#repay')
      this.#update()
    },
  }

  /** Opens the form, or goes to it. @param {string} selector of what has the focus then */
  #compose(selector) {
    if (this.payment) this.#progress.setAside()
    else this.begin()
    this.#page.focus(selector)
    this.#update()
  }

  #seeReceipt() {
    const key = this.#progress.view?.key
    const receipt = this.#account.receipts.find(({idempotencyKey}) => idempotencyKey === key)
    if (receipt) this.#openReceipt = receipt.payment
    this.#page.focus('.receipt summary')
    this.#update()
  }

  async #pay() {
    const {payment} = this
    if (!payment || !this.#page.online()) return
    const {ledger} = payment.balance
    const goes = await payment.submit(this.#progress, {
      ready: () => this.#fetchFollowing(),
      allowed: (amountMinor) =>
        this.#page.element.dispatchEvent(new RepayBalanceSubmitEvent(ledger, amountMinor)),
    })
    if (!this.#isSending) this.#rebase()
    if (!goes) this.#refuse(payment)
  }

  /** @param {Payment} payment */
  #refuse(payment) {
    if (payment.isSubmitting) return
    const shown = this.#page.shown()
    if (payment.isUnready && shown) return this.#page.announcer.say(unreadyInWords(shown))
    if (!payment.refusal) return
    this.#asked = true
    this.#page.focus('#amount')
    this.#update()
    this.#page.announcer.say(this.#previewInWords())
  }

  /** A payment of this device stands otherwise, or something more is known of it. @param {News} news */
  #moved({isNew, isRefused}) {
    const {view} = this.#progress
    this.#update()
    if (!this.#isSending) this.#rebase()
    if (!view || !(isNew || isRefused)) return
    if (isNew && view.screen === 'pending') this.payment = undefined // what was composed is on its way
    const {element, announcer, focus} = this.#page
    const shown = this.#flowShown(view)
    const isPaid = view.screen === 'settled' || view.screen === 'settled_less'
    if (shown && this.#following && !isPaid) announcer.say(this.#following.inWordsOfFlow(shown))
    if (!isNew) return
    // Where the seller pressed something, its place is taken by what came of it.
    const hadFocus = element.shadowRoot?.activeElement != null
    if (hadFocus && shown && this.#progress.panel(this.#isSending)) {
      const next = this.#following?.focusOf(shown.view.screen)
      if (next) focus(next)
    }
    element.dispatchEvent(new RepayBalanceMovedEvent(view.screen, view.key))
    if (isPaid) this.#paid(view, hadFocus)
  }

  /** @param {FlowView} view @param {boolean} hadFocus */
  async #paid({key, ledger, screen}, hadFocus) {
    if (!ledger) return
    const receipts = await this.#host.receipts(ledger)
    const receipt = receipts.find((each) => each.idempotencyKey === key)
    this.payment = undefined
    if (!receipt) return
    this.#openReceipt = receipt.payment
    if (hadFocus && screen === 'settled') this.#page.focus('.receipt summary')
    const shown = this.#page.shown()
    const amounts = this.#page.amounts(ledger.currency)
    if (shown && amounts) {
      const amount = amounts.show(receipt.amountMinor)
      this.#page.announcer.say(shown.words.say('paidAmount', {amount}))
    }
    await this.#page.load(ledger)
    this.#page.element.dispatchEvent(new RepayBalanceSettledEvent(receipt))
  }

  /** Fetches what makes files of receipts, and does something with it. @param {(files: ReceiptFiles) => void} use */
  async #withReceiptFiles(use) {
    this.#receiptFiles ??= import('./receipt-files.js')
    try {
      use(await this.#receiptFiles)
    } catch {
      this.#receiptFiles = undefined // the next press tries again
      const words = this.#page.shown()?.words.error('ENGINE_INCOMPLETE')
      if (words) this.#page.announcer.say(`${words.what} ${words.next}`)
    }
  }

  /** @type {import('./receipt-view.js').ReceiptActions} */
  #receiptActions = {
    toggle: (receipt, open) => {
      if (open) this.#withReceiptFiles(() => {}) // at hand before a button of it is pressed
      if (open) this.#openReceipt = receipt.payment
      else if (this.#openReceipt === receipt.payment) this.#openReceipt = undefined
      this.#update()
    },
    print: () => this.#withReceiptFiles(({printOnly}) => printOnly(this.#page.element)),
    text: (receipt) =>
      this.#withReceiptFiles(({receiptText, save}) => {
        const shown = this.#page.shown()
        if (!shown) return
        const text = receiptText(receipt, shown, (row) => nameOf(row, shown))
        save(`${receipt.payment}.txt`, 'text/plain', text)
      }),
    json: (receipt) =>
      this.#withReceiptFiles(({receiptJson, save}) => {
        const digits = this.#account.digits.get(receipt.ledger.currency) ?? 0
        const text = receiptJson(receipt, (minor) => decimalOf(minor, digits))
        save(`${receipt.payment}.json`, 'application/json', text)
      }),
  }
}
