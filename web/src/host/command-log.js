/** @import {PaymentCommand, ReceiptView} from '../engine/types.js' */

/**
 * A command as it is kept. Replaying the commands of an account in order through a new engine gives the
 * account; the first is an import that replaces.
 * @typedef {{type: 'import', mode: 'add' | 'replace', store: string, files: {name: string, blob: Blob}[],
 *   sample?: boolean} | {type: 'pay', command: PaymentCommand, receipt: ReceiptView}} Command
 */

/**
 * @typedef {object} Snapshot
 * @property {number} version of the log: grows with each append, never goes back, 0 when nothing was kept
 * @property {Command[]} commands in order
 */

/**
 * The commands of one account, kept in IndexedDB. An append is one transaction that first looks at the
 * version it builds on: it is wholly there or not at all, and never beside another tab's.
 */
export class CommandLog {
  /**
   * @param {string} name of the account on this device
   */
  constructor(name) {
    this.name = name
  }

  /** @returns {Promise<Snapshot>} */
  async read() {
    return this.#within('readonly', async (heads, commands) => {
      const head = await done(heads.get(this.name))
      const kept = await done(commands.getAll(this.#range()))
      return {version: head?.version ?? 0, commands: kept.map(({command}) => command)}
    })
  }

  /** The version alone, to see whether another tab moved on. */
  async version() {
    return this.#within(
      'readonly',
      async (heads) => (await done(heads.get(this.name)))?.version ?? 0,
    )
  }

  /**
   * Adds commands that were made on top of `version`. An import that replaces takes away all before it.
   * @param {number} version
   * @param {Command[]} added
   * @returns {Promise<number | undefined>} the new version; undefined if the log has another one by now
   */
  async append(version, added) {
    return this.#within('readwrite', async (heads, commands) => {
      const head = await done(heads.get(this.name))
      if ((head?.version ?? 0) !== version) return undefined
      let last = version
      for (const command of added) {
        if (command.type === 'import' && command.mode === 'replace') commands.delete(this.#range())
        commands.put({account: this.name, version: ++last, command})
      }
      heads.put({account: this.name, version: last})
      return last
    })
  }

  /**
   * Forgets all commands; the version goes on, so that other tabs see that theirs is old.
   * @returns {Promise<number>} the new version
   */
  async clear() {
    return this.#within('readwrite', async (heads, commands) => {
      const version = ((await done(heads.get(this.name)))?.version ?? 0) + 1
      commands.delete(this.#range())
      heads.put({account: this.name, version})
      return version
    })
  }

  #range() {
    return IDBKeyRange.bound([this.name, 0], [this.name, Infinity])
  }

  /**
   * Runs `work` in one transaction and answers when that is durable. `work` may await nothing but requests
   * of that transaction.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(heads: IDBObjectStore, commands: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #within(mode, work) {
    const database = await openDatabase()
    try {
      const transaction = database.transaction(['heads', 'commands'], mode, {durability: 'strict'})
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(undefined)
        transaction.onabort = () => reject(transaction.error)
      })
      finished.catch(() => {})
      const value = await work(
        transaction.objectStore('heads'),
        transaction.objectStore('commands'),
      )
      await finished
      return value
    } finally {
      database.close()
    }
  }
}

/** @returns {Promise<IDBDatabase>} */
async function openDatabase() {
  const request = indexedDB.open('repay-offline', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('heads', {keyPath: 'account'})
    request.result.createObjectStore('commands', {keyPath: ['account', 'version']})
  }
  return done(request)
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
