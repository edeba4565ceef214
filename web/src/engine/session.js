// One instance of the engine and the calls on it; the same in the worker and in the page.

import {
  amount,
  ArgumentError,
  ledger,
  maybe,
  maybeMoment,
  numberFormat,
  payment,
  range,
  text,
  typed,
  window,
} from './arguments.js'
import {Importer} from './importer.js'
import {Journal} from './journal.js'
import {flow as flowValue, flowEvent} from './payment-arguments.js'

/** @import {Engine, MainModule} from '../../../build/wasm/wasm/repay_wasm.mjs' */
/** @import {Answer, EngineClient, EngineOptions, ImportOptions} from './types.js' */
/** @import {Desk} from './desk.js' */
/** @import {ImportControl} from './importer.js' */

/** @typedef {'importFiles' | 'checkFiles'} FileWork */
/** @typedef {Exclude<keyof EngineClient, FileWork | 'failed' | 'close'>} Method */

/** What Emscripten made of the engine. @typedef {(options?: object) => Promise<MainModule>} Program */

/**
 * The calls that are answered at once, as the client's type says but without promises. That the
 * bindings' own types fit is what tsc checks here.
 * @typedef {{[M in Method]: (...args: Parameters<EngineClient[M]>) =>
 *   Awaited<ReturnType<EngineClient[M]>>}} Calls
 */

/** What a page's first view asks, and paying: the calls of the small program. */
/** @typedef {'balances' | 'balance' | 'preview' | 'previewTyped' | 'openCharges' | 'statement' | 'checkPayment' | 'pay' | 'stepFlow' | 'currencyDigits'} PageMethod */

/**
 * @param {Engine} engine @param {MainModule} module
 * @returns {Pick<Calls, PageMethod>}
 */
export const pageCallsOn = (engine, module) => ({
  balances: (when) => engine.balances(maybeMoment(when)),
  balance: (key, when) => engine.balance(ledger(key), maybeMoment(when)),
  preview: (key, minor, rows) =>
    engine.preview(ledger(key), amount(minor, 'amountMinor'), window(rows)),
  previewTyped: (key, input, format, rows) =>
    engine.previewTyped(ledger(key), typed(input, 'text'), numberFormat(format), window(rows)),
  openCharges: (key, rows) => engine.openCharges(ledger(key), window(rows)),
  statement: (key, part) => engine.statement(ledger(key), range(part)),
  checkPayment: (command) => engine.checkPayment(payment(command)),
  pay: (command) => engine.pay(payment(command)),
  stepFlow: (flow, event) => engine.stepFlow(maybe(flow, 'flow', flowValue), flowEvent(event)),
  currencyDigits: (currency) => module.currencyDigits(text(currency, 'currency')),
})

/**
 * Turns an ArgumentError into an answer. Anything else that is thrown is a trap, or leaves the
 * engine in a state nobody planned: it goes on to the owner of the session, who ends it.
 * @template T
 * @param {() => T} ask
 * @returns {T | {ok: false, error: {code: string, message: string, field: string}}}
 */
function answered(ask) {
  try {
    return ask()
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    const {code, message, field} = error
    return {ok: false, error: {code, message, field}}
  }
}

/** What the engine says on its way out. */
export class LastWords {
  last = ''

  /** @param {string} line */
  hear(line) {
    if (line.startsWith('repay:')) this.last = line
  }
}

/**
 * One engine. A method that throws has ended it: it must not be asked again.
 *
 * One that began with the small program becomes the whole one when it is asked for what only that
 * has: a call, or a file that the small one refuses, which may be of a format it does not know. The
 * whole one goes again through what changed the account, and calls wait meanwhile.
 */
export class Session {
  /** @type {(() => Promise<Session>) | undefined} */
  #openWhole
  /** @type {Promise<Answer<undefined>> | undefined} */
  #growing
  #journal = new Journal()

  /**
   * @param {Engine} engine @param {MainModule} module @param {LastWords} words
   * @param {() => Promise<Session>} [openWhole] where the program is the small one
   */
  constructor(engine, module, words, openWhole) {
    this.engine = engine
    this.module = module
    /** @type {Desk | undefined} */
    this.desk = undefined
    // What else there is of them is asked of the whole engine alone.
    this.calls = /** @type {Calls} */ (pageCallsOn(engine, module))
    this.answered = answered
    this.importer = new Importer(engine, module)
    this.words = words
    this.#openWhole = openWhole
  }

  /**
   * What ended it, where the engine said so before: the place of a failed check.
   * @param {unknown} error
   */
  whyEnded(error) {
    return this.words.last || String(error)
  }

  /**
   * Fetches, compiles and starts a program of the engine.
   * @param {Program} createRepay
   * @param {Pick<EngineOptions, 'wasmUrl' | 'wasmBytes'>} options
   * @param {() => Promise<Session>} [openWhole]
   */
  static async open(createRepay, {wasmUrl, wasmBytes}, openWhole) {
    const words = new LastWords()
    const module = await createRepay({
      printErr: (/** @type {string} */ line) => words.hear(line),
      ...(wasmUrl && {locateFile: () => String(wasmUrl)}),
      ...(wasmBytes && {wasmBinary: wasmBytes}),
    })
    return new this(new module.Engine(), module, words, openWhole)
  }

  /**
   * @template {Method} M
   * @param {M} method
   * @param {unknown[]} args as they came, from another thread perhaps
   * @returns {ReturnType<Calls[M]> | Promise<ReturnType<Calls[M]>>} at once, unless it must grow
   */
  call(method, args) {
    if (!this.#growing && this.#has(method)) return this.#callNow(method, args)
    return this.#callGrown(method, args)
  }

  /** @param {string} name of a binding */
  #has(name) {
    return name in this.engine || name in this.module
  }

  /** @template {Method} M @param {M} method @param {unknown[]} args @returns {ReturnType<Calls[M]>} */
  #callNow(method, args) {
    const call = /** @type {(...args: unknown[]) => ReturnType<Calls[M]>} */ (this.calls[method])
    const answer = /** @type {ReturnType<Calls[M]>} */ (this.answered(() => call(...args)))
    if (this.#openWhole && answer.ok) this.#journal.called(method, args)
    return answer
  }

  /**
   * @template {Method} M @param {M} method @param {unknown[]} args
   * @returns {Promise<ReturnType<Calls[M]>>}
   */
  async #callGrown(method, args) {
    const grown = await (this.#growing ?? this.#grow())
    if (this.#has(method)) return this.#callNow(method, args)
    if (!grown.ok) return /** @type {ReturnType<Calls[M]>} */ (grown)
    throw new Error(`the engine has no ${method}`)
  }

  /**
   * Becomes the whole engine. If that cannot be had, it stays what it is; asked again, it tries again.
   * @returns {Promise<Answer<undefined>>}
   */
  #grow() {
    const growing = this.#becomeWhole().finally(() => {
      this.#growing = undefined
    })
    this.#growing = growing
    return growing
  }

  /** @returns {Promise<Answer<undefined>>} */
  async #becomeWhole() {
    if (!this.#openWhole) return {ok: true, value: undefined}
    let whole
    try {
      whole = await this.#openWhole()
    } catch (error) {
      return {ok: false, error: {code: 'ENGINE_INCOMPLETE', message: String(error)}}
    }
    await this.importer.idle()
    this.words = whole.words
    const again = await this.#journal.repeatOn(whole)
    if (!again.ok) return again
    // Of a file of its own, which has an ArgumentError of its own.
    const {engine, module, desk, calls, importer, answered} = whole
    Object.assign(this, {engine, module, desk, calls, importer, answered})
    this.#openWhole = undefined
    this.#journal = new Journal()
    return again
  }

  /**
   * Reads files: to import them, or to say all that is wrong with them.
   * @param {FileWork} work
   * @param {unknown} files ImportFile[]
   * @param {Partial<ImportOptions>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<any>>}
   */
  async readFiles(work, files, options, control) {
    await this.#growing
    if (work === 'importFiles') return this.#import(files, options, control)
    if (!this.#has('FileCheck')) {
      const grown = await this.#grow()
      if (!grown.ok) return grown
    }
    return this.importer.check(files, options, control)
  }

  /** @param {unknown} files @param {Partial<ImportOptions>} options @param {ImportControl} control */
  async #import(files, options, control) {
    const answer = await this.#read(files, options, control).then((read) => {
      if (this.#openWhole && read.ok) this.#journal.imported(files, options)
      return read
    })
    if (answer.ok || !this.#openWhole || !isOfFile(answer.error)) return answer
    const grown = await (this.#growing ?? this.#grow())
    return grown.ok ? this.#read(files, options, control) : answer
  }

  /** @param {unknown} files @param {Partial<ImportOptions>} options @param {ImportControl} control */
  async #read(files, options, control) {
    const read = await this.importer.run(files, options, control)
    if (read.ok && options.mode === 'replace') this.desk?.close()
    return read
  }
}

/** Whether the engine refused what a file says. @param {{code: string, file?: string}} error */
const isOfFile = ({code, file}) => file !== undefined && code !== 'FILE_UNREADABLE'
