// The engine in a worker of its own: the page is never blocked, and its policy allows nothing more.

import {trustedWorkerUrl} from './trusted-url.js'

/** @import {Answer, EngineOptions, ImportFile, ImportOptions, ProgramSource} from './types.js' */
/** @import {Connection, Failing} from './client.js' */
/** @import {FileWork, Method} from './session.js' */
/** @import {Reply, Request} from './protocol.js' */

const pingEveryMs = 450
/** With the tick that finds it 4 × 450 ms: a worker that died is missed within two seconds. */
const pingsMissed = 3
/** One that has work to do may be silent for a minute; the lock tells sooner if it died. */
const pingsMissedAtWork = 133

/** The worker beside this module. @param {EngineOptions['formats']} formats */
const beside = (formats) =>
  formats === 'account'
    ? new URL('./account-worker.js', import.meta.url)
    : new URL('./worker.js', import.meta.url)

/**
 * Resolved here, since in the worker it would be relative to the worker's own address.
 * @param {ProgramSource} program
 */
const resolved = ({wasmUrl, wasmBytes}) => ({
  wasmUrl: wasmUrl && new URL(wasmUrl, globalThis.document?.baseURI).href,
  wasmBytes,
})

/**
 * @typedef {object} Waiting
 * @property {(answer: Answer<any>) => void} answer
 * @property {ImportOptions['onProgress']} [onProgress]
 * @property {boolean} works whether the worker may be silent because of it
 */

/** @implements {Connection} */
export class WorkerConnection {
  #worker
  #failing
  #lastId = 0
  #missed = 0
  /** Whether the worker's program came and runs. How long that takes is up to the network. */
  #started = false
  /** @type {Map<number, Waiting>} */
  #waiting = new Map()
  #watching = new AbortController()

  /** @param {EngineOptions} options @param {Failing} failing */
  constructor({formats, workerUrl, createWorker, every, ...program}, failing) {
    this.#failing = failing
    this.#worker = createWorker
      ? createWorker()
      : new Worker(trustedWorkerUrl(workerUrl ?? beside(formats)), {
          type: 'module',
          name: 'repay-engine',
        })
    this.#worker.onmessage = ({data}) => this.#handle(data)
    this.#worker.onerror = (event) =>
      failing.fail(event.message || 'the worker could not be started')
    this.#worker.onmessageerror = () => failing.fail('an answer of the worker could not be read')
    this.lock = `repay-engine-${crypto.randomUUID()}`
    this.#post({
      type: 'open',
      ...resolved(program),
      every: every && resolved(every),
      lock: this.lock,
    })
    this.#watchPings()
  }

  /** @param {Request} request */
  #post(request) {
    this.#worker.postMessage(request)
  }

  /**
   * Posts a request and waits for its answer. What cannot be posted (a function) is no argument.
   * @param {(id: number) => Request} request
   * @param {Omit<Waiting, 'answer'>} waiting
   * @returns {Promise<Answer<any>>}
   */
  #ask(request, waiting) {
    const id = ++this.#lastId
    return new Promise((answer) => {
      this.#waiting.set(id, {answer, ...waiting})
      try {
        this.#post(request(id))
      } catch (error) {
        this.#waiting.delete(id)
        answer({ok: false, error: {code: 'INVALID_FIELD', message: String(error)}})
      }
    })
  }

  /** @param {Method} method @param {unknown[]} args */
  call(method, args) {
    return this.#ask((id) => ({type: 'call', id, method, args}), {works: true})
  }

  /** @param {FileWork} work @param {ImportFile[]} files @param {Partial<ImportOptions>} options */
  readFiles(work, files, {mode, store, currency, onProgress, signal}) {
    let asked = 0
    const cancel = () => this.#post({type: 'cancel', id: asked})
    const answer = this.#ask(
      (id) => {
        asked = id
        return {type: 'files', id, work, files, options: {mode, store, currency}}
      },
      {works: false, onProgress},
    )
    signal?.addEventListener('abort', cancel)
    return answer.finally(() => signal?.removeEventListener('abort', cancel))
  }

  /** @param {Reply} reply */
  #handle(reply) {
    this.#missed = 0
    this.#started = true
    switch (reply.type) {
      case 'answer':
        this.#waiting.get(reply.id)?.answer(reply.answer)
        this.#waiting.delete(reply.id)
        break
      case 'progress':
        this.#waiting.get(reply.id)?.onProgress?.(reply.progress)
        break
      case 'committing': {
        const waiting = this.#waiting.get(reply.id)
        if (waiting) waiting.works = true
        break
      }
      case 'locked':
        this.#watchLock()
        break
      case 'failed':
        this.#failing.fail(reply.message)
        break
      case 'pong':
        break
    }
  }

  /** The lock is granted when the worker that holds it has ended, however that came. */
  #watchLock() {
    const {signal} = this.#watching
    navigator.locks
      .request(this.lock, {signal}, () => this.#failing.fail('the worker has ended'))
      .catch(() => {}) // closed
  }

  /** Counts ticks, not time: a laptop that slept has missed one ping. */
  #watchPings() {
    const timer = setInterval(() => {
      const mayBeSilent = !this.#started || [...this.#waiting.values()].some(({works}) => works)
      if (this.#missed >= (mayBeSilent ? pingsMissedAtWork : pingsMissed)) {
        this.#failing.fail('the worker does not answer')
        return
      }
      this.#missed += 1
      this.#post({type: 'ping'})
    }, pingEveryMs)
    if (typeof timer === 'object') timer.unref() // Node may end
    this.#watching.signal.addEventListener('abort', () => clearInterval(timer))
  }

  close() {
    this.#watching.abort()
    this.#worker.terminate()
    this.#waiting.clear()
  }
}
