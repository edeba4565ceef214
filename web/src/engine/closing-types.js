/**
 * What crosses about closing a period, paying it out, and charging automatically what it leaves owed
 * (DOMAIN.md 7); types.js has the rest. The host carries out the effects of a view; the engine has
 * posted the entries itself.
 */

/** @import {LedgerKey} from './types.js' */

/**
 * Half open: what happened at `end` belongs to the next.
 * @typedef {object} SettlementPeriod
 * @property {string} id of the settlement
 * @property {string} start instant
 * @property {string} end instant
 */

/**
 * The bank account that is paid to.
 * @typedef {object} DepositMethod
 * @property {string} id
 * @property {string} shown 'Deutsche Bank •• 32'
 * @property {string} changedAt instant it was given or its details changed
 */

/**
 * What may be charged, by the host's id of it.
 * @typedef {object} ChargeMethod
 * @property {string} id
 * @property {number} revision grows with every edit
 * @property {string} shown 'Visa •• 4242'; '' where the id is shown
 */

/**
 * @typedef {object} OtherMethod
 * @property {ChargeMethod} method
 * @property {boolean} ticked the seller's tick for it; of `others` it does not count
 * @property {boolean} expired
 */

/**
 * What the seller has given to be charged.
 * @typedef {object} ChargeMethods
 * @property {ChargeMethod} [active]
 * @property {boolean} backupsEnabled
 * @property {OtherMethod[]} [backups] in the seller's order
 * @property {OtherMethod[]} [others] every further one there is
 */

/**
 * To close a period of a ledger that is kept here.
 * @typedef {object} ClosePeriod
 * @property {LedgerKey} ledger
 * @property {SettlementPeriod} period
 * @property {string} zone whose days deferral counts: as Intl has it, or a distance from UTC
 * @property {DepositMethod} [depositMethod]
 * @property {boolean} restricted the account is: nothing is paid out
 * @property {ChargeMethods} chargeMethods
 * @property {string} now instant
 */

/**
 * Why a closing does not simply pay out, or charge, all of its balance.
 * @typedef {object} ClosingReason
 * @property {string} code of core/repayment/closing.h: 'security_hold'
 * @property {string | undefined} until instant
 * @property {bigint | undefined} amountMinor
 */

/**
 * What happens at the close: closing = disbursed + carried.
 * @typedef {object} ClosingPlan
 * @property {SettlementPeriod} period
 * @property {bigint} openingMinor
 * @property {bigint} closingMinor without reserved money
 * @property {bigint} deferredMinor
 * @property {bigint} availableMinor of the closing balance, never negative
 * @property {bigint} disbursedMinor
 * @property {bigint} carriedMinor what the next period opens with
 * @property {string | undefined} depositDue instant
 * @property {string | undefined} depositAt instant it is sent, at the earliest
 * @property {bigint} chargedMinor what is charged automatically
 * @property {string | undefined} firstCharge instant
 * @property {ChargeMethod | undefined} chargeMethod what is charged first
 * @property {ClosingReason[]} reasons
 */

/**
 * What is to be done for a transfer: to send it, with `disbursement` for the idempotency key, or to
 * report `transfer_due` at a time. Returns are posted by the engine.
 * @typedef {{type: 'send_transfer', amountMinor: bigint, method: DepositMethod}
 *   | {type: 'post_return', amountMinor: bigint}
 *   | {type: 'wake_transfer_at', at: string}} TransferEffect
 */

/**
 * @typedef {object} TransferView
 * @property {string} disbursement id of its entry
 * @property {string} state 'scheduled', 'sent', 'paid' or 'returned'
 * @property {bigint} amountMinor
 * @property {string | undefined} sendAt instant; none while it is held up without an end
 * @property {string} method as shown, or its id
 * @property {string} returned id of the entry that brought it back
 * @property {TransferEffect[]} effects of the event told
 * @property {number} versionAfter
 */

/**
 * What a closing does, or did.
 * @typedef {object} ClosingView
 * @property {LedgerKey} ledger
 * @property {boolean} closed whether it is done
 * @property {ClosingPlan} plan
 * @property {TransferView | undefined} transfer
 * @property {number} versionAfter
 */

/**
 * What happened to a transfer.
 * @typedef {{type: 'deposit_terms_changed', method?: DepositMethod, restricted: boolean}
 *   | {type: 'transfer_due' | 'transfer_unanswered' | 'transfer_paid' | 'transfer_returned'}
 * } TransferEvent
 */

/**
 * @typedef {object} ReportTransfer
 * @property {LedgerKey} ledger
 * @property {string} settlement id of the one that was closed
 * @property {TransferEvent} event
 * @property {string} now instant
 */

/**
 * What happened about the automatic charge. `attempt` is the number of one; `decline` a class of
 * core/repayment/decline.h ('insufficient_funds').
 * @typedef {{type: 'round_due', methods: ChargeMethods}
 *   | {type: 'charge_succeeded', attempt: number, amountMinor: bigint}
 *   | {type: 'charge_declined', attempt: number, decline: string}
 *   | {type: 'charge_unanswered' | 'charge_not_found', attempt: number}} CollectionEvent
 */

/**
 * @typedef {object} Collect
 * @property {LedgerKey} ledger
 * @property {CollectionEvent} event
 * @property {string} now instant
 */

/**
 * One request to charge a method; sent again it is the same one.
 * @typedef {object} ChargeAttempt
 * @property {number} number from 1
 * @property {ChargeMethod} method
 * @property {bigint} amountMinor
 */

/**
 * What is to be done for the automatic charge: to send a charge, with the view's `key` for the
 * idempotency key, to ask what became of one, or to report `round_due` at a time. Charges that came
 * or failed are posted by the engine.
 * @typedef {{type: 'send_charge', attempt: ChargeAttempt}
 *   | {type: 'ask_outcome', attempt: ChargeAttempt}
 *   | {type: 'post_card_charge', attempt: ChargeAttempt, amountMinor: bigint}
 *   | {type: 'post_failed_charge', attempt: ChargeAttempt, decline: string}
 *   | {type: 'wake_at', at: string}} CollectionEffect
 */

/**
 * How the automatic charge of a ledger stands.
 * @typedef {object} CollectionView
 * @property {LedgerKey} ledger
 * @property {string} settlement the closing it is of; '' if none is known
 * @property {string} state of core/repayment/collection.h: 'uncertain'
 * @property {ChargeAttempt | undefined} attempt whose outcome is not known
 * @property {string} key of that attempt
 * @property {bigint} owedMinor of what the closing left, less all that is under way
 * @property {bigint} collectedMinor
 * @property {string | undefined} nextRoundAt instant
 * @property {string[]} posted ids of the entries the event left
 * @property {CollectionEffect[]} effects
 * @property {number} versionAfter
 */

/**
 * What a host knows of the automatic charge that comes next.
 * @typedef {object} ChargeTerms
 * @property {ChargeMethods} methods
 * @property {string} [closesAt] instant the running period ends
 * @property {string} zone whose days a plan of payments counts
 */

/**
 * What becomes of what a payment leaves owed.
 * @typedef {object} RestView
 * @property {string} outcome 'nothing_owed', 'charged', 'rolls_forward' or 'no_method'
 * @property {bigint} amountMinor what is charged, or else what is owed
 * @property {string | undefined} at instant; none if nobody said when the period ends
 * @property {string} method what is tried first, as shown or its id
 * @property {bigint} thresholdMinor
 */

export {}
