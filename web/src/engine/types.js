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

/**
 * Why there is no answer. `code` is one of core/base/error.h ('AMOUNT_EXCEEDS_BALANCE'), or of
 * the client: 'CANCELLED' (the import's signal), 'FILE_UNREADABLE' (the browser could not read
 * it), 'ENGINE_FAILED' (the engine trapped or its worker died; what it held is gone, start a new
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
 * @property {string} zeroDigit '' for 0–9, else the locale's zero ('٠')
 */

/**
 * Which part of the ledger: all of it ({}), local days, both included, of a time zone ('UTC',
 * '+02:00', 'America/Toronto', as Intl has it), or one settlement by its id.
 * @typedef {{from: string, to: string, zone: string} | {settlement: string} | {[none in never]:
 *   never}} StatementRange
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
 * @typedef {object} ImportView
 * @property {SettlementView[]} settlements of the files given, in their order, known ones too
 * @property {number} added entries that were not there before
 */

/**
 * What a ledger comes to now.
 * @typedef {object} BalanceView
 * @property {LedgerKey} ledger
 * @property {number} version grows with every change; a payment carries the one its seller saw
 * @property {bigint} balanceMinor without reserved money
 * @property {bigint} outstandingMinor open parts of charges, never negative
 * @property {bigint} canPayNowMinor
 * @property {bigint} availableMinor
 * @property {bigint} reservedMinor
 * @property {bigint} unappliedCreditMinor
 * @property {number} openCharges
 * @property {boolean} repayOffered
 * @property {bigint} disbursedMinor paid out so far, the scheduled one included
 * @property {bigint} scheduledMinor of it, what is sent on the latest settlement's deposit date
 * @property {SettlementView | undefined} latestSettlement
 * @property {string | undefined} oldestOpenAt instant the oldest open charge was incurred
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
 * @property {boolean} partPays whether the next one is paid in part
 * @property {number} openCharges how many are open now
 * @property {bigint} outstandingAfterMinor
 * @property {bigint} balanceAfterMinor
 * @property {string | undefined} oldestOpenAfterAt instant
 * @property {ChargeRow[]} rows
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
 * @typedef {object} PaymentCommand
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {string} idempotencyKey made and stored before anything is sent
 * @property {number} version BalanceView.version the seller saw
 * @property {string} at instant, by the host's clock
 * @property {string} method as it is shown: 'Mastercard •• 4444'
 */

/**
 * What a seller gets for a payment; once given, it never changes.
 * @typedef {object} ReceiptView
 * @property {string} payment id of its entry
 * @property {LedgerKey} ledger
 * @property {bigint} amountMinor
 * @property {string} at instant
 * @property {string} method
 * @property {string} idempotencyKey
 * @property {ChargeRow[]} charges what it paid, the first thousand; openAfterMinor as of then
 * @property {number} chargesPaid how many in all
 * @property {bigint} outstandingAfterMinor
 * @property {bigint} balanceAfterMinor
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
 * @property {(progress: ImportProgress) => void} [onProgress] at most every 50 ms
 * @property {AbortSignal} [signal] CANCELLED, and nothing is stored
 */

/**
 * The engine as the page sees it. Calls are answered in order; while files are read others are
 * answered in between, from the account as it was.
 * @typedef {object} EngineClient
 * @property {(files: ImportFile[], options: ImportOptions) => Promise<Answer<ImportView>>}
 *   importFiles all files or none
 * @property {() => Promise<Answer<BalanceView[]>>} balances all ledgers, by store, then currency
 * @property {(which: {store?: string, currency?: string}) => Promise<Answer<LedgerKey>>}
 *   findLedger the one meant; LEDGER_AMBIGUOUS if several fit
 * @property {(ledger: LedgerKey) => Promise<Answer<BalanceView>>} balance
 * @property {(ledger: LedgerKey) => Promise<Answer<SettlementView[]>>} settlements by start
 * @property {(ledger: LedgerKey, amountMinor: bigint, window: Window) =>
 *   Promise<Answer<PreviewView>>} preview
 * @property {(ledger: LedgerKey, text: string, format: NumberFormat, window: Window) =>
 *   Promise<Answer<PreviewView>>} previewTyped reads what was typed and previews it, in one call
 *   a keystroke
 * @property {(ledger: LedgerKey, window: Window) => Promise<Answer<ChargeRow[]>>} openCharges in
 *   paying order
 * @property {(ledger: LedgerKey, range: StatementRange) => Promise<Answer<StatementView>>}
 *   statement
 * @property {(ledger: LedgerKey, range: StatementRange, window: Window) =>
 *   Promise<Answer<StatementRow[]>>} statementRows
 * @property {(ledger: LedgerKey) => Promise<Answer<number>>} credits how many `allocations` has a
 *   window over
 * @property {(ledger: LedgerKey, credits: Window) => Promise<Answer<AllocationRow[]>>}
 *   allocations
 * @property {(command: PaymentCommand) => Promise<Answer<undefined>>} checkPayment whether pay
 *   would do it
 * @property {(command: PaymentCommand) => Promise<Answer<ReceiptView>>} pay
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
 * Which formats an engine reads: all of them, or account JSON alone, which is a third fewer bytes to
 * wait for and answers FORMAT_UNKNOWN to others.
 * @typedef {'every' | 'account'} Formats
 */

/**
 * @typedef {object} EngineOptions
 * @property {Formats} [formats] by default every format
 * @property {'worker' | 'page'} mode in a module worker (the page allows nothing), or in the page
 *   itself
 * @property {string | URL} [workerUrl] of worker.js (or account-worker.js), of the page's own
 *   origin; by default beside this module
 * @property {string | URL} [wasmUrl] of repay_wasm.wasm (or repay_account_wasm.wasm); by default
 *   beside the engine's module
 * @property {Uint8Array} [wasmBytes] the program itself, where nothing can be fetched (Node, a
 *   page on disk)
 * @property {() => Worker} [createWorker] instead of workerUrl, for a host with a way of its own
 */

export {}
