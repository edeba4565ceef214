import {html, nothing} from 'lit'
import {nameOf} from './payment-view.js'

/** @import {ReceiptView} from '../engine/types.js' */
/** @import {Shown} from './shown.js' */

/** @typedef {{print: (receipt: ReceiptView) => void, text: (receipt: ReceiptView) => void,
 *   json: (receipt: ReceiptView) => void, toggle: (receipt: ReceiptView, open: boolean) => void}} ReceiptActions */

/** Charges of a receipt that stand on the page; the downloads have up to a thousand. */
const shownOnReceipt = 8

/**
 * The payments made here, newest first; one of them may be open.
 * @param {Shown} shown
 * @param {ReceiptView[]} receipts
 * @param {string | undefined} open payment whose receipt is open
 * @param {ReceiptActions} actions
 */
export function receiptsView(shown, receipts, open, actions) {
  if (receipts.length === 0) return nothing
  return html`
    <section class="receipts" part="receipts" aria-labelledby="receipts-title">
      <h3 id="receipts-title">${shown.words.say('payments')}</h3>
      ${receipts.map((receipt) => receiptView(shown, receipt, open === receipt.payment, actions))}
    </section>
  `
}

/**
 * @param {Shown} shown
 * @param {ReceiptView} receipt
 * @param {boolean} open
 * @param {ReceiptActions} actions
 */
function receiptView(shown, receipt, open, actions) {
  const {words, amounts, dates} = shown
  const more = receipt.chargesPaid - Math.min(receipt.charges.length, shownOnReceipt)
  const toggled = (/** @type {Event & {currentTarget: HTMLDetailsElement}} */ event) =>
    actions.toggle(receipt, event.currentTarget.open)
  return html`
    <details
      class="receipt"
      part="receipt"
      data-payment=${receipt.payment}
      .open=${open}
      @toggle=${toggled}
    >
      <summary>
        <span class="paid-word num"
          >${words.say('paidAmount', {amount: amounts.show(receipt.amountMinor)})}</span
        >
        <span class="chip ok">${words.say('settled')}</span>
        <span class="small muted when">${dates.time(receipt.at)}</span>
      </summary>
      <dl class="facts small">
        <div>
          <dt>${words.say('receiptMethod')}</dt>
          <dd><bdi>${receipt.method}</bdi></dd>
        </div>
        <div>
          <dt>${words.say('receiptReference')}</dt>
          <dd><bdi class="id">${receipt.payment}</bdi></dd>
        </div>
        <div>
          <dt>${words.say('receiptStillOwed')}</dt>
          <dd class="num"><bdi>${amounts.show(receipt.outstandingAfterMinor)}</bdi></dd>
        </div>
        <div>
          <dt>${words.say('receiptBalanceAfter')}</dt>
          <dd class="num"><bdi>${amounts.show(receipt.balanceAfterMinor)}</bdi></dd>
        </div>
      </dl>
      <h4>${words.say('receiptPaid')}</h4>
      <ol class="allocations num">
        ${receipt.charges.slice(0, shownOnReceipt).map(
          (row) => html`
            <li>
              <span class="clip"><bdi>${nameOf(row, shown)}</bdi></span>
              <span class="amount"><bdi>${amounts.show(row.paysMinor)}</bdi></span>
              <span class="small muted">${paidHow(row, shown)}</span>
            </li>
          `,
        )}
      </ol>
      ${more > 0 ? html`<p class="small muted">${words.say('receiptMore', {count: more})}</p>` : nothing}
      <div class="receipt-actions">
        <button type="button" class="link" @click=${() => actions.print(receipt)}>
          ${words.say('print')}
        </button>
        <button type="button" class="link" @click=${() => actions.text(receipt)}>
          ${words.say('downloadText')}
        </button>
        <button type="button" class="link" @click=${() => actions.json(receipt)}>
          ${words.say('downloadJson')}
        </button>
      </div>
    </details>
  `
}

/**
 * @param {import('../engine/types.js').ChargeRow} row
 * @param {Pick<Shown, 'words' | 'amounts' | 'dates'>} shown
 */
function paidHow(row, {words, amounts, dates}) {
  const how =
    row.openAfterMinor === 0n
      ? words.say('paidInFull')
      : words.say('paidInPart', {amount: amounts.show(row.openAfterMinor)})
  return `${dates.day(row.incurredAt)} · ${how}`
}
