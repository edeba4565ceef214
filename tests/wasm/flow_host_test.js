// What a page's payment makes of a host that is not as it should be: that throws, that answers what is no answer,
// whose account is another one in the middle, that is over.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {FlowRunner} from '../../web/src/payment/flow-runner.js'
import {answered, begun, hostOf, order, page, shows} from './paying_host.js'

/** @import {Host} from '../../web/src/host/host.js' */
/** @import {PaymentAnswer, PaymentRequest} from '../../web/src/engine/payment-types.js' */

/** @param {PaymentRequest} request @param {object} [changes] to what is an answer */
const settled = (request, changes) =>
  answered(request, 'settled', /** @type {Partial<PaymentAnswer>} */ (changes))

/** @param {Host} host */
async function ready(host) {
  const runner = await begun(host)
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
    const runner = await ready(host)
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
  const runner = await ready(host)
  await runner.pay(order)
  await shows(runner, 'verifying')
  await runner.take({type: 'code_entered', code: '\ud800'})
  assert.equal(runner.view?.error, 'CODE_INCOMPLETE')
  await runner.take({type: 'code_entered', code: '123456'})
  await shows(runner, 'settled')
})

test('an order that is none is for who made it, and the next payment goes on', async (t) => {
  const runner = await ready(hostOf(t))
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
  const runner = await ready(host)
  await runner.pay(order)
  await shows(runner, 'settled')
})

test('a lock that comes when the account is another one is given back', async (t) => {
  const host = hostOf(t)
  const runner = await ready(host)
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
  const runner = await ready(hostOf(t, {paysOffline: false}))
  const host = hostOf(t, {paysOffline: false})
  const other = await ready(host)
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
  const runner = await ready(host)
  await runner.pay(order)
  await shows(runner, 'paying')
  while (asked === 0) await new Promise((resolve) => setImmediate(resolve))
  host.engine.close()
  host.dispatchEvent(new Event('closed'))
  assert.equal(host.device.lock.isHeld, false)
  await runner.take({type: 'look_again_pressed'})
  page.dispatchEvent(new Event('online'))
  assert.equal(asked, 1)
})
