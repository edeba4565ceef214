/** @import {EngineClient, EngineOptions} from './types.js' */

/**
 * Starts an engine. It answers at once; calls wait until it is ready, and answer ENGINE_FAILED if it cannot be.
 * Under Trusted Types the worker's address passes the policy 'repay-balance'.
 *
 *     const engine = startEngine({mode: 'worker'})
 *     const answer = await engine.importFiles([{name: file.name, blob: file}], {mode: 'replace', store: ''})
 *     if (!answer.ok) return show(answer.error)
 *     const balances = await engine.balances()
 *
 * @param {EngineOptions} options
 * @returns {EngineClient}
 */
export function startEngine(options) {
  throw new Error(`not written yet: ${options.mode}`)
}
