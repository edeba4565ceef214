// The engine for participants: through the public client, in this process.

import {readFileSync} from 'node:fs'
import createRepay from '../../build/wasm/wasm/repay_wasm.mjs'
import {startEngine} from '../../web/src/engine/client.js'

const wasmBytes = readFileSync(new URL('../../build/wasm/wasm/repay_wasm.wasm', import.meta.url))

export const openEngine = () => startEngine({mode: 'page', wasmBytes})

/** Below the client: the engine as it is bound, and its memory. */
export async function bareEngine() {
  const module = await createRepay({wasmBinary: wasmBytes})
  return {engine: new module.Engine(), memoryBytes: () => module.HEAPU8.length}
}

/** @template T @param {{ok: true, value: T} | {ok: false, error: {code: string, message: string}}} answer */
export function valueOf(answer) {
  if (answer.ok) return answer.value
  throw new Error(`${answer.error.code}: ${answer.error.message}`)
}

export const usd = {store: '', currency: 'USD'}

/** @param {string} path an account JSON file */
export async function openWith(path) {
  const engine = openEngine()
  const files = [{name: 'account.json', bytes: readFileSync(path)}]
  valueOf(await engine.importFiles(files, {mode: 'replace', store: ''}))
  return engine
}
