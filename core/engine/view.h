#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/ledger/entry.h"
#include "core/ledger/kind.h"
#include "core/money/currency.h"
#include "core/repayment/payments.h"

namespace repay {

/// Which ledger: one per store and currency. All amounts of a view are minor units of its ledger's
/// currency.
struct LedgerKey {
  std::string store;
  Currency currency;
  friend auto operator<=>(const LedgerKey&, const LedgerKey&) = default;
};

/// A settlement as it stands in the ledger.
struct SettlementView {
  std::string id;
  LedgerKey ledger;
  Instant start;
  Instant end;
  Instant deposit;
  std::int64_t total_minor = 0;  ///< the closing balance
  std::uint64_t entries = 0;     ///< rows of the file, zero rows included, the summary not
  std::uint64_t flagged = 0;     ///< of them, rows of a type our table does not have
  bool gap_before = false;       ///< it does not continue the settlement before it
};

/// What reports say will be the seller's later. It is in no balance: later reports and settlements
/// bring it once it is available.
struct DeferredView {
  LedgerKey ledger;
  std::uint64_t rows = 0;
  std::int64_t amount_minor = 0;
};

/// A payment made here and the settlement row that reports it: one credit, that of the row
/// (DOMAIN.md 6).
struct MatchView {
  LedgerKey ledger;
  std::string payment;             ///< the id of its entry, whose own effect is zero
  std::string row;                 ///< the id of the row's
  std::int64_t payment_minor = 0;  ///< as it was made
  std::int64_t row_minor = 0;      ///< as it is reported, which counts
  bool by_reference = false;       ///< else by amount and days
  bool was_pending = false;        ///< the row settled it
};

/// What an import did.
struct ImportView {
  std::vector<SettlementView> settlements;  ///< of the files given, in their order, known ones too
  std::uint64_t added = 0;                  ///< entries that were not there before
  std::uint64_t passed_over = 0;            ///< entries of reports that were there before
  std::vector<DeferredView> deferred;       ///< of the reports given, by ledger
  std::vector<MatchView> matched;  ///< payments that turned out to be rows, not matched before
};

/// What a ledger comes to now.
struct BalanceView {
  LedgerKey ledger;
  std::uint64_t version = 0;       ///< grows with every change; a command carries the one it saw
  std::int64_t balance_minor = 0;  ///< + the seller's, − owed; without reserved money
  std::int64_t outstanding_minor = 0;  ///< sum of the open parts of charges, never negative
  std::int64_t can_pay_now_minor = 0;  ///< what is outstanding less payments pending
  std::int64_t pending_minor = 0;      ///< payments and automatic charges under way
  std::int64_t available_minor = 0;    ///< the balance without what is deferred
  std::int64_t deferred_minor = 0;     ///< in the balance, and not to be used yet
  std::int64_t reserved_minor = 0;
  std::int64_t total_minor = 0;  ///< balance and reserved
  std::int64_t unapplied_credit_minor = 0;
  std::uint64_t open_charges = 0;
  bool repay_offered = false;
  std::int64_t disbursed_minor =
      0;  ///< paid out so far, the scheduled one included, as a positive sum
  std::int64_t scheduled_minor =
      0;  ///< of it, what is sent on the latest settlement's deposit date
  std::optional<SettlementView> latest_settlement;
  std::optional<Instant> oldest_open_at;  ///< when the oldest open charge was incurred
  /// What an interface reported last, with what follows from it, signs as given.
  std::optional<ReportedBalances> reported;
};

/// A charge that is open, and what a payment would do to it.
struct ChargeRow {
  std::string id;
  Instant incurred_at;
  std::string kind;  ///< the entry's kind, or "shortfall"
  std::string description;
  std::int64_t amount_minor = 0;  ///< what was charged, positive
  std::int64_t open_minor = 0;    ///< of it, still owed
  std::int64_t pays_minor = 0;    ///< what the previewed payment pays of it
  std::int64_t open_after_minor = 0;
};

/// Part of a long list: rows [first, first + count).
struct Window {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

/// What becomes of what a payment leaves owed: when and on which method it is charged
/// automatically.
struct RestView {
  std::string outcome;            ///< a word of RestOutcome
  std::int64_t amount_minor = 0;  ///< what is charged, or else what is owed
  std::optional<Instant> at;      ///< none if nobody said when the period ends
  std::string method;             ///< what is tried first, as shown or its id
  std::int64_t threshold_minor = 0;
};

/// What a payment would do, before anything is sent. `rows` is the asked window of the open charges
/// in paying order: first the closed ones, then the part-paid one, then those it does not reach.
struct PreviewView {
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::uint64_t closes = 0;        ///< how many charges it pays off
  std::uint64_t touches = 0;       ///< how many it pays anything of: the first rows
  bool part_pays = false;          ///< whether any of these is paid in part only
  std::uint64_t open_charges = 0;  ///< how many are open now
  std::int64_t outstanding_after_minor = 0;
  std::int64_t balance_after_minor = 0;
  std::optional<Instant> oldest_open_after_at;
  std::vector<ChargeRow> rows;
  std::optional<RestView> rest;  ///< none unless the host told (Engine::expect_charge)
};

/// One fact of allocation: so much of this credit paid this charge.
struct AllocationRow {
  std::string credit;
  std::string charge;
  std::int64_t amount_minor = 0;
};

/// One line of the statement's table.
struct StatementRow {
  std::string id;
  Instant at;
  std::string kind;
  std::string group;
  std::string description;
  std::string order;
  std::string sku;
  std::int64_t amount_minor = 0;
  std::int64_t balance_minor = 0;          ///< running, after this entry, in the statement's order
  std::optional<std::int64_t> open_minor;  ///< of a charge: what is still owed of it now
  std::string settlement;
  bool flagged = false;
  /// The entry that tells the same credit: of a payment that a settlement row reports the row, of
  /// that row the payment; else empty.
  std::string same_as;
};

struct GroupView {
  Group group;
  std::int64_t amount_minor = 0;
  std::uint64_t entries = 0;
};

/// A statement without its rows, which are asked for in windows. opening + all groups = closing.
struct StatementView {
  LedgerKey ledger;
  std::optional<CivilDate>
      from;  ///< both days as shown, inclusive; none when by settlement or whole
  std::optional<CivilDate> to;
  std::int64_t opening_minor = 0;
  std::int64_t closing_minor = 0;
  std::uint64_t entries = 0;
  std::vector<GroupView> groups;  ///< the ones with entries, in the statement's order
};

/// What of a statement a filter admits, without its rows, which are asked for in windows.
struct MatchesView {
  LedgerKey ledger;
  std::uint64_t version = 0;  ///< of the ledger that was searched
  std::uint64_t entries = 0;
  std::int64_t amount_minor = 0;   ///< credits + charges
  std::int64_t credits_minor = 0;  ///< sum of the amounts above zero
  std::int64_t charges_minor = 0;  ///< sum of those below zero
  std::vector<GroupView> groups;
  /// The statement's line numbers, from 0, of matches 0, 1,024, 2,048, …, so that a window need not
  /// be looked for from the start.
  std::vector<std::uint64_t> marks;
};

/// What a seller gets for a payment; once given, it never changes.
struct ReceiptView {
  std::string payment;  ///< the id of its entry
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  Instant at;
  std::string method;            ///< "Mastercard •• 4444", as the command gave it
  std::vector<Tender> tenders;   ///< what each method paid of it, in the order they were used
  std::int64_t waits_minor = 0;  ///< of it, what found nothing owed any more: it waits as credit
  std::string idempotency_key;
  std::vector<ChargeRow> charges;  ///< what it paid, up to 1,000 rows; open_after as of then
  std::uint64_t charges_paid = 0;  ///< how many it touched in all
  std::int64_t outstanding_after_minor = 0;
  std::int64_t balance_after_minor = 0;
  std::uint64_t version_after = 0;
};

/// What a cross-account adjustment came to.
struct CrossAccountView {
  std::string id;  ///< of both entries
  LedgerKey from;
  LedgerKey to;
  std::int64_t amount_minor = 0;
  std::int64_t from_balance_minor = 0;  ///< now
  std::int64_t to_balance_minor = 0;
  std::uint64_t from_version_after = 0;
  std::uint64_t to_version_after = 0;
};

/// Where a payment stands.
struct PaymentView {
  std::string payment;  ///< the id of the entry it becomes: payment, or failed_charge
  LedgerKey ledger;
  std::string state;                ///< a word of PaymentState
  std::int64_t amount_minor = 0;    ///< as it was sent
  std::int64_t settled_minor = 0;   ///< what came of it
  std::int64_t reversed_minor = 0;  ///< what of that went back
  std::string reason;               ///< why it failed: the host's code
  Instant submitted_at;
  std::vector<Tender> tenders;  ///< as it was sent
  std::optional<ReceiptView> receipt;
  std::uint64_t version_after = 0;
};

}  // namespace repay
