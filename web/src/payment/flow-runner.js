// Carries out what core/payment/flow.h says is to be done, and tells it what became of it. No rule lives here.

/** @import {LedgerKey} from '../engine/types.js' */
/** @import {Flow, FlowEffect, FlowEvent, FlowView, SteppedFlow} from '../engine/payment-types.js' */
/** @import {Host, PaymentReply} from '../host/host.js' */

/** @typedef {(event: FlowEvent) => void} Tell */
/** @template {FlowEffect['type']} T @typedef {Extract<FlowEffect, {type: T}>} Effect */

/** How long an engine that cannot be had is waited for between two tries. */
const slowestTryMs = 2000

/**
 * The payment of one page, from the press on *Pay* to its outcome, and those an earlier page left open. It
 * belongs to the host and not to an element: an element that is moved or taken away ends no payment.
 *
 * The flow itself is a value that goes to the engine with each event and comes back, so an engine that ends
 * takes nothing along: the next one is asked the same.
 *
 * Fires 'change' when `view` is another.
 */
export class FlowRunner extends EventTarget {
  /** What the page draws; none until the engine was asked. @type {FlowView | undefined} */
  view

  #host
  /** @type {Flow | undefined} */
  #flow
  /** Grows when another account has taken this one's place: what was begun before does not count any more. */
  #account = 0
  /** One event after the other. @type {Promise<void>} */
  #stepping = Promise.resolve()
  /** What gives locks back, by the operation that took them. @type {Map<number, () => void>} */
  #locks = new Map()
  /** Ends with the account: nobody waits for its lock any more. */
  #waiting = new AbortController()
  /** Ends with the host. */
  #following = new AbortController()

  /** @param {Host} host */
  constructor(host) {
    super()
    this.#host = host
  }

  /** Looks whether a payment of this device is open, and goes on with it. */
  begin() {
    const {signal} = this.#following
    const loaded = this.#look()
    if (!this.#host.paysOffline) {
      window.addEventListener('online', () => this.#tellNetwork(), {signal})
      window.addEventListener('offline', () => this.#tellNetwork(), {signal})
    }
    // A page that comes back as it was left, by the back button, has missed what others did.
    window.addEventListener('pageshow', ({persisted}) => persisted && this.#refresh(), {signal})
    this.#host.addEventListener('replaced', () => this.#beginAnew(), {signal})
    this.#host.addEventListener('closed', () => this.#end(), {signal})
    return loaded
  }

  #look() {
    const loaded = this.take({type: 'page_loaded'})
    if (!this.#host.paysOffline) this.#tellNetwork()
    return loaded
  }

  #tellNetwork() {
    this.take({type: 'network_changed', online: navigator.onLine})
  }

  /**
   * Begins a payment, if none is under way.
   * @param {{ledger: LedgerKey, amountMinor: bigint, storedMinor: bigint, method: string,
   *   version: number}} order `version` is that of the balance the seller saw
   */
  pay(order) {
    return this.take({type: 'pay_pressed', key: newKey(), ...order})
  }

  /**
   * Something happened.
   * @param {FlowEvent} event
   * @returns {Promise<void>} when the view is what it makes of it
   */
  take(event) {
    return this.#takeOf(this.#account, event)
  }

  /** @param {number} account to which it happened @param {FlowEvent} event */
  #takeOf(account, event) {
    const stepped = this.#stepping.then(async () => {
      const isOver = this.#following.signal.aborted || account !== this.#account
      if (!isOver) await this.#step(event)
    })
    // What could not be taken is for whoever told it; what comes after it goes on.
    this.#stepping = stepped.catch(() => {})
    return stepped
  }

  #beginAnew() {
    this.#letGo()
    this.#flow = undefined
    this.#look()
  }

  /** The host is over. A payment on its way goes on in the next page, or host, that looks for it. */
  #end() {
    this.#letGo()
    this.#following.abort()
  }

  #letGo() {
    ++this.#account
    this.#waiting.abort()
    this.#waiting = new AbortController()
    for (const release of this.#locks.values()) release()
    this.#locks.clear()
  }

  /** @param {FlowEvent} event */
  async #step(event) {
    const account = this.#account
    const stepped = await this.#asked(event, account)
    if (!stepped || account !== this.#account) return
    const {flow, effects, view} = stepped
    this.#flow = flow
    this.view = view
    const tell = (/** @type {FlowEvent} */ next) => void this.#takeOf(account, next)
    for (const effect of effects) this.#carryOut(effect, tell)
    this.dispatchEvent(new Event('change'))
  }

  /**
   * The step, by whichever engine answers it first: what happened must not be lost with one that ended.
   * @param {FlowEvent} event
   * @param {number} account
   * @returns {Promise<SteppedFlow | undefined>} undefined: another account has taken this one's place
   */
  async #asked(event, account) {
    let told = event
    for (let waits = 0; account === this.#account; waits = Math.min(2 * waits + 50, slowestTryMs)) {
      if (waits > 0) await new Promise((resolve) => setTimeout(resolve, waits))
      if (!(await this.#isOpen())) continue
      const answer = await this.#host.engine.stepFlow(this.#flow, told)
      if (answer.ok) return answer.value
      if (isOfEngine(answer.error.code)) continue
      const instead = told === event && inPlaceOf(event)
      if (!instead) throw new Error(answer.error.message)
      told = instead
    }
    return undefined
  }

  async #isOpen() {
    try {
      return (await this.#host.open()).ok
    } catch {
      return false
    }
  }

  /** @param {FlowEffect} effect @param {Tell} tell */
  #carryOut(effect, tell) {
    switch (effect.type) {
      case 'take_lock':
        return this.#takeLock(effect, tell)
      case 'release_lock':
        this.#locks.get(effect.operation)?.()
        this.#locks.delete(effect.operation)
        return undefined
      case 'read_intent':
        return this.#read(effect, tell)
      case 'store_intent':
        return this.#store(effect, tell)
      case 'clear_intent':
        return this.#clear(effect, tell)
      case 'send_request':
        return this.#send(effect, tell)
      case 'start_timer': {
        const {operation, afterMs} = effect
        setTimeout(() => tell({type: 'time_up', operation}), afterMs)
        return undefined
      }
      case 'renew_sign_in':
        return this.#renewSignIn(tell)
      case 'refresh_account':
        return this.#refresh()
    }
  }

  async #refresh() {
    try {
      await this.#host.refresh()
    } catch {
      // The balance stays as it was read; a payment made on it would be refused as STALE.
    }
  }

  /** @param {Effect<'take_lock'>} effect @param {Tell} tell */
  async #takeLock({operation, wait}, tell) {
    const account = this.#account
    const patience = this.#waiting.signal
    try {
      const release = await this.#host.device.takeLock({wait, patience})
      if (release && account !== this.#account) return release()
      if (release) this.#locks.set(operation, release)
      tell({type: 'lock_answered', operation, granted: release !== undefined})
    } catch {
      // Where there are no locks there is no answer, and the flow says so in its time.
    }
  }

  /** @param {{operation: number}} effect @param {Tell} tell */
  async #read({operation}, tell) {
    try {
      const intent = await this.#host.device.read()
      tell({type: 'intent_read', operation, outcome: 'done', intent})
    } catch {
      tell({type: 'intent_read', operation, outcome: 'failed'})
    }
  }

  /** @param {Effect<'store_intent'>} effect @param {Tell} tell */
  async #store({operation, intent}, tell) {
    const device = this.#host.device
    const outcome = await settled(() => device.store(intent), /** @type {const} */ ('failed'))
    tell({type: 'intent_stored', operation, outcome})
  }

  /** @param {Effect<'clear_intent'>} effect @param {Tell} tell */
  async #clear({operation, key}, tell) {
    // What could not be cleared is looked up by the next page, which is harmless.
    await settled(() => this.#host.device.clear(key), undefined)
    tell({type: 'intent_cleared', operation})
  }

  /** @param {Effect<'send_request'>} effect @param {Tell} tell */
  async #send({operation, request}, tell) {
    const reply = await settled(() => this.#host.ask(request), notAnswered)
    tell({...(isReply(reply) ? reply : notAnswered), operation})
  }

  /** @param {Tell} tell */
  async #renewSignIn(tell) {
    if (await settled(() => this.#host.renewSignIn(), false)) tell({type: 'signed_in'})
  }
}

const notAnswered = /** @type {const} */ ({type: 'not_answered'})

/**
 * What work comes to, or `otherwise` where it throws, at once or later: the host is not ours.
 * @template T, U
 * @param {() => Promise<T>} work
 * @param {U} otherwise
 * @returns {Promise<T | U>}
 */
async function settled(work, otherwise) {
  try {
    return await work()
  } catch {
    return otherwise
  }
}

/** Whether another engine may take what this one did not. @param {string} code */
const isOfEngine = (code) => code === 'ENGINE_FAILED' || code === 'ENGINE_INCOMPLETE'

/** Whether a host's reply is one of those there are. @param {PaymentReply | undefined} reply */
const isReply = (reply) =>
  reply?.type === 'answered' || reply?.type === 'key_unknown' || reply?.type === 'signed_out'

/**
 * What an event is worth that cannot be read whole: an answer is none, a slot with something else in it was not
 * read, and a code of half characters has not six digits.
 * @param {FlowEvent} event
 * @returns {FlowEvent | undefined}
 */
function inPlaceOf(event) {
  switch (event.type) {
    case 'answered':
      return {type: 'not_answered', operation: event.operation}
    case 'intent_read':
      return {type: 'intent_read', operation: event.operation, outcome: 'failed'}
    case 'code_entered':
      return {type: 'code_entered', code: ''}
    default:
      return undefined
  }
}

/** 128 random bits: a payment's key, made before anything is stored or sent. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** @type {WeakMap<Host, FlowRunner>} */
const runners = new WeakMap()

/**
 * The one runner of a host: elements that share a host share its payment.
 * @param {Host} host
 */
export function flowOf(host) {
  let runner = runners.get(host)
  if (!runner) {
    runners.set(host, (runner = new FlowRunner(host)))
    runner.begin()
  }
  return runner
}
