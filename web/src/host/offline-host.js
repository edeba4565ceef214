import {KeptAccount} from './kept-account.js'
import {OfflineServer} from './offline-server.js'
import {PayingDevice} from './paying-device.js'

/** @import {Answer, EngineClient, Formats, ImportOptions, ImportView} from '../engine/types.js' */
/** @import {LedgerKey, ReceiptView} from '../engine/types.js' */
/** @import {PaymentRequest} from '../engine/payment-types.js' */
/** @import {Card, Host} from './host.js' */
/** @import {Script} from './offline-server.js' */

/**
 * @typedef {object} OfflineOptions
 * @property {(formats: Formats) => EngineClient} startEngine
 * @property {() => Promise<Blob>} sample the account to show while no file was given
 * @property {Card[]} cards
 * @property {string} [name] of the account on this device; each has its own commands
 * @property {() => Date} [clock]
 * @property {string} [policy] as JSON (core/engine/policy.md); the defaults without it
 * @property {Script} [script] what happens to payments, for tests
 * @property {boolean} [paysOffline] whether paying goes on without a network, as here it can: yes unless told
 */

/**
 * A host that needs no server: the account is a log of commands in this browser's IndexedDB, and the server's
 * rules for payments run in this page, with a provider that charges no one. Nothing leaves the device.
 *
 * Besides 'change' it fires 'kept' when `files` or `isKept` may be others, and 'replaced' when there is another
 * account, to which no payment made so far belongs.
 *
 * @implements {Host}
 */
export class OfflineHost extends EventTarget {
  paysOffline

  #account
  #server
  #cards
  /** Lock and slot, as with a server that is far away. */
  device

  /** @param {OfflineOptions} options */
  constructor(options) {
    super()
    const {name = 'default', cards, clock = () => new Date(), script = {}} = options
    this.#cards = cards
    this.paysOffline = options.paysOffline ?? true
    this.device = new PayingDevice(`offline-${name}`)
    this.#account = new KeptAccount(name, {
      ...options,
      replace: (work) => this.#whileNothingIsPaid(work),
    })
    this.#server = new OfflineServer(name, this.#account, {clock, cards})
    this.#server.script = script
    this.#account.addEventListener('replaced', () => this.dispatchEvent(new Event('replaced')))
    this.#account.addEventListener('kept', () => this.dispatchEvent(new Event('kept')))
    this.#account.addEventListener('change', () => this.script.isQuiet || this.#changed())
    this.#server.start()
  }

  /** The engine that holds the account, once `open` has answered. */
  get engine() {
    return this.#account.engine
  }

  /** The names of the files in the account; none while it is the sample. */
  get files() {
    return this.#account.files
  }

  /** Whether there is anything to start over from. */
  get isKept() {
    return this.#account.isKept
  }

  /** What happens to payments; may be set at any time. @returns {Script} */
  get script() {
    return this.#server.script
  }
  set script(script) {
    this.#server.script = script
  }

  open() {
    return this.#account.open()
  }

  async cards() {
    return this.#cards
  }

  /**
   * @param {LedgerKey} ledger
   * @returns {Promise<ReceiptView[]>}
   */
  async receipts(ledger) {
    const receipts = []
    for (const key of this.#account.payments) {
      const payment = await this.engine.payment(key)
      const receipt = payment.ok ? payment.value.receipt : undefined
      if (receipt && isSame(receipt.ledger, ledger)) receipts.push(receipt)
    }
    return receipts.reverse()
  }

  /** @param {PaymentRequest} request */
  ask(request) {
    return this.#server.ask(request)
  }

  /** There is no one to sign in to, unless a test says so. */
  async renewSignIn() {
    return true
  }

  async refresh() {
    await this.#account.catchUp()
    if (this.script.isQuiet) this.#changed()
  }

  /** @param {string} key */
  codeAddress(key) {
    return this.#server.codeAddress(key)
  }

  /** @param {string} key */
  goToBank(key) {
    return this.#server.goToBank(key)
  }

  /**
   * Takes files in place of the sample, or into the account if it is made of files already. Wholly or not
   * at all, and kept on this device. PAYMENT_OPEN while a payment of the account they would replace is under
   * way on this device.
   * @param {File[]} files
   * @param {Pick<ImportOptions, 'onProgress' | 'signal'>} [options]
   * @returns {Promise<Answer<ImportView>>}
   */
  importFiles(files, options = {}) {
    return this.#account.importFiles(files, options)
  }

  /** Forgets files and payments, and shows the sample again. PAYMENT_OPEN as above. */
  startOver() {
    return this.#account.startOver()
  }

  /**
   * For tests: the bank takes back what a payment brought, or a part of it (a chargeback).
   * @param {string} key of the payment
   * @param {string} id of the reversal: twice the same is once
   * @param {bigint} amountMinor
   * @returns {Promise<Answer<unknown>>} REVERSAL_TOO_HIGH beyond what came of it
   */
  reverse(key, id, amountMinor) {
    return this.#server.reverse(key, id, amountMinor)
  }

  /** What the provider has charged, for tests. */
  charges() {
    return this.#server.charges()
  }

  /** Ends the engine, and fires 'closed'. The account stays on the device. */
  close() {
    this.dispatchEvent(new Event('closed'))
    this.#server.close()
    this.#account.close()
  }

  /**
   * Does what takes an account away, with all payments in it, while no page of this device pays: what server,
   * bank and device know of them goes, too.
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  async #whileNothingIsPaid(work) {
    // A page that has just been opened has it for a moment, to look whether a payment is open.
    const patience = AbortSignal.timeout(patienceMs)
    const release = await this.device.takeLock({wait: true, patience})
    if (!release) {
      const message = 'a payment is under way on another page, or on this one'
      return {ok: false, error: {code: 'PAYMENT_OPEN', message}}
    }
    let answer
    try {
      answer = await work()
      if (!answer.ok) return answer
      await this.device.empty()
      await this.#server.forget()
    } finally {
      release()
    }
    this.dispatchEvent(new Event('replaced'))
    return answer
  }

  #changed() {
    this.dispatchEvent(new Event('change'))
  }
}

/** How long the lock is waited for before an account is replaced. */
const patienceMs = 2000

/**
 * @param {LedgerKey} one
 * @param {LedgerKey} other
 */
const isSame = (one, other) => one.store === other.store && one.currency === other.currency
