import {done} from './database.js'
import {ofAccount, offlineDatabase} from './offline-database.js'

/** @import {ServerEvent} from '../engine/payment-types.js' */

/** @typedef {Omit<Extract<ServerEvent, {type: 'card_answered'}>, 'type'>} CardAnswer */

/**
 * What the provider makes of a charge. `capture` may be of less than was asked; `process` takes it on and
 * captures it after a while; `challenge` waits for the bank's page.
 * @typedef {{does: 'capture', amountMinor?: bigint} | {does: 'decline', decline: string} |
 *   {does: 'challenge'} | {does: 'process', afterMs: number}} Behaviour
 */

/**
 * A charge as it is kept. `dueAt` is when one that takes time is captured, in milliseconds of the clock.
 * @typedef {object} Charge
 * @property {string} account
 * @property {string} key
 * @property {bigint} amountMinor what was asked
 * @property {'captured' | 'challenge' | 'processing' | 'declined' | 'cancelled'} outcome
 * @property {bigint} capturedMinor
 * @property {string} [decline]
 * @property {number} [dueAt]
 */

/**
 * A payment provider that charges no one. It keeps what core/payment/README.md asks of one: the first request
 * under a key decides, what is cancelled is never captured, even if the request to charge comes after, and
 * what it decided survives every page.
 */
export class TestProvider {
  #account
  #clock

  /** @param {string} account @param {() => Date} clock */
  constructor(account, clock) {
    this.#account = account
    this.#clock = clock
  }

  /**
   * @param {string} key
   * @param {bigint} amountMinor
   * @param {Behaviour} behaviour what becomes of it, if this is its first request
   * @returns {Promise<CardAnswer>}
   */
  request(key, amountMinor, behaviour) {
    return this.#decide(key, (charge) =>
      charge ? undefined : this.#begun(key, amountMinor, behaviour),
    )
  }

  /** How a charge stands. @param {string} key */
  ask(key) {
    return this.#decide(key, () => undefined)
  }

  /** Stops a charge that was not captured, also one that is still to come. @param {string} key */
  cancel(key) {
    return this.#decide(key, (charge) =>
      charge && charge.outcome !== 'challenge' && charge.outcome !== 'processing'
        ? undefined
        : {...(charge ?? this.#blank(key)), outcome: 'cancelled'},
    )
  }

  /** What the seller said on the bank's page. @param {string} key @param {boolean} approved */
  confirm(key, approved) {
    return this.#decide(key, (charge) => {
      if (charge?.outcome !== 'challenge') return undefined
      return approved
        ? {...charge, outcome: 'captured', capturedMinor: charge.amountMinor}
        : {...charge, outcome: 'declined', decline: 'authentication_required'}
    })
  }

  /** All charges, for tests. @returns {Promise<Charge[]>} */
  charges() {
    return offlineDatabase.within(['charges'], 'readonly', (charges) =>
      done(charges.getAll(ofAccount(this.#account))),
    )
  }

  /**
   * One transaction: reads a charge, changes it if there is reason to, and tells how it stands then.
   * @param {string} key
   * @param {(charge: Charge | undefined) => Charge | undefined} change undefined: nothing changes
   * @returns {Promise<CardAnswer>}
   */
  #decide(key, change) {
    return offlineDatabase.within(['charges'], 'readwrite', async (charges) => {
      const kept = await done(charges.get([this.#account, key]))
      const known = kept && this.#ripened(kept)
      const charge = change(known) ?? known
      if (charge && charge !== kept) charges.put(charge)
      return answerOf(charge)
    })
  }

  /** @param {string} key @returns {Charge} */
  #blank(key) {
    return {account: this.#account, key, amountMinor: 0n, outcome: 'cancelled', capturedMinor: 0n}
  }

  /** @param {string} key @param {bigint} amountMinor @param {Behaviour} behaviour @returns {Charge} */
  #begun(key, amountMinor, behaviour) {
    const charge = {...this.#blank(key), amountMinor}
    switch (behaviour.does) {
      case 'capture': {
        const capturedMinor = behaviour.amountMinor ?? amountMinor
        return {...charge, outcome: 'captured', capturedMinor}
      }
      case 'decline':
        return {...charge, outcome: 'declined', decline: behaviour.decline}
      case 'challenge':
        return {...charge, outcome: 'challenge'}
      case 'process': {
        const dueAt = this.#clock().getTime() + behaviour.afterMs
        return {...charge, outcome: 'processing', dueAt}
      }
    }
  }

  /** @param {Charge} charge @returns {Charge} */
  #ripened(charge) {
    const isDue = charge.outcome === 'processing' && this.#clock().getTime() >= (charge.dueAt ?? 0)
    return isDue ? {...charge, outcome: 'captured', capturedMinor: charge.amountMinor} : charge
  }
}

/** @param {Charge | undefined} charge @returns {CardAnswer} */
function answerOf(charge) {
  if (!charge) return {outcome: 'not_found', amountMinor: 0n}
  const {outcome, capturedMinor, decline} = charge
  return {outcome, amountMinor: capturedMinor, decline}
}
