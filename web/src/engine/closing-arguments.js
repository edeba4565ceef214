// What callers pass about closings, transfers and automatic charges, read strictly (arguments.js).

import {amount, clock, flag, ledger, list, maybe, object, small, text} from './arguments.js'

/** @import {ChargeMethod, ChargeMethods, DepositMethod, OtherMethod} from './closing-types.js' */
/** @import {SettlementPeriod} from './closing-types.js' */

/**
 * ChargeMethods of which nothing is left out.
 * @typedef {Required<Omit<ChargeMethods, 'active'>> & {active: ChargeMethod | undefined}} KnownMethods
 */

/** @param {unknown} value @param {string} field @returns {DepositMethod} */
function depositMethod(value, field) {
  const {id, shown, changedAt} = object(value, field)
  return {
    id: text(id, `${field}/id`),
    shown: text(shown, `${field}/shown`),
    changedAt: text(changedAt, `${field}/changedAt`),
  }
}

/** @param {unknown} value @param {string} field @returns {ChargeMethod} */
function chargeMethod(value, field) {
  const {id, revision, shown} = object(value, field)
  return {
    id: text(id, `${field}/id`),
    revision: small(revision, `${field}/revision`),
    shown: text(shown, `${field}/shown`),
  }
}

/** @param {unknown} value @param {string} field @returns {OtherMethod} */
function otherMethod(value, field) {
  const {method, ticked, expired} = object(value, field)
  return {
    method: chargeMethod(method, `${field}/method`),
    ticked: flag(ticked, `${field}/ticked`),
    expired: flag(expired, `${field}/expired`),
  }
}

/** @param {unknown} value @param {string} field @returns {KnownMethods} */
function chargeMethods(value, field) {
  const {active, backupsEnabled, backups, others} = object(value, field)
  return {
    active: maybe(active, `${field}/active`, chargeMethod),
    backupsEnabled: flag(backupsEnabled, `${field}/backupsEnabled`),
    backups: list(backups, `${field}/backups`, otherMethod),
    others: list(others, `${field}/others`, otherMethod),
  }
}

/** @param {unknown} value @returns {SettlementPeriod} */
function period(value) {
  const {id, start, end} = object(value, 'period')
  return {id: text(id, 'period/id'), start: text(start, 'start'), end: text(end, 'end')}
}

/** @param {unknown} value a ClosePeriod */
export function closePeriod(value) {
  const command = object(value, 'command')
  return {
    ledger: ledger(command.ledger),
    period: period(command.period),
    zone: clock(command.zone),
    depositMethod: maybe(command.depositMethod, 'depositMethod', depositMethod),
    restricted: flag(command.restricted, 'restricted'),
    chargeMethods: chargeMethods(command.chargeMethods, 'chargeMethods'),
    now: text(command.now, 'now'),
  }
}

/** @param {unknown} value a TransferEvent; whether its type is one is for the engine to know */
function transferEvent(value) {
  const {type: given, method, restricted} = object(value, 'event')
  const type = text(given, 'type')
  if (type !== 'deposit_terms_changed') return {type, method: undefined, restricted: false}
  return {
    type,
    method: maybe(method, 'method', depositMethod),
    restricted: flag(restricted, 'restricted'),
  }
}

/** @param {unknown} value a ReportTransfer */
export function reportTransfer(value) {
  const command = object(value, 'command')
  return {
    ledger: ledger(command.ledger),
    settlement: text(command.settlement, 'settlement'),
    event: transferEvent(command.event),
    now: text(command.now, 'now'),
  }
}

/** @type {KnownMethods} */
const nothing = {active: undefined, backupsEnabled: false, backups: [], others: []}

/** @param {unknown} value a CollectionEvent; likewise */
function collectionEvent(value) {
  const {type: given, methods, attempt, amountMinor, decline} = object(value, 'event')
  const type = text(given, 'type')
  const isRound = type === 'round_due'
  return {
    type,
    methods: isRound ? chargeMethods(methods, 'methods') : nothing,
    attempt: isRound ? 0 : small(attempt, 'attempt'),
    amountMinor: type === 'charge_succeeded' ? amount(amountMinor, 'amountMinor') : 0n,
    decline: type === 'charge_declined' ? text(decline, 'decline') : '',
  }
}

/** @param {unknown} value a Collect */
export function collect(value) {
  const command = object(value, 'command')
  return {
    ledger: ledger(command.ledger),
    event: collectionEvent(command.event),
    now: text(command.now, 'now'),
  }
}

/** @param {unknown} value a ChargeTerms */
export function chargeTerms(value) {
  const {methods, closesAt, zone} = object(value, 'terms')
  return {
    methods: chargeMethods(methods, 'methods'),
    closesAt: maybe(closesAt, 'closesAt', text),
    zone: clock(zone),
  }
}
