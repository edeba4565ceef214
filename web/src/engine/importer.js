// Reads files piece by piece and feeds the engine: the file never stands whole in memory.

import {ArgumentError, files as readFiles, maybe, text} from './arguments.js'

/** @import {Engine, FileCheck, MainModule} from '../../../build/wasm/wasm/repay_wasm.mjs' */
/** @import {Answer, CheckedFile, EngineError, ImportOptions, ImportProgress} from './types.js' */
/** @import {ImportView} from './types.js' */

/** Smaller reads of a File cost three times as much. */
const sliceBytes = 16 << 20
/** A few milliseconds of work, and it stays in the processor's cache. */
const pieceBytes = 256 << 10
const progressEveryMs = 50

/**
 * What the owner of an import does besides.
 * @typedef {object} ImportControl
 * @property {() => boolean} cancelled
 * @property {(progress: ImportProgress) => void} progress
 * @property {() => void} committing the files are read; what follows is one long step
 * @property {number} workMs how long to work before letting others have the thread
 */

/**
 * What the caller knows of files that do not say it.
 * @typedef {{store: string, currency: string | undefined}} KnownBefore
 */

/** Lets events be handled, this thread's and those from others. */
const pause = () =>
  new Promise((resolve) => {
    const {port1, port2} = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve(undefined)
    }
    port2.postMessage(undefined)
  })

/**
 * The bytes of a file; the next slice is read while this one is worked on.
 * @param {{size: number, blob?: Blob, bytes?: Uint8Array}} file
 */
async function* slices({size, blob, bytes}) {
  if (bytes) yield bytes
  if (!blob) return
  /** @param {number} at */
  const read = (at) => {
    const slice = blob.slice(at, at + sliceBytes).arrayBuffer()
    slice.catch(() => {}) // it is told when it is awaited, if ever
    return slice
  }
  let next = size > 0 ? read(0) : undefined
  for (let at = 0; next; at += sliceBytes) {
    const slice = await next
    if (slice.byteLength === 0) return // it is shorter than it was
    next = at + sliceBytes < size ? read(at + sliceBytes) : undefined
    yield new Uint8Array(slice)
  }
}

/** @param {string} code @param {string} message @param {Partial<EngineError>} [place] */
const no = (code, message, place) => ({
  ok: /** @type {const} */ (false),
  error: {code, message, ...place},
})

const yes = /** @type {const} */ ({ok: true, value: undefined})

const cancelled = () => no('CANCELLED', 'the import was cancelled')

/** Imports and checks on one engine, one after another. */
export class Importer {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** @param {Engine} engine @param {MainModule} module */
  constructor(engine, module) {
    this.engine = engine
    this.module = module
  }

  /**
   * @param {unknown} files ImportFile[]
   * @param {Partial<ImportOptions>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<ImportView>>}
   */
  run(files, options, control) {
    return this.#next(() => this.#import(files, options, control))
  }

  /**
   * @param {unknown} files ImportFile[]
   * @param {Partial<ImportOptions>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<CheckedFile[]>>}
   */
  check(files, options, control) {
    return this.#next(() => this.#check(files, options, control))
  }

  /** When nothing is being read. */
  async idle() {
    await this.#last
  }

  /**
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  #next(work) {
    const answer = this.#last.then(work).catch((error) => {
      if (!(error instanceof ArgumentError)) throw error
      return no(error.code, error.message, {field: error.field})
    })
    this.#last = answer.catch(() => {})
    return answer
  }

  /**
   * @param {unknown} given
   * @param {Partial<ImportOptions>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<ImportView>>}
   */
  async #import(given, options, control) {
    const files = readFiles(given)
    const mode = text(options?.mode, 'mode')
    const known = this.#known(options)
    if (!known.ok) return known
    const begun = this.engine.beginImport(mode)
    if (!begun.ok) return begun
    const fed = await this.#feedAll(files, known.value, control, this.engine)
    if (!fed.ok) {
      this.engine.cancelImport()
      return fed
    }
    const done = this.engine.commitImport()
    if (done.ok) return done
    return {ok: false, error: {...done.error, file: files[this.engine.refusedFile()]?.name}}
  }

  /**
   * @param {unknown} given
   * @param {Partial<ImportOptions>} options
   * @param {ImportControl} control
   * @returns {Promise<Answer<CheckedFile[]>>}
   */
  async #check(given, options, control) {
    const files = readFiles(given)
    const known = this.#known(options)
    if (!known.ok) return known
    const check = new this.module.FileCheck(this.engine)
    try {
      const fed = await this.#feedAll(files, known.value, control, check)
      if (!fed.ok) return fed
      const found = check.finish()
      if (!found.ok) return found
      const value = found.value.map((each, at) => ({file: files[at].name, ...each}))
      return {ok: true, value}
    } finally {
      check.delete()
    }
  }

  /** @param {Partial<ImportOptions>} options @returns {Answer<KnownBefore>} */
  #known(options) {
    const store = text(options?.store, 'store')
    const currency = maybe(options.currency, 'currency', text)
    const digits = currency === undefined ? yes : this.module.currencyDigits(currency)
    if (!digits.ok) return {ok: false, error: {...digits.error, field: 'currency'}}
    return {ok: true, value: {store, currency}}
  }

  /**
   * @param {ReturnType<typeof readFiles>} files
   * @param {KnownBefore} known
   * @param {ImportControl} control
   * @param {Engine | FileCheck} into
   * @returns {Promise<Answer<undefined>>}
   */
  async #feedAll(files, {store, currency}, control, into) {
    const pace = new Pace(files, control)
    for (const file of files) {
      into.beginFile(store, file.size, currency)
      const fed = await this.#feed(file, pace, into)
      if (!fed.ok) return {ok: false, error: {...fed.error, file: file.name}}
    }
    pace.tellWhole()
    control.committing()
    await pause() // a last chance to cancel, and for the word that this takes long to get out
    return control.cancelled() ? cancelled() : yes
  }

  /**
   * @param {ReturnType<typeof readFiles>[number]} file
   * @param {Pace} pace
   * @param {Engine | FileCheck} into a check refuses nothing, so it answers nothing
   * @returns {Promise<Answer<undefined>>}
   */
  async #feed(file, pace, into) {
    const source = slices(file)
    for (;;) {
      let slice
      try {
        slice = await source.next()
      } catch (error) {
        return no('FILE_UNREADABLE', `the file could not be read: ${error}`)
      }
      if (slice.done) return into.endFile() ?? yes
      for (let at = 0; at < slice.value.length; at += pieceBytes) {
        if (pace.control.cancelled()) return cancelled()
        const piece = slice.value.subarray(at, at + pieceBytes)
        const fed = into.feed(piece)
        if (fed && !fed.ok) return fed
        await pace.after(file.name, piece.length)
      }
    }
  }
}

/** Tells progress and lets others work, now and then. */
class Pace {
  #told = -Infinity
  #toldBytes = -1
  #rested = performance.now()
  #bytes = 0
  #file = ''
  #totalBytes

  /** @param {{size: number}[]} files @param {ImportControl} control */
  constructor(files, control) {
    this.control = control
    this.#totalBytes = files.reduce((sum, {size}) => sum + size, 0)
  }

  /** @param {string} file @param {number} bytes */
  async after(file, bytes) {
    this.#bytes += bytes
    this.#file = file
    const now = performance.now()
    if (now - this.#told >= progressEveryMs) {
      this.#told = now
      this.#tell()
    }
    if (now - this.#rested < this.control.workMs) return
    await pause()
    this.#rested = performance.now()
  }

  /** The last word, unless it was said: all is read. */
  tellWhole() {
    if (this.#toldBytes < this.#bytes) this.#tell()
  }

  #tell() {
    this.#toldBytes = this.#bytes
    this.control.progress({file: this.#file, bytes: this.#bytes, totalBytes: this.#totalBytes})
  }
}
