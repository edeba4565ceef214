// The way of a payment, stepped through the client: a flow comes back as it was given, and nothing that is
// passed ends the engine.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {Random} from '../generate/random.js'
import {errorOf, openInPage, openInWorker, openSmall, valueOf} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */
/** @import {Flow, FlowEvent, PaymentAnswer, SteppedFlow} from '../../web/src/engine/payment-types.js' */

const key = '000102030405060708090a0b0c0d0e0f'
const otherKey = 'f'.repeat(32)
const ledger = {store: 'main', currency: 'USD'}
/** @type {FlowEvent} */
const press = {
  type: 'pay_pressed',
  key,
  ledger,
  amountMinor: 5000n,
  storedMinor: 0n,
  method: 'c1',
  version: 17,
}
const intent = {
  key,
  account: 'USD/main',
  currency: 'USD',
  amountMinor: 5000n,
  storedMinor: 0n,
  method: 'c1',
  version: 17,
}

/** @param {string} state @param {Partial<PaymentAnswer>} [changes] @returns {PaymentAnswer} */
const answer = (state, changes) => ({
  key,
  currency: 'USD',
  amountMinor: 5000n,
  state,
  settledMinor: state === 'settled' ? 5000n : 0n,
  reversedMinor: 0n,
  attemptsLeft: 3,
  codesJudged: 0,
  ...changes,
})

/** A page, as far as a flow is one. @param {EngineClient} engine */
function pageOn(engine) {
  /** @type {Flow | undefined} */
  let flow
  return {
    /** @param {FlowEvent} event @returns {Promise<SteppedFlow>} */
    async take(event) {
      const stepped = valueOf(await engine.stepFlow(flow, event))
      flow = stepped.flow
      return stepped
    },
    async send() {
      await this.take(press)
      await this.take({type: 'lock_answered', operation: 2, granted: true})
      await this.take({type: 'intent_read', operation: 3, outcome: 'done'})
      return this.take({type: 'intent_stored', operation: 4, outcome: 'done'})
    },
    get flow() {
      return flow
    },
  }
}

/** @type {[string, (t: import('node:test').TestContext) => EngineClient][]} */
const engines = [
  ['in a page', openInPage],
  ['in a worker', (t) => openInWorker(t).engine],
  ['in the small engine', (t) => openSmall(t, 'page', {every: {wasmBytes: new Uint8Array()}})],
]

for (const [where, open] of engines) {
  test(`${where}, the example of flow.h comes out as written`, async (t) => {
    const page = pageOn(open(t))
    const told = async (/** @type {FlowEvent} */ event) => {
      const {flow, effects} = await page.take(event)
      return [flow.state, ...effects]
    }
    assert.deepEqual(await told(press), [
      'locking',
      {type: 'start_timer', operation: 1, afterMs: 20_000},
      {type: 'take_lock', operation: 2, wait: false},
    ])
    assert.deepEqual(await told({type: 'lock_answered', operation: 2, granted: true}), [
      'reading',
      {type: 'read_intent', operation: 3},
    ])
    assert.deepEqual(await told({type: 'intent_read', operation: 3, outcome: 'done'}), [
      'storing',
      {type: 'store_intent', operation: 4, intent},
    ])
    assert.deepEqual(await told({type: 'intent_stored', operation: 4, outcome: 'done'}), [
      'sending',
      {type: 'start_timer', operation: 5, afterMs: 20_000},
      {
        type: 'send_request',
        operation: 6,
        request: {kind: 'pay', intent, code: '', codesJudged: 0},
      },
      {type: 'start_timer', operation: 7, afterMs: 8000},
    ])
    assert.deepEqual(await told({type: 'answered', operation: 6, answer: answer('settled')}), [
      'settled',
      {type: 'clear_intent', operation: 8, key},
      {type: 'start_timer', operation: 9, afterMs: 20_000},
      {type: 'refresh_account'},
    ])
    assert.deepEqual(await told({type: 'intent_cleared', operation: 8}), [
      'settled',
      {type: 'release_lock', operation: 2},
    ])
  })
}

test('a view says what the page shows, and which payment it is about', async (t) => {
  const page = pageOn(openInPage(t))
  const nothing = {
    error: undefined,
    decline: undefined,
    key: undefined,
    method: undefined,
    ledger: undefined,
    amountMinor: undefined,
    settledMinor: 0n,
    reversedMinor: 0n,
    attemptsLeft: 0,
  }
  const {view: ready} = await page.take({type: 'signed_in'})
  assert.deepEqual(ready, {...nothing, screen: 'ready', next: ['pay']})
  const about = {...nothing, key, method: 'c1', ledger, amountMinor: 5000n}
  assert.deepEqual((await page.send()).view, {...about, screen: 'paying', next: ['wait']})
  const asked = await page.take({type: 'answered', operation: 6, answer: answer('verifying')})
  assert.deepEqual(asked.view, {
    ...about,
    screen: 'verifying',
    next: ['enter_code', 'send_code_again', 'cancel'],
    attemptsLeft: 3,
  })
  const wrong = await page.take({type: 'code_entered', code: '12'})
  assert.equal(wrong.view.error, 'CODE_INCOMPLETE')
  const {effects} = await page.take({type: 'code_entered', code: '123456'})
  const sent = effects.find((effect) => effect.type === 'send_request')
  assert.deepEqual(sent?.request, {kind: 'confirm', intent, code: '123456', codesJudged: 0})
  const locked = answer('failed', {error: 'LOCKED', attemptsLeft: 0, codesJudged: 3})
  const {view} = await page.take({type: 'answered', operation: 0, answer: locked})
  assert.deepEqual([view.screen, view.error], ['locked', 'LOCKED'])
})

test('why a payment failed is told by its class', async (t) => {
  const page = pageOn(openInPage(t))
  await page.send()
  const {view} = await page.take({
    type: 'answered',
    operation: 6,
    answer: answer('failed', {decline: 'insufficient_funds'}),
  })
  assert.deepEqual([view.screen, view.decline], ['failed', 'insufficient_funds'])
})

test('a flow goes by the policy of its engine', async (t) => {
  const engine = openInPage(t)
  valueOf(
    await engine.setPolicy(
      '{"format":"repay-policy","version":1,"payment":{"answerSeconds":30,"requestSeconds":9}}',
    ),
  )
  const {effects} = await pageOn(engine).send()
  assert.deepEqual(
    effects.flatMap((effect) => (effect.type === 'start_timer' ? [effect.afterMs] : [])),
    [30_000, 9000],
  )
})

test('the same step is answered by another engine', async (t) => {
  const page = pageOn(openInPage(t))
  await page.send()
  const other = openInPage(t)
  const event = /** @type {const} */ ({type: 'answered', operation: 6, answer: answer('settled')})
  const there = valueOf(await other.stepFlow(page.flow, event))
  assert.deepEqual(await page.take(event), there)
})

const states =
  'idle opening elsewhere locking reading storing unsent sending looking_up unknown signing_in ' +
  'verifying challenged confirming cancelling pending settled failed expired refused'
/** Those that end nothing more often: else nothing would come after them. */
const answers =
  'submitted verifying verifying verifying challenged challenged challenged ' +
  'pending settled failed expired refused'

/** Events of every type, also what no page would say. @param {number} seed */
function eventsFrom(seed) {
  const random = new Random(seed)
  const pick = (/** @type {any[]} */ from) => random.pick(from)
  const oneIn = (/** @type {number} */ count) => random.whole(1, count) === 1
  const anyIntent = () => ({...intent, key: pick([key, key, key, otherKey])})
  const anyAnswer = () =>
    answer(pick(answers.split(' ')), {
      key: pick([key, key, key, otherKey]),
      amountMinor: pick([5000n, 5000n, 5000n, 5000n, 5000n, 5000n, 1n, -(2n ** 63n)]),
      error: pick([undefined, undefined, undefined, 'LOCKED', 'LOCKED', 'IDEMPOTENCY_CONFLICT']),
      decline: pick([undefined, 'stolen']),
    })
  /** @param {Flow | undefined} flow @returns {FlowEvent} */
  const any = (flow) => {
    const {awaited = 0, timer = 0, deadline = 0, lock = 0, intent: own} = flow ?? {}
    const operation = pick([awaited, awaited, awaited, awaited, timer, deadline, lock, 99])
    const outcome = pick(['done', 'done', 'failed'])
    return pick([
      {type: 'page_loaded'},
      press,
      press,
      {type: 'lock_answered', operation, granted: !oneIn(3)},
      {type: 'intent_read', operation, outcome, intent: oneIn(4) ? anyIntent() : undefined},
      {type: 'intent_stored', operation, outcome: pick(['done', 'done', 'taken', 'failed'])},
      {type: 'intent_cleared', operation},
      {type: 'answered', operation, answer: {...anyAnswer(), ...(own && {key: own.key})}},
      {type: 'answered', operation, answer: anyAnswer()},
      {type: pick(['not_answered', 'key_unknown', 'signed_out', 'time_up']), operation},
      {type: 'network_changed', online: !oneIn(4)},
      {type: 'code_entered', code: pick(['123456', '12'])},
      {
        type: pick([
          'signed_in',
          'code_again_pressed',
          'challenge_returned',
          'cancel_pressed',
          'look_again_pressed',
        ]),
      },
    ])
  }
  return {any, pick, anyIntent, anyAnswer}
}

test('whatever happens, what a step answers the next one takes', async (t) => {
  const engine = openInPage(t)
  const seen = new Set()
  for (let seed = 1; seed <= 100; ++seed) {
    const events = eventsFrom(seed)
    /** @type {Flow | undefined} */
    let flow
    for (let at = 0; at < 200; ++at) {
      const event = events.any(flow)
      const stepped = await engine.stepFlow(flow, event)
      assert.ok(stepped.ok, `seed ${seed}, step ${at}: ${JSON.stringify(event, texts)}`)
      flow = stepped.value.flow
      seen.add(flow.state)
    }
  }
  assert.deepEqual([...seen].sort(), states.split(' ').sort())
})

/** @param {string} _ @param {unknown} value */
const texts = (_, value) => (typeof value === 'bigint' ? `${value}n` : value)

test('a flow that no step has made is refused, and ends nothing', async (t) => {
  const engine = openInPage(t)
  let refused = 0
  for (let seed = 1; seed <= 100; ++seed) {
    const events = eventsFrom(seed)
    /** @type {Flow | undefined} */
    let flow
    for (let at = 0; at < 60; ++at) {
      const stepped = valueOf(await engine.stepFlow(flow, events.any(flow)))
      flow = stepped.flow
      const forged = {
        ...flow,
        ...events.pick([
          {state: events.pick(states.split(' '))},
          {lock: events.pick([0, 1, flow.awaited])},
          {awaited: events.pick([0, 1, flow.operations + 1])},
          {timer: events.pick([0, 1, 2 ** 32 - 1])},
          {intent: events.pick([undefined, events.anyIntent()])},
          {answer: events.pick([undefined, events.anyAnswer()])},
          {held: undefined},
          {operations: events.pick([0, 2 ** 31, 2 ** 32 - 1])},
          {askedMs: Number.MAX_SAFE_INTEGER, questions: 2 ** 32 - 1},
        ]),
      }
      const answered = await engine.stepFlow(forged, events.any(forged))
      if (answered.ok) continue
      ++refused
      assert.deepEqual([answered.error.code, answered.error.field], ['INVALID_FIELD', 'flow'])
    }
  }
  assert.ok(refused > 1000, `${refused} are refused`)
})

test('what is no flow and no event is refused by its name', async (t) => {
  const engine = openInPage(t)
  const {flow} = await pageOn(engine).send()
  /** What no typed caller passes, and how it is refused. @type {[any, any, string, string][]} */
  const wrong = [
    [null, press, 'INVALID_FIELD', 'flow'],
    ['idle', press, 'INVALID_FIELD', 'flow'],
    [{...flow, state: 'lost'}, press, 'INVALID_FIELD', 'flow/state'],
    [{...flow, state: 7}, press, 'INVALID_FIELD', 'flow/state'],
    [{...flow, state: 'settled'}, press, 'INVALID_FIELD', 'flow'],
    [{...flow, awaited: -1}, press, 'INVALID_FIELD', 'flow/awaited'],
    [{...flow, awaited: 0.5}, press, 'INVALID_FIELD', 'flow/awaited'],
    [{...flow, timer: 2 ** 32}, press, 'INVALID_FIELD', 'flow/timer'],
    [{...flow, askedMs: 2 ** 53}, press, 'INVALID_FIELD', 'flow/askedMs'],
    [{...flow, online: 1}, press, 'INVALID_FIELD', 'flow/online'],
    [{...flow, error: 'NONE'}, press, 'INVALID_FIELD', 'flow/error'],
    [{...flow, intent: {...intent, key: '1'}}, press, 'INVALID_FIELD', 'flow/intent/key'],
    [
      {...flow, intent: {...intent, currency: 'XXX'}},
      press,
      'UNKNOWN_CURRENCY',
      'flow/intent/currency',
    ],
    [
      {...flow, intent: {...intent, amountMinor: 2n ** 63n}},
      press,
      'OVERFLOW',
      'flow/intent/amountMinor',
    ],
    [{...flow, held: {}}, press, 'INVALID_FIELD', 'flow/held/kind'],
    [{...flow, held: {...flow?.held, kind: 'refund'}}, press, 'INVALID_FIELD', 'flow/held/kind'],
    [
      {...flow, held: {...flow?.held, intent: {...intent, key: ''}}},
      press,
      'INVALID_FIELD',
      'flow/held/intent/key',
    ],
    [
      {...flow, answer: answer('submitted', {attemptsLeft: 2 ** 31})},
      press,
      'INVALID_FIELD',
      'flow/answer/attemptsLeft',
    ],
    [flow, undefined, 'INVALID_FIELD', 'event'],
    [flow, {}, 'INVALID_FIELD', 'event/type'],
    [flow, {type: 'refund_pressed'}, 'INVALID_FIELD', 'event/type'],
    [flow, {type: '__proto__'}, 'INVALID_FIELD', 'event/type'],
    [flow, {type: 'constructor'}, 'INVALID_FIELD', 'event/type'],
    [flow, {...press, key: key.toUpperCase()}, 'INVALID_FIELD', 'event/key'],
    [flow, {...press, key: '0'.repeat(32)}, 'INVALID_FIELD', 'event/key'],
    [flow, {...press, amountMinor: 5000}, 'INVALID_FIELD', 'event/amountMinor'],
    [flow, {...press, storedMinor: -(2n ** 64n)}, 'OVERFLOW', 'event/storedMinor'],
    [
      flow,
      {...press, ledger: {store: '', currency: 'usd'}},
      'UNKNOWN_CURRENCY',
      'event/ledger/currency',
    ],
    [flow, {...press, version: NaN}, 'INVALID_FIELD', 'event/version'],
    [flow, {type: 'lock_answered', operation: 2}, 'INVALID_FIELD', 'event/granted'],
    [flow, {type: 'lock_answered', granted: true}, 'INVALID_FIELD', 'event/operation'],
    [flow, {type: 'intent_read', operation: 3, outcome: 'taken'}, 'INVALID_FIELD', 'event/outcome'],
    [flow, {type: 'intent_stored', operation: 3, outcome: ''}, 'INVALID_FIELD', 'event/outcome'],
    [
      flow,
      {type: 'intent_read', operation: 3, outcome: 'done', intent: {...intent, method: 1}},
      'INVALID_FIELD',
      'event/intent/method',
    ],
    [flow, {type: 'answered', operation: 6}, 'INVALID_FIELD', 'event/answer'],
    [
      flow,
      {type: 'answered', operation: 6, answer: answer('paid')},
      'INVALID_FIELD',
      'event/answer/state',
    ],
    [
      flow,
      {type: 'answered', operation: 6, answer: answer('failed', {decline: 'poor'})},
      'INVALID_FIELD',
      'event/answer/decline',
    ],
    [
      flow,
      {type: 'answered', operation: 6, answer: answer('failed', {error: 'Locked'})},
      'INVALID_FIELD',
      'event/answer/error',
    ],
    [flow, {type: 'network_changed'}, 'INVALID_FIELD', 'event/online'],
    [flow, {type: 'code_entered', code: 123456}, 'INVALID_FIELD', 'event/code'],
  ]
  for (const [given, event, code, field] of wrong) {
    const error = errorOf(await engine.stepFlow(given, event))
    assert.deepEqual([error.code, error.field], [code, field])
  }
  valueOf(await engine.stepFlow(flow, {type: 'not_answered', operation: 6}))
})
