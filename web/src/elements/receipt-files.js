// What a seller keeps of a receipt. It is fetched once one is open, so it imports nothing that the page has: a
// piece of it would be a file of its own then.

/** @import {ChargeRow, ReceiptView} from '../engine/types.js' */
/** @import {Shown} from './shown.js' */

/**
 * A receipt as a person keeps it: plain text in their language.
 * @param {ReceiptView} receipt
 * @param {Shown} shown
 * @param {(row: ChargeRow) => string} nameOf
 */
export function receiptText(receipt, {words, amounts, dates}, nameOf) {
  const line = (/** @type {string} */ name, /** @type {string} */ value) => `${name}: ${value}`
  const charges = receipt.charges.map((row) => {
    const how =
      row.openAfterMinor === 0n
        ? words.say('paidInFull')
        : words.say('paidInPart', {amount: amounts.show(row.openAfterMinor)})
    return `- ${dates.day(row.incurredAt)}  ${nameOf(row)}: ${amounts.show(row.paysMinor)} (${how})`
  })
  const more = receipt.chargesPaid - receipt.charges.length
  return [
    words.say('receipt'),
    '',
    line(words.say('amount'), `${amounts.show(receipt.amountMinor)} (${receipt.ledger.currency})`),
    line(words.say('receiptWhen'), dates.time(receipt.at)),
    line(words.say('receiptMethod'), receipt.method),
    line(words.say('receiptReference'), receipt.payment),
    '',
    `${words.say('receiptPaid')}:`,
    ...charges,
    ...(more > 0 ? [words.say('receiptMore', {count: more})] : []),
    '',
    line(words.say('receiptStillOwed'), amounts.show(receipt.outstandingAfterMinor)),
    line(words.say('receiptBalanceAfter'), amounts.show(receipt.balanceAfterMinor)),
    '',
  ].join('\n')
}

/**
 * A receipt as a program keeps it: exact, amounts as decimal strings, instants in UTC.
 * @param {ReceiptView} receipt
 * @param {(minor: bigint) => string} decimal an amount of its currency in digits
 */
export function receiptJson(receipt, decimal) {
  const document = {
    format: 'repay-receipt',
    version: 1,
    payment: receipt.payment,
    store: receipt.ledger.store,
    currency: receipt.ledger.currency,
    amount: decimal(receipt.amountMinor),
    at: receipt.at,
    method: receipt.method,
    idempotencyKey: receipt.idempotencyKey,
    charges: receipt.charges.map((row) => ({
      id: row.id,
      incurredAt: row.incurredAt,
      kind: row.kind,
      description: row.description,
      amount: decimal(row.amountMinor),
      paid: decimal(row.paysMinor),
      openAfter: decimal(row.openAfterMinor),
    })),
    chargesPaid: receipt.chargesPaid,
    outstandingAfter: decimal(receipt.outstandingAfterMinor),
    balanceAfter: decimal(receipt.balanceAfterMinor),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/**
 * Hands a text to the person as a file. It comes from memory; nothing is sent.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], {type: `${type};charset=utf-8`}))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Only what leads to the printed element is left of the page while it is printed. */
const sheetOfPage = `@media print {
  body *:not(:has([data-printing])):not([data-printing]) { display: none !important }
}`

/**
 * Prints one receipt of an element and nothing else of the page.
 * @param {HTMLElement} element the custom element; its own sheet hides the rest of it by [data-printing]
 */
export function printOnly(element) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(sheetOfPage)
  element.setAttribute('data-printing', '')
  document.adoptedStyleSheets.push(sheet)
  try {
    window.print()
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    element.removeAttribute('data-printing')
  }
}
