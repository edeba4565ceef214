// A small stand-in for the engine, so that what the page does with answers can be tested without it: ledgers
// of charges and credits, oldest first. It is no second engine: reversals, settlements and the like are
// not in it.

/** @import {Answer, BalanceView, ChargeRow, EngineClient, EngineError, LedgerKey} from '../../web/src/engine/types.js' */

/** @typedef {{id: string, at: string, kind: string, description: string, amountMinor: bigint}} Entry */
/** @typedef {{key: LedgerKey, entries: Entry[], version: number}} FakeLedger */

const groups = /** @type {Record<string, string>} */ ({
  sale: 'sales_product',
  fee: 'marketplace_fees',
  subscription: 'marketplace_fees',
  refund: 'refunds',
  fee_refund: 'refunds',
  advertising: 'advertising',
  card_charge: 'payments',
  payment: 'payments',
  failed_charge: 'failed_charges',
})

/** @template T @param {T} value @returns {{ok: true, value: T}} */
const yes = (value) => ({ok: true, value})

/** @param {string} code @param {Partial<EngineError>} [place] @returns {{ok: false, error: EngineError}} */
const no = (code, place = {}) => ({ok: false, error: {code, message: code, ...place}})

/** @param {string} currency */
const digitsOf = (currency) => ({JPY: 0, KWD: 3})[currency] ?? 2

/** @param {string} text @param {string} currency */
const minorOf = (text, currency) => {
  const [whole, part = ''] = text.replace('-', '').split('.')
  const minor = BigInt(whole + part.padEnd(digitsOf(currency), '0'))
  return text.startsWith('-') ? -minor : minor
}

/** @param {FakeLedger} ledger */
function openCharges(ledger) {
  /** @type {ChargeRow[]} */
  const charges = []
  let credit = 0n
  for (const {id, at, kind, description, amountMinor} of ledger.entries) {
    if (amountMinor < 0n) {
      const amount = -amountMinor
      charges.push({
        id,
        incurredAt: at,
        kind,
        description,
        amountMinor: amount,
        openMinor: amount,
        paysMinor: 0n,
        openAfterMinor: amount,
      })
    } else credit += amountMinor
  }
  charges.sort((a, b) => (a.incurredAt < b.incurredAt ? -1 : a.incurredAt > b.incurredAt ? 1 : 0))
  for (const charge of charges) {
    const paid = credit < charge.openMinor ? credit : charge.openMinor
    credit -= paid
    charge.openMinor -= paid
    charge.openAfterMinor = charge.openMinor
  }
  return charges.filter((charge) => charge.openMinor > 0n)
}

/** @param {Entry[]} entries */
const sum = (entries) => entries.reduce((total, entry) => total + entry.amountMinor, 0n)

/** @param {FakeLedger} ledger @returns {BalanceView} */
function balanceOf(ledger) {
  const open = openCharges(ledger)
  const owed = open.reduce((total, charge) => total + charge.openMinor, 0n)
  const balanceMinor = sum(ledger.entries)
  return {
    ledger: ledger.key,
    version: ledger.version,
    balanceMinor,
    outstandingMinor: owed,
    canPayNowMinor: owed,
    pendingMinor: 0n,
    availableMinor: balanceMinor,
    deferredMinor: 0n,
    reservedMinor: 0n,
    totalMinor: balanceMinor,
    unappliedCreditMinor: balanceMinor > 0n ? balanceMinor : 0n,
    openCharges: open.length,
    repayOffered: owed > 0n,
    disbursedMinor: 0n,
    scheduledMinor: 0n,
    latestSettlement: undefined,
    oldestOpenAt: open[0]?.incurredAt,
    reported: undefined,
  }
}

/**
 * @param {{delay?: () => Promise<void>}} [options] what each answer waits for
 * @returns {EngineClient & {calls: string[]}}
 */
export function fakeEngine({delay = async () => {}} = {}) {
  /** @type {FakeLedger[]} */
  let ledgers = []
  /** @type {Map<string, {command: any, receipt: any}>} */
  const paid = new Map()
  /** @type {string[]} */
  const calls = []
  const find = (/** @type {LedgerKey} */ key) =>
    ledgers.find((each) => each.key.store === key.store && each.key.currency === key.currency)

  /** @param {LedgerKey} key @param {bigint} amountMinor @param {{first: number, count: number}} window */
  const previewOf = (key, amountMinor, window) => {
    const ledger = find(key)
    if (!ledger) return no('LEDGER_UNKNOWN')
    const balance = balanceOf(ledger)
    if (amountMinor <= 0n) return no('AMOUNT_NOT_POSITIVE')
    if (amountMinor > balance.canPayNowMinor) return no('AMOUNT_EXCEEDS_BALANCE')
    let left = amountMinor
    const rows = openCharges(ledger)
    for (const row of rows) {
      row.paysMinor = left < row.openMinor ? left : row.openMinor
      left -= row.paysMinor
      row.openAfterMinor = row.openMinor - row.paysMinor
    }
    const closes = rows.filter((row) => row.openAfterMinor === 0n).length
    return yes({
      ledger: key,
      amountMinor,
      closes,
      touches: rows.filter((row) => row.paysMinor > 0n).length,
      partPays: (rows[closes]?.paysMinor ?? 0n) > 0n,
      openCharges: rows.length,
      outstandingAfterMinor: balance.outstandingMinor - amountMinor,
      balanceAfterMinor: balance.balanceMinor + amountMinor,
      oldestOpenAfterAt: rows[closes]?.incurredAt,
      rows: rows.slice(window.first, window.first + window.count),
    })
  }

  /** @param {string} text @param {string} currency @param {{decimalMark: string, groupMark: string}} format */
  const parse = (text, currency, format) => {
    const plain = text
      .trim()
      .replaceAll(format.groupMark || ',', '')
      .replace(format.decimalMark || '.', '.')
    if (!/^[-−]?\d+(\.\d*)?$/.test(plain)) return no('AMOUNT_NOT_A_NUMBER')
    if ((plain.split('.')[1] ?? '').length > digitsOf(currency)) return no('TOO_MANY_DECIMALS')
    return yes(minorOf(plain.replace('−', '-'), currency))
  }

  /** @param {any} command @returns {Answer<any>} */
  const check = (command) => {
    const known = paid.get(command.idempotencyKey)
    if (known)
      return known.command.amountMinor === command.amountMinor
        ? yes(known.receipt)
        : no('IDEMPOTENCY_CONFLICT')
    const ledger = find(command.ledger)
    if (ledger && ledger.version !== command.version) return no('STALE')
    return previewOf(command.ledger, command.amountMinor, {first: 0, count: 1000})
  }

  /** @type {any} */
  const answers = {
    async importFiles(/** @type {any[]} */ files, /** @type {any} */ {mode, onProgress, signal}) {
      const totalBytes = files.reduce((total, file) => total + file.blob.size, 0)
      let added = 0
      const next =
        mode === 'replace' ? [] : ledgers.map((each) => ({...each, entries: [...each.entries]}))
      for (const {name, blob} of files) {
        onProgress?.({file: name, bytes: 0, totalBytes})
        const text = await blob.text()
        if (signal?.aborted) return no('CANCELLED')
        if (text === '') return no('FILE_EMPTY', {file: name})
        if (!text.startsWith('{')) return no('FORMAT_UNKNOWN', {file: name, line: 1})
        const {store, currency, entries} = JSON.parse(text)
        let ledger = next.find((each) => each.key.store === store && each.key.currency === currency)
        if (!ledger) next.push((ledger = {key: {store, currency}, entries: [], version: 0}))
        for (const {id, at, kind, amount, description} of entries) {
          ledger.entries.push({id, at, kind, description, amountMinor: minorOf(amount, currency)})
          added++
        }
        ledger.version++
      }
      ledgers = next
      return yes({settlements: [], added, passedOver: 0, deferred: [], matched: []})
    },
    balances: () => yes(ledgers.map(balanceOf)),
    balance: (/** @type {LedgerKey} */ key) => {
      const ledger = find(key)
      return ledger ? yes(balanceOf(ledger)) : no('LEDGER_UNKNOWN')
    },
    settlements: () => yes([]),
    preview: previewOf,
    previewTyped(
      /** @type {LedgerKey} */ key,
      /** @type {string} */ text,
      /** @type {any} */ format,
      /** @type {any} */ window,
    ) {
      const parsed = parse(text, key.currency, format)
      return parsed.ok ? previewOf(key, parsed.value, window) : parsed
    },
    openCharges: (/** @type {LedgerKey} */ key, /** @type {any} */ {first, count}) => {
      const ledger = find(key)
      return ledger ? yes(openCharges(ledger).slice(first, first + count)) : no('LEDGER_UNKNOWN')
    },
    statement(/** @type {LedgerKey} */ key) {
      const ledger = find(key)
      if (!ledger) return no('LEDGER_UNKNOWN')
      const names = [
        ...new Set(ledger.entries.map((entry) => groups[entry.kind] ?? 'expenses_other')),
      ]
      return yes({
        ledger: key,
        openingMinor: 0n,
        closingMinor: sum(ledger.entries),
        entries: ledger.entries.length,
        groups: names.map((group) => {
          const own = ledger.entries.filter(
            (entry) => (groups[entry.kind] ?? 'expenses_other') === group,
          )
          return {group, amountMinor: sum(own), entries: own.length}
        }),
      })
    },
    checkPayment: (/** @type {any} */ command) => {
      const answer = check(command)
      return answer.ok ? yes(undefined) : answer
    },
    pay(/** @type {any} */ command) {
      const known = paid.get(command.idempotencyKey)
      const answer = check(command)
      if (known || !answer.ok) return answer
      const ledger = /** @type {FakeLedger} */ (find(command.ledger))
      const payment = `payment/${paid.size + 1}`
      ledger.entries.push({
        id: payment,
        at: command.at,
        kind: 'payment',
        description: command.method,
        amountMinor: command.amountMinor,
      })
      ledger.version++
      const charges = answer.value.rows.filter((/** @type {ChargeRow} */ row) => row.paysMinor > 0n)
      const receipt = {
        payment,
        ledger: command.ledger,
        amountMinor: command.amountMinor,
        at: command.at,
        method: command.method,
        tenders: [],
        waitsMinor: 0n,
        idempotencyKey: command.idempotencyKey,
        charges,
        chargesPaid: charges.length,
        outstandingAfterMinor: answer.value.outstandingAfterMinor,
        balanceAfterMinor: answer.value.balanceAfterMinor,
        versionAfter: ledger.version,
      }
      paid.set(command.idempotencyKey, {command, receipt})
      return yes(receipt)
    },
    parseAmount: parse,
    currencyDigits: (/** @type {string} */ currency) => yes(digitsOf(currency)),
  }
  const client = Object.fromEntries(
    Object.entries(answers).map(([name, work]) => [
      name,
      async (/** @type {any[]} */ ...args) => {
        calls.push(name)
        await delay()
        return /** @type {Function} */ (work)(...args)
      },
    ]),
  )
  return /** @type {any} */ ({...client, calls, failed: new Promise(() => {}), close: () => {}})
}
