// What callers pass about the server's side of a payment, read strictly (arguments.js): for the whole engine.

import {flag} from './arguments.js'
import {eventOf, intent, minor, number, objectOf, orNone, word} from './payment-arguments.js'

/** @import {PaymentIntent} from './payment-types.js' */

export const serverEvent = eventOf(
  {
    pay_arrived: {intent},
    abandon_arrived: {intent},
    code_arrived: {isRight: flag, codesJudged: number},
    card_answered: {outcome: word, amountMinor: minor, decline: orNone(word)},
    card_reversed: {id: word, amountMinor: minor},
    alarm_rang: {wake: number},
  },
  {
    intent: /** @type {PaymentIntent | undefined} */ (undefined),
    isRight: false,
    codesJudged: 0,
    outcome: '',
    amountMinor: 0n,
    decline: /** @type {string | undefined} */ (undefined),
    id: '',
    wake: 0,
  },
)

const moment = objectOf({
  now: word,
  storedMinor: minor,
  asksForCode: flag,
  methodName: word,
  storedName: word,
})

/** @param {unknown} value a DeskMoment */
export const deskMoment = (value) => moment(value, 'moment')
