import {amountText} from './settlement_text.js'

/**
 * How settlement XML writes a settlement: the rows of an order or a refund in one element, an item's
 * in one within it.
 *
 * @typedef {import('./settlement_rows.js').Row} Row
 * @typedef {{id: string, currency: string, start: number, end: number, deposit: number,
 *   totalMinor: number}} Settlement
 */

const kHead = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
    ' xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">',
  '  <Header>',
  '    <DocumentVersion>1.01</DocumentVersion>',
  '    <MerchantIdentifier>A_SELLER_OF_NOTHING</MerchantIdentifier>',
  '  </Header>',
  '  <MessageType>SettlementReport</MessageType>',
  '  <Message>',
  '    <MessageID>1</MessageID>',
  '    <SettlementReport>',
]
const kTail = ['    </SettlementReport>', '  </Message>', '</AmazonEnvelope>']

// What XML calls the element around the amounts of a V2 amount-type, of an order and of a refund;
// prices and taxes withheld from them stand together.
/** @type {Record<string, [string, string]>} */
const kPrices = {
  ItemPrice: ['ItemPrice', 'ItemPriceAdjustments'],
  ItemWithheldTax: ['ItemPrice', 'ItemPriceAdjustments'],
}
const kFees = ['ItemFees', 'ItemFeeAdjustments']
const kPromotions = ['Promotion', 'PromotionAdjustment']

/** @param {number} at */
function instant(at) {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`
}

/** Lines that know how deep they stand and what their amounts are in. */
class Lines {
  /** @type {string[]} */
  all = []
  #depth = 3

  /** @param {string} currency @param {number} digits */
  constructor(currency, digits) {
    this.currency = currency
    this.digits = digits
  }

  /** @param {string} line */
  #add(line) {
    this.all.push('  '.repeat(this.#depth) + line)
  }

  /** @param {string} name @param {string | undefined} text nothing is written for undefined */
  text(name, text) {
    if (text !== undefined) this.#add(`<${name}>${text}</${name}>`)
  }

  /** @param {number} minor @param {string} [name] */
  amount(minor, name = 'Amount') {
    const amount = amountText(minor, this.digits, '.')
    this.#add(`<${name} currency="${this.currency}">${amount}</${name}>`)
  }

  /** @param {string} name @param {() => void} inside */
  element(name, inside) {
    this.#add(`<${name}>`)
    ++this.#depth
    inside()
    --this.#depth
    this.#add(`</${name}>`)
  }
}

/** @param {Lines} lines @param {Settlement} settlement */
function writeData(lines, settlement) {
  lines.element('SettlementData', () => {
    lines.text('AmazonSettlementID', settlement.id)
    lines.amount(settlement.totalMinor, 'TotalAmount')
    lines.text('StartDate', instant(settlement.start))
    lines.text('EndDate', instant(settlement.end))
    lines.text('DepositDate', instant(settlement.deposit))
  })
}

/** @param {Lines} lines @param {string} name @param {Row} row */
function writeTyped(lines, name, row) {
  lines.element(name, () => {
    if (name.startsWith('Promotion')) lines.text('MerchantPromotionID', 'Free shipping')
    lines.text('Type', row.description)
    lines.amount(row.minor)
  })
}

/** @param {Lines} lines @param {Row[]} rows of one item @param {boolean} refund */
function writeItem(lines, rows, refund) {
  const which = refund ? 1 : 0
  const group = (/** @type {(row: Row) => boolean} */ of, /** @type {string} */ name) => {
    const some = rows.filter(of)
    const one = name.includes('Price') ? 'Component' : 'Fee'
    if (some.length > 0) {
      lines.element(name, () => some.forEach((row) => writeTyped(lines, one, row)))
    }
  }
  lines.element(refund ? 'AdjustedItem' : 'Item', () => {
    lines.text('AmazonOrderItemCode', rows[0].itemCode)
    if (refund) lines.text('MerchantAdjustmentItemID', rows[0].adjustment)
    lines.text('SKU', rows[0].sku)
    if (!refund) lines.text('Quantity', '1')
    group((row) => row.amountType in kPrices, kPrices.ItemPrice[which])
    group((row) => row.amountType === 'ItemFees', kFees[which])
    for (const row of rows) {
      if (row.amountType === 'Promotion') writeTyped(lines, kPromotions[which], row)
    }
  })
}

/** @param {Lines} lines @param {Row[]} rows of one order, or of one refund */
function writeOrder(lines, rows) {
  const [first] = rows
  const refund = first.transaction === 'Refund'
  lines.element(first.transaction, () => {
    lines.text('AmazonOrderID', first.order)
    lines.text('MerchantOrderID', first.merchantOrder)
    lines.text(refund ? 'AdjustmentID' : 'ShipmentID', refund ? first.adjustment : first.shipment)
    const shipping = rows.filter((row) => row.amountType === 'ShipmentFees')
    if (shipping.length > 0) {
      lines.element('ShipmentFees', () => shipping.forEach((row) => writeTyped(lines, 'Fee', row)))
    }
    lines.text('MarketplaceName', first.marketplace)
    lines.element('Fulfillment', () => {
      lines.text('MerchantFulfillmentID', 'AFN')
      lines.text('PostedDate', instant(first.at))
      const itemRows = rows.filter((row) => row.amountType !== 'ShipmentFees')
      for (const code of new Set(itemRows.map((row) => row.itemCode))) {
        const ofItem = itemRows.filter((row) => row.itemCode === code)
        writeItem(lines, ofItem, refund)
      }
    })
  })
}

/** @param {Lines} lines @param {Row} row */
function writeAdvertising(lines, row) {
  lines.element('AdvertisingTransactionDetails', () => {
    lines.text('TransactionType', 'Charge')
    lines.text('PostedDate', instant(row.at))
    lines.text('InvoiceId', `AD${row.at}`)
    lines.amount(row.minor, 'BaseAmount')
    lines.amount(row.taxMinor ?? 0, 'TaxAmount')
    lines.amount(row.minor + (row.taxMinor ?? 0), 'TransactionAmount')
  })
}

/** @param {Lines} lines @param {Row} row */
function writeOther(lines, row) {
  lines.element('OtherTransaction', () => {
    lines.text('TransactionType', row.description)
    lines.text('ShipmentID', row.shipment)
    lines.text('TransactionID', `T${row.at}`)
    lines.text('PostedDate', instant(row.at))
    lines.amount(row.minor)
    if (row.sku === undefined) return
    lines.element('OtherTransactionItem', () => {
      lines.text('SKU', row.sku)
      lines.text('Quantity', '1')
      lines.amount(row.minor)
    })
  })
}

/** @param {Lines} lines @param {Row[]} rows of one transaction */
function writeTransaction(lines, rows) {
  if (rows[0].order !== undefined) return writeOrder(lines, rows)
  if (rows[0].transaction === 'ServiceFee') return writeAdvertising(lines, rows[0])
  writeOther(lines, rows[0])
}

/**
 * The document, line by line, a transaction at a time.
 * @param {Settlement} settlement
 * @param {Iterable<Row>} rows
 * @param {number} digits of the currency's minor unit
 * @returns {Generator<string, void, void>}
 */
export function* xmlLines(settlement, rows, digits) {
  yield* kHead
  const lines = new Lines(settlement.currency, digits)
  writeData(lines, settlement)
  /** @type {Row[]} */
  let same = []
  for (const row of rows) {
    const [last] = same
    const goesOn = last && row.order !== undefined && row.order === last.order
    if (last && !goesOn) {
      writeTransaction(lines, same)
      yield* lines.all.splice(0)
      same = []
    }
    same.push(row)
  }
  if (same.length > 0) writeTransaction(lines, same)
  yield* lines.all
  yield* kTail
}
