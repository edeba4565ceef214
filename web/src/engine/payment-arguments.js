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
export const objectOf = (fields) => (value, field) => {
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
export const eventOf = (types, nothing) => (value) => {
  const type = text(object(value, 'event').type, 'event/type')
  const fields = Object.hasOwn(types, type) ? types[type] : {}
  return {...nothing, ...objectOf(fields)(value, 'event'), type}
}

/** @template T @param {(value: unknown, field: string) => T} read */
export const orNone = (read) => (/** @type {unknown} */ value, /** @type {string} */ field) =>
  maybe(value, field, read)

/** @type {(value: unknown, field: string) => bigint} */
export const minor = amount
/** @type {(value: unknown, field: string) => string} */
export const word = text
/** @type {(value: unknown, field: string) => number} */
const attempts = (value, field) => small(value, field, 2 ** 31 - 1)
/** @type {(value: unknown, field: string) => number} */
export const number = (value, field) => small(value, field)

export const intent = objectOf({
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
