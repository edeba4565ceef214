/**
 * The messages between the page (client) and the engine's worker.
 */

/** @import {Answer, ImportFile, ImportOptions, ImportProgress, ProgramSource} from './types.js' */
/** @import {FileWork, Method} from './session.js' */

/**
 * To the worker. `open` comes first, once; `id` names a request until it is answered.
 * @typedef {ProgramSource & {type: 'open', every?: ProgramSource, lock: string}
 *   | {type: 'call', id: number, method: Method, args: unknown[]}
 *   | {type: 'files', id: number, work: FileWork, files: ImportFile[],
 *      options: Partial<Pick<ImportOptions, 'mode' | 'store' | 'currency'>>}
 *   | {type: 'cancel', id: number}
 *   | {type: 'ping'}} Request
 */

/**
 * From the worker. `locked`: it holds the lock of `open` until it ends. `committing`: the files are
 * read, and storing them is one step during which it answers nothing. `failed` is its last word.
 * @typedef {{type: 'answer', id: number, answer: Answer<any>}
 *   | {type: 'progress', id: number, progress: ImportProgress}
 *   | {type: 'committing', id: number}
 *   | {type: 'locked'}
 *   | {type: 'pong'}
 *   | {type: 'failed', message: string}} Reply
 */

export {}
