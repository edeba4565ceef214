// What callers pass, read strictly into what the engine is bound to take. embind alone would turn
// NaN into 0, wrap a BigInt beyond int64 and take bytes for text.

import {zoneText} from './zone.js'

/** @import {CrossAccountAdjustment, FailPayment, LedgerKey, Moment} from './types.js' */
/** @import {PaymentCommand, PlanTerms} from './types.js' */
/** @import {ReversePayment, SettlePayment, Tender, Window} from './types.js' */

/** Why an argument cannot be taken; becomes an answer. */
export class ArgumentError extends Error {
  /** @param {string} code @param {string} field @param {string} message */
  constructor(code, field, message) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** @param {string} field @param {string} wanted @returns {never} */
export function refuse(field, wanted) {
  throw new ArgumentError('INVALID_FIELD', field, `${field} is not ${wanted}`)
}

const longestText = 32_767
/** Of core/engine/policy.h: a longer document is refused there, with a better word. */
const longestDocument = (1 << 20) + 1
const day = 86_400_000

/** @param {unknown} value @param {string} field @param {number} [longest] @returns {string} */
export function text(value, field, longest = longestText) {
  if (typeof value !== 'string') refuse(field, 'a string')
  if (value.length > longest) refuse(field, `a string of up to ${longest} characters`)
  if (/\p{Surrogate}/u.test(value)) refuse(field, 'a string of whole characters')
  return value
}

/** @param {unknown} value @param {string} field */
export const document = (value, field) => text(value, field, longestDocument)

/**
 * What a person typed: half a character is for the parser of amounts to refuse.
 * @param {unknown} value @param {string} field
 */
export function typed(value, field) {
  return text(typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value, field)
}

/** @param {unknown} value @param {string} field @returns {string | undefined} */
function maybeText(value, field) {
  return value === undefined ? undefined : text(value, field)
}

/**
 * A list that may be left out.
 * @template T
 * @param {unknown} value @param {string} field
 * @param {(each: unknown, field: string) => T} read
 */
export function list(value, field, read) {
  if (value === undefined) return []
  if (!Array.isArray(value)) refuse(field, 'an array')
  return value.map((each, at) => read(each, `${field}/${at}`))
}

/**
 * @template T
 * @param {unknown} value @param {string} field
 * @param {(value: unknown, field: string) => T} read
 */
export const maybe = (value, field, read) => (value === undefined ? undefined : read(value, field))

/** @param {unknown} value @param {string} field @returns {number} */
export function count(value, field) {
  if (!Number.isSafeInteger(value) || Number(value) < 0) refuse(field, 'a whole number from 0')
  return Number(value)
}

/**
 * A number of 32 bits, or of fewer.
 * @param {unknown} value @param {string} field @param {number} [most]
 */
export function small(value, field, most = 2 ** 32 - 1) {
  const number = count(value, field)
  return number <= most ? number : refuse(field, `a whole number up to ${most}`)
}

/** @param {unknown} value @param {string} field @returns {boolean} */
export function flag(value, field) {
  return typeof value === 'boolean' ? value : refuse(field, 'true or false')
}

/** @param {unknown} value @param {string} field @returns {bigint} */
export function amount(value, field) {
  if (typeof value !== 'bigint') refuse(field, 'a BigInt')
  if (BigInt.asIntN(64, value) === value) return value
  throw new ArgumentError('OVERFLOW', field, `${field} is too large to be counted exactly`)
}

/**
 * A copy, so that what is checked is what is passed; a getter that throws makes it no argument.
 * @param {unknown} value @param {string} field @returns {Record<string, unknown>}
 */
export function object(value, field) {
  if (typeof value !== 'object' || value === null) refuse(field, 'an object')
  try {
    return {...value}
  } catch {
    return refuse(field, 'an object of plain values')
  }
}

/** @param {unknown} value @param {string} [field] @returns {LedgerKey} */
export function ledger(value, field = 'ledger') {
  const {store, currency} = object(value, field)
  return {store: text(store, 'store'), currency: text(currency, 'currency')}
}

/** @param {unknown} value */
export function ledgerQuestion(value) {
  const {store, currency} = object(value, 'which')
  return {store: maybeText(store, 'store'), currency: maybeText(currency, 'currency')}
}

/** @param {unknown} value @returns {Window} */
export function window(value) {
  const {first, count: rows} = object(value, 'window')
  return {first: count(first, 'first'), count: count(rows, 'count')}
}

/** @param {unknown} value a NumberFormat */
export function numberFormat(value) {
  const {decimalMark, groupMark, zeroDigit, upperGroup, currencySigns} = object(value, 'format')
  return {
    decimalMark: text(decimalMark, 'decimalMark'),
    groupMark: text(groupMark, 'groupMark'),
    zeroDigit: text(zeroDigit, 'zeroDigit'),
    upperGroup: upperGroup === undefined ? undefined : digitsOfGroup(upperGroup),
    currencySigns: list(currencySigns, 'currencySigns', text),
  }
}

/** @param {unknown} value */
function digitsOfGroup(value) {
  const digits = count(value, 'upperGroup')
  return digits > 0 && digits < 10 ? digits : refuse('upperGroup', 'a number from 1 to 9')
}

/** @param {unknown} value a StatementRange */
export function range(value) {
  const {from, to, zone, settlement} = object(value, 'range')
  const days = {from: maybeText(from, 'from'), to: maybeText(to, 'to')}
  return {
    ...days,
    zone: clocks(maybeText(zone, 'zone'), days),
    settlement: maybeText(settlement, 'settlement'),
  }
}

/**
 * The engine has no time zones of its own: what changes in one around these days, from Intl.
 * @param {string | undefined} zone @param {{from?: string, to?: string}} days
 */
function clocks(zone, {from = '', to = ''}) {
  if (zone === undefined || /^(UTC|Z|[+-].*|)$/.test(zone)) return zone
  const around = [Date.parse(from) - 3 * day, Date.parse(to) + 3 * day]
  if (!around.every(Number.isFinite)) return zone // the days are refused before it is looked at
  try {
    return zoneText(zone, ...around)
  } catch {
    throw new ArgumentError('UNKNOWN_ZONE', 'zone', `there is no time zone ${zone}`)
  }
}

/**
 * All the clocks of a zone: which instants count is for the engine to know.
 * @param {unknown} value
 */
export function clock(value) {
  const zone = text(value, 'zone')
  if (/^(UTC|Z|[+-].*|)$/.test(zone)) return zone
  try {
    return zoneText(zone)
  } catch {
    throw new ArgumentError('UNKNOWN_ZONE', 'zone', `there is no time zone ${zone}`)
  }
}

/** @param {unknown} value @returns {Moment} */
export function moment(value) {
  const {now, zone} = object(value, 'moment')
  return {now: text(now, 'now'), zone: clock(zone)}
}

/** @param {unknown} value */
export const maybeMoment = (value) => (value === undefined ? undefined : moment(value))

/** @param {unknown} value an EntryFilter */
export function filter(value) {
  const {kinds, groups, text: words} = object(value, 'filter')
  return {
    kinds: list(kinds, 'kinds', text),
    groups: list(groups, 'groups', text),
    text: words === undefined ? '' : text(words, 'text'),
  }
}

/** @param {unknown} value a MatchesView */
export function matches(value) {
  const {ledger: key, version, marks} = object(value, 'matches')
  return {
    ledger: ledger(key),
    version: count(version, 'version'),
    marks: list(marks, 'marks', count),
  }
}

/** @param {unknown} value @returns {PlanTerms & {every: string}} */
export function plan(value) {
  const {amountMinor, from, every} = object(value, 'terms')
  return {
    amountMinor: amount(amountMinor, 'amountMinor'),
    from: text(from, 'from'),
    every: /** @type {PlanTerms['every']} */ (text(every, 'every')),
  }
}

/** @param {unknown} value @param {string} field @returns {Tender} */
function tender(value, field) {
  const {method, amountMinor} = object(value, field)
  return {
    method: text(method, `${field}/method`),
    amountMinor: amount(amountMinor, `${field}/amountMinor`),
  }
}

/** @param {unknown} value @returns {SettlePayment} */
export function settlement(value) {
  const {idempotencyKey, amountMinor, at} = object(value, 'command')
  return {
    idempotencyKey: text(idempotencyKey, 'idempotencyKey'),
    amountMinor: amount(amountMinor, 'amountMinor'),
    at: text(at, 'at'),
  }
}

/** @param {unknown} value @returns {FailPayment} */
export function failure(value) {
  const {idempotencyKey, reason, at} = object(value, 'command')
  return {
    idempotencyKey: text(idempotencyKey, 'idempotencyKey'),
    reason: text(reason, 'reason'),
    at: text(at, 'at'),
  }
}

/** @param {unknown} value @returns {ReversePayment} */
export function reversal(value) {
  const {reversalId, ...command} = object(value, 'command')
  return {
    ...failure(command),
    reversalId: text(reversalId, 'reversalId'),
    amountMinor: amount(command.amountMinor, 'amountMinor'),
  }
}

/** @param {unknown} value @returns {CrossAccountAdjustment} */
export function crossAccount(value) {
  const {from, to, amountMinor, id, at, reason} = object(value, 'command')
  return {
    from: ledger(from, 'from'),
    to: ledger(to, 'to'),
    amountMinor: amount(amountMinor, 'amountMinor'),
    id: text(id, 'id'),
    at: text(at, 'at'),
    reason: text(reason, 'reason'),
  }
}

/** @param {unknown} value @returns {Required<PaymentCommand>} */
export function payment(value) {
  const command = object(value, 'command')
  return {
    ledger: ledger(command.ledger),
    amountMinor: amount(command.amountMinor, 'amountMinor'),
    idempotencyKey: text(command.idempotencyKey, 'idempotencyKey'),
    version: count(command.version, 'version'),
    at: text(command.at, 'at'),
    method: text(command.method, 'method'),
    tenders: list(command.tenders, 'tenders', tender),
  }
}

/**
 * @param {unknown} value ImportFile[]
 * @returns {{name: string, size: number, blob?: Blob, bytes?: Uint8Array}[]}
 */
export function files(value) {
  if (!Array.isArray(value)) refuse('files', 'an array')
  return value.map((file, at) => {
    const {name, blob, bytes} = object(file, `files/${at}`)
    const known = {name: text(name, `files/${at}/name`)}
    if (blob instanceof Blob) return {...known, size: blob.size, blob}
    if (bytes instanceof Uint8Array) return {...known, size: bytes.byteLength, bytes}
    return refuse(`files/${at}`, 'a file with a Blob or bytes')
  })
}
