// What callers pass about the way of a payment, read strictly (arguments.js). Whether a word is one, and
// whether a flow is one that a step has made, is for the engine to know.

import {amount, count, flag, ledger, maybe, object, small, text} from './arguments.js'

/** @import {PaymentAnswer, PaymentIntent} from './payment-types.js' */

/** @typedef {(value: unknown, field: string) => any} Read */

/**
 * Reads objects whose fields are read so.
 * @template {Record<string, Read>} F
 * @param {F} fields
 * @returns {(value: unknown, field: string) => {[N in keyof F]: ReturnType<F[N]>}}
 */
const objectOf = (fields) => (value, field) => {
  const given = object(value, field)
  const read = Object.entries(fields).map(([name, each]) => [
    name,
    each(given[name], `${field}/${name}`),
  ])
  return Object.fromEntries(read)
}

/**
 * Reads events by their type: what is not of it is as in `nothing`.
 * @template N
 * @param {Record<string, Record<string, Read>>} types
 * @param {N} nothing
 * @returns {(value: unknown) => N & {type: string}}
 */
const eventOf = (types, nothing) => (value) => {
  const type = text(object(value, 'event').type, 'event/type')
  const fields = Object.hasOwn(types, type) ? types[type] : {}
  return {...nothing, ...objectOf(fields)(value, 'event'), type}
}

/** @template T @param {(value: unknown, field: string) => T} read */
const orNone = (read) => (/** @type {unknown} */ value, /** @type {string} */ field) =>
  maybe(value, field, read)

/** @type {(value: unknown, field: string) => bigint} */
const minor = amount
/** @type {(value: unknown, field: string) => string} */
const word = text
/** @type {(value: unknown, field: string) => number} */
const attempts = (value, field) => small(value, field, 2 ** 31 - 1)
/** @type {(value: unknown, field: string) => number} */
const number = (value, field) => small(value, field)

const intent = objectOf({
  key: word,
  account: word,
  currency: word,
  amountMinor: minor,
  storedMinor: minor,
  method: word,
  version: count,
})

const answer = objectOf({
  key: word,
  currency: word,
  amountMinor: minor,
  state: word,
  settledMinor: minor,
  reversedMinor: minor,
  error: orNone(word),
  decline: orNone(word),
  attemptsLeft: attempts,
  codesJudged: number,
})

const request = objectOf({kind: word, intent, code: word, codesJudged: number})

export const flow = objectOf({
  state: word,
  operations: number,
  awaited: number,
  timer: number,
  deadline: number,
  lock: number,
  online: flag,
  intent: orNone(intent),
  answer: orNone(answer),
  error: orNone(word),
  held: orNone(request),
  questions: number,
  askedMs: count,
})

const operation = {operation: number}

export const flowEvent = eventOf(
  {
    pay_pressed: {
      key: word,
      ledger,
      amountMinor: minor,
      storedMinor: minor,
      method: word,
      version: count,
    },
    lock_answered: {...operation, granted: flag},
    intent_read: {...operation, outcome: word, intent: orNone(intent)},
    intent_stored: {...operation, outcome: word},
    intent_cleared: operation,
    answered: {...operation, answer},
    not_answered: operation,
    key_unknown: operation,
    signed_out: operation,
    time_up: operation,
    network_changed: {online: flag},
    code_entered: {code: word},
  },
  {
    operation: 0,
    key: '',
    ledger: {store: '', currency: ''},
    amountMinor: 0n,
    storedMinor: 0n,
    method: '',
    version: 0,
    granted: false,
    outcome: '',
    intent: /** @type {PaymentIntent | undefined} */ (undefined),
    answer: /** @type {ReturnType<typeof answer> | undefined} */ (undefined),
    online: false,
    code: '',
  },
)

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
