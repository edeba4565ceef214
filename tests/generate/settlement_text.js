/**
 * How a settlement flat file writes a settlement: its columns, dates and amounts.
 *
 * @typedef {import('./settlement_rows.js').Row} Row
 * @typedef {'iso' | 'us' | 'day' | 'dotted' | 'slash' | 'slash-short' | 'us-slash'} DateStyle
 *
 * @typedef {object} Form
 * @property {'v1' | 'v1-33' | 'v2'} version
 * @property {DateStyle} dates
 * @property {'.' | ','} mark
 * @property {number} digits
 * @property {boolean} dirt blanks behind some amounts, blank last lines
 * @property {readonly string[]} columns
 */

const kShared = [
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
]
const kItem = [
  'order-item-code',
  'merchant-order-item-id',
  'merchant-adjustment-item-id',
  'sku',
  'quantity-purchased',
]
const kV1Head = [
  ...kShared,
  'shipment-fee-type',
  'shipment-fee-amount',
  'order-fee-type',
  'order-fee-amount',
  'fulfillment-id',
  'posted-date',
  ...kItem,
  'price-type',
  'price-amount',
  'item-related-fee-type',
  'item-related-fee-amount',
  'misc-fee-amount',
  'other-fee-amount',
  'other-fee-reason-description',
]
const kV1Tail = ['direct-payment-type', 'direct-payment-amount', 'other-amount']

export const kColumns = {
  v2: [
    ...kShared,
    'amount-type',
    'amount-description',
    'amount',
    'fulfillment-id',
    'posted-date',
    'posted-date-time',
    ...kItem,
    'promotion-id',
  ],
  v1: [...kV1Head, 'promotion-id', 'promotion-type', 'promotion-amount', ...kV1Tail],
  'v1-33': [...kV1Head, ...kV1Tail],
}

// Where V1 puts what V2 calls the amount-type.
/** @type {Record<string, [string, string]>} */
const kV1Place = {
  ItemPrice: ['price-type', 'price-amount'],
  ItemFees: ['item-related-fee-type', 'item-related-fee-amount'],
  ItemWithheldTax: ['item-related-fee-type', 'item-related-fee-amount'],
  'Cost of Advertising': ['item-related-fee-type', 'item-related-fee-amount'],
  Promotion: ['promotion-type', 'promotion-amount'],
  ShipmentFees: ['shipment-fee-type', 'shipment-fee-amount'],
}

/** @param {number} n @param {number} width */
function padded(n, width) {
  return String(n).padStart(width, '0')
}

/**
 * @param {number} at
 * @param {DateStyle} style
 * @param {boolean} [dayOnly]
 */
export function dateText(at, style, dayOnly = false) {
  const iso = new Date(at).toISOString()
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)]
  const time = iso.slice(11, 19)
  if (style === 'iso') return `${iso.slice(0, 19)}+00:00`
  const days = {
    us: iso.slice(0, 10),
    day: iso.slice(0, 10),
    dotted: `${day}.${month}.${year}`,
    slash: `${day}/${month}/${year}`,
    'slash-short': `${day}/${month}/${year.slice(2)}`,
    'us-slash': `${month}/${day}/${year}`,
  }
  const short = dayOnly || style === 'day' || style === 'slash-short'
  return short ? days[style] : `${days[style]} ${time} UTC`
}

/**
 * @param {number} minor
 * @param {number} digits
 * @param {string} mark
 */
export function amountText(minor, digits, mark) {
  if (digits === 0) return String(minor)
  const all = padded(Math.abs(minor), digits + 1)
  const sign = minor < 0 ? '-' : ''
  return `${sign}${all.slice(0, -digits)}${mark}${all.slice(-digits)}`
}

/**
 * @param {Row} row
 * @param {Form} form
 * @param {string} id
 * @returns {Record<string, string>}
 */
export function rowFields(row, form, id) {
  const amount = (/** @type {number} */ minor) => amountText(minor, form.digits, form.mark)
  /** @type {Record<string, string>} */
  const fields = {
    'settlement-id': id,
    'order-id': row.order ?? '',
    'merchant-order-id': row.merchantOrder ?? '',
    'adjustment-id': row.adjustment ?? '',
    'shipment-id': row.shipment ?? '',
    'marketplace-name': row.marketplace ?? '',
    'fulfillment-id': row.order === undefined ? '' : 'AFN',
    'order-item-code': row.itemCode ?? '',
    sku: row.sku ?? '',
    'quantity-purchased': row.quantity ? '1' : '',
  }
  if (form.version === 'v2') {
    fields['transaction-type'] = row.transaction
    fields['amount-type'] = row.amountType
    fields['amount-description'] = row.description
    fields['amount'] = amount(row.minor + (row.taxMinor ?? 0))
    fields['posted-date'] = dateText(row.at, form.dates, true)
    fields['posted-date-time'] = dateText(row.at, form.dates)
    return fields
  }
  fields['posted-date'] = dateText(row.at, form.dates)
  const ofAccount = row.transaction === 'other-transaction'
  fields['transaction-type'] = ofAccount ? row.description : row.transaction
  if (ofAccount)
    fields['other-amount'] = amount(row.minor) + (row.blanks && form.dirt ? '    ' : '')
  const place = kV1Place[row.amountType]
  if (!ofAccount && place) {
    const advertising = row.amountType === 'Cost of Advertising'
    fields[place[0]] = advertising ? row.amountType : row.description
    fields[place[1]] = amount(row.minor)
  }
  if (row.taxMinor !== undefined) {
    fields['other-fee-amount'] = amount(row.taxMinor)
    fields['other-fee-reason-description'] = 'TaxAmount'
  }
  return fields
}

/**
 * @param {{id: string, currency: string, start: number, end: number, deposit: number,
 *   totalMinor: number}} settlement
 * @param {Form} form
 * @returns {Record<string, string>}
 */
export function summaryFields(settlement, form) {
  return {
    'settlement-id': settlement.id,
    'settlement-start-date': dateText(settlement.start, form.dates),
    'settlement-end-date': dateText(settlement.end, form.dates),
    'deposit-date': dateText(settlement.deposit, form.dates),
    'total-amount': amountText(settlement.totalMinor, form.digits, form.mark),
    currency: settlement.currency,
  }
}

/**
 * @param {Record<string, string>} fields
 * @param {readonly string[]} columns
 */
export function lineText(fields, columns) {
  let line = fields[columns[0]] ?? ''
  for (let i = 1; i < columns.length; ++i) line += `\t${fields[columns[i]] ?? ''}`
  return line
}
