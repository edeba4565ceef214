// What changed an engine's account, to bring another one to the same.

import {payment} from './arguments.js'

/** @import {Answer, ImportFile, ImportOptions} from './types.js' */
/** @import {Method, Session} from './session.js' */

/**
 * The calls of the small engine (wasm/engine_account.cpp) that change something, each with what copies
 * its argument, which is the caller's; the whole one keeps no journal.
 * @type {Partial<Record<Method, (argument: unknown) => unknown>>}
 */
const changing = {pay: payment}

const quiet = {cancelled: () => false, progress: () => {}, committing: () => {}, workMs: 50}

export class Journal {
  /** @type {((session: Session) => Answer<any> | Promise<Answer<any>>)[]} */
  #steps = []

  /** @param {Method} method @param {unknown[]} args */
  called(method, args) {
    const copy = changing[method]
    if (!copy) return
    const kept = [copy(args[0])]
    this.#steps.push((session) => session.call(method, kept))
  }

  /** @param {unknown} files as they were imported @param {Partial<ImportOptions>} options */
  imported(files, {mode, store, currency}) {
    // Bytes are the caller's to change.
    const kept = /** @type {ImportFile[]} */ (files).map((file) =>
      'blob' in file ? file : {name: file.name, blob: new Blob([new Uint8Array(file.bytes)])},
    )
    if (mode === 'replace') this.#steps = []
    const options = {mode, store, currency}
    this.#steps.push((session) => session.readFiles('importFiles', kept, options, quiet))
  }

  /**
   * What was done, once more, on an engine that was told nothing.
   * @param {Session} session
   * @returns {Promise<Answer<undefined>>}
   */
  async repeatOn(session) {
    for (const step of this.#steps) {
      const answer = await step(session)
      if (!answer.ok) return answer // a file that the machine cannot read any more
    }
    return {ok: true, value: undefined}
  }
}
