import {Random} from './random.js'

/**
 * What happens in one settlement period, told row by row, without saying how a file writes it. The
 * shares of each kind of row were counted in real files; no id is from them.
 *
 * @typedef {object} Row
 * @property {string} transaction
 * @property {string} amountType as V2 says it; '' for a row that only counts (V1)
 * @property {string} description
 * @property {number} minor
 * @property {number} [taxMinor] a second part of the amount, which V1 writes beside the first
 * @property {number} at milliseconds since 1970
 * @property {string} [order]
 * @property {string} [merchantOrder]
 * @property {string} [sku]
 * @property {string} [shipment]
 * @property {string} [adjustment]
 * @property {string} [itemCode]
 * @property {string} [marketplace]
 * @property {boolean} [quantity]
 * @property {boolean} [blanks] its amount is followed by blanks, as card charges are
 *
 * @typedef {object} Period
 * @property {number} seed
 * @property {number} rows exactly so many
 * @property {boolean} taxes whether buyers pay any, which is withheld
 * @property {boolean} counting whether there are rows that only count what was sold
 * @property {number} start
 * @property {number} end
 * @property {string} marketplace
 * @property {number} digits of the currency's minor unit
 * @property {number} carriedMinor the balance before, where it is below zero, else 0
 * @property {number} reserveMinor the reserve before, ≥ 0
 * @property {number} nextReserveMinor the reserve after, ≥ 0
 * @property {number} [extraMinor] a last adjustment of a type no table knows; 0 or none: no such row
 */

const kDigits = '0123456789'
const kLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const kMinute = 60_000
const kFlavours = ['BLUE', 'CHRY', 'CLEN', 'FRUT', 'GRPF', 'LMLM', 'LOCO', 'SUMR', 'ULTA', 'ALLT']
const kSkus = kFlavours.flatMap((flavour) => [`DEMO15-${flavour}`, `DEMO30-${flavour}`])

const kMostRowsOfAnOrder = 12

/**
 * The rows of a period, in the order of the file.
 * @param {Period} period
 * @returns {Generator<Row, void, void>}
 */
export function* periodRows(period) {
  const random = new Random(period.seed)
  let left = period.rows
  for (const row of [...openingRows(period, random), ...accountRows(period, random)]) {
    if (left-- <= 0) return
    yield row
  }
  const closing = closingRows(period)
  left -= closing.length
  while (left >= kMostRowsOfAnOrder) {
    const rows = random.chance(0.012) ? refundRows(period, random) : orderRows(period, random)
    yield* rows
    left -= rows.length
    if (random.chance(0.004)) {
      yield advertisingRow(period, random)
      --left
    }
    if (random.chance(0.002)) {
      yield reimbursementRow(period, random)
      --left
    }
  }
  while (left-- > 0) yield advertisingRow(period, random)
  yield* closing
}

/** @param {Period} period @param {number} major */
function minor(period, major) {
  return Math.round(major * 10 ** period.digits)
}

/** @param {Period} period @param {Random} random */
function anInstant(period, random) {
  return random.whole(period.start / 1000, period.end / 1000 - 1) * 1000
}

/** @param {number} at @param {string} description @param {number} amount @returns {Row} */
function accountRow(at, description, amount) {
  return {
    transaction: 'other-transaction',
    amountType: 'other-transaction',
    description,
    minor: amount,
    at,
  }
}

/** @param {Period} period @param {Random} random @returns {Row[]} */
function openingRows(period, random) {
  const rows = []
  if (period.carriedMinor < 0) {
    rows.push(accountRow(period.start, 'Payable to Amazon', period.carriedMinor))
    const after = random.whole(68, 79) * kMinute
    const charge = accountRow(period.start + after, 'Successful charge', -period.carriedMinor)
    rows.push({...charge, blanks: true})
  }
  if (period.reserveMinor > 0) {
    rows.push(accountRow(period.start, 'Previous Reserve Amount Balance', period.reserveMinor))
  }
  return rows
}

/** @param {Period} period @param {Random} random @returns {Row[]} */
function accountRows(period, random) {
  const subscribed = period.start + random.whole(60, 3000) * kMinute
  const rows = [accountRow(subscribed, 'Subscription Fee', -minor(period, 32.09))]
  if (random.chance(0.3)) {
    const fee = -minor(period, random.whole(2000, 40000) / 100)
    const inbound = accountRow(anInstant(period, random), 'Inbound Transportation Fee', fee)
    rows.push({...inbound, shipment: `FBA${random.text(kLetters.slice(0, 26), 9)}`})
  }
  if (random.chance(0.3)) {
    const fee = -minor(period, random.whole(2000, 20000) / 100)
    rows.push(accountRow(anInstant(period, random), 'Storage Fee', fee))
  }
  return rows
}

/** @param {Period} period @returns {Row[]} */
function closingRows(period) {
  const rows = []
  if (period.extraMinor) {
    rows.push(accountRow(period.end - kMinute, 'Brand New Programme Fee', period.extraMinor))
  }
  if (period.nextReserveMinor > 0) {
    const seconds = 7 + (period.seed % 120) // the row is posted after the end
    rows.push(
      accountRow(period.end + seconds * 1000, 'Current Reserve Amount', -period.nextReserveMinor),
    )
  }
  return rows
}

/** @param {Random} random @param {string} marketplace */
function anOrder(random, marketplace) {
  const own = random.chance(0.003) // fulfilled for a shop of the seller's own
  const first = own ? 'S01' : `70${random.whole(1, 2)}`
  const order = `${first}-${random.text(kDigits, 7)}-${random.text(kDigits, 7)}`
  return {
    order,
    merchantOrder: own ? `CONSUMER-${random.text(kDigits, 7)}-${random.text(kDigits, 5)}` : order,
    shipment: `B${random.text(kLetters, 8)}`,
    marketplace: own ? 'Non-Amazon CA' : marketplace,
    own,
  }
}

/** @param {Period} period @param {Random} random @returns {Row[]} */
function orderRows(period, random) {
  const {own, ...order} = anOrder(random, period.marketplace)
  const at = anInstant(period, random)
  const rows = []
  const items = random.chance(0.04) ? 2 : 1
  for (let i = 0; i < items; ++i) rows.push(...itemRows(period, random, own, {...order, at}))
  if (own) {
    const fee = -minor(period, random.whole(700, 1100) / 100)
    rows.push({
      ...order,
      at,
      transaction: 'Order',
      amountType: 'ShipmentFees',
      description: 'FBA transportation fee',
      minor: fee,
    })
  }
  return rows
}

/**
 * @param {Period} period
 * @param {Random} random
 * @param {boolean} own
 * @param {Partial<Row> & {at: number}} order
 * @returns {Row[]}
 */
function itemRows(period, random, own, order) {
  const item = {
    ...order,
    sku: random.pick(kSkus),
    itemCode: random.text(kDigits, 15),
    quantity: !period.counting,
  }
  /** @param {string} amountType @param {string} description @param {number} amount */
  const row = (amountType, description, amount) => ({
    ...item,
    transaction: 'Order',
    amountType,
    description,
    minor: amount,
  })

  const price = own ? 0 : minor(period, random.pick([34.99, 35, 50.99, 59.99, 60]))
  const rows = []
  if (period.counting) rows.push({...row('', '', 0), quantity: true})
  rows.push(row('ItemPrice', 'Principal', price))
  const tax = period.taxes ? Math.round(price * 0.07) : 0
  if (tax > 0) rows.push(row('ItemPrice', 'Tax', tax))
  const shipping = random.chance(0.21) ? minor(period, random.whole(175, 699) / 100) : 0
  if (shipping > 0) rows.push(row('ItemPrice', 'Shipping', shipping))
  rows.push(
    row('ItemFees', 'FBAPerUnitFulfillmentFee', -minor(period, random.whole(612, 874) / 100)),
  )
  if (!own) rows.push(row('ItemFees', 'Commission', -Math.round(price * 0.1605)))
  if (random.chance(0.015)) {
    rows.push(row('ItemFees', 'DigitalServicesFee', -minor(period, random.whole(17, 30) / 100)))
  }
  if (shipping > 0 && random.chance(0.05)) {
    rows.push(row('ItemFees', 'ShippingChargeback', -shipping))
  } else if (shipping > 0) {
    rows.push(row('Promotion', 'Shipping', -shipping))
  }
  if (tax > 0) rows.push(row('ItemWithheldTax', 'MarketplaceFacilitatorVAT-Principal', -tax))
  return rows
}

/** @param {Period} period @param {Random} random @returns {Row[]} */
function refundRows(period, random) {
  const {own: _, ...order} = anOrder(random, period.marketplace)
  const item = {
    ...order,
    at: anInstant(period, random),
    sku: random.pick(kSkus),
    itemCode: random.text(kDigits, 15),
    adjustment: `amzn1:crow:${random.text(kLetters, 22)}`,
  }
  const price = minor(period, random.pick([34.99, 50.99, 59.99]))
  const commission = Math.round(price * 0.1605)
  /** @param {string} amountType @param {string} description @param {number} amount */
  const row = (amountType, description, amount) => ({
    ...item,
    transaction: 'Refund',
    amountType,
    description,
    minor: amount,
  })
  const rows = []
  const shipping = random.chance(0.5) ? minor(period, 1.75) : 0
  if (shipping > 0) rows.push(row('ItemPrice', 'Shipping', -shipping))
  rows.push(row('ItemPrice', 'Principal', -price))
  rows.push(row('ItemFees', 'Commission', commission))
  rows.push(row('ItemFees', 'RefundCommission', -Math.round(commission / 5)))
  if (shipping > 0) rows.push(row('Promotion', 'Shipping', shipping))
  return rows
}

/** @param {Period} period @param {Random} random @returns {Row} */
function advertisingRow(period, random) {
  const cost = minor(period, random.whole(100, 60000) / 100)
  return {
    transaction: 'ServiceFee',
    amountType: 'Cost of Advertising',
    description: 'TransactionTotalAmount',
    minor: -cost,
    taxMinor: -Math.round(cost * 0.13),
    at: anInstant(period, random),
  }
}

/** @param {Period} period @param {Random} random @returns {Row} */
function reimbursementRow(period, random) {
  const reasons = ['REVERSAL_REIMBURSEMENT', 'WAREHOUSE_DAMAGE', 'WAREHOUSE_LOST']
  return {
    transaction: 'other-transaction',
    amountType: 'FBA Inventory Reimbursement',
    description: random.pick(reasons),
    minor: minor(period, random.whole(800, 4500) / 100),
    at: anInstant(period, random),
    sku: random.pick(kSkus),
  }
}
