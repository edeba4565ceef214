import {done} from './database.js'
import {cardName} from './host.js'
import {ofAccount, offlineDatabase} from './offline-database.js'
import {TestProvider} from './test-provider.js'

/** @import {DeskMoment, PaymentIntent, PaymentRecord, PaymentRequest, ServerEffect, ServerEvent} from '../engine/payment-types.js' */
/** @import {Card, CodeAddress, PaymentReply} from './host.js' */
/** @import {KeptAccount, PaymentStepEvent} from './kept-account.js' */
/** @import {Behaviour} from './test-provider.js' */

/**
 * What happens to payments, for who tests a page. Nothing said: each is captured at once.
 * @typedef {object} Script
 * @property {(payment: PaymentRecord) => Behaviour} [provider] what the provider makes of a card's charge
 * @property {(intent: PaymentIntent) => boolean} [asksForCode] whether a payment is confirmed by a code
 * @property {(request: PaymentRequest, send: () => Promise<PaymentReply>) => Promise<PaymentReply>} [network]
 *   what the way to the server and back does to a request: `send` delivers it, once each time it is called
 * @property {boolean} [isQuiet] whether the page hears of nothing before it asks
 * @property {(point: 'held' | 'charge' | 'charged') => Promise<void>} [pause] is waited for when a payment is
 *   held, before its charge is requested, and after the provider decided, before the ledgers hear of it
 * @property {(key: string) => Promise<boolean>} [bank] shows the bank's page; whether the seller approved
 */

/** How long an answer is held back for what the provider says. */
const answerWithinMs = 1500

/** Where codes would go, if there were anyone to send them. */
const phone = '•••• 34'

/**
 * The server of an account that is kept on this device: the same rules as a real one's, core/payment/server.h,
 * with a provider that charges no one.
 *
 * Every page of the account answers its own requests. What has no page that asks, alarms and what was left
 * undone when a page ended, is on duty of one of them, and passes to another when it ends.
 */
export class OfflineServer {
  /** @type {Script} */
  script = {}

  #name
  #account
  #clock
  #cards
  #provider
  #ended = new AbortController()
  #onDuty = false
  /** The alarm that counts, by key. @type {Map<string, ReturnType<typeof setTimeout>>} */
  #alarms = new Map()

  /**
   * @param {string} name of the account on this device
   * @param {KeptAccount} account
   * @param {{clock: () => Date, cards: Card[]}} options
   */
  constructor(name, account, {clock, cards}) {
    this.#name = name
    this.#account = account
    this.#clock = clock
    this.#cards = cards
    this.#provider = new TestProvider(name, clock)
    account.addEventListener('step', (event) => {
      const {key, effects} = /** @type {PaymentStepEvent} */ (event)
      for (const effect of effects) {
        if (effect.type === 'set_alarm') this.#setAlarm(key, effect)
        if (endings.has(effect.type)) this.#endAlarm(key)
      }
    })
  }

  /** Takes the duty over as soon as no other page has it. */
  start() {
    const {signal} = this.#ended
    const duty = async () => {
      this.#onDuty = true
      await this.#resume()
      await new Promise((end) => signal.addEventListener('abort', end))
    }
    navigator.locks.request(`repay-offline-server-${this.#name}`, {signal}, duty).catch(() => {})
  }

  close() {
    this.#ended.abort()
    for (const alarm of this.#alarms.values()) clearTimeout(alarm)
  }

  /**
   * @param {PaymentRequest} request
   * @returns {Promise<PaymentReply>}
   */
  ask(request) {
    const send = () => this.#answer(request)
    return this.script.network?.(request, send) ?? send()
  }

  /** @param {string} key @returns {Promise<CodeAddress>} */
  async codeAddress(key) {
    const code = await this.#sentCode(key)
    return {to: phone, testCode: code}
  }

  /** Shows the bank's page and tells the provider what the seller said there. @param {string} key */
  async goToBank(key) {
    const approved = (await this.script.bank?.(key)) ?? true
    await this.#tell(key, await this.#provider.confirm(providerKey(key), approved))
  }

  /**
   * The bank takes back what a payment brought, or a part of it.
   * @param {string} key of the payment
   * @param {string} id of the reversal: twice the same is once
   * @param {bigint} amountMinor
   */
  reverse(key, id, amountMinor) {
    return this.#account.take({
      key,
      event: {type: 'card_reversed', id, amountMinor},
      moment: this.#moment(),
    })
  }

  /** Forgets what was charged and sent, with the account. */
  forget() {
    return offlineDatabase.within(['charges', 'codes'], 'readwrite', async (charges, codes) => {
      charges.delete(ofAccount(this.#name))
      codes.delete(ofAccount(this.#name))
    })
  }

  /** All that was ever charged, for tests. */
  charges() {
    return this.#provider.charges()
  }

  /** @param {PaymentRequest} request @returns {Promise<PaymentReply>} */
  async #answer(request) {
    const {key} = request.intent
    const taken = await this.#take(key, await this.#eventOf(request), request.intent)
    if (!taken) return {type: 'not_answered'}
    if (taken.some(({type}) => type === 'hold_funds')) await this.script.pause?.('held')
    const work = this.#carryOut(key, taken).catch(() => {}) // made up for by an alarm
    if (!taken.some(asksProvider)) return replyOf(taken)
    // The seller sees one answer rather than two, if the provider is quick.
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, answerWithinMs))])
    const now = await this.#take(key, {type: 'look_up_arrived'}, request.intent)
    return now ? replyOf(now) : {type: 'not_answered'}
  }

  /** @param {PaymentRequest} request @returns {Promise<ServerEvent>} */
  async #eventOf({kind, intent, code, codesJudged}) {
    switch (kind) {
      case 'pay':
        return {type: 'pay_arrived', intent}
      case 'look_up':
        return {type: 'look_up_arrived'}
      case 'abandon':
        return {type: 'abandon_arrived', intent}
      case 'confirm': {
        const isRight = code === (await this.#sentCode(intent.key))
        return {type: 'code_arrived', isRight, codesJudged}
      }
      default:
        return {type: 'resend_arrived'}
    }
  }

  /**
   * @param {string} key
   * @param {ServerEvent} event
   * @param {PaymentIntent} [intent] of a request; else the payment is known
   */
  async #take(key, event, intent) {
    const taken = await this.#account.take({key, event, moment: this.#moment(intent)})
    return taken.ok ? taken.value : undefined
  }

  /** @param {PaymentIntent} [intent] @returns {DeskMoment} */
  #moment(intent) {
    return {
      now: this.#clock().toISOString(),
      storedMinor: 0n,
      asksForCode: (intent && this.script.asksForCode?.(intent)) ?? false,
      methodName: intent ? this.#methodName(intent.method) : '',
      storedName: '',
    }
  }

  /** @param {string} id */
  #methodName(id) {
    const card = this.#cards.find((each) => each.id === id)
    return card ? cardName(card) : id
  }

  /** The provider told something. @param {string} key @param {import('./test-provider.js').CardAnswer} answer */
  async #tell(key, answer) {
    const taken = await this.#take(key, {type: 'card_answered', ...answer})
    if (taken) await this.#carryOut(key, taken)
  }

  /**
   * What is outside the account's transaction. Whatever is lost of it is made up for by an alarm.
   * @param {string} key
   * @param {ServerEffect[]} effects
   */
  async #carryOut(key, effects) {
    for (const effect of effects) {
      switch (effect.type) {
        case 'request_card':
          await this.#tell(key, await this.#request(key, effect))
          break
        case 'ask_card':
          await this.#tell(key, await this.#provider.ask(effect.key))
          break
        case 'cancel_card':
          await this.#tell(key, await this.#provider.cancel(effect.key))
          break
        case 'send_code':
          await this.#sendCode(key)
          break
        default: // done in the ledgers, by `step` or by the answer
      }
    }
  }

  /** @param {string} payment @param {Extract<ServerEffect, {type: 'request_card'}>} effect */
  async #request(payment, {key, amountMinor}) {
    const known = await this.#account.engine.paymentRecord(payment)
    if (!known.ok) throw new Error(known.error.message)
    const behaviour = this.script.provider?.(known.value) ?? {does: 'capture'}
    await this.script.pause?.('charge')
    const answer = await this.#provider.request(key, amountMinor, behaviour)
    await this.script.pause?.('charged')
    return answer
  }

  /** @param {string} key */
  async #sendCode(key) {
    const [random] = crypto.getRandomValues(new Uint32Array(1))
    const code = String(random % 1_000_000).padStart(6, '0')
    await offlineDatabase.within(['codes'], 'readwrite', async (codes) => {
      codes.put({account: this.#name, key, code})
    })
  }

  /** @param {string} key @returns {Promise<string | undefined>} */
  #sentCode(key) {
    return offlineDatabase.within(['codes'], 'readonly', async (codes) => {
      const kept = await done(codes.get([this.#name, key]))
      return kept?.code
    })
  }

  /** What pages that ended have left undone. */
  async #resume() {
    const opened = await this.#account.open()
    if (!opened.ok || this.#account.payments.size === 0) return
    const unfinished = await this.#account.engine.unfinishedPayments()
    if (!unfinished.ok) return
    for (const key of unfinished.value) await this.#wake(key, {type: 'server_started'})
  }

  /** @param {string} key @param {Extract<ServerEffect, {type: 'set_alarm'}>} effect */
  #setAlarm(key, {wake, afterMs}) {
    this.#endAlarm(key)
    if (!this.#onDuty) return
    const ring = () => this.#wake(key, {type: 'alarm_rang', wake})
    this.#alarms.set(key, setTimeout(ring, afterMs))
  }

  /** @param {string} key */
  #endAlarm(key) {
    clearTimeout(this.#alarms.get(key))
    this.#alarms.delete(key)
  }

  /** @param {string} key @param {ServerEvent} event */
  async #wake(key, event) {
    const taken = await this.#take(key, event)
    if (taken) await this.#carryOut(key, taken).catch(() => {}) // made up for by the next alarm
  }
}

/** After these nothing more comes of a payment. */
const endings = new Set(['settle_funds', 'fail_funds', 'expire_funds'])

/** core/payment/server.h names a payment to the provider so. @param {string} key */
const providerKey = (key) => `repay-${key}`

/** @param {ServerEffect} effect */
const asksProvider = ({type}) => type === 'request_card' || type === 'cancel_card'

/** @param {ServerEffect[]} effects @returns {PaymentReply} */
function replyOf(effects) {
  for (const effect of effects) {
    if (effect.type === 'reply') return {type: 'answered', answer: effect.answer}
    if (effect.type === 'reply_unknown') return {type: 'key_unknown'}
  }
  return {type: 'not_answered'}
}
