// The steps of a payment's way, and the faults that can meet it there.

/** @import {OfflineHost} from '../../../web/src/host/offline-host.js' */
/** @import {PaymentReply} from '../../../web/src/host/host.js' */
/** @import {PaymentRequest} from '../../../web/src/engine/payment-types.js' */

/** @typedef {(request: PaymentRequest, send: () => Promise<PaymentReply>) => Promise<PaymentReply>} Network */
/** @typedef {{killed: boolean}} Page */

/** @type {() => Promise<any>} */
const never = () => new Promise(() => {})
/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const notAnswered = /** @type {const} */ ({type: 'not_answered'})

/** From the load of the page to the end, in order. */
export const steps = /** @type {const} */ ([
  'page_opens',
  'lock_is_taken',
  'slot_is_read',
  'intent_is_stored',
  'intent_is_durable',
  'payment_is_sent',
  'payment_is_held',
  'code_is_entered',
  'charge_is_requested',
  'charge_is_decided',
  'bank_is_asked',
  'slot_is_cleared',
])

/**
 * Tells of each step when it is reached, and waits for what is done there.
 * @param {OfflineHost} host
 * @param {(step: typeof steps[number]) => Promise<void>} reached
 */
export function stepsOf(host, reached) {
  const {device, script} = host
  const locks = device.takeLock.bind(device)
  let isOpen = false
  device.takeLock = async (how) => {
    await reached(isOpen ? 'lock_is_taken' : 'page_opens')
    isOpen = true
    return locks(how)
  }
  const read = device.read.bind(device)
  let reads = 0
  device.read = async () => {
    if (++reads > 1) await reached('slot_is_read')
    return read()
  }
  const store = device.store.bind(device)
  device.store = async (intent) => {
    await reached('intent_is_stored')
    const outcome = await store(intent)
    await reached('intent_is_durable')
    return outcome
  }
  const clear = device.clear.bind(device)
  device.clear = async (key) => {
    await reached('slot_is_cleared')
    return clear(key)
  }
  const ask = host.ask.bind(host)
  host.ask = async (request) => {
    if (request.kind === 'pay') await reached('payment_is_sent')
    if (request.kind === 'confirm') await reached('code_is_entered')
    return ask(request)
  }
  const goToBank = host.goToBank.bind(host)
  host.goToBank = async (key) => {
    await reached('bank_is_asked')
    return goToBank(key)
  }
  const points = /** @type {const} */ ({
    held: 'payment_is_held',
    charge: 'charge_is_requested',
    charged: 'charge_is_decided',
  })
  script.pause = (point) => reached(points[point])
}

/**
 * Requests from now on meet `way`, each with its number from 0.
 * @param {OfflineHost} host
 * @param {(number: number, ...request: Parameters<Network>) => Promise<PaymentReply>} way
 */
function fromNowOn(host, way) {
  let number = 0
  host.script.network = (request, send) => way(number++, request, send)
}

/**
 * @type {Record<string, (host: OfflineHost, page: Page) => Promise<void> | void>}
 */
export const faults = {
  request_dropped: (host) =>
    fromNowOn(host, (number, _, send) => (number === 0 ? never() : send())),
  answer_dropped: (host) =>
    fromNowOn(host, async (number, _, send) => {
      const reply = await send()
      return number === 0 ? never() : reply
    }),
  duplicated: (host) =>
    fromNowOn(host, async (number, _, send) => {
      const [reply] =
        number === 0 ? await Promise.all([send(), pause(30).then(send)]) : [await send()]
      return reply
    }),
  delayed: (host) =>
    fromNowOn(host, async (number, _, send) => {
      if (number === 0) await pause(1500)
      return send()
    }),
  reordered: (host) => {
    /** @type {() => void} */
    let overtaken = () => {}
    const later = new Promise((resolve) => (overtaken = () => resolve(undefined)))
    fromNowOn(host, async (number, _, send) => {
      if (number === 0) await Promise.race([later, pause(4000)])
      const reply = await send()
      if (number === 1) overtaken()
      return reply
    })
  },
  // 503, or a page of HTML: whatever it was, it is no answer.
  not_json: (host) =>
    fromNowOn(host, async (number, _, send) => (number < 2 ? notAnswered : send())),
  signed_out: (host) =>
    fromNowOn(host, async (number, _, send) => (number === 0 ? {type: 'signed_out'} : send())),
  tab_killed: (_, page) => {
    page.killed = true
    return never()
  },
  offline: (host) => {
    let online = false
    Object.defineProperty(navigator, 'onLine', {get: () => online, configurable: true})
    window.dispatchEvent(new Event('offline'))
    fromNowOn(host, async (_number, _request, send) => (online ? send() : notAnswered))
    setTimeout(() => {
      online = true
      window.dispatchEvent(new Event('online'))
    }, 1300)
  },
  worker_ended: (host) => host.engine.close(),
}
