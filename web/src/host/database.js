// IndexedDB, for what must survive a page: one transaction at a time, answered when it is durable.

/** @typedef {Record<string, IDBObjectStoreParameters>} Stores their names and keys */

/** One database of this device. */
export class Database {
  #name
  #version
  #stores

  /**
   * @param {string} name
   * @param {number} version grows with the stores
   * @param {Stores} stores all there are; those that are not there yet are made
   */
  constructor(name, version, stores) {
    this.#name = name
    this.#version = version
    this.#stores = stores
  }

  /**
   * Runs `work` in one transaction and answers when that is durable. `work` may await nothing but requests
   * of that transaction; if it throws, nothing of it has happened.
   * @template T
   * @param {string[]} names
   * @param {IDBTransactionMode} mode
   * @param {(...stores: IDBObjectStore[]) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async within(names, mode, work) {
    const database = await this.#open()
    try {
      const transaction = database.transaction(names, mode, {durability: 'strict'})
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(undefined)
        transaction.onabort = () => reject(transaction.error)
      })
      finished.catch(() => {})
      const value = await work(...names.map((name) => transaction.objectStore(name)))
      await finished
      return value
    } finally {
      database.close()
    }
  }

  async #open() {
    const request = indexedDB.open(this.#name, this.#version)
    request.onupgradeneeded = () => {
      const {result: database} = request
      for (const [name, options] of Object.entries(this.#stores)) {
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, options)
      }
    }
    return done(request)
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
