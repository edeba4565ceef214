import {Database, done} from './database.js'

/** @import {PaymentIntent} from '../engine/payment-types.js' */

const database = new Database('repay-device', 1, {intents: {keyPath: 'payer'}})

/**
 * What the pages of one seller on one device share while they pay (core/payment/README.md): a lock, so that
 * one page at a time pays, and a slot with the intent of a payment that may be on its way. The lock ends with
 * the page that holds it, the slot survives it.
 */
export class PayingDevice {
  /** @param {string} payer who pays, as the host tells sellers apart */
  constructor(payer) {
    this.payer = payer
  }

  get #lock() {
    return `repay-paying-${this.payer}`
  }

  /**
   * Takes the lock.
   * @param {{wait: boolean, patience?: AbortSignal}} how without `wait` it answers at once; with it, no later
   *   than patience ends
   * @returns {Promise<(() => void) | undefined>} what gives it back; undefined if another page has it
   */
  takeLock({wait, patience}) {
    return new Promise((answer, fail) => {
      const hold = (/** @type {Lock | null} */ lock) => {
        if (!lock) return answer(undefined)
        return /** @type {Promise<void>} */ (new Promise((release) => answer(() => release())))
      }
      const how = wait ? {signal: patience} : {ifAvailable: true}
      navigator.locks
        .request(this.#lock, how, hold)
        .catch((error) => (patience?.aborted ? answer(undefined) : fail(error)))
    })
  }

  /** @returns {Promise<PaymentIntent | undefined>} what the slot holds */
  read() {
    return database.within(['intents'], 'readonly', async (intents) => {
      const kept = await done(intents.get(this.payer))
      return kept?.intent
    })
  }

  /**
   * Only into an empty slot, and answered when it would survive a power cut.
   * @param {PaymentIntent} intent
   * @returns {Promise<'done' | 'taken'>} taken: another intent was there
   */
  store(intent) {
    return database.within(['intents'], 'readwrite', async (intents) => {
      if (await done(intents.get(this.payer))) return 'taken'
      intents.put({payer: this.payer, intent})
      return 'done'
    })
  }

  /** Only if the slot holds this key. @param {string} key */
  clear(key) {
    return database.within(['intents'], 'readwrite', async (intents) => {
      const kept = await done(intents.get(this.payer))
      if (kept?.intent.key === key) intents.delete(this.payer)
    })
  }

  /** Whatever it holds: for an account that is given up as a whole. */
  empty() {
    return database.within(['intents'], 'readwrite', async (intents) => {
      intents.delete(this.payer)
    })
  }
}
