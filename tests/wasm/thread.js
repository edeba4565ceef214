// What a worker of a browser finds around it, in a thread of Node's; then the script it runs.

import {parentPort, workerData} from 'node:worker_threads'

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

/** @type {((event: {data: unknown}) => void) | null} */
let onmessage = null

const scope = {
  /** @param {unknown} message */
  postMessage: (message) => port.postMessage(message),
  close: () => port.close(),
  /** @param {string} type @param {(event: {reason: unknown}) => void} listener */
  addEventListener(type, listener) {
    if (type === 'unhandledrejection') {
      process.on('unhandledRejection', (reason) => listener({reason}))
    }
  },
  get onmessage() {
    return onmessage
  },
  set onmessage(listener) {
    onmessage = listener
    port.on('message', (data) => onmessage?.({data}))
  },
}
Object.assign(globalThis, {self: scope})

await import(workerData)
