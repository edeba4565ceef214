/** @import {LedgerKey, ReceiptView} from '../engine/types.js' */

/** Fired before a payment is submitted; cancel it and nothing is sent. */
export class RepayBalanceSubmitEvent extends Event {
  /**
   * @param {LedgerKey} ledger
   * @param {bigint} amountMinor
   */
  constructor(ledger, amountMinor) {
    super('repay-balance-submit', {bubbles: true, composed: true, cancelable: true})
    this.ledger = ledger
    this.amountMinor = amountMinor
  }
}

/** Fired each time a payment of this device stands otherwise than before. */
export class RepayBalanceMovedEvent extends Event {
  /**
   * @param {string} screen what the seller is told now: core/payment/flow_view.h lists them
   * @param {string | undefined} idempotencyKey of the payment; none while there is none
   */
  constructor(screen, idempotencyKey) {
    super('repay-balance-moved', {bubbles: true, composed: true})
    this.screen = screen
    this.idempotencyKey = idempotencyKey
  }
}

/** Fired when a payment is settled and kept. */
export class RepayBalanceSettledEvent extends Event {
  /** @param {ReceiptView} receipt */
  constructor(receipt) {
    super('repay-balance-settled', {bubbles: true, composed: true})
    this.receipt = receipt
  }
}

/** Fired each time the balance on the page is a new one: first shown, another ledger, after a payment. */
export class RepayBalanceShownEvent extends Event {
  /** @param {LedgerKey | undefined} ledger none while the account is empty */
  constructor(ledger) {
    super('repay-balance-shown', {bubbles: true, composed: true})
    this.ledger = ledger
  }
}
