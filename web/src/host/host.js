/** @import {Answer, EngineClient, LedgerKey, ReceiptView} from '../engine/types.js' */

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
 * A payment the seller asks for.
 * @typedef {object} PaymentRequest
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {string} idempotencyKey from `newKey`; the same one as long as its answer is not known
 * @property {number} version BalanceView.version the seller saw
 * @property {Card} card
 */

/**
 * What the elements need of the world: where the account is, which cards there are, and a way to pay. The
 * elements ask the engine for views and the host for effects; they know nothing of storage or network.
 *
 * A host is an EventTarget. It fires 'change' when what the engine holds has become another account or has
 * moved on without the elements: they then ask for their views again.
 *
 * @typedef {object} HostMembers
 * @property {EngineClient} engine the engine that holds the account, after `open`; another one after a failure
 * @property {boolean} paysOffline whether `pay` works without a network
 * @property {() => Promise<Answer<undefined>>} open brings the account into the engine, once, and anew after
 *   the engine failed. Safe to call again.
 * @property {() => Promise<Card[]>} cards
 * @property {(ledger: LedgerKey) => Promise<ReceiptView[]>} receipts of the payments made here, newest first
 * @property {() => string} newKey 128 random bits, made before anything is stored or sent
 * @property {(request: PaymentRequest) => Promise<Answer<ReceiptView>>} pay wholly or not at all. The same key
 *   again answers the same receipt. STALE if the account moved on; the host has then brought it up to date.
 */

/** @typedef {EventTarget & HostMembers} Host */

/**
 * 'Mastercard •• 4444': how a card is called on the page and in a receipt.
 * @param {Card} card
 */
export const cardName = (card) => `${card.brand} •• ${card.last4}`
