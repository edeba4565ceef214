#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/repayment/books.h"

namespace repay {

// A payment made here and the settlement row that later reports it are one credit (DOMAIN.md 6).
// The row is the credit, as the file's closing balance wins; the payment stands beside it without
// effect. Which row reports which payment is derived from both, so that the order in which they
// come does not matter:
//
//  1. A row whose order names the payment reports it, whatever its amount: its entry's id, its
//     idempotency key, or its own order.
//  2. Else a row of its amount does that was posted when it was sent or later, up to the end of the
//     day (UTC) so many days after that. A row with a date alone stands for its whole day.
//
// Payments choose in the order in which they were sent, each the earliest row left to it; a row
// reports one payment at most. Rows are the card charges of settlements and reports; payments made
// here are the account's other entries of kind payment or card_charge.

/// What a row is compared with.
struct SentPayment {
  std::string_view id;     ///< of the entry it is, or becomes
  std::string_view order;  ///< its own reference, if it has one
  Instant sent;
  std::int64_t amount_minor = 0;
};

/// What find_reports answers.
struct Reports {
  std::vector<ReportedRows> of_batches;               ///< one element a batch
  std::vector<std::optional<Sequence>> of_under_way;  ///< one element a payment under way
};

/// Which rows of `books`, where every settlement and report is by now, report the payments of
/// account batches that are yet to be posted, and those under way. Payments that are entries choose
/// before those under way, of which nobody knows yet whether they come. Where an entry took the
/// only row of one of those and there is another for the entry, the one under way has that: the
/// entry, sent later, might as well have had it.
[[nodiscard]] Reports find_reports(const Books& books, std::span<const EntryBatch* const> batches,
                                   std::span<const SentPayment> under_way = {});

/// The row that reports one payment more, none that already reports another.
[[nodiscard]] std::optional<Sequence> find_report(const Books& books, const SentPayment& payment);

/// Up to when a payment may have been sent that a row of this instant reports: a row with a date
/// alone stands for its whole day. A payment that took a row keeps it if it is said to be sent
/// then.
[[nodiscard]] Instant latest_instant(Instant row_at);

/// Since when rows yet to come may report a payment sent `at`: then, or after the rows there are of
/// its amount and days. None of them reports it, be it that the host's clock is behind the files':
/// they cannot report what was not yet made.
[[nodiscard]] Instant reportable_from(const Books& books, Instant at, std::int64_t amount_minor);

/// Whether a reference of a row names a payment.
[[nodiscard]] bool names_payment(std::string_view reference, const SentPayment& payment);

}  // namespace repay
