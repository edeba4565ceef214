import {done} from './database.js'
import {ofAccount, offlineDatabase} from './offline-database.js'

/** @import {PaymentCommand} from '../engine/types.js' */
/** @import {DeskMoment, ServerEvent} from '../engine/payment-types.js' */

/**
 * A command as it is kept. Replaying the commands of an account in order through a new engine gives the
 * account; the first is an import that replaces.
 * @typedef {ImportCommand | PaymentStep | PaidAtOnce} Command
 */

/**
 * @typedef {object} ImportCommand
 * @property {'import'} type
 * @property {'add' | 'replace'} mode
 * @property {string} store
 * @property {{name: string, blob: Blob}[]} files
 * @property {boolean} [sample]
 */

/**
 * What happened to a payment, as the server's rules heard of it.
 * @typedef {object} PaymentStep
 * @property {'payment'} type
 * @property {string} key
 * @property {ServerEvent} event
 * @property {DeskMoment} moment
 */

/**
 * A payment as logs of before the payment flow have it.
 * @typedef {{type: 'pay', command: PaymentCommand}} PaidAtOnce
 */

/**
 * @typedef {object} Snapshot
 * @property {number} version of the log: grows with each append, never goes back, 0 when nothing was kept
 * @property {boolean} goesOn whether they follow what was asked after; else they are the whole account
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

  /**
   * @param {number} [after] a version: only what came later. If that is not all that came later, as the
   *   account was replaced or forgotten, all there is
   * @returns {Promise<Snapshot>}
   */
  async read(after = 0) {
    return this.#within('readonly', async (heads, commands) => {
      const version = (await done(heads.get(this.name)))?.version ?? 0
      const later = await done(commands.getAll(ofAccount(this.name, after)))
      const goesOn = later.length === version - after && !later.some(replaces)
      const kept = goesOn ? later : await done(commands.getAll(ofAccount(this.name)))
      return {version, goesOn, commands: kept.map(({command}) => command)}
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
        if (command.type === 'import' && command.mode === 'replace')
          commands.delete(ofAccount(this.name))
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
      commands.delete(ofAccount(this.name))
      heads.put({account: this.name, version})
      return version
    })
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(heads: IDBObjectStore, commands: IDBObjectStore) => Promise<T>} work
   */
  #within(mode, work) {
    return offlineDatabase.within(['heads', 'commands'], mode, work)
  }
}

/** @param {{command: Command}} kept */
const replaces = ({command}) => command.type === 'import' && command.mode === 'replace'
