#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/text_sink.h"
#include "core/engine/closing_view.h"
#include "core/engine/command.h"
#include "core/engine/explain_view.h"
#include "core/engine/plan_view.h"
#include "core/engine/policy.h"
#include "core/engine/view.h"
#include "core/ledger/entry_matcher.h"
#include "core/money/currency.h"
#include "core/money/decimal.h"
#include "core/repayment/plan.h"

namespace repay {

/// The id of the entry that a payment made here becomes.
[[nodiscard]] std::string payment_id(std::string_view idempotency_key);

/// One seller's account: several ledgers, and everything that may be asked of them. A function is
/// one intention. It either does the whole of it or refuses and leaves no trace.
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  /// From now on everything goes by this policy. Where its rule of repaying is another, what paid
  /// what is derived again, in every ledger; receipts given stay as they are. INVALID_FIELD
  /// (`check_policy`), or what posting the entries again refuses: then nothing has changed.
  [[nodiscard]] Placed<void> set_policy(Policy policy);
  /// The same for the part about repaying; the others stay.
  [[nodiscard]] Placed<void> set_repayment_policy(RepaymentPolicy policy);
  [[nodiscard]] const Policy& policy() const;

  // Import: begin, then for each file begin_file, feed…, end_file; commit stores all files or none.
  // A refusal of any step ends the import as cancel_import does. Only one at a time.

  void begin_import(ImportMode mode);
  /// `store` is the store of a settlement file (account JSON names its own); `size_hint` in bytes
  /// or 0; `currency` that of a file which does not say it (ReadOptions::currency).
  void begin_file(std::string store, std::uint64_t size_hint,
                  std::optional<Currency> currency = {});
  [[nodiscard]] Placed<void> feed(std::span<const char> bytes);
  [[nodiscard]] Placed<void> end_file();
  /// Settlements are ordered by their start whatever the order of files; files of account JSON
  /// follow each other as given. SETTLEMENT_CONFLICT, DUPLICATE_ID, UNKNOWN_REFERENCE,
  /// REVERSAL_TOO_HIGH, OVERFLOW …
  [[nodiscard]] Placed<ImportView> commit_import();
  void cancel_import();
  /// Whether an import was begun and neither committed, cancelled nor refused.
  [[nodiscard]] bool importing() const;
  /// The file (from 0, in the order given) a refusal of commit_import is about.
  [[nodiscard]] std::size_t refused_file() const;

  /// All ledgers, by store, then currency code. What is deferred is that of the moment; without
  /// one, only that of which nobody knows until when.
  [[nodiscard]] std::vector<BalanceView> balances(const std::optional<Moment>& moment = {}) const;
  /// The ledger meant by what was said of it: LEDGER_AMBIGUOUS if several fit, LEDGER_UNKNOWN if
  /// none does.
  [[nodiscard]] Result<LedgerKey> find_ledger(std::optional<std::string_view> store,
                                              std::optional<Currency> currency) const;
  [[nodiscard]] Result<BalanceView> balance(const LedgerKey& ledger,
                                            const std::optional<Moment>& moment = {}) const;
  /// Settlements of a ledger by start.
  [[nodiscard]] Result<std::vector<SettlementView>> settlements(const LedgerKey& ledger) const;

  /// Checked in this order: LEDGER_UNKNOWN, AMOUNT_NOT_POSITIVE, BELOW_MINIMUM,
  /// AMOUNT_EXCEEDS_BALANCE. O(log n) plus the window.
  [[nodiscard]] Result<PreviewView> preview(const LedgerKey& ledger, std::int64_t amount_minor,
                                            Window window) const;
  /// Open charges in paying order: the preview of paying nothing.
  [[nodiscard]] Result<std::vector<ChargeRow>> open_charges(const LedgerKey& ledger,
                                                            Window window) const;

  [[nodiscard]] Result<StatementView> statement(const LedgerKey& ledger,
                                                const StatementRange& range) const;
  /// Rows of that statement in its order: by incurred-at then arrival for days and the whole
  /// ledger, by arrival for a settlement.
  [[nodiscard]] Result<std::vector<StatementRow>> statement_rows(const LedgerKey& ledger,
                                                                 const StatementRange& range,
                                                                 Window window) const;

  /// What of a statement the filter admits. O(lines of the range).
  [[nodiscard]] Result<MatchesView> search(const LedgerKey& ledger, const StatementRange& range,
                                           const EntryFilter& filter) const;
  /// Rows of those, in the statement's order, with the balance that is the ledger's; `matches` is
  /// what `search` answered for this range and filter. STALE if the ledger has changed since. Costs
  /// the window and the lines between its matches.
  [[nodiscard]] Result<std::vector<StatementRow>> matching_rows(const StatementRange& range,
                                                                const EntryFilter& filter,
                                                                const MatchesView& matches,
                                                                Window window) const;

  /// Ranges to choose a statement from: the latest settlement, each earlier one, the last 30 and 90
  /// days with today, and all days there are entries of, as a first choice of one's own; none
  /// beyond the policy's horizon.
  [[nodiscard]] Result<std::vector<PresetView>> presets(const LedgerKey& ledger, Instant now,
                                                        const ZoneRules& zone) const;

  /// A ledger as account JSON: imported into an empty engine it is the same ledger, and its
  /// download the same bytes (account_writer.h). Payments' idempotency keys are the host's and not
  /// in it.
  [[nodiscard]] Result<void> export_json(const LedgerKey& ledger, TextSink& out) const;
  /// A statement as CSV (statement_csv.h), the lines that the filter admits. On refusal nothing is
  /// written.
  [[nodiscard]] Result<void> export_csv(const LedgerKey& ledger, const StatementRange& range,
                                        const EntryFilter& filter, CsvStart start,
                                        TextSink& out) const;

  /// What paid what, by credit in order of arrival; what was undone is not listed. `credits` counts
  /// the credits to list (the window is over credits), so that a long history can be read in parts.
  [[nodiscard]] Result<std::vector<AllocationRow>> allocations(const LedgerKey& ledger,
                                                               Window credits) const;
  [[nodiscard]] Result<std::uint64_t> credits(const LedgerKey& ledger) const;

  /// Why an entry is what it is: for a charge which credits paid it and what is left, for a credit
  /// where it went, for another what it did. LEDGER_UNKNOWN, ENTRY_UNKNOWN.
  [[nodiscard]] Result<ExplainView> explain(const LedgerKey& ledger, std::string_view entry,
                                            Window window) const;
  /// What a figure is made of: "balance", "outstanding", "can_pay_now", "waiting", "reserved" or
  /// "disbursed". The amounts add up to it.
  [[nodiscard]] Result<ExplainView> explain_figure(const LedgerKey& ledger, std::string_view figure,
                                                   Window window) const;
  /// A plan of repeated payments with the asked window of them. LEDGER_UNKNOWN, INVALID_DATE,
  /// AMOUNT_NOT_POSITIVE, BELOW_MINIMUM, PLAN_TOO_LONG.
  [[nodiscard]] Result<PlanView> plan(const LedgerKey& ledger, const PlanTerms& terms,
                                      Window window) const;

  /// Whether `pay` would do it, changing nothing. IDEMPOTENCY_CONFLICT, STALE and preview's
  /// refusals.
  [[nodiscard]] Result<void> check_payment(const PaymentCommand& command) const;
  /// Submits and settles at once. WRONG_PAYMENT_STATE if the key is that of a payment submitted
  /// which has not settled.
  [[nodiscard]] Result<ReceiptView> pay(const PaymentCommand& command);

  /// A payment that takes time (DOMAIN.md 6). Submitted, it is pending and lessens only what can be
  /// paid now; check_payment's refusals. The same key with the same fields answers how it stands.
  [[nodiscard]] Result<PaymentView> submit(const PaymentCommand& command);
  /// Its provider took it on: whoever saw the balance before is to look again, so the version
  /// grows. PAYMENT_UNKNOWN, WRONG_PAYMENT_STATE (it has ended).
  [[nodiscard]] Result<PaymentView> note_pending(std::string_view idempotency_key);
  /// It pays charges now; what a race left nothing to pay for waits as credit. PAYMENT_UNKNOWN,
  /// WRONG_PAYMENT_STATE (it ended otherwise), AMOUNT_NOT_POSITIVE, EXCEEDS_PENDING, OVERFLOW.
  [[nodiscard]] Result<PaymentView> settle(const SettlePayment& command);
  /// It leaves a failed_charge line of zero effect. PAYMENT_UNKNOWN, WRONG_PAYMENT_STATE.
  [[nodiscard]] Result<PaymentView> fail(const FailPayment& command);
  /// PAYMENT_UNKNOWN, WRONG_PAYMENT_STATE.
  [[nodiscard]] Result<PaymentView> expire(std::string_view idempotency_key);
  /// PAYMENT_UNKNOWN, IDEMPOTENCY_CONFLICT (the reversal's id had other fields), DUPLICATE_ID,
  /// WRONG_PAYMENT_STATE (nothing of it came), AMOUNT_NOT_POSITIVE, REVERSAL_TOO_HIGH, OVERFLOW.
  [[nodiscard]] Result<PaymentView> reverse_payment(const ReversePayment& command);
  /// Posts both halves or none. INVALID_FIELD (no id, or twice the same ledger), LEDGER_UNKNOWN,
  /// IDEMPOTENCY_CONFLICT (the id is that of another pair), DUPLICATE_ID (of another entry),
  /// CURRENCY_MISMATCH, AMOUNT_NOT_POSITIVE, OVERFLOW.
  [[nodiscard]] Result<CrossAccountView> adjust_across(const CrossAccountAdjustment& command);
  /// How a payment stands: PAYMENT_UNKNOWN.
  [[nodiscard]] Result<PaymentView> payment(std::string_view idempotency_key) const;

  // Closing a period, paying it out, and charging what it leaves owed (DOMAIN.md 7). What the host
  // must carry out is in the views' effects; the engine posts the entries itself.

  /// What closing a period does, changing nothing: also before its end, by what there is until now,
  /// and of a settlement that came as a file. LEDGER_UNKNOWN, INVALID_FIELD (an id that no entry
  /// could have), INVALID_RANGE, SETTLEMENT_CONFLICT (it was closed as another period, overlaps one
  /// that was, or other settlements came as files), DUPLICATE_ID (another entry is called like its
  /// payout).
  [[nodiscard]] Placed<ClosingView> closing(const ClosePeriod& command) const;
  /// Closes it: the disbursement is posted and its transfer scheduled, or the balance is carried;
  /// the automatic charge begins anew. The same settlement id again is told as it was, whatever has
  /// come since. `closing`'s refusals, SETTLEMENT_CONFLICT for every ledger of files (they say
  /// themselves what was paid out), PERIOD_OPEN.
  [[nodiscard]] Placed<ClosingView> close_period(const ClosePeriod& command);
  /// How the transfer of a closing goes on; a return is posted. LEDGER_UNKNOWN, UNKNOWN_REFERENCE
  /// (nothing was paid out under this id), WRONG_PAYMENT_STATE, OVERFLOW.
  [[nodiscard]] Result<TransferView> report_transfer(const ReportTransfer& command);

  /// How the automatic charge of what the last closing left owed goes on. While an attempt's
  /// outcome is not known, what it asks for is pending: the seller cannot pay it too. What the
  /// seller has under way is not charged. LEDGER_UNKNOWN, and the refusals of `step` in
  /// collection.h; DUPLICATE_ID (an
  /// import brought another entry called like the attempt's), OVERFLOW.
  [[nodiscard]] Result<CollectionView> collect(const Collect& command);
  /// How it stands: LEDGER_UNKNOWN.
  [[nodiscard]] Result<CollectionView> collection(const LedgerKey& ledger) const;
  /// What previews and plans say about the rest goes by these terms from now on: LEDGER_UNKNOWN.
  [[nodiscard]] Result<void> expect_charge(const LedgerKey& ledger, ChargeTerms terms);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace repay
