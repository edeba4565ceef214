// Accounts and files for the tests of the page, as texts.

/** @typedef {{name: string, text: string}} TextFile */

/**
 * Account JSON of fees and the like, one entry a row: id, day or instant, amount, kind, description.
 * @param {string} name of the file
 * @param {[string, string, string, string?, string?][]} rows
 * @param {{currency?: string, store?: string}} [ledger]
 * @returns {TextFile}
 */
export function account(name, rows, {currency = 'CAD', store = 'Test store'} = {}) {
  const entries = rows.map(([id, at, amount, kind = 'fee', description = id]) => ({
    id,
    at: at.includes('T') ? at : `${at}T00:00:00Z`,
    kind,
    amount,
    description,
  }))
  const document = {format: 'repay-account', version: 1, store, currency, zone: 'UTC', entries}
  return {name, text: JSON.stringify(document)}
}

/** DOMAIN.md 13: the base of S08 to S32. */
export const base = account('base.json', [
  ['A', '2026-01-01', '-39.99', 'subscription', 'Monthly subscription'],
  ['B', '2026-01-05', '-12.50', 'fee', 'Inbound transport'],
  ['C', '2026-01-09', '-100.00', 'refund', 'Refund, order 1'],
])

/** S14 and S15: currencies without decimals and with three. */
export const yen = account(
  'yen.json',
  [
    ['A', '2026-01-01', '-4900'],
    ['B', '2026-01-02', '-1200'],
  ],
  {currency: 'JPY', store: 'Tokyo'},
)
export const dinar = account(
  'dinar.json',
  [
    ['A', '2026-01-01', '-1.234'],
    ['B', '2026-01-02', '-0.766'],
  ],
  {currency: 'KWD', store: 'Kuwait'},
)

/** S33: one ledger owes, the other does not. */
export const dollars = account('usd.json', [['A', '2026-01-01', '-10.00']], {
  currency: 'USD',
  store: 'Seattle',
})
export const euros = account('eur.json', [['A', '2026-01-01', '50.00', 'sale']], {
  currency: 'EUR',
  store: 'Berlin',
})

/** More charges than fit on the page: `count` of 1.00, a day apart. */
export const many = (/** @type {number} */ count) =>
  account(
    'many.json',
    Array.from({length: count}, (_, i) => [
      `c${i}`,
      new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10),
      '-1.00',
    ]),
  )

const header = [
  'settlement-id',
  'settlement-start-date',
  'settlement-end-date',
  'deposit-date',
  'total-amount',
  'currency',
  'transaction-type',
  'order-id',
  'merchant-order-id',
  'adjustment-id',
  'shipment-id',
  'marketplace-name',
  'amount-type',
  'amount-description',
  'amount',
  'fulfillment-id',
  'posted-date',
  'posted-date-time',
  'order-item-code',
  'merchant-order-item-id',
  'merchant-adjustment-item-id',
  'sku',
  'quantity-purchased',
  'promotion-id',
]

/** @param {Record<string, string>} cells */
const row = (cells) => header.map((name) => cells[name] ?? '').join('\t')

/**
 * A settlement flat file V2 of one period of 14 days from `start`.
 * @param {string} id
 * @param {string} start day
 * @param {string} total as the summary says
 * @param {[string, string, string, string][]} rows transaction type, amount type, description, amount
 * @param {string} [currency]
 * @returns {TextFile}
 */
export function settlement(id, start, total, rows, currency = 'CAD') {
  const day = (/** @type {number} */ days) =>
    new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const summary = row({
    'settlement-id': id,
    'settlement-start-date': `${day(0)} 00:00:00 UTC`,
    'settlement-end-date': `${day(14)} 00:00:00 UTC`,
    'deposit-date': `${day(16)} 00:00:00 UTC`,
    'total-amount': total,
    currency,
  })
  const lines = rows.map(([type, amountType, description, amount], i) =>
    row({
      'settlement-id': id,
      'transaction-type': type,
      'order-id': type === 'Order' ? `701-000000${i}-0000001` : '',
      'marketplace-name': type === 'Order' ? 'Amazon.ca' : '',
      'amount-type': amountType,
      'amount-description': description,
      amount,
      'posted-date': day(1 + i),
      'posted-date-time': `${day(1 + i)} 10:00:00 UTC`,
    }),
  )
  return {name: `${id}.txt`, text: [header.join('\t'), summary, ...lines, ''].join('\n')}
}

/** A settlement that owes 62.31, and the one after it that is paid out. */
export const owing = settlement('9001', '2026-01-01', '-62.31', [
  ['Order', 'ItemPrice', 'Principal', '23.09'],
  ['Refund', 'ItemPrice', 'Principal', '-52.01'],
  ['other-transaction', 'other-transaction', 'Subscription Fee', '-32.09'],
  ['ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount', '-1.30'],
])
export const paidOut = settlement('9002', '2026-01-15', '437.69', [
  ['other-transaction', 'other-transaction', 'Payable to Amazon', '-62.31'],
  ['Order', 'ItemPrice', 'Principal', '500.00'],
])

/** A report that lost its last rows. */
export const wrongTotal = {...owing, name: 'wrong.txt', text: owing.text.replace('-1.30', '-1.31')}

/** Something else with the name of a report: the first bytes of a picture. */
export const picture = {name: 'picture.txt', text: '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'}
export const empty = {name: 'empty.txt', text: ''}
