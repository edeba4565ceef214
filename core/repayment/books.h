#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/entry.h"
#include "core/ledger/ledger.h"
#include "core/repayment/allocation.h"

namespace repay {

/// Of a batch, by row: the settlement row that reports this payment (matching.h).
using ReportedRows = std::map<std::uint32_t, Sequence>;

/// One ledger kept together with what paid what in it. Entries are posted in batches.
class Books {
 public:
  explicit Books(Currency currency, RepaymentPolicy policy = {})
      : policy_(std::move(policy)), ledger_(currency), allocations_(policy_) {}

  /// Posts a settlement after all others (its start is not before theirs, nothing else was posted
  /// since). Its rows arrive by posted instant, then row; the payout of the settlement before it is
  /// derived; its carried rows are of no effect if they continue that one's balance, else the
  /// ledger starts again from them (DOMAIN.md 11). OVERFLOW; the books are then unfit for use.
  [[nodiscard]] Placed<void> post_settlement(EntryBatch batch);

  /// Posts account JSON, or a payment made here, in the order given. DUPLICATE_ID,
  /// UNKNOWN_REFERENCE, REVERSAL_TOO_HIGH, AMOUNT_EXCEEDS_BALANCE (a write-off above the charge's
  /// open part), OVERFLOW, with the line; the books are then unfit for use. A payment that is
  /// `reported` is the row's credit: it has no effect of its own, and who reverses it reverses
  /// that, as far as the row credited it.
  [[nodiscard]] Placed<void> post_account(EntryBatch batch, const ReportedRows& reported = {});

  /// A report tells deferred entries that are there again: each can be used from the earliest
  /// instant any report says. Answers how many changed.
  std::uint64_t take_releases(const EntryBatch& report);

  /// The same entries under another policy: what they pay is derived again. Refuses as posting
  /// does, where an entry no longer finds what it needs (a write-off of what is paid by now).
  [[nodiscard]] Placed<Books> under(RepaymentPolicy policy) const;

  /// The batches these books were posted from, so that others can be made with more in between.
  [[nodiscard]] std::vector<EntryBatch> batches() const;

  /// A payment of so much is under way, or no longer: it lessens only what can be paid now.
  void hold(std::int64_t amount_minor) { pending_minor_ += amount_minor; }
  void release(std::int64_t amount_minor) { pending_minor_ -= amount_minor; }
  [[nodiscard]] std::int64_t pending_minor() const { return pending_minor_; }

  /// The settlement row that is this payment's credit.
  [[nodiscard]] std::optional<Sequence> row_of_payment(Sequence payment) const;
  /// The payment whose credit this settlement row is.
  [[nodiscard]] std::optional<Sequence> payment_of_row(Sequence row) const;
  /// The rows that may report payments: card charges of settlements and reports, by arrival.
  [[nodiscard]] const std::vector<Sequence>& card_charges() const { return card_charges_; }
  /// Payments and their rows, in the order of the payments.
  [[nodiscard]] const std::map<Sequence, Sequence>& reported_payments() const { return row_of_; }
  /// The entry whose money a credit is: of a payment reported by a row that row, else itself.
  [[nodiscard]] Sequence money_of(Sequence credit) const {
    return row_of_payment(credit).value_or(credit);
  }

  [[nodiscard]] const RepaymentPolicy& policy() const { return policy_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  [[nodiscard]] const Allocations& allocations() const { return allocations_; }

  [[nodiscard]] std::int64_t balance_minor() const { return ledger_.balance_minor(); }
  [[nodiscard]] std::int64_t outstanding_minor() const { return allocations_.outstanding_minor(); }
  /// Drawn by current reserves and not yet returned by previous ones; never negative.
  [[nodiscard]] std::int64_t reserved_minor() const { return reserved_minor_; }
  /// The latest settlement's payout, not yet drawn from the balance.
  [[nodiscard]] std::int64_t scheduled_minor() const;
  /// The latest settlement; none if only account JSON was posted.
  [[nodiscard]] const Source* latest_settlement() const;

 private:
  [[nodiscard]] Result<void> begin_settlement(Source source, std::int64_t carried_minor);
  [[nodiscard]] Result<void> post_derived(Derived derived, Instant at, std::int64_t amount_minor);
  [[nodiscard]] Result<Sequence> append_rows(EntryBatch& batch);
  [[nodiscard]] std::map<std::uint32_t, StatedEntry> restate_carried(EntryBatch& batch) const;
  [[nodiscard]] Result<void> post_account_row(const EntryBatch& batch, std::uint32_t row,
                                              std::optional<Sequence> reported_by);
  [[nodiscard]] Result<void> post_reported(NewEntry entry, Sequence row);
  [[nodiscard]] Result<void> post_carried(NewEntry entry);
  [[nodiscard]] Result<void> post_reversal(NewEntry entry, std::string_view of);
  [[nodiscard]] Result<void> post_against_charge(const NewEntry& entry, std::string_view charge);
  void take_effect(Sequence entry, std::int64_t amount_minor);
  void note_card_charge(Sequence entry);
  [[nodiscard]] EntryBatch batch_of(const Source& source) const;

  RepaymentPolicy policy_;
  Ledger ledger_;
  Allocations allocations_;
  std::vector<Sequence> card_charges_;
  std::map<Sequence, Sequence> row_of_;      // by payment
  std::map<Sequence, Sequence> payment_of_;  // by settlement row
  // By payment: what its row says less, so far as no reversal has taken it back.
  std::map<Sequence, std::int64_t> not_credited_;
  std::int64_t reserved_minor_ = 0;
  std::int64_t pending_minor_ = 0;
  bool continues_ = false;  // the settlement being posted goes on from the balance before it
};

}  // namespace repay
