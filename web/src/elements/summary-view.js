import {html, nothing} from 'lit'
import {isNegative} from '../locales/amounts.js'
import {lengthOf, longest} from './proportion.js'

/** @import {BalanceView, LedgerKey, ReceiptView, StatementView} from '../engine/types.js' */
/** @import {Amounts} from '../locales/amounts.js' */
/** @import {Dates} from '../locales/dates.js' */
/** @import {Words} from '../locales/words.js' */
/** @import {Shown} from './shown.js' */

/**
 * The balance, the largest thing on the page, and in a sentence why.
 * @param {Shown & {balance: BalanceView, statement: StatementView, receipts: ReceiptView[],
 *   repay: unknown}} shown
 */
export function summaryView({words, amounts, dates, balance, statement, receipts, repay}) {
  const label = receipts.length > 0 ? words.say('balanceNow') : words.say('closingBalance')
  return html`
    <header class="summary" part="summary">
      <div class="over">
        <h2 class="label">${label}</h2>
        ${chip(balance, words)}
      </div>
      <p class="where small muted">${whereOf(balance, words, dates)}</p>
      <p class="figure" part="figure"><bdi>${amounts.show(balance.balanceMinor)}</bdi></p>
      <p class="why" part="why">${why({words, amounts, dates, balance, statement})}</p>
      ${repay}
    </header>
  `
}

/**
 * Every ledger of the seller, each in its own currency, to choose from.
 * @param {Words} words
 * @param {{ledger: LedgerKey, text: string, due: boolean, chosen: boolean}[]} ledgers
 * @param {(ledger: LedgerKey) => void} choose
 */
export function ledgersView(words, ledgers, choose) {
  if (ledgers.length < 2) return nothing
  return html`
    <fieldset class="ledgers" part="ledgers">
      <legend>${words.say('ledgers')}</legend>
      ${ledgers.map(
        ({ledger, text, due, chosen}) => html`
          <label class="ledger">
            <input type="radio" name="ledger" .checked=${chosen} @change=${() => choose(ledger)} />
            <span class="ledger-name"
              ><bdi>${ledger.store || words.say('storeUnnamed')}</bdi> · ${ledger.currency}</span
            >
            <span class="num"><bdi>${text}</bdi></span>
            ${due ? html`<span class="small due-word">${words.say('chipDue')}</span>` : nothing}
          </label>
        `,
      )}
    </fieldset>
  `
}

/**
 * What the balance is made of: the groups of the statement, in words and as bars from one axis, what comes in
 * to one side and what goes out to the other.
 * @param {Shown & {balance: BalanceView, statement: StatementView, receipts: ReceiptView[], open: boolean,
 *   toggled: (open: boolean) => void}} shown
 */
export function madeOfView({words, amounts, dates, balance, statement, receipts, open, toggled}) {
  const later = laterReceipts(balance, receipts)
  // Carried rows without effect say what the opening balance says.
  const groups = statement.groups.filter(
    ({group, amountMinor}) => group !== 'beginning_balance' || amountMinor !== 0n,
  )
  const all = [
    statement.openingMinor,
    ...statement.groups.map((group) => group.amountMinor),
    ...later.map((receipt) => receipt.amountMinor),
    statement.closingMinor,
    balance.balanceMinor,
  ]
  const most = longest(all)
  const row = (/** @type {Row} */ each) => barRow(amounts, most, each)
  return html`
    <details
      class="made-of joined"
      part="made-of"
      ?open=${open}
      @toggle=${(/** @type {Event & {currentTarget: HTMLDetailsElement}} */ event) =>
        toggled(event.currentTarget.open)}
    >
      <summary>${words.say('howThisCameAbout')}</summary>
      <table class="bars num">
        <thead class="hidden">
          <tr>
            <th scope="col">${words.say('what')}</th>
            <td></td>
            <th scope="col">${words.say('amount')}</th>
          </tr>
        </thead>
        <tbody>
          ${row({name: words.say('opening'), minor: statement.openingMinor, total: true})}
          ${groups.map((group) =>
            row({
              name: words.name('groups', group.group),
              note: words.say('groupEntries', {count: group.entries}),
              minor: group.amountMinor,
            }),
          )}
          ${row({name: words.say('closing'), minor: statement.closingMinor, total: true})}
          ${later.map((receipt) =>
            row({
              name: words.say('paidHere', {date: dates.day(receipt.at)}),
              minor: receipt.amountMinor,
            }),
          )}
          ${
            later.length > 0
              ? row({name: words.say('balanceNow'), minor: balance.balanceMinor, total: true})
              : nothing
          }
        </tbody>
      </table>
    </details>
  `
}

/** @typedef {{name: string, note?: string, minor: bigint, total?: boolean}} Row */

/**
 * @param {Amounts} amounts
 * @param {bigint} most
 * @param {Row} row
 */
function barRow(amounts, most, {name, note, minor, total}) {
  const side = minor === 0n ? 'none' : isNegative(minor) ? 'out' : 'in'
  return html`
    <tr class=${total ? 'total' : ''}>
      <th scope="row">
        ${name} ${note ? html`<span class="small muted note">${note}</span>` : nothing}
      </th>
      <td class="bar-cell" aria-hidden="true">
        <span class="bar ${side}" .style=${`--length:${lengthOf(minor, most)}`}></span>
      </td>
      <td class="amount"><bdi>${total ? amounts.show(minor) : amounts.showSigned(minor)}</bdi></td>
    </tr>
  `
}

/**
 * The period, the store and the currency, none of them broken inside.
 * @param {BalanceView} balance
 * @param {Words} words
 * @param {Dates} dates
 */
function whereOf({latestSettlement: settlement, ledger}, words, dates) {
  const period = settlement
    ? dates.period(settlement.start, settlement.end)
    : words.say('wholeLedger')
  return [period, ledger.store, ledger.currency]
    .filter(Boolean)
    .map((part, index) => html`${index > 0 ? ' · ' : ''}<bdi>${part}</bdi>`)
}

/** Whether all that is owed is in payments that are not decided yet. @param {BalanceView} balance */
const isBeingPaid = ({repayOffered, outstandingMinor, pendingMinor}) =>
  !repayOffered && outstandingMinor > 0n && pendingMinor > 0n

/**
 * @param {BalanceView} balance
 * @param {Words} words
 */
function chip(balance, words) {
  const {repayOffered, scheduledMinor} = balance
  if (isBeingPaid(balance))
    return html`<span class="chip" part="chip">${words.say('chipBeingPaid')}</span>`
  if (repayOffered) return html`<span class="chip due" part="chip">${words.say('chipDue')}</span>`
  const key = scheduledMinor === 0n ? 'chipNothingOwed' : 'chipPaidOut'
  return html`<span class="chip ok" part="chip">${words.say(key)}</span>`
}

/** @param {Shown & {balance: BalanceView, statement: StatementView}} shown */
function why({words, amounts, dates, balance, statement}) {
  const said = []
  const {oldestOpenAt, openCharges, latestSettlement, scheduledMinor} = balance
  if (balance.repayOffered || isBeingPaid(balance)) {
    const since = oldestOpenAt ? dates.day(oldestOpenAt) : ''
    said.push(words.say('whyOwed', {count: openCharges, since}))
    if (statement.groups.some(({group}) => group === 'failed_charges'))
      said.push(words.say('whyFailedCharge'))
    if (balance.pendingMinor > 0n)
      said.push(words.say('whyBeingPaid', {amount: amounts.show(balance.pendingMinor)}))
  } else if (scheduledMinor !== 0n && latestSettlement) {
    const date = dates.day(latestSettlement.deposit)
    said.push(words.say('whyPaidOut', {amount: amounts.show(scheduledMinor), date}))
  } else {
    said.push(words.say('whyNothingOwed'))
    if (balance.unappliedCreditMinor !== 0n) {
      said.push(words.say('whyWaitingCredit', {amount: amounts.show(balance.unappliedCreditMinor)}))
    }
  }
  if (balance.reservedMinor !== 0n) {
    said.push(words.say('whyReserved', {amount: amounts.show(balance.reservedMinor)}))
  }
  if (latestSettlement?.gapBefore) said.push(words.say('whyGap'))
  return said.join(words.locale.startsWith('zh') ? '' : ' ')
}

/**
 * The payments made here after the settlement that the statement is of. The statement of a whole ledger
 * has them among its groups already.
 * @param {BalanceView} balance
 * @param {ReceiptView[]} receipts newest first
 */
function laterReceipts({latestSettlement}, receipts) {
  if (!latestSettlement) return []
  const end = Date.parse(latestSettlement.end)
  return receipts.filter((receipt) => Date.parse(receipt.at) >= end).reverse()
}
