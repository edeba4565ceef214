import {Database} from './database.js'

/**
 * What offline hosts keep on this device: accounts as logs of commands (command-log.js), and what in the
 * world would be elsewhere, the charges of the test provider and the codes that were sent.
 */
export const offlineDatabase = new Database('repay-offline', 2, {
  heads: {keyPath: 'account'},
  commands: {keyPath: ['account', 'version']},
  charges: {keyPath: ['account', 'key']},
  codes: {keyPath: ['account', 'key']},
})

/**
 * All that is of an account in a store whose key begins with it.
 * @param {string} account
 * @param {number} [after] what comes after it in the key is above this
 */
export const ofAccount = (account, after) =>
  after === undefined
    ? IDBKeyRange.bound([account], [account, []])
    : IDBKeyRange.bound([account, after], [account, []], true)
