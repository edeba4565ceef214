// Closing a period, its transfer, the automatic charge, and moving balance, through the client.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {codeOf, errorOf, importAccounts, openInPage, openInWorker, usd, valueOf} from './engine.js'

/** @import {ChargeMethod, ChargeMethods, ClosePeriod} from '../../web/src/engine/closing-types.js' */
/** @import {CollectionEvent, TransferEvent} from '../../web/src/engine/closing-types.js' */
/** @import {EngineClient} from '../../web/src/engine/types.js' */

const all = {first: 0, count: 1000}
/** @type {ChargeMethod} */
const visa = {id: 'card-1', revision: 7, shown: 'Visa •• 4242'}
/** @type {ChargeMethod} */
const backup = {id: 'card-2', revision: 0, shown: ''}
/** @type {ChargeMethods} */
const methods = {
  active: visa,
  backupsEnabled: true,
  backups: [
    {method: {...backup, id: 'card-0'}, ticked: false, expired: false},
    {method: backup, ticked: true, expired: false},
  ],
}
const bank = {id: 'bank', shown: 'Bank •• 32', changedAt: '2025-01-01T00:00:00Z'}
/** @type {ClosePeriod} */
const june = {
  ledger: usd,
  period: {id: 'P1', start: '2026-06-01T00:00:00Z', end: '2026-06-15T00:00:00Z'},
  zone: 'America/Toronto',
  depositMethod: bank,
  restricted: false,
  chargeMethods: methods,
  now: '2026-06-15T00:00:00Z',
}
const now = june.now

/** @param {string} amount of its one entry @param {string} [store] */
const accountOf = (amount, store = '') => ({
  name: `${store}.json`,
  bytes: new TextEncoder().encode(
    `{"format":"repay-account","version":1,"store":"${store}","currency":"USD","zone":"UTC",` +
      `"entries":[{"id":"E${store}","at":"2026-06-02","kind":"adjustment","amount":"${amount}"}]}`,
  ),
})

/** @param {EngineClient} engine @param {...ReturnType<typeof accountOf>} files */
const keep = async (engine, ...files) =>
  valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))

for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, a period is looked at, closed, paid out, and the money comes back`, async (t) => {
    const engine = open(t)
    await keep(engine, accountOf('90071992547409.93')) // beyond 2^53 minor units
    const amountMinor = 9007199254740993n
    assert.equal(
      codeOf(await engine.closePeriod({...june, now: '2026-06-14T23:59:59Z'})),
      'PERIOD_OPEN',
    )
    const looked = valueOf(await engine.closing(june))
    assert.deepEqual(looked.plan, {
      period: june.period,
      openingMinor: 0n,
      closingMinor: amountMinor,
      deferredMinor: 0n,
      availableMinor: amountMinor,
      disbursedMinor: amountMinor,
      carriedMinor: 0n,
      depositDue: '2026-06-17T00:00:00Z',
      depositAt: '2026-06-17T00:00:00Z',
      chargedMinor: 0n,
      firstCharge: undefined,
      chargeMethod: undefined,
      reasons: [],
    })
    assert.deepEqual([looked.closed, looked.transfer], [false, undefined])
    const closed = valueOf(await engine.closePeriod(june))
    assert.deepEqual(closed, {
      ledger: usd,
      closed: true,
      plan: looked.plan,
      transfer: {
        disbursement: 'P1/disbursement',
        state: 'scheduled',
        amountMinor,
        sendAt: '2026-06-17T00:00:00Z',
        method: 'Bank •• 32',
        returned: '',
        effects: [],
        versionAfter: looked.versionAfter + 1,
      },
      versionAfter: looked.versionAfter + 1,
    })
    assert.deepEqual(valueOf(await engine.closing(june)), closed)

    const report = (/** @type {TransferEvent} */ event, at = '2026-06-20T00:00:00Z') =>
      engine.reportTransfer({ledger: usd, settlement: 'P1', event, now: at})
    assert.deepEqual(valueOf(await report({type: 'transfer_due'}, now)).effects, [
      {type: 'wake_transfer_at', at: '2026-06-17T00:00:00Z'},
    ])
    const edited = {...bank, changedAt: '2026-06-15T00:00:00Z'}
    const changed = /** @type {const} */ ({type: 'deposit_terms_changed', restricted: false})
    const held = valueOf(await report({...changed, method: edited}, now))
    assert.ok(held.sendAt && held.sendAt > '2026-06-17T00:00:00Z', held.sendAt)
    assert.equal(valueOf(await report({...changed, restricted: true}, now)).sendAt, undefined)
    valueOf(await report({...changed, method: edited}, now))
    const sent = valueOf(await report({type: 'transfer_due'}))
    assert.deepEqual(
      [sent.state, sent.effects],
      ['sent', [{type: 'send_transfer', amountMinor, method: edited}]],
    )
    assert.equal(
      valueOf(await report({type: 'transfer_unanswered'})).effects[0].type,
      'send_transfer',
    )
    assert.equal(valueOf(await report({type: 'transfer_paid'})).state, 'paid')
    const back = valueOf(await report({type: 'transfer_returned'}))
    assert.equal(back.state, 'returned')
    const rows = valueOf(await engine.statementRows(usd, {}, all))
    assert.deepEqual(rows.map(({id, amountMinor: minor}) => [id, minor]).slice(1), [
      ['P1/disbursement', -amountMinor],
      [back.returned, amountMinor],
    ])
  })

  test(`in a ${mode}, what a closing leaves owed is charged, method after method`, async (t) => {
    const engine = open(t)
    await keep(engine, accountOf('-100.00'))
    const {plan} = valueOf(await engine.closePeriod(june))
    assert.deepEqual([plan.chargedMinor, plan.firstCharge, plan.chargeMethod], [10000n, now, visa])
    const tell = async (/** @type {CollectionEvent} */ event) =>
      valueOf(await engine.collect({ledger: usd, event, now}))

    const first = await tell({type: 'round_due', methods})
    const attempt = {number: 1, method: visa, amountMinor: 10000n}
    assert.deepEqual(first, {
      ledger: usd,
      settlement: 'P1',
      state: 'charging',
      attempt,
      key: 'card-charge-1',
      owedMinor: 0n,
      collectedMinor: 0n,
      nextRoundAt: undefined,
      posted: [],
      effects: [{type: 'send_charge', attempt}],
      versionAfter: first.versionAfter,
    })
    assert.equal(valueOf(await engine.balance(usd)).canPayNowMinor, 0n)
    assert.deepEqual((await tell({type: 'charge_unanswered', attempt: 1})).effects, [
      {type: 'ask_outcome', attempt},
    ])
    assert.deepEqual((await tell({type: 'charge_not_found', attempt: 1})).effects, [
      {type: 'send_charge', attempt},
    ])
    const second = {number: 2, method: backup, amountMinor: 10000n}
    const declined = await tell({
      type: 'charge_declined',
      attempt: 1,
      decline: 'insufficient_funds',
    })
    assert.deepEqual(declined.posted, ['card-charge-1'])
    assert.deepEqual(declined.effects, [{type: 'send_charge', attempt: second}])
    const less = await tell({type: 'charge_succeeded', attempt: 2, amountMinor: 6000n})
    assert.deepEqual([less.collectedMinor, less.owedMinor], [6000n, 4000n])
    assert.deepEqual(less.posted, ['card-charge-2'])
    assert.deepEqual(less.effects, [{type: 'wake_at', at: '2026-06-16T00:00:00Z'}])
    assert.equal(less.nextRoundAt, '2026-06-16T00:00:00Z')
    assert.deepEqual(valueOf(await engine.collection(usd)), {...less, posted: [], effects: []})
    assert.equal(valueOf(await engine.balance(usd)).outstandingMinor, 4000n)
  })

  test(`in a ${mode}, previews and plans tell what becomes of the rest`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const terms = {methods, closesAt: '2026-03-01T00:00:00Z', zone: 'UTC'}
    assert.equal(valueOf(await engine.expectCharge(usd, terms)), undefined)
    assert.deepEqual(valueOf(await engine.preview(usd, 5000n, all)).rest, {
      outcome: 'charged',
      amountMinor: 10249n,
      at: terms.closesAt,
      method: 'Visa •• 4242',
      thresholdMinor: 0n,
    })
    const weekly = /** @type {const} */ ({amountMinor: 5000n, from: '2026-02-28', every: 'week'})
    assert.equal(valueOf(await engine.plan(usd, weekly, all)).rest?.amountMinor, 10249n)
    valueOf(await engine.expectCharge(usd, {...terms, methods: {backupsEnabled: false}}))
    assert.equal(valueOf(await engine.preview(usd, 5000n, all)).rest?.outcome, 'no_method')
  })

  test(`in a ${mode}, balance moves from one store to another as a pair`, async (t) => {
    const engine = open(t)
    await keep(engine, accountOf('100.00', 'A'), accountOf('-60.00', 'B'))
    const [from, to] = ['A', 'B'].map((store) => ({store, currency: 'USD'}))
    const command = {from, to, amountMinor: 6000n, id: 'X1', at: now, reason: 'set off'}
    const moved = valueOf(await engine.adjustAcross(command))
    assert.deepEqual(moved, {
      id: 'X1',
      from,
      to,
      amountMinor: 6000n,
      fromBalanceMinor: 4000n,
      toBalanceMinor: 0n,
      fromVersionAfter: 2,
      toVersionAfter: 2,
    })
    assert.deepEqual(valueOf(await engine.adjustAcross(command)), moved)
    const {rows} = valueOf(await engine.explain(from, 'X1', all))
    assert.equal(rows.find(({code}) => code === 'other_side')?.store, 'B')
    const again = {...command, amountMinor: 1n}
    assert.equal(codeOf(await engine.adjustAcross(again)), 'IDEMPOTENCY_CONFLICT')
    const nowhere = {...command, id: 'X2', to: {store: 'C', currency: 'USD'}}
    assert.equal(codeOf(await engine.adjustAcross(nowhere)), 'LEDGER_UNKNOWN')
  })

  test(`in a ${mode}, a settlement row that reports a payment is told with it`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const idempotencyKey = 'key-1'
    const at = '2026-02-01T12:00:00Z'
    valueOf(
      await engine.submit({
        ledger: usd,
        amountMinor: 6000n,
        idempotencyKey,
        version: 1,
        at,
        method: 'card',
      }),
    )
    const {version} = valueOf(await engine.balance(usd))
    const noted = valueOf(await engine.notePending(idempotencyKey))
    assert.deepEqual([noted.state, noted.versionAfter], ['pending', version + 1])
    assert.equal(valueOf(await engine.paymentId(idempotencyKey)), noted.payment)
  })

  test(`in a ${mode}, what is no such command is refused by its field`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const before = valueOf(await engine.balances())
    const close = (/** @type {object} */ changes) =>
      engine.closePeriod(/** @type {any} */ ({...june, ...changes}))
    const report = (/** @type {any} */ event, at = now) =>
      engine.reportTransfer({ledger: usd, settlement: 'P1', event, now: at})
    const collect = (/** @type {any} */ event, at = now) =>
      engine.collect({ledger: usd, event, now: at})
    const cross = {from: usd, to: usd, amountMinor: 1n, id: 'X', at: now, reason: ''}
    const wrongOther = {...methods, others: [{method: backup, ticked: 1, expired: false}]}
    /** @type {[Promise<any>, string, string | undefined][]} */
    const refusals = [
      [close({period: {...june.period, start: 'June'}}), 'INVALID_DATE', 'start'],
      [close({period: {...june.period, end: ''}}), 'INVALID_DATE', 'end'],
      [close({period: {...june.period, id: 7}}), 'INVALID_FIELD', 'period/id'],
      [close({period: {...june.period, id: ''}}), 'INVALID_FIELD', undefined],
      [close({period: {...june.period, end: '2026-05-01T00:00:00Z'}}), 'INVALID_RANGE', undefined],
      [close({zone: 'Mars/Olympus'}), 'UNKNOWN_ZONE', 'zone'],
      [close({zone: '+2'}), 'INVALID_FIELD', 'zone'],
      [close({now: 'soon'}), 'INVALID_DATE', 'now'],
      [close({restricted: 'no'}), 'INVALID_FIELD', 'restricted'],
      [close({depositMethod: {...bank, changedAt: '?'}}), 'INVALID_DATE', 'changedAt'],
      [close({depositMethod: {...bank, id: null}}), 'INVALID_FIELD', 'depositMethod/id'],
      [close({chargeMethods: undefined}), 'INVALID_FIELD', 'chargeMethods'],
      [close({chargeMethods: wrongOther}), 'INVALID_FIELD', 'chargeMethods/others/0/ticked'],
      [close({ledger: {store: 'none', currency: 'USD'}}), 'LEDGER_UNKNOWN', undefined],
      [report({type: 'transfer_due'}), 'UNKNOWN_REFERENCE', undefined],
      [report({type: 'transfer_lost'}), 'INVALID_FIELD', 'type'],
      [report({type: 'deposit_terms_changed'}), 'INVALID_FIELD', 'restricted'],
      [report({type: 'transfer_due'}, 'never'), 'INVALID_DATE', 'now'],
      [report(undefined), 'INVALID_FIELD', 'event'],
      [collect({type: 'round_due'}), 'INVALID_FIELD', 'methods'],
      [
        collect({type: 'round_due', methods: {...methods, active: {...visa, revision: 2 ** 32}}}),
        'INVALID_FIELD',
        'methods/active/revision',
      ],
      [collect({type: 'round_over', attempt: 1}), 'INVALID_FIELD', 'type'],
      [collect({type: 'charge_declined', attempt: 1, decline: 'mood'}), 'INVALID_FIELD', 'decline'],
      [
        collect({type: 'charge_succeeded', attempt: 1, amountMinor: 1}),
        'INVALID_FIELD',
        'amountMinor',
      ],
      [
        collect({type: 'charge_succeeded', attempt: 9, amountMinor: 1n}),
        'PAYMENT_UNKNOWN',
        undefined,
      ],
      [collect({type: 'charge_not_found', attempt: 0.5}), 'INVALID_FIELD', 'attempt'],
      [collect({type: 'charge_unanswered', attempt: 1}, ''), 'INVALID_DATE', 'now'],
      [engine.expectCharge(usd, {methods, closesAt: 'x', zone: 'UTC'}), 'INVALID_DATE', 'closesAt'],
      [engine.expectCharge(usd, /** @type {any} */ ({methods})), 'INVALID_FIELD', 'zone'],
      [engine.collection(/** @type {any} */ (undefined)), 'INVALID_FIELD', 'ledger'],
      [engine.adjustAcross(cross), 'INVALID_FIELD', undefined],
      [engine.adjustAcross({...cross, at: ''}), 'INVALID_DATE', 'at'],
      [engine.adjustAcross({...cross, amountMinor: 2n ** 63n}), 'OVERFLOW', 'amountMinor'],
      [engine.adjustAcross(/** @type {any} */ ({...cross, to: 'B'})), 'INVALID_FIELD', 'to'],
      [engine.notePending('none'), 'PAYMENT_UNKNOWN', undefined],
      [engine.paymentId(/** @type {any} */ (1)), 'INVALID_FIELD', 'idempotencyKey'],
    ]
    const told = await Promise.all(refusals.map(([answer]) => answer))
    assert.deepEqual(
      told.map((answer) => [errorOf(answer).code, errorOf(answer).field]),
      refusals.map(([, code, field]) => [code, field]),
    )
    assert.deepEqual(valueOf(await engine.balances()), before)
  })
}
