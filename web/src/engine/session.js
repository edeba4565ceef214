// One instance of the engine and the calls on it; the same in the worker and in the page.

import {
  amount,
  ArgumentError,
  ledger,
  ledgerQuestion,
  numberFormat,
  payment,
  range,
  text,
  typed,
  window,
} from './arguments.js'
import {Importer} from './importer.js'

/** @import {Engine, MainModule} from '../../../build/wasm/wasm/repay_wasm.mjs' */
/** @import {Answer, EngineClient, EngineOptions, ImportOptions, ImportView} from './types.js' */
/** @import {ImportControl} from './importer.js' */

/** @typedef {Exclude<keyof EngineClient, 'importFiles' | 'failed' | 'close'>} Method */

/** What Emscripten made of the engine. @typedef {(options?: object) => Promise<MainModule>} Program */

/**
 * The calls that are answered at once, as the client's type says but without promises. That the
 * bindings' own types fit is what tsc checks here.
 * @typedef {{[M in Method]: (...args: Parameters<EngineClient[M]>) =>
 *   Awaited<ReturnType<EngineClient[M]>>}} Calls
 */

/**
 * @param {Engine} engine @param {MainModule} module
 * @returns {Calls}
 */
const callsOn = (engine, module) => ({
  balances: () => engine.balances(),
  findLedger: (which) => engine.findLedger(ledgerQuestion(which)),
  balance: (key) => engine.balance(ledger(key)),
  settlements: (key) => engine.settlements(ledger(key)),
  preview: (key, minor, rows) =>
    engine.preview(ledger(key), amount(minor, 'amountMinor'), window(rows)),
  previewTyped: (key, input, format, rows) =>
    engine.previewTyped(ledger(key), typed(input, 'text'), numberFormat(format), window(rows)),
  openCharges: (key, rows) => engine.openCharges(ledger(key), window(rows)),
  statement: (key, part) => engine.statement(ledger(key), range(part)),
  statementRows: (key, part, rows) => engine.statementRows(ledger(key), range(part), window(rows)),
  credits: (key) => engine.credits(ledger(key)),
  allocations: (key, credits) => engine.allocations(ledger(key), window(credits)),
  checkPayment: (command) => engine.checkPayment(payment(command)),
  pay: (command) => engine.pay(payment(command)),
  parseAmount: (input, currency, format) =>
    module.parseAmount(typed(input, 'text'), text(currency, 'currency'), numberFormat(format)),
  toDecimal: (minor, currency) =>
    module.toDecimal(amount(minor, 'amountMinor'), text(currency, 'currency')),
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
class LastWords {
  last = ''

  /** @param {string} line */
  hear(line) {
    if (line.startsWith('repay:')) this.last = line
  }
}

/** One engine. A method that throws has ended it: it must not be asked again. */
export class Session {
  /** @param {Engine} engine @param {MainModule} module @param {LastWords} words */
  constructor(engine, module, words) {
    this.calls = callsOn(engine, module)
    this.importer = new Importer(engine)
    this.words = words
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
   */
  static async open(createRepay, {wasmUrl, wasmBytes}) {
    const words = new LastWords()
    const module = await createRepay({
      printErr: (/** @type {string} */ line) => words.hear(line),
      ...(wasmUrl && {locateFile: () => String(wasmUrl)}),
      ...(wasmBytes && {wasmBinary: wasmBytes}),
    })
    return new Session(new module.Engine(), module, words)
  }

  /**
   * @template {Method} M
   * @param {M} method
   * @param {unknown[]} args as they came, from another thread perhaps
   * @returns {ReturnType<Calls[M]>}
   */
  call(method, args) {
    const call = /** @type {(...args: unknown[]) => ReturnType<Calls[M]>} */ (this.calls[method])
    return /** @type {ReturnType<Calls[M]>} */ (answered(() => call(...args)))
  }

  /**
   * @param {unknown} files ImportFile[]
   * @param {Pick<ImportOptions, 'mode' | 'store'>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<ImportView>>}
   */
  async importFiles(files, options, control) {
    return this.importer.run(files, options, control)
  }
}
