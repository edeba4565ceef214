// The engine for the page: in a worker or in the page, with one answer to failure.

import {PageConnection} from './page-connection.js'
import {WorkerConnection} from './worker-connection.js'

/** @import {Answer, EngineClient, EngineError, EngineOptions} from './types.js' */
/** @import {ImportFile, ImportOptions} from './types.js' */
/** @import {FileWork, Method} from './session.js' */

/**
 * A way to a session.
 * @typedef {object} Connection
 * @property {(method: Method, args: unknown[]) => Promise<Answer<any>>} call
 * @property {(work: FileWork, files: ImportFile[], options: Partial<ImportOptions>) =>
 *   Promise<Answer<any>>} readFiles
 * @property {() => void} close
 */

/** What may be asked of the engine besides files: every call of whole-session.js. */
export const methods = /** @type {const} @satisfies {readonly Method[]} */ ([
  'setPolicy',
  'policy',
  'balances',
  'findLedger',
  'balance',
  'settlements',
  'preview',
  'previewTyped',
  'plan',
  'openCharges',
  'statement',
  'statementRows',
  'search',
  'matchingRows',
  'presets',
  'exportJson',
  'exportCsv',
  'credits',
  'allocations',
  'explain',
  'explainFigure',
  'checkPayment',
  'pay',
  'submit',
  'notePending',
  'settle',
  'fail',
  'expire',
  'reversePayment',
  'payment',
  'paymentId',
  'stepFlow',
  'takePayment',
  'paymentRecord',
  'unfinishedPayments',
  'adjustAcross',
  'closing',
  'closePeriod',
  'reportTransfer',
  'collect',
  'collection',
  'expectCharge',
  'parseAmount',
  'toDecimal',
  'currencyDigits',
])

/** Whether the engine is over, and why: told once, to everyone who waits. */
export class Failing {
  over = false
  /** @type {Set<(answer: any) => void>} */
  #waiting = new Set()
  /** @type {(error: EngineError) => void} */
  #tell = () => {}
  /** @type {Promise<EngineError>} */
  told = new Promise((resolve) => {
    this.#tell = resolve
  })

  /** @param {string} message */
  fail(message) {
    if (this.over) return
    this.over = true
    const error = {code: 'ENGINE_FAILED', message}
    this.#tell(error)
    for (const answer of this.#waiting) answer({ok: false, error})
    this.#waiting.clear()
  }

  /**
   * What is answered, or that the engine has failed, whichever comes first. (Not by Promise.race: a
   * promise that lives as long as the engine would remember every call.)
   * @template T
   * @param {() => Promise<Answer<T>>} ask
   * @returns {Promise<Answer<T>>}
   */
  async guard(ask) {
    if (this.over) return {ok: false, error: await this.told}
    return new Promise((answer) => {
      this.#waiting.add(answer)
      ask().then(
        (value) => {
          this.#waiting.delete(answer)
          answer(value)
        },
        (error) => this.fail(String(error)),
      )
    })
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

  /**
   * @template T
   * @param {(connection: Connection) => Promise<Answer<T>>} ask
   */
  const guarded = (ask) =>
    failing.guard(() => (connection ? ask(connection) : Promise.reject(new Error('not started'))))

  /** @param {Method} method */
  const asked =
    (method) =>
    (/** @type {unknown[]} */ ...args) =>
      guarded((engine) => engine.call(method, args))

  /** @param {FileWork} work */
  const reads =
    (work) => (/** @type {ImportFile[]} */ files, /** @type {Partial<ImportOptions>} */ given) => {
      const {mode, store, currency, signal, onProgress} = given ?? {}
      if (signal?.aborted) return Promise.resolve(cancelled())
      /** @type {ImportOptions['onProgress']} */
      const told = (progress) => tellPage(() => onProgress?.(progress))
      return guarded((engine) =>
        engine.readFiles(work, files, {
          mode,
          store,
          currency,
          signal,
          onProgress: onProgress && told,
        }),
      )
    }

  const calls = /** @type {Pick<EngineClient, Method>} */ (
    Object.fromEntries(methods.map((method) => [method, asked(method)]))
  )
  return {
    ...calls,
    importFiles: reads('importFiles'),
    checkFiles: reads('checkFiles'),
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
