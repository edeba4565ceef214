/** @import {Answer, EngineClient, LedgerKey, ReceiptView} from '../engine/types.js' */
/** @import {PaymentAnswer, PaymentRequest} from '../engine/payment-types.js' */
/** @import {PayingDevice} from './paying-device.js' */

/**
 * A card as the page may know it: never its number or security code.
 * @typedef {object} Card
 * @property {string} id
 * @property {string} brand as it is written: 'Mastercard'
 * @property {string} last4
 * @property {string} expiry 'MM/YY'
 * @property {boolean} isDefault preselected
 */

/**
 * What became of a request about a payment. `not_answered` is all that cannot be believed: no connection, a
 * time-out, 5xx, HTML, half an answer; `signed_out` did nothing.
 * @typedef {{type: 'answered', answer: PaymentAnswer} | {type: 'key_unknown'} | {type: 'signed_out'} |
 *   {type: 'not_answered'}} PaymentReply
 */

/**
 * Where a one-time code was sent.
 * @typedef {object} CodeAddress
 * @property {string} to masked: '•••• 34'
 * @property {string} [testCode] where no message is sent: the code itself, shown as such
 */

/**
 * What the elements need of the world: where the account is, which cards there are, and a way to pay. The
 * elements ask the engine for views and the host for effects; they know nothing of storage or network.
 *
 * A host is an EventTarget. It fires 'change' when what the engine holds has become another account or has
 * moved on without the elements: they then ask for their views again; 'replaced' when no payment made so far
 * belongs to the account any more; and 'closed' when it answers no more.
 *
 * @typedef {object} HostMembers
 * @property {EngineClient} engine the engine that holds the account, after `open`; another one after a failure
 * @property {boolean} paysOffline whether `ask` works without a network
 * @property {PayingDevice} device lock and slot of this seller on this device
 * @property {() => Promise<Answer<undefined>>} open brings the account into the engine, once, and anew after
 *   the engine failed. Safe to call again.
 * @property {() => Promise<Card[]>} cards
 * @property {(ledger: LedgerKey) => Promise<ReceiptView[]>} receipts of the payments made here, newest first
 * @property {(request: PaymentRequest) => Promise<PaymentReply>} ask the server, once: whether and when it is
 *   asked again is for core/payment to say
 * @property {() => Promise<boolean>} renewSignIn asks the seller to sign in again; whether they did
 * @property {() => Promise<void>} refresh the balance is another, or may be: brings the account up to date
 * @property {(key: string) => Promise<CodeAddress>} codeAddress of the code for a payment
 * @property {(key: string) => Promise<void>} goToBank shows the seller their bank's page for a payment;
 *   answers when they are back from it
 */

/** @typedef {EventTarget & HostMembers} Host */

/**
 * 'Mastercard •• 4444': how a card is called on the page and in a receipt.
 * @param {Card} card
 */
export const cardName = (card) => `${card.brand} •• ${card.last4}`
