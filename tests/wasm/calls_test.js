import assert from 'node:assert/strict'
import {test} from 'node:test'
import {
  account,
  codeOf,
  comma,
  errorOf,
  importAccounts,
  openInPage,
  openInWorker,
  point,
  usd,
  valueOf,
} from './engine.js'

/** @import {EngineClient, PaymentCommand} from '../../web/src/engine/types.js' */

const all = {first: 0, count: 1000}
const none = {first: 0, count: 0}

/** @param {Partial<PaymentCommand>} [changes] @returns {PaymentCommand} */
const payment = (changes) => ({
  ledger: usd,
  amountMinor: 5000n,
  idempotencyKey: 'key-1',
  version: 1,
  at: '2026-02-01T12:00:00Z',
  method: 'Mastercard •• 4444',
  ...changes,
})

// Every call, in this thread and through a worker: both answer the same.
for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, an engine that was told nothing has no ledgers`, async (t) => {
    const engine = open(t)
    assert.deepEqual(await engine.balances(), {ok: true, value: []})
    assert.equal(codeOf(await engine.balance(usd)), 'LEDGER_UNKNOWN')
    assert.equal(codeOf(await engine.findLedger({})), 'LEDGER_UNKNOWN')
  })

  test(`in a ${mode}, an account file becomes a ledger with what is owed`, async (t) => {
    const engine = open(t)
    const imported = await importAccounts(engine, 'base')
    assert.deepEqual(imported, {
      settlements: [],
      added: 3,
      passedOver: 0,
      deferred: [],
      matched: [],
    })
    assert.deepEqual(valueOf(await engine.balance(usd)), {
      ledger: usd,
      version: 1,
      balanceMinor: -15249n,
      outstandingMinor: 15249n,
      canPayNowMinor: 15249n,
      pendingMinor: 0n,
      availableMinor: -15249n,
      deferredMinor: 0n,
      reservedMinor: 0n,
      totalMinor: -15249n,
      unappliedCreditMinor: 0n,
      openCharges: 3,
      repayOffered: true,
      disbursedMinor: 0n,
      scheduledMinor: 0n,
      latestSettlement: undefined,
      oldestOpenAt: '2026-01-01T00:00:00Z',
      reported: undefined,
    })
    assert.deepEqual(await engine.balances(), {
      ok: true,
      value: [valueOf(await engine.balance(usd))],
    })
    assert.deepEqual(await engine.settlements(usd), {ok: true, value: []})
  })

  test(`in a ${mode}, a typed amount is read and previewed in one call`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const preview = valueOf(await engine.previewTyped(usd, ' 50.00 ', point, {first: 0, count: 2}))
    assert.deepEqual(preview, {
      ledger: usd,
      amountMinor: 5000n,
      closes: 1,
      touches: 2,
      partPays: true,
      openCharges: 3,
      outstandingAfterMinor: 10249n,
      balanceAfterMinor: -10249n,
      oldestOpenAfterAt: '2026-01-05T00:00:00Z',
      rest: undefined,
      rows: [
        {
          id: 'A',
          incurredAt: '2026-01-01T00:00:00Z',
          kind: 'subscription',
          description: 'Professional plan',
          amountMinor: 3999n,
          openMinor: 3999n,
          paysMinor: 3999n,
          openAfterMinor: 0n,
        },
        {
          id: 'B',
          incurredAt: '2026-01-05T00:00:00Z',
          kind: 'fee',
          description: 'Storage fee',
          amountMinor: 1250n,
          openMinor: 1250n,
          paysMinor: 1001n,
          openAfterMinor: 249n,
        },
      ],
    })
    assert.deepEqual(valueOf(await engine.preview(usd, 5000n, {first: 0, count: 2})), preview)
    assert.equal(
      codeOf(
        await engine.previewTyped(usd, '1,234', {...point, groupMark: '', decimalMark: ''}, none),
      ),
      'AMBIGUOUS_NUMBER',
    )
    assert.equal(
      codeOf(await engine.previewTyped(usd, '152.50', point, none)),
      'AMOUNT_EXCEEDS_BALANCE',
    )
    assert.equal(codeOf(await engine.previewTyped(usd, '0', point, none)), 'AMOUNT_NOT_POSITIVE')
  })

  test(`in a ${mode}, open charges come in paying order, by window`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const ids = async (/** @type {number} */ first, /** @type {number} */ count) =>
      valueOf(await engine.openCharges(usd, {first, count})).map(({id}) => id)
    assert.deepEqual(await ids(0, 10), ['A', 'B', 'C'])
    assert.deepEqual(await ids(1, 1), ['B'])
    assert.deepEqual(await ids(3, 5), [])
    assert.deepEqual(await ids(Number.MAX_SAFE_INTEGER, 5), [])
  })

  test(`in a ${mode}, a statement is of the whole ledger, or of days`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const whole = valueOf(await engine.statement(usd, {}))
    assert.equal(whole.openingMinor, 0n)
    assert.equal(whole.closingMinor, -15249n)
    assert.equal(whole.from, undefined)
    assert.equal(
      whole.groups.reduce((sum, {amountMinor}) => sum + amountMinor, 0n),
      -15249n,
    )

    const days = {from: '2026-01-05', to: '2026-01-05', zone: 'UTC'}
    const part = valueOf(await engine.statement(usd, days))
    assert.deepEqual([part.from, part.to, part.entries], ['2026-01-05', '2026-01-05', 1])
    assert.deepEqual([part.openingMinor, part.closingMinor], [-3999n, -5249n])
    const rows = valueOf(await engine.statementRows(usd, days, all))
    assert.deepEqual(
      rows.map(({id, balanceMinor, openMinor}) => ({id, balanceMinor, openMinor})),
      [{id: 'B', balanceMinor: -5249n, openMinor: 1250n}],
    )
    // A is of Jan 1, 00:00 UTC, which in Toronto is still the year before.
    const toronto = {from: '2025-12-31', to: '2025-12-31', zone: 'America/Toronto'}
    const [early] = valueOf(await engine.statementRows(usd, toronto, all))
    assert.equal(early.id, 'A')
    const backwards = {from: '2026-01-06', to: '2026-01-05', zone: 'UTC'}
    assert.equal(codeOf(await engine.statement(usd, backwards)), 'INVALID_RANGE')
  })

  test(`in a ${mode}, a payment is checked, made once, and told again`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    assert.deepEqual(await engine.checkPayment(payment()), {ok: true, value: undefined})
    const receipt = valueOf(await engine.pay(payment()))
    assert.deepEqual(
      receipt.charges.map(({id, paysMinor}) => [id, paysMinor]),
      [
        ['A', 3999n],
        ['B', 1001n],
      ],
    )
    assert.deepEqual(
      [
        receipt.amountMinor,
        receipt.at,
        receipt.method,
        receipt.idempotencyKey,
        receipt.chargesPaid,
      ],
      [5000n, '2026-02-01T12:00:00Z', 'Mastercard •• 4444', 'key-1', 2],
    )
    assert.equal(receipt.versionAfter, valueOf(await engine.balance(usd)).version)
    assert.deepEqual(valueOf(await engine.pay(payment())), receipt)
    assert.equal(codeOf(await engine.pay(payment({amountMinor: 1n}))), 'IDEMPOTENCY_CONFLICT')
    assert.equal(codeOf(await engine.pay(payment({idempotencyKey: 'key-2'}))), 'STALE')
    assert.deepEqual(valueOf(await engine.allocations(usd, all)), [
      {credit: receipt.payment, charge: 'A', amountMinor: 3999n},
      {credit: receipt.payment, charge: 'B', amountMinor: 1001n},
    ])
    assert.equal(valueOf(await engine.credits(usd)), 1)
  })

  test(`in a ${mode}, several ledgers are told apart`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'two_stores')
    const keys = valueOf(await engine.balances()).map(({ledger}) => ledger)
    assert.ok(keys.length > 0)
    for (const key of keys) assert.deepEqual(valueOf(await engine.findLedger(key)), key)
  })
}

test('two ledgers and none named is ambiguous', async (t) => {
  const engine = openInPage(t)
  const files = ['base', 'yen'].map((name) => ({name, bytes: account(name)}))
  valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
  assert.equal(codeOf(await engine.findLedger({})), 'LEDGER_AMBIGUOUS')
  assert.deepEqual(valueOf(await engine.findLedger({currency: 'USD'})), usd)
  assert.equal(codeOf(await engine.findLedger({currency: 'nonsense'})), 'LEDGER_UNKNOWN')
})

test('amounts are read and printed as core does', async (t) => {
  const engine = openInPage(t)
  assert.equal(valueOf(await engine.parseAmount('1.234,56', 'EUR', comma)), 123456n)
  assert.equal(valueOf(await engine.parseAmount('(1.50)', 'USD', point)), -150n)
  assert.equal(codeOf(await engine.parseAmount('10.005', 'USD', point)), 'TOO_MANY_DECIMALS')
  assert.equal(codeOf(await engine.parseAmount('1e3', 'USD', point)), 'AMOUNT_NOT_A_NUMBER')
  assert.equal(valueOf(await engine.toDecimal(-1250n, 'USD')), '-12.50')
  assert.equal(valueOf(await engine.toDecimal(0n, 'KWD')), '0.000')
  assert.equal(valueOf(await engine.currencyDigits('JPY')), 0)
  assert.equal(valueOf(await engine.currencyDigits('CLF')), 4)
  assert.equal(codeOf(await engine.currencyDigits('XXX')), 'UNKNOWN_CURRENCY')
})

test('amounts are exact at both ends of int64', async (t) => {
  const engine = openInPage(t)
  const most = 2n ** 63n - 1n
  const least = -(2n ** 63n)
  assert.equal(valueOf(await engine.toDecimal(most, 'USD')), '92233720368547758.07')
  assert.equal(valueOf(await engine.toDecimal(least, 'USD')), '-92233720368547758.08')
  assert.equal(valueOf(await engine.parseAmount('92233720368547758.07', 'USD', point)), most)
  assert.equal(codeOf(await engine.parseAmount('92233720368547758.08', 'USD', point)), 'OVERFLOW')
  for (const beyond of [most + 1n, least - 1n, 2n ** 64n, -(2n ** 640n)]) {
    assert.equal(codeOf(await engine.toDecimal(beyond, 'USD')), 'OVERFLOW')
  }
  // A double would lose these.
  for (const minor of [2n ** 53n + 1n, most - 1n, least + 1n]) {
    const text = valueOf(await engine.toDecimal(minor, 'JPY'))
    assert.equal(text, String(minor))
    assert.equal(valueOf(await engine.parseAmount(text, 'JPY', point)), minor)
  }
})

test('a ledger counts to the last minor unit of int64, and refuses one more', async (t) => {
  const engine = openInPage(t)
  const file = (/** @type {string[]} */ ...amounts) => ({
    name: 'big.json',
    bytes: new TextEncoder().encode(
      JSON.stringify({
        format: 'repay-account',
        version: 1,
        store: '',
        currency: 'USD',
        zone: 'UTC',
        entries: amounts.map((amount, at) => ({
          id: `e${at}`,
          at: '2026-01-01T00:00:00Z',
          kind: 'fee',
          amount,
          description: 'fee',
        })),
      }),
    ),
  })
  const options = /** @type {const} */ ({mode: 'replace', store: ''})
  valueOf(await engine.importFiles([file('-92233720368547758.07')], options))
  const {outstandingMinor} = valueOf(await engine.balance(usd))
  assert.equal(outstandingMinor, 2n ** 63n - 1n)
  const preview = valueOf(await engine.preview(usd, outstandingMinor, {first: 0, count: 1}))
  assert.deepEqual([preview.closes, preview.balanceAfterMinor], [1, 0n])
  const refused = await engine.importFiles([file('-92233720368547758.07', '-0.01')], options)
  assert.equal(errorOf(refused).code, 'OVERFLOW')
  assert.equal(valueOf(await engine.balance(usd)).outstandingMinor, outstandingMinor)
})
