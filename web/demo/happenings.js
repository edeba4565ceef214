/** @import {PaymentIntent} from '../src/engine/payment-types.js' */
/** @import {Script} from '../src/host/offline-server.js' */

/** How long a charge takes that takes time, and for how long answers are lost. */
const whileMs = 20_000

/**
 * What a visitor may let happen to payments: each a script of the offline host, and its key in words.js.
 * @type {Record<string, (bank: NonNullable<Script['bank']>) => Script>}
 */
export const happenings = {
  paid: () => ({}),
  code: () => ({asksForCode: () => true}),
  bank: (bank) => ({provider: () => ({does: 'challenge'}), bank}),
  declined: () => ({provider: () => ({does: 'decline', decline: 'insufficient_funds'})}),
  address: () => ({provider: () => ({does: 'decline', decline: 'details_mismatch'})}),
  less: () => ({provider: ({amountMinor}) => ({does: 'capture', amountMinor: half(amountMinor)})}),
  slow: () => ({provider: () => ({does: 'process', afterMs: whileMs})}),
  lost: () => ({network: losesAnswers(), isQuiet: true}),
}

/** A bank's limit in the middle of a payment. @param {bigint} amountMinor */
const half = (amountMinor) => (amountMinor + 1n) / 2n

/**
 * Answers are lost for a while from the first request of each payment on; what was asked is done all the same.
 * @returns {NonNullable<Script['network']>}
 */
function losesAnswers() {
  /** @type {Map<string, number>} */
  const began = new Map()
  return async (request, send) => {
    const {key} = request.intent
    const start = began.get(key) ?? Date.now()
    began.set(key, start)
    const reply = await send()
    return Date.now() - start < whileMs ? {type: 'not_answered'} : reply
  }
}
