// The engine in the page itself: for Node, a page opened from disk, and where workers are forbidden.

/** @import {EngineOptions, ImportFile, ImportOptions} from './types.js' */
/** @import {Connection, Failing} from './client.js' */
/** @import {FileWork, Method, Session} from './session.js' */

/** Half a frame: the page stays smooth while files are read. */
const workMs = 8

/** @implements {Connection} */
export class PageConnection {
  /** @type {Promise<Session>} */
  #opening

  /** @param {EngineOptions} options @param {Failing} failing */
  constructor(options, failing) {
    this.failing = failing
    const program =
      options.formats === 'account' ? import('./account-format.js') : import('./every-format.js')
    this.#opening = program.then(({openSession}) => openSession(options))
    this.#opening.catch((error) => failing.fail(String(error)))
  }

  /** @param {Method} method @param {unknown[]} args */
  call(method, args) {
    return this.#guarded((session) => session.call(method, args))
  }

  /** @param {FileWork} work @param {ImportFile[]} files @param {Partial<ImportOptions>} options */
  readFiles(work, files, options) {
    return this.#guarded((session) =>
      session.readFiles(work, files, options, {
        cancelled: () => this.failing.over || options.signal?.aborted === true,
        progress: (progress) => options.onProgress?.(progress),
        committing: () => {},
        workMs,
      }),
    )
  }

  /** An engine that threw is not asked again. @param {(session: Session) => any} ask */
  async #guarded(ask) {
    const session = await this.#opening
    if (this.failing.over) throw new Error('the engine is over')
    try {
      return await ask(session)
    } catch (error) {
      this.failing.fail(session.whyEnded(error))
      throw error
    }
  }

  close() {
    this.#opening = Promise.reject(new Error('closed'))
    this.#opening.catch(() => {})
  }
}
