// Real engines for these tests: the program that the build made, in this thread or in a thread of
// Node's.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {Worker as NodeThread} from 'node:worker_threads'
import {startEngine} from '../../web/src/engine/client.js'

/** @import {Answer, EngineClient, EngineOptions, LedgerKey} from '../../web/src/engine/types.js' */

export const wasmBytes = readFileSync(
  new URL('../../build/wasm/wasm/repay_wasm.wasm', import.meta.url),
)

export const smallBytes = readFileSync(
  new URL('../../build/wasm/wasm/repay_account_wasm.wasm', import.meta.url),
)

/** The ledger of tests/data/accounts/base.json: A -39.99, B -12.50, C -100.00. @type {LedgerKey} */
export const usd = {store: '', currency: 'USD'}
export const point = {decimalMark: '.', groupMark: ',', zeroDigit: ''}
export const comma = {decimalMark: ',', groupMark: '.', zeroDigit: ''}

/** @param {string} name of a file in tests/data/accounts */
export const account = (name) =>
  readFileSync(new URL(`../data/accounts/${name}.json`, import.meta.url))

/**
 * The value of an answer that must be one.
 * @template T @param {Answer<T>} answer @returns {T}
 */
export function valueOf(answer) {
  assert.ok(answer.ok, answer.ok ? '' : `${answer.error.code}: ${answer.error.message}`)
  return answer.value
}

/** The error of an answer that must be one. @param {Answer<unknown>} answer */
export function errorOf(answer) {
  assert.ok(!answer.ok, 'the answer has a value')
  return answer.error
}

/** @param {Answer<unknown>} answer */
export const codeOf = (answer) => errorOf(answer).code

/**
 * The engine in this thread, closed when the test ends.
 * @param {import('node:test').TestContext} t
 */
export function openInPage(t) {
  const engine = startEngine({mode: 'page', wasmBytes})
  t.after(() => engine.close())
  return engine
}

/**
 * A thread of Node's in the clothes of a browser's Worker: `script` runs in it.
 * @param {URL} script
 */
export function nodeWorker(script) {
  const thread = new NodeThread(new URL('./thread.js', import.meta.url), {workerData: script.href})
  thread.unref()
  const worker = {
    /** @type {((event: {data: unknown}) => void) | null} */ onmessage: null,
    /** @type {((event: {message: string}) => void) | null} */ onerror: null,
    /** @param {unknown} message */
    postMessage: (message) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  }
  thread.on('message', (data) => worker.onmessage?.({data}))
  thread.on('error', (error) => worker.onerror?.({message: String(error)}))
  return {worker: /** @type {Worker} */ (/** @type {unknown} */ (worker)), thread}
}

/**
 * The engine in a thread of its own, and that thread.
 * @param {import('node:test').TestContext} t
 * @param {URL} [script]
 */
export function openInWorker(
  t,
  script = new URL('../../web/src/engine/worker.js', import.meta.url),
) {
  const {worker, thread} = nodeWorker(script)
  const engine = startEngine({mode: 'worker', wasmBytes, createWorker: () => worker})
  t.after(() => engine.close())
  return {engine, thread}
}

/**
 * The small engine, which becomes the whole one when it must.
 * @param {import('node:test').TestContext} t
 * @param {'page' | 'worker'} mode
 * @param {Partial<EngineOptions>} [options]
 */
export function openSmall(t, mode, options) {
  const small = {
    formats: /** @type {const} */ ('account'),
    wasmBytes: smallBytes,
    every: {wasmBytes},
  }
  const script = new URL('../../web/src/engine/account-worker.js', import.meta.url)
  const createWorker = () => nodeWorker(script).worker
  const engine = startEngine({...small, ...options, mode, createWorker})
  t.after(() => engine.close())
  return engine
}

/**
 * @param {EngineClient} engine
 * @param {...string} names of files in tests/data/accounts
 */
export async function importAccounts(engine, ...names) {
  const files = names.map((name) => ({name: `${name}.json`, bytes: account(name)}))
  return valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
}
