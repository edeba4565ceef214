// What a page's payment makes of a host that is not as it should be: that throws, that answers what is no answer,
// whose account is another one in the middle, that is over.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {FlowRunner} from '../../web/src/payment/flow-runner.js'
import {openInPage} from './engine.js'

/** @import {Host} from '../../web/src/host/host.js' */
/** @import {PaymentIntent, PaymentRequest} from '../../web/src/engine/payment-types.js' */

const window = new EventTarget()
Object.assign(globalThis, {window})

const order = {
  ledger: {store: 'main', currency: 'USD'},
  amountMinor: 5000n,
  storedMinor: 0n,
  method: 'c1',
  version: 17,
}

/** @param {PaymentRequest} request @param {object} [changes] */
const settled = ({intent}, changes) => ({
  type: 'answered',
  answer: {
    key: intent.key,
    currency: intent.currency,
    amountMinor: intent.amountMinor,
    state: 'settled',
    settledMinor: intent.amountMinor,
    reversedMinor: 0n,
    attemptsLeft: 3,
    codesJudged: 0,
    ...changes,
  },
})

/** A lock that pages share, and who waits for it. */
function newLock() {
  /** @type {(() => void)[]} */
  const waiting = []
  let isHeld = false
  const release = () => {
    isHeld = false
    waiting.shift()?.()
  }
  return {
    get isHeld() {
      return isHeld
    },
    /** @param {{wait: boolean, patience?: AbortSignal}} how */
    async take({wait, patience}) {
      while (isHeld) {
        if (!wait || patience?.aborted) return undefined
        await new Promise((resolve) => waiting.push(() => resolve(undefined)))
      }
      isHeld = true
      return release
    },
  }
}

/** @param {import('node:test').TestContext} t @param {object} [changes] */
function hostOf(t, changes) {
  const lock = newLock()
  /** @type {PaymentIntent | undefined} */
  let slot
  const device = {
    lock,
    takeLock: lock.take,
    read: async () => /** @type {unknown} */ (slot),
    store: async (/** @type {PaymentIntent} */ intent) => ((slot = intent), 'done'),
    clear: async () => void (slot = undefined),
  }
  const host = Object.assign(new EventTarget(), {
    engine: openInPage(t),
    device,
    paysOffline: true,
    open: async () => ({ok: true, value: undefined}),
    ask: async (/** @type {PaymentRequest} */ request) => /** @type {unknown} */ (settled(request)),
    renewSignIn: async () => true,
    refresh: async () => {},
    ...changes,
  })
  t.after(() => host.dispatchEvent(new Event('closed')))
  return /** @type {Host & {device: typeof device}} */ (/** @type {unknown} */ (host))
}

/** @param {FlowRunner} runner @param {string} screen @returns {Promise<void>} */
const shows = (runner, screen) =>
  new Promise((resolve) => {
    const look = () => runner.view?.screen === screen && resolve()
    runner.addEventListener('change', look)
    look()
  })

/** @param {Host} host */
async function begun(host) {
  const runner = new FlowRunner(host)
  await runner.begin()
  await shows(runner, 'ready')
  return runner
}

/** What no host should do, and is no answer. @type {Record<string, (request: PaymentRequest) => unknown>} */
const wrong = {
  'throws at once': () => {
    throw new Error('no server')
  },
  'answers nothing': async () => undefined,
  'answers a word of its own': async () => ({type: 'teapot'}),
  'answers what is an event, but no reply': async () => ({type: 'signed_in'}),
  'answers with an amount that is a number': async (request) =>
    settled(request, {settledMinor: 5000}),
  'answers with an amount beyond counting': async (request) =>
    settled(request, {settledMinor: 1n << 63n}),
  'answers with a state there is none of': async (request) => settled(request, {state: 'paid'}),
  'answers half': async ({intent}) => ({type: 'answered', answer: {key: intent.key}}),
}

for (const [what, ask] of Object.entries(wrong)) {
  test(`a host that ${what} has not answered: it is asked again`, async (t) => {
    let times = 0
    const host = hostOf(t, {
      ask: (/** @type {PaymentRequest} */ request) =>
        ++times === 1 ? ask(request) : settled(request),
    })
    const runner = await begun(host)
    t.mock.timers.enable({apis: ['setTimeout']})
    await runner.pay(order)
    while (times < 2) {
      await new Promise((resolve) => setImmediate(resolve))
      t.mock.timers.tick(500)
    }
    await shows(runner, 'settled')
  })
}

test('a slot that holds something else cannot be read, and looking again helps', async (t) => {
  const host = hostOf(t)
  const {read} = host.device
  host.device.read = async () => /** @type {any} */ ({amount: 'much'})
  const runner = new FlowRunner(host)
  await runner.begin()
  await shows(runner, 'no_storage')
  host.device.read = read
  await runner.take({type: 'look_again_pressed'})
  await shows(runner, 'ready')
})

test('a code of half a character is incomplete, and the right one still counts', async (t) => {
  const host = hostOf(t, {
    ask: async (/** @type {PaymentRequest} */ request) =>
      request.kind === 'confirm' ? settled(request) : settled(request, {state: 'verifying'}),
  })
  const runner = await begun(host)
  await runner.pay(order)
  await shows(runner, 'verifying')
  await runner.take({type: 'code_entered', code: '\ud800'})
  assert.equal(runner.view?.error, 'CODE_INCOMPLETE')
  await runner.take({type: 'code_entered', code: '123456'})
  await shows(runner, 'settled')
})

test('an order that is none is for who made it, and the next payment goes on', async (t) => {
  const runner = await begun(hostOf(t))
  await assert.rejects(runner.pay({...order, version: -1}), /version/)
  await runner.pay(order)
  await shows(runner, 'settled')
})

test('an account that cannot be opened, or refreshed, just now is asked for again', async (t) => {
  let opened = 0
  const host = hostOf(t, {
    open: async () => {
      if (++opened === 2) throw new Error('not now')
      return {ok: true, value: undefined}
    },
    refresh: () => {
      throw new Error('not now')
    },
  })
  const runner = await begun(host)
  await runner.pay(order)
  await shows(runner, 'settled')
})

test('a lock that comes when the account is another one is given back', async (t) => {
  const host = hostOf(t)
  const runner = await begun(host)
  // Another page of this device pays, or the account is being replaced.
  const release = await host.device.lock.take({wait: false})
  await runner.pay(order)
  await shows(runner, 'elsewhere')
  release?.()
  host.dispatchEvent(new Event('replaced'))
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
})

test('who is offline is so in the next account, too', async (t) => {
  const network = {onLine: false}
  Object.defineProperty(globalThis, 'navigator', {value: network, configurable: true})
  const runner = await begun(hostOf(t, {paysOffline: false}))
  const host = hostOf(t, {paysOffline: false})
  const other = await begun(host)
  host.dispatchEvent(new Event('replaced'))
  await shows(other, 'opening')
  await shows(other, 'ready')
  await Promise.all([runner.pay(order), other.pay(order)])
  assert.deepEqual([runner.view?.error, other.view?.error], ['OFFLINE', 'OFFLINE'])
})

test('a host that is closed gives its lock back and is asked nothing any more', async (t) => {
  let asked = 0
  const host = hostOf(t, {
    ask: () => {
      asked++
      return new Promise(() => {})
    },
  })
  const runner = await begun(host)
  await runner.pay(order)
  await shows(runner, 'paying')
  while (asked === 0) await new Promise((resolve) => setImmediate(resolve))
  host.engine.close()
  host.dispatchEvent(new Event('closed'))
  assert.equal(host.device.lock.isHeld, false)
  await runner.take({type: 'look_again_pressed'})
  window.dispatchEvent(new Event('online'))
  assert.equal(asked, 1)
})
