// The examples of the HTTP contract are no inventions: the engine answers them, on the account that the contract shows.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {contract, operations, resolved} from '../web/contract.js'
import {openInPage, valueOf} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */
/** @import {PaymentIntent, ServerEvent} from '../../web/src/engine/payment-types.js' */
/** @typedef {import('../web/contract.js').Node} Node */

const usd = {store: 'main', currency: 'USD'}
const window = {first: 0, count: 2}
const shown = 'Mastercard •• 4444'
const card = {id: 'c1', revision: 1, shown}

/**
 * The answer's body in an example: that of one name, or the only one.
 * @param {string} id of an operation @param {string} status @param {string} [name]
 * @returns {Node}
 */
function answered(id, status, name) {
  const [, response] =
    operations.find((each) => each.id === id)?.responses.find(([each]) => each === status) ?? []
  const media = /** @type {Node} */ (Object.values(response.content)[0])
  return name ? resolved(media.examples[name]).value : media.example
}

/**
 * A value of the engine as the contract writes it: decimals in the place of minor units, and nothing that is
 * not there. Versions are the server's own.
 * @param {Node} value
 * @returns {Node}
 */
function written(value) {
  if (Array.isArray(value)) return value.map(written)
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value)
    .filter(([name, member]) => member !== undefined && name !== 'version')
    .map(([name, member]) =>
      typeof member === 'bigint'
        ? [name.replace(/Minor$/, ''), decimal(member)]
        : [name, written(member)],
    )
  return Object.fromEntries(members)
}

/** @param {bigint} minor of dollars */
function decimal(minor) {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * What an example says of what the engine says.
 * @param {Node} example @param {Node} view
 */
function agrees(example, view) {
  const wanted = written(view)
  const told = Object.fromEntries(Object.keys(wanted).map((name) => [name, example[name]]))
  assert.deepEqual(told, wanted)
}

/** The engine with the policy and the account of the contract. @param {import('node:test').TestContext} t */
async function opened(t) {
  const engine = openInPage(t)
  valueOf(await engine.setPolicy(JSON.stringify(answered('getPolicy', '200'))))
  const bytes = new TextEncoder().encode(JSON.stringify(answered('getAccount', '200')))
  const files = [{name: 'account.json', bytes}]
  valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
  return engine
}

test('policy and account are read, and the balance is theirs', async (t) => {
  const engine = await opened(t)
  const moment = {now: '2026-01-10T08:00:00Z', zone: 'UTC'}
  const [balance] = answered('getBalances', '200').balances
  agrees(balance, valueOf(await engine.balance(usd, moment)))
})

test('open charges, a preview, a plan and a statement are what the engine answers', async (t) => {
  const engine = await opened(t)
  const balance = answered('getBalances', '200').balances[0]
  const {closesAt, zone} = balance
  const methods = {active: card, backupsEnabled: false}
  valueOf(await engine.expectCharge(usd, {methods, closesAt, zone}))

  const charges = valueOf(await engine.openCharges(usd, {first: 0, count: 1}))
  assert.deepEqual(answered('getCharges', '200').rows, written(charges))
  agrees(answered('getPreview', '200'), valueOf(await engine.preview(usd, 5000n, window)))

  const terms = {amountMinor: 5000n, from: '2026-01-10', every: /** @type {const} */ ('week')}
  const plan = valueOf(await engine.plan(usd, terms, {first: 0, count: 0}))
  agrees(answered('getPlan', '200'), {...plan, rest: undefined})

  const range = {from: '2026-01-01', to: '2026-01-05', zone}
  const statement = answered('getStatement', '200')
  agrees(statement, valueOf(await engine.statement(usd, range)))
  const rows = valueOf(await engine.statementRows(usd, range, {first: 0, count: 1}))
  assert.deepEqual(statement.rows, written(rows))
})

/**
 * The intent of a payment in an example, as the engine takes it.
 * @param {Node} payment @param {number} version @returns {PaymentIntent}
 */
function intentOf({key, account, currency, amount, stored, method}, version) {
  const minor = (/** @type {string} */ text) => BigInt(text.replace('.', ''))
  return {
    key,
    account,
    currency,
    amountMinor: minor(amount),
    storedMinor: minor(stored),
    method,
    version,
  }
}

/** A server on the account of the contract. @param {EngineClient} engine */
function serverOn(engine) {
  /** @type {PaymentIntent | undefined} */
  let intent
  const take = async (/** @type {ServerEvent} */ event, asksForCode = false) => {
    const key = intent?.key ?? ''
    const effects = valueOf(
      await engine.takePayment(key, event, {
        now: '2026-01-10T08:00:01.400Z',
        storedMinor: 2000n,
        asksForCode,
        methodName: shown,
        storedName: 'Stored balance',
      }),
    )
    return effects.find((effect) => effect.type === 'reply')?.answer
  }
  return {
    take,
    /** Pays what an example is about, at the version there is unless told. @param {Node} payment @param {{seen?: number, asksForCode?: boolean}} [how] */
    async pay(payment, {seen, asksForCode} = {}) {
      const version = seen ?? valueOf(await engine.balance(usd)).version
      intent = intentOf(payment, version)
      return take({type: 'pay_arrived', intent}, asksForCode)
    },
    /** @param {Node} payment */
    abandon(payment) {
      intent = intentOf(payment, 1)
      return take({type: 'abandon_arrived', intent})
    },
    /** @param {Parameters<typeof cardAnswer>} answer */
    async bank(...answer) {
      await take(cardAnswer(...answer))
      return take({type: 'look_up_arrived'})
    },
  }
}

/**
 * @param {'captured' | 'challenge' | 'processing' | 'declined'} outcome
 * @param {bigint} [amountMinor]
 * @param {string} [decline]
 * @returns {ServerEvent}
 */
const cardAnswer = (outcome, amountMinor = 0n, decline) => ({
  type: 'card_answered',
  outcome,
  amountMinor,
  decline,
})

const {submitted, challenged, pending, settled, settledLess, reversed, failed, notReceived} =
  Object.fromEntries(
    Object.entries(contract.components.examples).map(([name, {value}]) => [name, value]),
  )

test('a payment is settled with the receipt that the contract shows, and partly reversed', async (t) => {
  const engine = await opened(t)
  const server = serverOn(engine)
  const {version} = valueOf(await engine.balance(usd))
  agrees(submitted, await server.pay(submitted))
  agrees(settled, await server.bank('captured', 5000n))
  const {receipt} = valueOf(await engine.payment(settled.key))
  const {seen} = contract.components.examples.intent.value
  agrees(settled.receipt, {...receipt, versionAfter: seen + (receipt?.versionAfter ?? 0) - version})
  await server.take({type: 'card_reversed', id: 'r1', amountMinor: 1500n})
  agrees(reversed, await server.take({type: 'look_up_arrived'}))
})

test('a bank that asks, takes time, captures less or declines is told as the contract shows', async (t) => {
  const asked = serverOn(await opened(t))
  await asked.pay(challenged)
  agrees(challenged, await asked.bank('challenge'))
  agrees(pending, await asked.bank('processing'))

  const less = serverOn(await opened(t))
  await less.pay(settledLess)
  agrees(settledLess, await less.bank('captured', 4500n))

  const declined = serverOn(await opened(t))
  await declined.pay(failed)
  agrees(failed, await declined.bank('declined', 0n, 'insufficient_funds'))
})

test('a key that never arrived is used up as the contract shows', async (t) => {
  agrees(notReceived, await serverOn(await opened(t)).abandon(notReceived))
})

test('a code is asked for, found wrong, and sent again too soon, as the contract shows', async (t) => {
  const {verifying} = contract.components.examples
  const server = serverOn(await opened(t))
  agrees(verifying.value, await server.pay(verifying.value, {asksForCode: true}))
  const tooSoon = answered('resendPaymentCode', '409').payment
  agrees(tooSoon, await server.take({type: 'resend_arrived'}))
  const wrong = answered('confirmPayment', '422').payment
  agrees(wrong, await server.take({type: 'code_arrived', isRight: false, codesJudged: 0}))
})

test('a payment is refused as the contract shows', async (t) => {
  const server = serverOn(await opened(t))
  const {payment: stale} = answered('pay', '409', 'stale')
  agrees(stale, await server.pay(stale, {seen: 0}))
  const {payment: high} = answered('pay', '422', 'exceeds')
  agrees(high, await server.pay(high))
  const {payment: nowhere} = answered('pay', '404')
  agrees(nowhere, await server.pay(nowhere))

  await server.pay(submitted)
  const {payment: second} = answered('pay', '409', 'paymentOpen')
  agrees(second, await server.pay(second))
  const {payment: other} = answered('pay', '422', 'conflict')
  agrees(other, await server.pay(other))
  agrees(answered('abandonPayment', '422').payment, await server.abandon(other))
})
