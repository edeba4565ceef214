// The session of the whole engine: every call. A page that begins with the small program fetches this
// with the whole one (every-program.js).

import {
  amount,
  crossAccount,
  document,
  failure,
  filter,
  ledger,
  ledgerQuestion,
  matches,
  moment,
  numberFormat,
  payment,
  plan,
  range,
  reversal,
  settlement,
  text,
  typed,
  window,
} from './arguments.js'
import {chargeTerms, closePeriod, collect, reportTransfer} from './closing-arguments.js'
import {deskMoment, serverEvent} from './desk-arguments.js'
import {Desk} from './desk.js'
import {pageCallsOn, Session} from './session.js'

/** @import {Engine, MainModule} from '../../../build/wasm/wasm/repay_wasm.mjs' */
/** @import {Answer, StatementRange} from './types.js' */
/** @import {Calls, LastWords} from './session.js' */

/**
 * A call has the name of its binding.
 * @param {Engine} engine @param {MainModule} module @param {Desk} desk
 * @returns {Calls}
 */
const callsOn = (engine, module, desk) => ({
  ...pageCallsOn(engine, module),
  setPolicy: (json) => engine.setPolicy(document(json, 'policy')),
  policy: () => engine.policy(),
  findLedger: (which) => engine.findLedger(ledgerQuestion(which)),
  settlements: (key) => engine.settlements(ledger(key)),
  plan: (key, terms, rows) => engine.plan(ledger(key), plan(terms), window(rows)),
  statementRows: (key, part, rows) => engine.statementRows(ledger(key), range(part), window(rows)),
  search: (key, part, admits) => engine.search(ledger(key), range(part), filter(admits)),
  matchingRows: (part, admits, found, rows) =>
    engine.matchingRows(range(part), filter(admits), matches(found), window(rows)),
  presets: (key, when) => withZone(engine.presets(ledger(key), moment(when)), when.zone),
  exportJson: (key) => download('application/json', (take) => engine.exportJson(ledger(key), take)),
  exportCsv: (key, part, admits, start) =>
    download('text/csv;charset=utf-8', (take) =>
      engine.exportCsv(ledger(key), range(part), filter(admits), text(start, 'start'), take),
    ),
  credits: (key) => engine.credits(ledger(key)),
  allocations: (key, credits) => engine.allocations(ledger(key), window(credits)),
  explain: (key, entry, rows) => engine.explain(ledger(key), text(entry, 'entry'), window(rows)),
  explainFigure: (key, figure, rows) =>
    engine.explainFigure(ledger(key), text(figure, 'figure'), window(rows)),
  submit: (command) => engine.submit(payment(command)),
  notePending: (key) => engine.notePending(text(key, 'idempotencyKey')),
  settle: (command) => engine.settle(settlement(command)),
  fail: (command) => engine.fail(failure(command)),
  expire: (key) => engine.expire(text(key, 'idempotencyKey')),
  reversePayment: (command) => engine.reversePayment(reversal(command)),
  payment: (key) => engine.payment(text(key, 'idempotencyKey')),
  paymentId: (key) => module.paymentId(text(key, 'idempotencyKey')),
  takePayment: (key, event, when) =>
    module.takePayment(desk.open(), text(key, 'key'), serverEvent(event), deskMoment(when)),
  paymentRecord: (key) => module.paymentRecord(desk.open(), text(key, 'key')),
  unfinishedPayments: () => module.unfinishedPayments(desk.open()),
  adjustAcross: (command) => engine.adjustAcross(crossAccount(command)),
  closing: (command) => engine.closing(closePeriod(command)),
  closePeriod: (command) => engine.closePeriod(closePeriod(command)),
  reportTransfer: (command) => engine.reportTransfer(reportTransfer(command)),
  collect: (command) => engine.collect(collect(command)),
  collection: (key) => engine.collection(ledger(key)),
  expectCharge: (key, terms) => engine.expectCharge(ledger(key), chargeTerms(terms)),
  parseAmount: (input, currency, format) =>
    module.parseAmount(typed(input, 'text'), text(currency, 'currency'), numberFormat(format)),
  toDecimal: (minor, currency) =>
    module.toDecimal(amount(minor, 'amountMinor'), text(currency, 'currency')),
})

/**
 * The engine's presets, whose days are of a zone that it knows no name of.
 * @param {ReturnType<Engine['presets']>} answer @param {string} zone
 * @returns {ReturnType<Calls['presets']>}
 */
function withZone(answer, zone) {
  if (!answer.ok) return answer
  const value = answer.value.map(({range: {from, to, settlement: id}, ...preset}) => ({
    ...preset,
    range: /** @type {StatementRange} */ (id === undefined ? {from, to, zone} : {settlement: id}),
  }))
  return {ok: true, value}
}

/**
 * What the engine writes. Each piece is its own memory, so it is copied.
 * @param {string} type
 * @param {(take: (piece: Uint8Array) => void) => Answer<undefined>} write
 * @returns {Answer<Blob>}
 */
function download(type, write) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = []
  const written = write((piece) => pieces.push(piece.slice()))
  return written.ok ? {ok: true, value: new Blob(pieces, {type})} : written
}

export class WholeSession extends Session {
  /** @param {Engine} engine @param {MainModule} module @param {LastWords} words */
  constructor(engine, module, words) {
    super(engine, module, words)
    this.desk = new Desk(engine, module)
    this.calls = callsOn(engine, module, this.desk)
  }
}
