// The server's side of payments, through the client.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {
  codeOf,
  errorOf,
  importAccounts,
  openInPage,
  openInWorker,
  openSmall,
  usd,
  valueOf,
} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */
/** @import {DeskMoment, PaymentIntent, ServerEffect, ServerEvent} from '../../web/src/engine/payment-types.js' */

const key = '000102030405060708090a0b0c0d0e0f'
const otherKey = '1'.repeat(32)
const card = `repay-${key}`
/** @type {DeskMoment} */
const moment = {
  now: '2026-02-01T12:00:00Z',
  storedMinor: 2000n,
  asksForCode: false,
  methodName: 'Visa •• 4242',
  storedName: 'Stored balance',
}
/** @type {PaymentIntent} */
const intent = {
  key,
  account: 'USD/',
  currency: 'USD',
  amountMinor: 6000n,
  storedMinor: 2000n,
  method: 'c1',
  version: 1,
}
const answer = {
  key,
  currency: 'USD',
  amountMinor: 6000n,
  state: 'submitted',
  settledMinor: 0n,
  reversedMinor: 0n,
  error: undefined,
  decline: undefined,
  attemptsLeft: 3,
  codesJudged: 0,
}
const replied = (/** @type {ServerEffect[]} */ effects) => {
  const reply = effects.find((effect) => effect.type === 'reply')
  return reply?.answer
}

/** A server for DOMAIN.md 13's base account. @param {EngineClient} engine */
async function serverOn(engine) {
  await importAccounts(engine, 'base')
  return {
    /** @param {ServerEvent} event @param {Partial<DeskMoment>} [changes] */
    take: async (event, changes) =>
      valueOf(await engine.takePayment(key, event, {...moment, ...changes})),
    outstanding: async () => valueOf(await engine.balance(usd)).outstandingMinor,
  }
}

/** @type {[string, (t: import('node:test').TestContext) => EngineClient][]} */
const engines = [
  ['in a page', openInPage],
  ['in a worker', (t) => openInWorker(t).engine],
  ['begun with the small engine', (t) => openSmall(t, 'page')],
]

for (const [where, open] of engines) {
  test(`${where}, a payment is taken, charged, settled for less and goes back`, async (t) => {
    const engine = open(t)
    const {take, outstanding} = await serverOn(engine)
    assert.deepEqual(await take({type: 'look_up_arrived'}), [{type: 'reply_unknown'}])
    assert.deepEqual(await take({type: 'pay_arrived', intent}), [
      {type: 'hold_funds'},
      {type: 'request_card', key: card, amountMinor: 4000n},
      {type: 'set_alarm', wake: 1, afterMs: 15_000},
      {type: 'reply', answer},
    ])
    assert.deepEqual(valueOf(await engine.unfinishedPayments()), [key])
    assert.deepEqual(valueOf(await engine.paymentRecord(key)), {
      key,
      account: 'USD/',
      ledger: usd,
      amountMinor: 6000n,
      storedMinor: 2000n,
      method: 'c1',
      version: 1,
      state: 'charging',
      openedAt: moment.now,
      settledMinor: 0n,
      wake: 1,
      resendFrom: undefined,
    })
    assert.deepEqual(await take({type: 'alarm_rang', wake: 1}), [
      {type: 'ask_card', key: card},
      {type: 'set_alarm', wake: 2, afterMs: 15_000},
    ])
    const taken = {type: /** @type {const} */ ('card_answered'), amountMinor: 0n}
    assert.deepEqual(await take({...taken, outcome: 'processing'}), [{type: 'note_pending'}])
    assert.deepEqual(await take({...taken, outcome: 'captured', amountMinor: 3000n}), [
      {type: 'settle_funds', amountMinor: 5000n},
    ])
    assert.equal(await outstanding(), 10249n)
    const {receipt} = valueOf(await engine.payment(key))
    assert.deepEqual(receipt?.tenders, [
      {method: 'Stored balance', amountMinor: 2000n},
      {method: 'Visa •• 4242', amountMinor: 3000n},
    ])
    assert.deepEqual(valueOf(await engine.unfinishedPayments()), [])
    const back = /** @type {const} */ ({type: 'card_reversed', id: 'r1', amountMinor: 1000n})
    assert.deepEqual(await take(back), [{type: 'reverse_funds', id: 'r1', amountMinor: 1000n}])
    assert.deepEqual(await take(back), [])
    assert.equal(await outstanding(), 11249n)
    assert.deepEqual(replied(await take({type: 'pay_arrived', intent})), {
      ...answer,
      state: 'settled',
      settledMinor: 5000n,
      reversedMinor: 1000n,
    })
    const other = {...intent, amountMinor: 1n, storedMinor: 0n}
    const conflict = replied(await take({type: 'pay_arrived', intent: other}))
    assert.equal(conflict?.error, 'IDEMPOTENCY_CONFLICT')
  })
}

test('a one-time code is asked for, judged, sent again and locked', async (t) => {
  const engine = openInPage(t)
  const {take, outstanding} = await serverOn(engine)
  const effects = await take({type: 'pay_arrived', intent}, {asksForCode: true})
  assert.deepEqual(
    effects.map(({type}) => type),
    ['hold_funds', 'send_code', 'set_alarm', 'reply'],
  )
  assert.equal(valueOf(await engine.paymentRecord(key)).resendFrom, '2026-02-01T12:01:00Z')
  assert.equal(replied(await take({type: 'resend_arrived'}))?.error, 'RESEND_TOO_SOON')
  const later = {now: '2026-02-01T12:01:00Z'}
  const again = await take({type: 'resend_arrived'}, later)
  assert.deepEqual(again[0], {type: 'send_code'})
  const errors = []
  for (let codesJudged = 0; codesJudged < 3; ++codesJudged) {
    const judged = await take({type: 'code_arrived', isRight: false, codesJudged}, later)
    errors.push(replied(judged)?.error)
  }
  assert.deepEqual(errors, ['CODE_WRONG', 'CODE_WRONG', 'LOCKED'])
  assert.equal(valueOf(await engine.payment(key)).state, 'failed')
  assert.equal(await outstanding(), 15249n)
})

test('what never arrived is used up, and a decline is told by its class', async (t) => {
  const engine = openInPage(t)
  const {take} = await serverOn(engine)
  const gone = await take({type: 'abandon_arrived', intent})
  assert.deepEqual([replied(gone)?.state, replied(gone)?.error], ['expired', 'NOT_RECEIVED'])
  const other = {...intent, key: otherKey}
  valueOf(await engine.takePayment(otherKey, {type: 'pay_arrived', intent: other}, moment))
  const declined = await engine.takePayment(
    otherKey,
    {type: 'card_answered', outcome: 'declined', amountMinor: 0n, decline: 'stolen'},
    moment,
  )
  assert.deepEqual(valueOf(declined), [{type: 'fail_funds'}])
  assert.equal(valueOf(await engine.payment(otherKey)).reason, 'stolen')
})

test('an account that is replaced has no payments of the one before', async (t) => {
  const engine = openInPage(t)
  const {take} = await serverOn(engine)
  await take({type: 'pay_arrived', intent})
  await importAccounts(engine, 'base')
  assert.deepEqual(valueOf(await engine.unfinishedPayments()), [])
  assert.equal(codeOf(await engine.paymentRecord(key)), 'PAYMENT_UNKNOWN')
  const next = {...intent, key: otherKey}
  const paid = await engine.takePayment(otherKey, {type: 'pay_arrived', intent: next}, moment)
  assert.equal(replied(valueOf(paid))?.state, 'submitted')
})

test('a policy that comes later holds for the payments that are open', async (t) => {
  const engine = openInPage(t)
  const {take} = await serverOn(engine)
  await take({type: 'pay_arrived', intent})
  valueOf(
    await engine.setPolicy(
      '{"format":"repay-policy","version":1,"payment":{"providerRetrySeconds":7}}',
    ),
  )
  const [, alarm] = await take({type: 'server_started'})
  assert.deepEqual(alarm, {type: 'set_alarm', wake: 2, afterMs: 7000})
})

test('what is no event is refused by its name, and nothing has happened', async (t) => {
  const engine = openInPage(t)
  await serverOn(engine)
  const pay = {type: 'pay_arrived', intent}
  const answered = {type: 'card_answered', outcome: 'captured', amountMinor: 1n}
  const least = {...intent, amountMinor: -(2n ** 63n), storedMinor: 1n}
  /** What no typed caller passes, and how it is refused. @type {[any, any, any, string, string?][]} */
  const wrong = [
    [undefined, pay, moment, 'INVALID_FIELD', 'key'],
    ['key', pay, moment, 'INVALID_FIELD', 'key'],
    [key, null, moment, 'INVALID_FIELD', 'event'],
    [key, {type: 'paid'}, moment, 'INVALID_FIELD', 'event/type'],
    [key, {type: 'toString'}, moment, 'INVALID_FIELD', 'event/type'],
    [key, {type: 'pay_arrived'}, moment, 'INVALID_FIELD', 'event/intent'],
    [
      key,
      {type: 'abandon_arrived', intent: {...intent, key: 'x'}},
      moment,
      'INVALID_FIELD',
      'event/intent/key',
    ],
    [
      key,
      {type: 'pay_arrived', intent: {...intent, currency: 'dollar'}},
      moment,
      'UNKNOWN_CURRENCY',
      'event/intent/currency',
    ],
    [key, {type: 'code_arrived', isRight: 'yes'}, moment, 'INVALID_FIELD', 'event/isRight'],
    [key, {...answered, outcome: 'lost'}, moment, 'INVALID_FIELD', 'event/outcome'],
    [key, {...answered, decline: 'lazy'}, moment, 'INVALID_FIELD', 'event/decline'],
    [key, {...answered, amountMinor: 2n ** 63n}, moment, 'OVERFLOW', 'event/amountMinor'],
    [key, {type: 'alarm_rang', wake: 2 ** 32}, moment, 'INVALID_FIELD', 'event/wake'],
    [key, pay, undefined, 'INVALID_FIELD', 'moment'],
    [key, pay, {...moment, now: 'noon'}, 'INVALID_DATE', 'moment/now'],
    [key, pay, {...moment, storedMinor: 1}, 'INVALID_FIELD', 'moment/storedMinor'],
    [key, pay, {...moment, methodName: null}, 'INVALID_FIELD', 'moment/methodName'],
    [key, answered, moment, 'PAYMENT_UNKNOWN'],
    [key, {type: 'alarm_rang', wake: 0}, moment, 'PAYMENT_UNKNOWN'],
    [key, {type: 'card_reversed', id: '', amountMinor: 1n}, moment, 'PAYMENT_UNKNOWN'],
  ]
  for (const [whose, event, when, code, field] of wrong) {
    const error = errorOf(await engine.takePayment(whose, event, when))
    assert.deepEqual([error.code, error.field], [code, field])
  }
  assert.deepEqual(errorOf(await engine.paymentRecord(/** @type {any} */ (7))).field, 'key')
  assert.deepEqual(valueOf(await engine.unfinishedPayments()), [])
  const refused = await engine.takePayment(key, {type: 'pay_arrived', intent: least}, moment)
  assert.equal(replied(valueOf(refused))?.error, 'AMOUNT_NOT_POSITIVE')
})

test('a key of another payment than its intent is refused', async (t) => {
  const engine = openInPage(t)
  await serverOn(engine)
  const event = /** @type {const} */ ({type: 'pay_arrived', intent})
  assert.equal(codeOf(await engine.takePayment(otherKey, event, moment)), 'INVALID_FIELD')
})
