// Carries out what core/payment/flow.h says is to be done, and tells it what became of it. No rule lives here.

/** @import {LedgerKey} from '../engine/types.js' */
/** @import {Flow, FlowEffect, FlowEvent, FlowView, SteppedFlow} from '../engine/payment-types.js' */
/** @import {Host} from '../host/host.js' */

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

  /** @param {Host} host */
  constructor(host) {
    super()
    this.#host = host
  }

  /** Looks whether a payment of this device is open, and goes on with it. */
  begin() {
    const loaded = this.take({type: 'page_loaded'})
    if (!this.#host.paysOffline) {
      const tell = () => this.take({type: 'network_changed', online: navigator.onLine})
      window.addEventListener('online', tell)
      window.addEventListener('offline', tell)
      tell()
    }
    // A page that comes back as it was left, by the back button, has missed what others did.
    window.addEventListener('pageshow', ({persisted}) => persisted && this.#host.refresh())
    this.#host.addEventListener('replaced', () => this.#beginAnew())
    this.#host.addEventListener('closed', () => this.#end())
    return loaded
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
    // One that could not be taken is its sender's mistake, and holds up no other.
    this.#stepping = this.#stepping
      .catch(() => {})
      .then(async () => {
        if (account === this.#account) await this.#step(event, account)
      })
    return this.#stepping
  }

  #beginAnew() {
    this.#end()
    this.#flow = undefined
    this.take({type: 'page_loaded'})
  }

  /** What was begun goes on without this page, as when it is left. */
  #end() {
    ++this.#account
    for (const release of this.#locks.values()) release()
    this.#locks.clear()
  }

  /** @param {FlowEvent} event @param {number} account */
  async #step(event, account) {
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
   * @returns {Promise<SteppedFlow | undefined>} undefined once it does not count any more
   */
  async #asked(event, account) {
    for (let waits = 0; account === this.#account; waits = Math.min(2 * waits + 50, slowestTryMs)) {
      if (waits > 0) await new Promise((resolve) => setTimeout(resolve, waits))
      const opened = await this.#host.open()
      if (!opened.ok) continue
      const answer = await this.#host.engine.stepFlow(this.#flow, event)
      if (answer.ok) return answer.value
      if (answer.error.code === 'ENGINE_FAILED') continue
      if (event.type !== 'answered') throw new Error(answer.error.message)
      // What the engine cannot read is no answer.
      event = {type: 'not_answered', operation: event.operation}
    }
    return undefined
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
        return this.#host.refresh()
    }
  }

  /** @param {Effect<'take_lock'>} effect @param {Tell} tell */
  async #takeLock({operation, wait}, tell) {
    try {
      const release = await this.#host.device.takeLock({wait})
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
    const stored = this.#host.device.store(intent)
    const outcome = await stored.catch(() => /** @type {const} */ ('failed'))
    tell({type: 'intent_stored', operation, outcome})
  }

  /** @param {Effect<'clear_intent'>} effect @param {Tell} tell */
  async #clear({operation, key}, tell) {
    // What could not be cleared is looked up by the next page, which is harmless.
    await this.#host.device.clear(key).catch(() => {})
    tell({type: 'intent_cleared', operation})
  }

  /** @param {Effect<'send_request'>} effect @param {Tell} tell */
  async #send({operation, request}, tell) {
    const asked = this.#host.ask(request)
    const reply = await asked.catch(() => /** @type {const} */ ({type: 'not_answered'}))
    tell({...reply, operation})
  }

  /** @param {Tell} tell */
  async #renewSignIn(tell) {
    if (await this.#host.renewSignIn().catch(() => false)) tell({type: 'signed_in'})
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
