import assert from 'node:assert/strict'
import {test} from 'node:test'
import {setTimeout} from 'node:timers/promises'
import {startEngine} from '../../web/src/engine/client.js'
import {settlementFile} from '../generate/settlement.js'
import {
  codeOf,
  errorOf,
  importAccounts,
  openInPage,
  openInWorker,
  usd,
  valueOf,
  wasmBytes,
} from './engine.js'
import {trapsOnBalances} from './trap.js'

const trapping = new URL('./trapping_worker.js', import.meta.url)

test('an engine that trapped in the page answers nothing any more; a new one does', async (t) => {
  const restore = trapsOnBalances()
  const engine = openInPage(t)
  await importAccounts(engine, 'base')
  restore()
  const [trapped, after] = await Promise.all([engine.balances(), engine.balance(usd)])
  assert.equal(codeOf(trapped), 'ENGINE_FAILED')
  assert.equal(codeOf(after), 'ENGINE_FAILED')
  assert.equal((await engine.failed).code, 'ENGINE_FAILED')
  assert.match((await engine.failed).message, /check failed/)
  assert.equal(codeOf(await engine.importFiles([], {mode: 'add', store: ''})), 'ENGINE_FAILED')

  const next = openInPage(t)
  assert.deepEqual(valueOf(await next.balances()), [])
  await importAccounts(next, 'base')
  assert.equal(valueOf(await next.balance(usd)).outstandingMinor, 15249n)
})

test('a trap in the worker answers every pending call at once', async (t) => {
  const {engine} = openInWorker(t, trapping)
  await importAccounts(engine, 'base')
  const start = performance.now()
  const answers = await Promise.all([engine.balance(usd), engine.balances(), engine.balance(usd)])
  assert.equal(valueOf(answers[0]).outstandingMinor, 15249n)
  assert.equal(codeOf(answers[1]), 'ENGINE_FAILED')
  assert.equal(codeOf(answers[2]), 'ENGINE_FAILED')
  assert.match(errorOf(answers[1]).message, /check failed/)
  assert.ok(performance.now() - start < 1000)
})

test('a promise that is rejected unseen in the worker ends the engine', async (t) => {
  const {engine} = openInWorker(t, trapping)
  valueOf(await engine.credits(usd))
  assert.match((await engine.failed).message, /nobody waits for this/)
  assert.equal(codeOf(await engine.balance(usd)), 'ENGINE_FAILED')
})

test('the death of an idle worker is noticed within two seconds', async (t) => {
  const {engine, thread} = openInWorker(t)
  valueOf(await engine.balances())
  // A timer of the same thread is as late as the engine's own on a busy machine.
  const tooLate = setTimeout(2000, {code: 'not within two seconds'})
  await thread.terminate()
  assert.equal((await Promise.race([engine.failed, tooLate])).code, 'ENGINE_FAILED')
})

test('the death of a worker that reads a file is noticed, and the import answers', async (t) => {
  const {engine, thread} = openInWorker(t)
  const {chunks} = settlementFile({rows: 30_000})
  const file = {
    name: 'large.txt',
    blob: new Blob([...chunks()].map((chunk) => new Uint8Array(chunk))),
  }
  const keepAlive = setInterval(() => {}, 1000)
  const answer = await engine.importFiles([file], {
    mode: 'add',
    store: '',
    onProgress: () => void thread.terminate(),
  })
  clearInterval(keepAlive)
  assert.equal(codeOf(answer), 'ENGINE_FAILED')
})

test('an engine that was closed says so', async (t) => {
  for (const engine of [openInPage(t), openInWorker(t).engine]) {
    const pending = engine.balances()
    engine.close()
    assert.equal(codeOf(await pending), 'ENGINE_FAILED')
    assert.equal(codeOf(await engine.balances()), 'ENGINE_FAILED')
  }
})

test('an engine that cannot be started says why', async () => {
  const broken = startEngine({mode: 'page', wasmBytes: wasmBytes.subarray(0, 100)})
  assert.equal(codeOf(await broken.balances()), 'ENGINE_FAILED')
  const workerless = startEngine({
    mode: 'worker',
    createWorker: () => {
      throw new Error('no workers here')
    },
  })
  assert.match(errorOf(await workerless.balances()).message, /no workers here/)
})
