// A page's payment on the engine's own flow, carried out on a device, a network and a server of plain values.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {flowOf} from '../../web/src/payment/flow-runner.js'
import {answered, begun, hostOf, order, shows} from './paying_host.js'

// Patience that nobody needs any more must not keep the process waiting.
const start = globalThis.setTimeout
const startBriefly = (/** @type {() => void} */ work, /** @type {number} */ ms) => {
  const timer = start(work, ms)
  return ms > 5000 ? timer.unref() : timer
}
Object.assign(globalThis, {setTimeout: startBriefly})

test('a payment goes its way: lock, slot, request, answer, and the slot is empty again', async (t) => {
  const host = hostOf(t)
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
  assert.deepEqual(
    host.requests.map(({kind, intent}) => [kind, intent.account, intent.amountMinor]),
    [['pay', 'USD/main', 5000n]],
  )
  assert.match(host.requests[0].intent.key, /^[0-9a-f]{32}$/)
  await new Promise((resolve) => setTimeout(resolve, 10))
  assert.deepEqual([host.device.slot, host.device.lock.isHeld], [undefined, false])
  assert.equal(host.refreshed, 1)
})

test('the intent is in the slot before anything is sent', async (t) => {
  const host = hostOf(t)
  const ask = host.ask
  host.ask = async (request) => {
    assert.equal(host.device.slot?.key, request.intent.key)
    return ask(request)
  }
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
})

test('a second press while one is on its way sends nothing', async (t) => {
  const host = hostOf(t)
  const runner = await begun(host)
  await shows(runner, 'ready')
  await Promise.all([runner.pay(order), runner.pay(order), runner.pay(order)])
  await shows(runner, 'settled')
  assert.equal(host.requests.length, 1)
})

test('what an earlier page left in the slot is looked up by its key before anything else', async (t) => {
  const slot = {
    key: '000102030405060708090a0b0c0d0e0f',
    account: 'USD/main',
    currency: 'USD',
    amountMinor: 5000n,
    storedMinor: 0n,
    method: 'c1',
    version: 17,
  }
  const host = hostOf(t, {slot})
  const runner = await begun(host)
  await shows(runner, 'settled')
  assert.deepEqual(
    host.requests.map(({kind, intent}) => [kind, intent.key]),
    [['look_up', slot.key]],
  )
})

test('an engine that ends is asked again in its successor, and nothing happens twice', async (t) => {
  const host = hostOf(t)
  const first = host.engine
  let steps = 0
  let opened = 0
  // Every other step meets an engine that is over.
  const over = /** @type {const} */ ({ok: false, error: {code: 'ENGINE_FAILED', message: 'over'}})
  host.engine = {
    ...first,
    stepFlow: async (flow, event) => (++steps % 2 ? over : first.stepFlow(flow, event)),
  }
  host.open = async () => {
    opened++
    return {ok: true, value: undefined}
  }
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
  assert.equal(host.requests.length, 1)
  assert.ok(opened >= steps)
})

test('a host that throws has not answered, and is asked again with the same key', async (t) => {
  const host = hostOf(t)
  const ask = host.ask
  let times = 0
  host.ask = async (request) => {
    if (++times === 1) throw new TypeError('Failed to fetch')
    return ask(request)
  }
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
  assert.equal(host.requests.length, 1)
})

test('an answer that is none is asked for again', async (t) => {
  const host = hostOf(t)
  const ask = host.ask
  let times = 0
  host.ask = async (request) => {
    const reply = await ask(request)
    return ++times === 1 ? /** @type {any} */ ({...reply, answer: {state: 'settled'}}) : reply
  }
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
  assert.equal(new Set(host.requests.map(({intent}) => intent.key)).size, 1)
})

test('a page that waits for another one shows its balance when that is done', async (t) => {
  const host = hostOf(t)
  const release = await host.device.takeLock({wait: false})
  const runner = await begun(host)
  await shows(runner, 'elsewhere')
  release?.()
  await shows(runner, 'ready')
  assert.ok(host.refreshed >= 1)
  assert.equal(host.device.lock.isHeld, false)
})

test('who is signed out signs in, and the same request is sent again', async (t) => {
  const host = hostOf(t)
  const ask = host.ask
  let times = 0
  host.ask = async (request) => (++times === 1 ? {type: 'signed_out'} : ask(request))
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'settled')
  assert.deepEqual([times, host.requests.length], [2, 1])
})

test('another account leaves nothing of the payment before it', async (t) => {
  const host = hostOf(t)
  host.ask = async (request) => answered(request, 'pending')
  const runner = await begun(host)
  await shows(runner, 'ready')
  await runner.pay(order)
  await shows(runner, 'pending')
  host.dispatchEvent(new Event('replaced'))
  await shows(runner, 'ready')
  assert.equal(runner.view?.key, undefined)
})

test('elements of one host share one payment', (t) => {
  const host = hostOf(t)
  assert.equal(flowOf(host), flowOf(host))
})
