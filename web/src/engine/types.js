/**
 * What crosses between the page and the engine. The words are DOMAIN.md's; the engine's own
 * promise of each is in core/engine/view.h. Amounts are minor units of the ledger's currency as
 * BigInt ("…Minor"), + the seller's and − owed; instants are RFC 3339 in UTC
 * ("2026-01-05T00:00:00Z"), days "2026-01-05"; counts are Numbers. What is not there is
 * undefined.
 *
 * These are the documented types; the build generates the engine's own from the bindings, and tsc
 * checks in session.js that the two agree.
 */

/** @import {ChargeTerms, ClosePeriod, ClosingView, Collect} from './closing-types.js' */
/** @import {DeskMoment, Flow, FlowEvent, PaymentRecord} from './payment-types.js' */
/** @import {ServerEffect, ServerEvent, SteppedFlow} from './payment-types.js' */
/** @import {CollectionView, ReportTransfer, RestView, TransferView} from './closing-types.js' */

/**
 * Why there is no answer. `code` is one of core/base/error.h ('AMOUNT_EXCEEDS_BALANCE'), or of
 * the client: 'CANCELLED' (the import's signal), 'FILE_UNREADABLE' (the browser could not read
 * it), 'ENGINE_INCOMPLETE' (the rest of the engine could not be fetched: asking again tries again),
 * 'ENGINE_FAILED' (the engine trapped or its worker died; what it held is gone, start a new
 * one). A wrong type or form of an argument is 'INVALID_FIELD' with its name in `field`.
 * @typedef {object} EngineError
 * @property {string} code
 * @property {string} message one English sentence, for logs; the page has its own by code
 * @property {string} [file] name of the file, as it was given
 * @property {number} [line] from 1
 * @property {number} [column] from 1: in tables the field's number, in JSON the byte of the line
 * @property {string} [field] in tables the header, in JSON the RFC 6901 pointer
 */

/**
 * What every call answers. It never rejects.
 * @template T
 * @typedef {{ok: true, value: T} | {ok: false, error: EngineError}} Answer
 */

/**
 * One ledger of the seller: one per store and currency.
 * @typedef {object} LedgerKey
 * @property {string} store may be empty
 * @property {string} currency ISO 4217, 'CAD'
 */

/**
 * Rows [first, first + count) of a long list.
 * @typedef {object} Window
 * @property {number} first
 * @property {number} count
 */

/**
 * How the locale writes numbers, from Intl.NumberFormat.formatToParts. Empty marks: unknown, and
 * then a mark that could be either is AMBIGUOUS_NUMBER.
 * @typedef {object} NumberFormat
 * @property {string} decimalMark
 * @property {string} groupMark
 * @property {string} zeroDigit '' for 0–9, else the locale's zero ('٠'), or the full-width one
 * @property {number} [upperGroup] digits between group marks left of the last one: 2 in India
 * @property {string[]} [currencySigns] how the currency asked for may be written beside its code
 */

/**
 * Which part of the ledger: all of it ({}), local days, both included, of a time zone ('UTC',
 * '+02:00', 'America/Toronto', as Intl has it), or one settlement by its id.
 * @typedef {{from: string, to: string, zone: string} | {settlement: string} | {[none in never]:
 *   never}} StatementRange
 */

/**
 * When it is, and whose days are counted: what decides whether deferred money can be used.
 * @typedef {object} Moment
 * @property {string} now instant
 * @property {string} zone as Intl has it, or a distance from UTC
 */

/**
 * Which entries of a statement are asked for; what is left out admits everything.
 * @typedef {object} EntryFilter
 * @property {string[]} [kinds] 'fee'
 * @property {string[]} [groups] 'marketplace_fees'
 * @property {string} [text] words that must all stand in id, description, order, sku or settlement
 */

/**
 * @typedef {object} SettlementView
 * @property {string} id
 * @property {LedgerKey} ledger
 * @property {string} start instant
 * @property {string} end instant
 * @property {string} deposit instant
 * @property {bigint} totalMinor the closing balance
 * @property {number} entries rows of the file but the summary
 * @property {number} flagged of them, of a type that is not known
 * @property {boolean} gapBefore it does not continue the settlement before it
 */

/**
 * What reports say will be the seller's later; it is in no balance.
 * @typedef {object} DeferredView
 * @property {LedgerKey} ledger
 * @property {number} rows
 * @property {bigint} amountMinor
 */

/**
 * A payment made here and the settlement row that reports it: one credit, that of the row.
 * @typedef {object} MatchView
 * @property {LedgerKey} ledger
 * @property {string} payment id of its entry, whose own effect is zero
 * @property {string} row id of the row's
 * @property {bigint} paymentMinor as it was made
 * @property {bigint} rowMinor as it is reported, which counts
 * @property {boolean} byReference else by amount and days
 * @property {boolean} wasPending the row settled it
 */

/**
 * @typedef {object} ImportView
 * @property {SettlementView[]} settlements of the files given, in their order, known ones too
 * @property {number} added entries that were not there before
 * @property {number} passedOver entries of reports that were there before
 * @property {DeferredView[]} deferred of the reports given, by ledger
 * @property {MatchView[]} matched payments that turned out to be rows, not matched before
 */

/**
 * What is wrong with one file.
 * @typedef {object} CheckedFile
 * @property {string} file its name, as it was given
 * @property {number} entries it holds; 0 where there is something wrong
 * @property {EngineError[]} problems all of them, in the file's order, up to 1,000
 */

/**
 * What an interface reported last, signs as given.
 * @typedef {object} ReportedBalances
 * @property {string | undefined} asOf instant
 * @property {bigint | undefined} availableMinor
 * @property {bigint | undefined} deferredMinor
 * @property {bigint | undefined} accountReserveMinor
 * @property {bigint | undefined} reservedMinor
 * @property {bigint | undefined} totalMinor
 */

/**
 * What a ledger comes to now.
 * @typedef {object} BalanceView
 * @property {LedgerKey} ledger
 * @property {number} version grows with every change; a payment carries the one its seller saw
 * @property {bigint} balanceMinor without reserved money
 * @property {bigint} outstandingMinor open parts of charges, never negative
 * @property {bigint} canPayNowMinor
 * @property {bigint} pendingMinor payments submitted that have not ended
 * @property {bigint} availableMinor the balance without what is deferred
 * @property {bigint} deferredMinor in the balance, and not to be used yet
 * @property {bigint} reservedMinor
 * @property {bigint} totalMinor balance and reserved
 * @property {bigint} unappliedCreditMinor
 * @property {number} openCharges
 * @property {boolean} repayOffered
 * @property {bigint} disbursedMinor paid out so far, the scheduled one included
 * @property {bigint} scheduledMinor of it, what is sent on the latest settlement's deposit date
 * @property {SettlementView | undefined} latestSettlement
 * @property {string | undefined} oldestOpenAt instant the oldest open charge was incurred
 * @property {ReportedBalances | undefined} reported
 */

/**
 * An open charge, and what a payment does to it.
 * @typedef {object} ChargeRow
 * @property {string} id
 * @property {string} incurredAt instant
 * @property {string} kind an entry's kind, or 'shortfall'
 * @property {string} description
 * @property {bigint} amountMinor what was charged, positive
 * @property {bigint} openMinor of it, still owed
 * @property {bigint} paysMinor what the previewed payment pays of it
 * @property {bigint} openAfterMinor
 */

/**
 * What a payment would do. `rows` is the asked window of the open charges in paying order: the
 * closed ones, the part-paid one, then those it does not reach.
 * @typedef {object} PreviewView
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {number} closes how many charges it pays off
 * @property {number} touches how many it pays anything of: the first rows
 * @property {boolean} partPays whether any of these is paid in part only
 * @property {number} openCharges how many are open now
 * @property {bigint} outstandingAfterMinor
 * @property {bigint} balanceAfterMinor
 * @property {string | undefined} oldestOpenAfterAt instant
 * @property {ChargeRow[]} rows
 * @property {RestView | undefined} rest what becomes of the rest; none before `expectCharge`
 */

/**
 * The same amount again and again.
 * @typedef {object} PlanTerms
 * @property {bigint} amountMinor
 * @property {string} from day of the first payment
 * @property {'week' | '2weeks' | 'month'} every
 */

/**
 * A payment of a plan.
 * @typedef {object} PlanRow
 * @property {string} on day
 * @property {bigint} amountMinor
 * @property {number} closes how many charges it pays off
 * @property {number} touches how many it pays anything of
 * @property {ChargeRow[]} charges of them, the first 100; open as before it
 * @property {bigint} outstandingAfterMinor
 */

/**
 * "50.00 each week": when is it cleared, which charges when.
 * @typedef {object} PlanView
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {number} payments
 * @property {bigint} totalMinor of all payments: what can be paid now
 * @property {bigint} lastMinor the last payment is the rest
 * @property {string | undefined} clearedOn day; none where there is nothing to pay
 * @property {PlanRow[]} rows the asked window
 * @property {RestView | undefined} rest what the close finds unpaid; none before `expectCharge`
 */

/**
 * One thing to tell, in the words of core/repayment/explain.h.
 * @typedef {object} ExplainRow
 * @property {string} code 'paid_by'
 * @property {string} clause where DOMAIN.md has it: 'DOMAIN 5'
 * @property {bigint} amountMinor
 * @property {string} entry the other entry's id; '' for none
 * @property {string} kind its kind; of a figure's part the kind or group
 * @property {string | undefined} at instant
 * @property {string} via
 * @property {string} settlement the other entry's
 * @property {string | undefined} store of other_side: the store of the ledger that has it
 * @property {string} rule why a credit paid a charge
 */

/**
 * Why an entry or a figure is what it is.
 * @typedef {object} ExplainView
 * @property {LedgerKey} ledger
 * @property {string} subject the entry's id, or the figure's word
 * @property {string} kind the entry's; '' for a figure
 * @property {string | undefined} at instant
 * @property {bigint} amountMinor
 * @property {number} facts how many there are to tell
 * @property {ExplainRow[]} rows the asked window of them
 */

/**
 * So much of this credit paid this charge.
 * @typedef {object} AllocationRow
 * @property {string} credit id of its entry
 * @property {string} charge id of its entry
 * @property {bigint} amountMinor
 */

/**
 * @typedef {object} StatementRow
 * @property {string} id
 * @property {string} at instant
 * @property {string} kind 'card_charge'
 * @property {string} group 'marketplace_fees'
 * @property {string} description
 * @property {string} order
 * @property {string} sku
 * @property {bigint} amountMinor
 * @property {bigint} balanceMinor running, after this entry
 * @property {bigint | undefined} openMinor of a charge: still owed of it now
 * @property {string} settlement
 * @property {boolean} flagged
 * @property {string} sameAs of a payment that a settlement row reports the row, of that row the
 *   payment: one credit; else ''
 */

/**
 * @typedef {object} GroupView
 * @property {string} group 'marketplace_fees'
 * @property {bigint} amountMinor
 * @property {number} entries
 */

/**
 * A statement without its rows. Opening and all groups make the closing balance.
 * @typedef {object} StatementView
 * @property {LedgerKey} ledger
 * @property {string | undefined} from day
 * @property {string | undefined} to day
 * @property {bigint} openingMinor
 * @property {bigint} closingMinor
 * @property {number} entries
 * @property {GroupView[]} groups those with entries, in the statement's order
 */

/**
 * What of a statement a filter admits; `matchingRows` takes it to find windows of them.
 * @typedef {object} MatchesView
 * @property {LedgerKey} ledger
 * @property {number} version of the ledger that was searched
 * @property {number} entries
 * @property {bigint} amountMinor credits + charges
 * @property {bigint} creditsMinor sum of the amounts above zero
 * @property {bigint} chargesMinor sum of those below zero
 * @property {GroupView[]} groups
 * @property {number[]} marks
 */

/**
 * A range to choose a statement from.
 * @typedef {object} PresetView
 * @property {string} preset 'this_settlement', 'earlier_settlement', 'last_30_days', 'last_90_days'
 *   or 'custom'
 * @property {StatementRange} range
 * @property {SettlementView | undefined} settlement of a settlement period
 * @property {string} from day it touches first
 * @property {string} to day it touches last
 */

/**
 * One of the methods a payment is made with.
 * @typedef {object} Tender
 * @property {string} method as it is shown
 * @property {bigint} amountMinor
 */

/**
 * @typedef {object} PaymentCommand
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {string} idempotencyKey made and stored before anything is sent
 * @property {number} version BalanceView.version the seller saw
 * @property {string} at instant, by the host's clock
 * @property {string} method as it is shown: 'Mastercard •• 4444'
 * @property {Tender[]} [tenders] over several methods: what each pays, in the order of their use
 */

/**
 * The money of a payment came: all of it, or less.
 * @typedef {object} SettlePayment
 * @property {string} idempotencyKey
 * @property {bigint} amountMinor
 * @property {string} at instant
 */

/**
 * No money came.
 * @typedef {object} FailPayment
 * @property {string} idempotencyKey
 * @property {string} reason the host's code: 'insufficient_funds'
 * @property {string} at instant
 */

/**
 * The bank took back what a payment brought, or a part of it.
 * @typedef {object} ReversePayment
 * @property {string} idempotencyKey
 * @property {string} reversalId of the entry it becomes; twice the same is once
 * @property {bigint} amountMinor
 * @property {string} reason
 * @property {string} at instant
 */

/**
 * A part of one ledger's balance moves to another of the same currency.
 * @typedef {object} CrossAccountAdjustment
 * @property {LedgerKey} from
 * @property {LedgerKey} to
 * @property {bigint} amountMinor
 * @property {string} id of both entries; twice the same is once
 * @property {string} at instant
 * @property {string} reason may be empty
 */

/**
 * @typedef {object} CrossAccountView
 * @property {string} id of both entries
 * @property {LedgerKey} from
 * @property {LedgerKey} to
 * @property {bigint} amountMinor
 * @property {bigint} fromBalanceMinor now
 * @property {bigint} toBalanceMinor
 * @property {number} fromVersionAfter
 * @property {number} toVersionAfter
 */

/**
 * What a seller gets for a payment; once given, it never changes.
 * @typedef {object} ReceiptView
 * @property {string} payment id of its entry
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {string} at instant
 * @property {string} method
 * @property {Tender[]} tenders what each method paid of it
 * @property {bigint} waitsMinor of it, what found nothing owed any more: it waits as credit
 * @property {string} idempotencyKey
 * @property {ChargeRow[]} charges what it paid, the first thousand; openAfterMinor as of then
 * @property {number} chargesPaid how many in all
 * @property {bigint} outstandingAfterMinor
 * @property {bigint} balanceAfterMinor
 * @property {number} versionAfter
 */

/**
 * Where a payment stands.
 * @typedef {object} PaymentView
 * @property {string} payment id of the entry it becomes: payment, or failed_charge
 * @property {LedgerKey} ledger
 * @property {string} state 'pending'
 * @property {bigint} amountMinor as it was sent
 * @property {bigint} settledMinor what came of it
 * @property {bigint} reversedMinor what of that went back
 * @property {string} reason why it failed: the host's code
 * @property {string} submittedAt instant
 * @property {Tender[]} tenders as it was sent
 * @property {ReceiptView | undefined} receipt
 * @property {number} versionAfter
 */

/**
 * A file to import: a File or Blob, read piece by piece, or bytes.
 * @typedef {{name: string, blob: Blob} | {name: string, bytes: Uint8Array}} ImportFile
 */

/**
 * @typedef {object} ImportProgress
 * @property {string} file name of the file being read
 * @property {number} bytes read of all files
 * @property {number} totalBytes of all files
 */

/**
 * @typedef {object} ImportOptions
 * @property {'add' | 'replace'} mode whether it adds to the account or takes its place
 * @property {string} store of settlement files; account JSON names its own
 * @property {string} [currency] of files that do not say theirs, as some CSV of transactions
 * @property {(progress: ImportProgress) => void} [onProgress] at most every 50 ms
 * @property {AbortSignal} [signal] CANCELLED, and nothing is stored
 */

/** @typedef {Omit<ImportOptions, 'mode'>} CheckOptions */

/**
 * The engine as the page sees it; core/engine/engine.h says what each call answers and refuses. Calls
 * are answered in order; while files are read others are answered in between, from the account as it
 * was.
 * @typedef {object} EngineClient
 * @property {(files: ImportFile[], options: ImportOptions) => Promise<Answer<ImportView>>}
 *   importFiles all files or none
 * @property {(files: ImportFile[], options: CheckOptions) => Promise<Answer<CheckedFile[]>>}
 *   checkFiles all that is wrong with each; nothing is stored
 * @property {(json: string) => Promise<Answer<undefined>>} setPolicy core/engine/policy.md
 * @property {() => Promise<Answer<string>>} policy all of it, as setPolicy reads it
 * @property {(moment?: Moment) => Promise<Answer<BalanceView[]>>} balances all ledgers, by store,
 *   then currency; without a moment only that is deferred of which nobody knows until when
 * @property {(which: {store?: string, currency?: string}) => Promise<Answer<LedgerKey>>}
 *   findLedger the one meant; LEDGER_AMBIGUOUS if several fit
 * @property {(ledger: LedgerKey, moment?: Moment) => Promise<Answer<BalanceView>>} balance
 * @property {(ledger: LedgerKey) => Promise<Answer<SettlementView[]>>} settlements by start
 * @property {(ledger: LedgerKey, amountMinor: bigint, window: Window) =>
 *   Promise<Answer<PreviewView>>} preview
 * @property {(ledger: LedgerKey, text: string, format: NumberFormat, window: Window) =>
 *   Promise<Answer<PreviewView>>} previewTyped reads what was typed and previews it, in one call
 *   a keystroke
 * @property {(ledger: LedgerKey, terms: PlanTerms, window: Window) => Promise<Answer<PlanView>>}
 *   plan
 * @property {(ledger: LedgerKey, window: Window) => Promise<Answer<ChargeRow[]>>} openCharges in
 *   paying order
 * @property {(ledger: LedgerKey, range: StatementRange) => Promise<Answer<StatementView>>}
 *   statement
 * @property {(ledger: LedgerKey, range: StatementRange, window: Window) =>
 *   Promise<Answer<StatementRow[]>>} statementRows
 * @property {(ledger: LedgerKey, range: StatementRange, filter: EntryFilter) =>
 *   Promise<Answer<MatchesView>>} search
 * @property {(range: StatementRange, filter: EntryFilter, matches: MatchesView, window: Window) =>
 *   Promise<Answer<StatementRow[]>>} matchingRows of what `search` answered for this range and
 *   filter; STALE if the ledger has changed since
 * @property {(ledger: LedgerKey, moment: Moment) => Promise<Answer<PresetView[]>>} presets
 * @property {(ledger: LedgerKey) => Promise<Answer<Blob>>} exportJson the ledger as account JSON,
 *   to be imported again
 * @property {(ledger: LedgerKey, range: StatementRange, filter: EntryFilter,
 *   start: 'byte_order_mark' | 'header' | 'none') => Promise<Answer<Blob>>} exportCsv
 * @property {(ledger: LedgerKey) => Promise<Answer<number>>} credits how many `allocations` has a
 *   window over
 * @property {(ledger: LedgerKey, credits: Window) => Promise<Answer<AllocationRow[]>>}
 *   allocations
 * @property {(ledger: LedgerKey, entry: string, window: Window) => Promise<Answer<ExplainView>>}
 *   explain why an entry, by its id, is what it is
 * @property {(ledger: LedgerKey, figure: string, window: Window) => Promise<Answer<ExplainView>>}
 *   explainFigure 'balance', 'outstanding', 'can_pay_now', 'waiting', 'reserved' or 'disbursed'
 * @property {(command: PaymentCommand) => Promise<Answer<undefined>>} checkPayment whether pay
 *   would do it
 * @property {(command: PaymentCommand) => Promise<Answer<ReceiptView>>} pay
 * @property {(command: PaymentCommand) => Promise<Answer<PaymentView>>} submit a payment that takes
 *   time: it is pending, and lessens only what can be paid now
 * @property {(idempotencyKey: string) => Promise<Answer<PaymentView>>} notePending its provider took
 *   it on, so the ledger's version grows
 * @property {(command: SettlePayment) => Promise<Answer<PaymentView>>} settle
 * @property {(command: FailPayment) => Promise<Answer<PaymentView>>} fail
 * @property {(idempotencyKey: string) => Promise<Answer<PaymentView>>} expire
 * @property {(command: ReversePayment) => Promise<Answer<PaymentView>>} reversePayment
 * @property {(idempotencyKey: string) => Promise<Answer<PaymentView>>} payment how it stands
 * @property {(idempotencyKey: string) => Promise<Answer<string>>} paymentId of the entry that a
 *   payment made here becomes
 * @property {(flow: Flow | undefined, event: FlowEvent) => Promise<Answer<SteppedFlow>>} stepFlow
 *   what an event makes of a page's payment, which is the caller's to keep; undefined: a new one
 * @property {(key: string, event: ServerEvent, moment: DeskMoment) =>
 *   Promise<Answer<ServerEffect[]>>} takePayment what an event makes of the payment of this key, on
 *   the server: its record and the ledgers change together
 * @property {(key: string) => Promise<Answer<PaymentRecord>>} paymentRecord
 * @property {() => Promise<Answer<string[]>>} unfinishedPayments keys of payments that have not
 *   ended
 * @property {(command: CrossAccountAdjustment) => Promise<Answer<CrossAccountView>>} adjustAcross
 *   both halves or none
 * @property {(command: ClosePeriod) => Promise<Answer<ClosingView>>} closing what closing a period
 *   does, changing nothing
 * @property {(command: ClosePeriod) => Promise<Answer<ClosingView>>} closePeriod
 * @property {(command: ReportTransfer) => Promise<Answer<TransferView>>} reportTransfer how the
 *   transfer of a closing goes on
 * @property {(command: Collect) => Promise<Answer<CollectionView>>} collect how the automatic
 *   charge goes on
 * @property {(ledger: LedgerKey) => Promise<Answer<CollectionView>>} collection how it stands
 * @property {(ledger: LedgerKey, terms: ChargeTerms) => Promise<Answer<undefined>>} expectCharge
 *   what previews and plans say about the rest goes by these terms from now on
 * @property {(text: string, currency: string, format: NumberFormat) => Promise<Answer<bigint>>}
 *   parseAmount minor units
 * @property {(amountMinor: bigint, currency: string) => Promise<Answer<string>>} toDecimal exact
 *   and plain: '-12.50'; Intl.NumberFormat.format dresses it as it is, a string
 * @property {(currency: string) => Promise<Answer<number>>} currencyDigits of its minor unit, by
 *   ISO 4217
 * @property {Promise<EngineError>} failed settles once, if the engine fails: it answers
 *   ENGINE_FAILED from then on; start a new one
 * @property {() => void} close ends it; pending calls answer ENGINE_FAILED
 */

/**
 * Which program of the engine to begin with: the whole one, or the small one, half the bytes to wait
 * for, which reads account JSON and has the calls of a first view and of paying. It answers
 * everything, too: asked for more, it fetches the whole one and brings it to where it is.
 * @typedef {'every' | 'account'} Formats
 */

/**
 * Where the program of the engine is.
 * @typedef {object} ProgramSource
 * @property {string | URL} [wasmUrl] of repay_wasm.wasm (or repay_account_wasm.wasm); by default
 *   beside the engine's module
 * @property {Uint8Array} [wasmBytes] the program itself, where nothing can be fetched (Node, a
 *   page on disk)
 */

/**
 * @typedef {object} EngineStart
 * @property {Formats} [formats] by default every format
 * @property {'worker' | 'page'} mode in a module worker (the page allows nothing), or in the page
 *   itself
 * @property {string | URL} [workerUrl] of worker.js (or account-worker.js), of the page's own
 *   origin; by default beside this module
 * @property {ProgramSource} [every] with formats 'account': of the whole engine
 * @property {() => Worker} [createWorker] instead of workerUrl, for a host with a way of its own
 */

/** @typedef {EngineStart & ProgramSource} EngineOptions */

export {}
