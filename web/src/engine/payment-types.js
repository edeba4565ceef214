/**
 * What crosses about the way of a payment, on the page and to the server (core/payment/README.md);
 * types.js has the rest. A flow is a plain value: it goes to the engine with what happened and comes
 * back with what is to be done, so no engine that ends takes a payment's way with it.
 */

/** @import {LedgerKey} from './types.js' */

/**
 * A payment that may be on its way, with its key; durable before anything is sent.
 * @typedef {object} PaymentIntent
 * @property {string} key 32 hexadecimal digits
 * @property {string} account 'USD/main': that of store 'main' in US dollars
 * @property {string} currency of the amounts
 * @property {bigint} amountMinor
 * @property {bigint} storedMinor what the stored balance pays of it, first
 * @property {string} method the host's id of the card that pays the rest; '' if there is none to pay
 * @property {number} version BalanceView.version the seller saw
 */

/**
 * How a payment stands, as the server says.
 * @typedef {object} PaymentAnswer
 * @property {string} key
 * @property {string} currency
 * @property {bigint} amountMinor the whole that was asked for
 * @property {string} state of core/payment/order.h: 'pending'
 * @property {bigint} settledMinor what came of it
 * @property {bigint} reversedMinor what of that went back
 * @property {string} [error] a code: why it was refused, or what a one-time code was refused for
 * @property {string} [decline] a class of core/repayment/decline.h: why it failed
 * @property {number} attemptsLeft one-time codes that may still be wrong
 * @property {number} codesJudged so far
 */

/**
 * What the server is asked. Sent again it is the same.
 * @typedef {object} PaymentRequest
 * @property {string} kind 'pay', 'look_up', 'abandon', 'confirm' or 'resend'
 * @property {PaymentIntent} intent
 * @property {string} code a one-time code, to confirm with; else ''
 * @property {number} codesJudged PaymentAnswer.codesJudged as it was seen with the code
 */

/**
 * One page's payment: core/payment/flow.h says what its fields are. A page keeps it, gives it back,
 * and looks at the view instead.
 * @typedef {object} Flow
 * @property {string} state 'sending'
 * @property {number} operations
 * @property {number} awaited
 * @property {number} timer
 * @property {number} deadline
 * @property {number} lock
 * @property {boolean} online
 * @property {PaymentIntent} [intent]
 * @property {PaymentAnswer} [answer]
 * @property {string} [error] a code
 * @property {PaymentRequest} [held]
 * @property {number} questions
 * @property {number} askedMs
 */

/**
 * What happened on a page. `operation` is that of the effect whose outcome it is.
 * @typedef {{type: 'page_loaded' | 'signed_in' | 'code_again_pressed' | 'challenge_returned'
 *     | 'cancel_pressed' | 'look_again_pressed'}
 *   | {type: 'pay_pressed', key: string, ledger: LedgerKey, amountMinor: bigint,
 *      storedMinor: bigint, method: string, version: number}
 *   | {type: 'lock_answered', operation: number, granted: boolean}
 *   | {type: 'intent_read', operation: number, outcome: 'done' | 'failed', intent?: PaymentIntent}
 *   | {type: 'intent_stored', operation: number, outcome: 'done' | 'taken' | 'failed'}
 *   | {type: 'answered', operation: number, answer: PaymentAnswer}
 *   | {type: 'intent_cleared' | 'not_answered' | 'key_unknown' | 'signed_out' | 'time_up',
 *      operation: number}
 *   | {type: 'network_changed', online: boolean}
 *   | {type: 'code_entered', code: string}} FlowEvent
 */

/**
 * What is to be done on a page, in this order; core/payment/flow.h says how, and with which event its
 * outcome comes back.
 * @typedef {{type: 'take_lock', operation: number, wait: boolean}
 *   | {type: 'release_lock' | 'read_intent', operation: number}
 *   | {type: 'store_intent', operation: number, intent: PaymentIntent}
 *   | {type: 'clear_intent', operation: number, key: string}
 *   | {type: 'send_request', operation: number, request: PaymentRequest}
 *   | {type: 'start_timer', operation: number, afterMs: number}
 *   | {type: 'renew_sign_in' | 'refresh_account'}} FlowEffect
 */

/**
 * What the page shows.
 * @typedef {object} FlowView
 * @property {string} screen of core/payment/flow_view.h: 'not_known'
 * @property {string[]} next what the seller can do, the foremost first: 'look_again'
 * @property {string | undefined} error a code
 * @property {string | undefined} decline a class
 * @property {string | undefined} key of the payment it is about; none: about none
 * @property {string | undefined} method the host's id of the card that pays
 * @property {LedgerKey | undefined} ledger
 * @property {bigint | undefined} amountMinor
 * @property {bigint} settledMinor
 * @property {bigint} reversedMinor
 * @property {number} attemptsLeft one-time codes that may still be wrong
 */

/**
 * @typedef {object} SteppedFlow
 * @property {Flow} flow for the next step
 * @property {FlowEffect[]} effects
 * @property {FlowView} view
 */

/**
 * What happened to a payment on the server: core/payment/server.h.
 * @typedef {{type: 'pay_arrived' | 'abandon_arrived', intent: PaymentIntent}
 *   | {type: 'look_up_arrived' | 'resend_arrived' | 'server_started'}
 *   | {type: 'code_arrived', isRight: boolean, codesJudged: number}
 *   | {type: 'card_answered', outcome: 'captured' | 'challenge' | 'processing' | 'declined'
 *      | 'cancelled' | 'not_found', amountMinor: bigint, decline?: string}
 *   | {type: 'card_reversed', id: string, amountMinor: bigint}
 *   | {type: 'alarm_rang', wake: number}} ServerEvent
 */

/**
 * What the server knows at the moment of an event.
 * @typedef {object} DeskMoment
 * @property {string} now instant
 * @property {bigint} storedMinor of the seller's stored balance, less what is held
 * @property {boolean} asksForCode it wants a new payment confirmed
 * @property {string} methodName how the payment's card is shown: 'Mastercard •• 4444'
 * @property {string} storedName how the stored balance is: 'Stored balance'
 */

/**
 * What is to be done on the server. What is about funds is done in the ledgers already, and told so
 * that the stored balance moves with them; `key` is what the provider knows the charge by.
 * @typedef {{type: 'hold_funds' | 'note_pending' | 'fail_funds' | 'expire_funds' | 'send_code'
 *     | 'reply_unknown'}
 *   | {type: 'settle_funds', amountMinor: bigint}
 *   | {type: 'reverse_funds', id: string, amountMinor: bigint}
 *   | {type: 'request_card', key: string, amountMinor: bigint}
 *   | {type: 'ask_card' | 'cancel_card', key: string}
 *   | {type: 'set_alarm', wake: number, afterMs: number}
 *   | {type: 'reply', answer: PaymentAnswer}} ServerEffect
 */

/**
 * What the server keeps of a payment.
 * @typedef {object} PaymentRecord
 * @property {string} key
 * @property {string} account
 * @property {LedgerKey | undefined} ledger that of the account, if it names one
 * @property {bigint} amountMinor
 * @property {bigint} storedMinor
 * @property {string} method
 * @property {number} version
 * @property {string} state of core/payment/server.h: 'charging'
 * @property {string} openedAt instant
 * @property {bigint} settledMinor
 * @property {number} wake the alarm that counts
 * @property {string | undefined} resendFrom instant from when on another one-time code can be asked
 *   for, while one is waited for
 */

export {}
