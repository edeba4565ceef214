// The engine for the page: in a worker or in the page, with one answer to failure.

import {PageConnection} from './page-connection.js'
import {WorkerConnection} from './worker-connection.js'

/** @import {Answer, EngineClient, EngineError, EngineOptions} from './types.js' */
/** @import {ImportFile, ImportOptions} from './types.js' */
/** @import {Calls, Method} from './session.js' */

/**
 * A way to a session.
 * @typedef {object} Connection
 * @property {(method: Method, args: unknown[]) => Promise<Answer<any>>} call
 * @property {(files: ImportFile[], options: ImportOptions) => Promise<Answer<any>>} importFiles
 * @property {() => void} close
 */

/** Whether the engine is over, and why: told once. */
export class Failing {
  over = false
  /** @type {(error: EngineError) => void} */
  #tell = () => {}
  /** @type {Promise<EngineError>} */
  told = new Promise((resolve) => {
    this.#tell = resolve
  })

  /** @param {string} message */
  fail(message) {
    this.over = true
    this.#tell({code: 'ENGINE_FAILED', message})
  }
}

/** A listener that throws is the page's mistake, not the engine's. @param {() => void} listener */
function tellPage(listener) {
  try {
    listener()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/**
 * Starts an engine. It is there at once; calls wait until it is ready, and answer ENGINE_FAILED if
 * it
 * cannot be. Under Trusted Types the worker's address passes the policy 'repay-balance'.
 *
 *     const engine = startEngine({mode: 'worker'})
 *     const files = [{name: file.name, blob: file}]
 *     const answer = await engine.importFiles(files, {mode: 'replace', store: ''})
 *     if (!answer.ok) return show(answer.error)
 *     const balances = await engine.balances()
 *
 * @param {EngineOptions} options
 * @returns {EngineClient}
 */
export function startEngine(options) {
  const failing = new Failing()
  const connection = connect(options, failing)
  failing.told.then(() => connection?.close())

  /** @type {Promise<{ok: false, error: EngineError}>} */
  const failed = failing.told.then((error) => ({ok: false, error}))

  /**
   * What the engine answers, or that it has failed, whichever comes first.
   * @template T
   * @param {(connection: Connection) => Promise<Answer<T>>} ask
   * @returns {Promise<Answer<T>>}
   */
  const guarded = (ask) => {
    if (failing.over || !connection) return failed
    return Promise.race([failed, ask(connection).catch(() => failed)])
  }

  /**
   * @template {Method} M
   * @param {M} method
   * @returns {(...args: Parameters<Calls[M]>) => Promise<ReturnType<Calls[M]>>}
   */
  const asked =
    (method) =>
    (...args) =>
      /** @type {Promise<ReturnType<Calls[M]>>} */ (guarded((engine) => engine.call(method, args)))

  return {
    importFiles: (files, given) => {
      const {mode, store, signal, onProgress} = given ?? {}
      if (signal?.aborted) return Promise.resolve(cancelled())
      /** @type {ImportOptions['onProgress']} */
      const told = (progress) => tellPage(() => onProgress?.(progress))
      return guarded((engine) =>
        engine.importFiles(files, {mode, store, signal, onProgress: onProgress && told}),
      )
    },
    balances: asked('balances'),
    findLedger: asked('findLedger'),
    balance: asked('balance'),
    settlements: asked('settlements'),
    preview: asked('preview'),
    previewTyped: asked('previewTyped'),
    openCharges: asked('openCharges'),
    statement: asked('statement'),
    statementRows: asked('statementRows'),
    credits: asked('credits'),
    allocations: asked('allocations'),
    checkPayment: asked('checkPayment'),
    pay: asked('pay'),
    parseAmount: asked('parseAmount'),
    toDecimal: asked('toDecimal'),
    currencyDigits: asked('currencyDigits'),
    failed: failing.told,
    close: () => failing.fail('the engine was closed'),
  }
}

/** @returns {{ok: false, error: EngineError}} */
const cancelled = () => ({
  ok: false,
  error: {code: 'CANCELLED', message: 'the import was cancelled'},
})

/** @param {EngineOptions} options @param {Failing} failing @returns {Connection | undefined} */
function connect(options, failing) {
  try {
    return options.mode === 'page'
      ? new PageConnection(options, failing)
      : new WorkerConnection(options, failing)
  } catch (error) {
    failing.fail(String(error))
    return undefined
  }
}
