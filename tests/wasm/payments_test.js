// Payments that take time, through the client.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {codeOf, errorOf, importAccounts, openInPage, openInWorker, usd, valueOf} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const command = {
  ledger: usd,
  amountMinor: 6000n,
  idempotencyKey: 'key-1',
  version: 1,
  at: '2026-02-01T12:00:00Z',
  method: 'Mastercard •• 4444',
}
const settled = {idempotencyKey: 'key-1', amountMinor: 4500n, at: '2026-02-02T00:00:00Z'}
const reversed = {
  idempotencyKey: 'key-1',
  reversalId: 'r-1',
  amountMinor: 500n,
  reason: 'chargeback',
  at: '2026-02-03T00:00:00Z',
}

for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, a payment is pending, settles for less, and goes back in part`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const pending = valueOf(await engine.submit(command))
    assert.deepEqual(
      [pending.state, pending.amountMinor, pending.settledMinor, pending.receipt],
      ['pending', 6000n, 0n, undefined],
    )
    const meanwhile = valueOf(await engine.balance(usd))
    assert.deepEqual(
      [meanwhile.outstandingMinor, meanwhile.pendingMinor, meanwhile.canPayNowMinor],
      [15249n, 6000n, 9249n],
    )
    assert.equal(codeOf(await engine.settle({...settled, amountMinor: 6001n})), 'EXCEEDS_PENDING')
    const done = valueOf(await engine.settle(settled))
    assert.deepEqual([done.state, done.settledMinor], ['settled', 4500n])
    assert.deepEqual(
      done.receipt?.charges.map(({id, paysMinor}) => [id, paysMinor]),
      [
        ['A', 3999n],
        ['B', 501n],
      ],
    )
    const back = valueOf(await engine.reversePayment(reversed))
    assert.equal(back.reversedMinor, 500n)
    assert.deepEqual(valueOf(await engine.payment('key-1')), back)
    assert.equal(valueOf(await engine.balance(usd)).outstandingMinor, 11249n)
  })

  test(`in a ${mode}, a payment fails with its reason, or expires`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    valueOf(await engine.submit(command))
    const {at, idempotencyKey} = settled
    const failed = valueOf(await engine.fail({idempotencyKey, reason: 'insufficient_funds', at}))
    assert.deepEqual([failed.state, failed.reason], ['failed', 'insufficient_funds'])
    assert.equal(codeOf(await engine.settle(settled)), 'WRONG_PAYMENT_STATE')
    const {version} = valueOf(await engine.balance(usd))
    valueOf(await engine.submit({...command, version, idempotencyKey: 'key-2'}))
    assert.equal(valueOf(await engine.expire('key-2')).state, 'expired')
    assert.equal(codeOf(await engine.expire('key-3')), 'PAYMENT_UNKNOWN')
    assert.equal(codeOf(await engine.payment('key-3')), 'PAYMENT_UNKNOWN')
  })

  test(`in a ${mode}, a payment over two methods says what each pays`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const tenders = [
      {method: 'Stored balance', amountMinor: 2000n},
      {method: 'Mastercard •• 4444', amountMinor: 4000n},
    ]
    const receipt = valueOf(await engine.pay({...command, tenders}))
    assert.deepEqual(receipt.tenders, tenders)
    const wrong = {...command, version: 2, idempotencyKey: 'key-2'}
    assert.equal(
      codeOf(await engine.checkPayment({...wrong, tenders: [tenders[0]]})),
      'TENDER_MISMATCH',
    )
    const number = /** @type {any} */ ([tenders[0], {method: 'card', amountMinor: 40}])
    assert.equal(
      errorOf(await engine.checkPayment({...wrong, tenders: number})).field,
      'tenders/1/amountMinor',
    )
  })

  test(`in a ${mode}, what is no such command is refused by its field`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const refusals = await Promise.all([
      engine.submit({...command, at: 'soon'}),
      engine.settle({...settled, at: ''}),
      engine.settle(/** @type {any} */ ({...settled, amountMinor: 1})),
      engine.fail(/** @type {any} */ ({...settled})),
      engine.reversePayment(/** @type {any} */ ({...reversed, reversalId: undefined})),
      engine.reversePayment({...reversed, at: 'then'}),
      engine.expire(/** @type {any} */ (undefined)),
      engine.payment(/** @type {any} */ (1)),
    ])
    assert.deepEqual(
      refusals.map((answer) => errorOf(answer).field),
      ['at', 'at', 'amountMinor', 'reason', 'reversalId', 'at', 'idempotencyKey', 'idempotencyKey'],
    )
  })
}
