import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {test} from 'node:test'
import {startEngine} from '../../web/src/engine/client.js'
import {
  codeOf,
  importAccounts,
  nodeWorker,
  openInPage,
  point,
  usd,
  valueOf,
  wasmBytes,
} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const smallBytes = readFileSync(
  new URL('../../build/wasm/wasm/repay_account_wasm.wasm', import.meta.url),
)
const small = {formats: /** @type {const} */ ('account'), wasmBytes: smallBytes}
const settlement = readFileSync(new URL('../data/settlements/v2.txt', import.meta.url))

/** @param {EngineClient} engine */
async function story(engine) {
  await importAccounts(engine, 'base')
  const window = {first: 0, count: 10}
  return [
    valueOf(await engine.balances()),
    valueOf(await engine.previewTyped(usd, '50.00', point, window)),
    valueOf(await engine.statementRows(usd, {}, window)),
  ]
}

test('the small engine answers what the large one does', async (t) => {
  const engine = startEngine({mode: 'page', ...small})
  t.after(() => engine.close())
  assert.deepEqual(await story(engine), await story(openInPage(t)))
})

test('the small engine runs in a thread of its own', async (t) => {
  const {worker} = nodeWorker(new URL('../../web/src/engine/account-worker.js', import.meta.url))
  const engine = startEngine({mode: 'worker', ...small, createWorker: () => worker})
  t.after(() => engine.close())
  assert.deepEqual(await story(engine), await story(openInPage(t)))
})

test('the small engine knows account JSON alone, and says so', async (t) => {
  const engine = startEngine({mode: 'page', ...small})
  t.after(() => engine.close())
  const files = [{name: 'settlement.txt', bytes: settlement}]
  const answer = await engine.importFiles(files, {mode: 'add', store: ''})
  assert.equal(codeOf(answer), 'FORMAT_UNKNOWN')
})

test('the small engine is a quarter smaller', () => {
  assert.ok(smallBytes.length < 0.75 * wasmBytes.length)
})
