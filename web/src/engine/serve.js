// The engine's thread: a module worker that holds one session and answers what is posted to it.
// protocol.js says what the messages are.

/** @import {Session} from './session.js' */
/** @import {EngineOptions} from './types.js' */
/** @import {Request, Reply} from './protocol.js' */

/** Long enough to be quick, short enough that a cancellation or a ping does not wait. */
const workMs = 50

/** @type {(options: Pick<EngineOptions, 'wasmUrl' | 'wasmBytes' | 'every'>) => Promise<Session>} */
let openSession
/** @type {Promise<Session> | undefined} */
let opening
/** @type {Set<number>} */
const cancelled = new Set()

/** @param {Reply} reply */
const post = (reply) => self.postMessage(reply)

/**
 * The session is over: a trap leaves an engine that would answer wrongly.
 * @param {unknown} error
 */
async function fail(error) {
  const session = await opening?.catch(() => undefined)
  post({type: 'failed', message: session?.whyEnded(error) ?? String(error)})
  self.close()
}

/** @param {Request} request */
async function handle(request) {
  switch (request.type) {
    case 'open':
      opening = openSession(request)
      await opening
      holdLock(request.lock)
      break
    case 'call': {
      const session = await opening
      const answer = await session?.call(request.method, request.args)
      if (answer) post({type: 'answer', id: request.id, answer})
      break
    }
    case 'files':
      await readFiles(request)
      break
    case 'cancel':
      cancelled.add(request.id)
      break
    case 'ping':
      post({type: 'pong'})
  }
}

/** @param {Extract<Request, {type: 'files'}>} request */
async function readFiles({id, work, files, options}) {
  const session = await opening
  const answer = await session?.readFiles(work, files, options, {
    cancelled: () => cancelled.has(id),
    progress: (progress) => post({type: 'progress', id, progress}),
    committing: () => post({type: 'committing', id}),
    workMs,
  })
  cancelled.delete(id)
  if (answer) post({type: 'answer', id, answer})
}

/**
 * Holds a lock as long as this thread lives, so that the page sees its end.
 * @param {string} name
 */
function holdLock(name) {
  self.navigator?.locks?.request(name, () => {
    post({type: 'locked'})
    return new Promise(() => {})
  })
}

/**
 * Answers from now on.
 * @param {typeof openSession} open which program the session runs
 */
export function serve(open) {
  openSession = open
  self.onmessage = ({data}) => {
    handle(data).catch(fail)
  }
  // No browser tells the page of these.
  self.addEventListener('unhandledrejection', (event) => fail(event.reason))
}
