// Runs `repay`, the native one and the one for Node, and holds them to the same output, byte for byte.

import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after} from 'node:test'
import {root} from '../../wasm/build.js'

const native = process.env.REPAY_NATIVE ?? join(root, 'build/native/core/repay')
const wasm = process.env.REPAY_WASM ?? join(root, 'build/wasm/core/repay.js')
for (const program of [native, wasm]) {
  if (!existsSync(program))
    throw new Error(`${program} is not built: run npm test, or both presets`)
}

/** @typedef {{code: number | null, out: string, error: string}} Ran */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string | Buffer} [input] of standard input
 * @returns {Ran}
 */
function runOne(program, args, input) {
  const options = {cwd: root, input: input ?? '', maxBuffer: 1 << 28}
  const {status, stdout, stderr, error} = spawnSync(program, args, options)
  if (error) throw error
  return {code: status, out: stdout.toString('utf8'), error: stderr.toString('utf8')}
}

/**
 * Runs the native one alone, which is twenty times as quick: for long lists of documents.
 * @param {string[]} args
 */
export const repayNative = (args) => runOne(native, args)

/**
 * Runs both and answers what they agree on.
 * @param {string[]} args
 * @param {string | Buffer} [input]
 */
export function repay(args, input) {
  const inNode = runOne(process.execPath, [wasm, ...args], input)
  const onMachine = runOne(native, args, input)
  assert.deepEqual(inNode, onMachine, 'native and WebAssembly differ')
  return onMachine
}

/**
 * The JSON document of a command that must succeed.
 * @param {string[]} args
 */
export function answer(...args) {
  const {code, out, error} = repay([...args, '--json'])
  assert.equal(error, '')
  assert.equal(code, 0)
  return JSON.parse(out)
}

/**
 * The error object of a command that must be refused.
 * @param {string[]} args
 */
export function refusal(...args) {
  const {code, out, error} = repay([...args, '--json'])
  assert.equal(code, 1, error)
  assert.equal(out, '')
  const document = JSON.parse(error)
  assert.deepEqual(Object.keys(document), ['error'])
  assert.deepEqual(Object.keys(document.error), keysOfErrors)
  return document.error
}

const keysOfErrors = ['code', 'message', 'file', 'line', 'column', 'field']

/** @param {string} name a file of tests/data/accounts, without its extension */
export const account = (name) => `tests/data/accounts/${name}.json`

const folder = mkdtempSync(join(tmpdir(), 'repay-'))
after(() => rmSync(folder, {recursive: true}))

/**
 * A file that is gone after the tests.
 * @param {string} name
 * @param {string | Uint8Array} content
 */
export function temporary(name, content) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
