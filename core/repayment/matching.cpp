#include "core/repayment/matching.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/base/order.h"
#include "core/repayment/payments.h"

namespace repay {
namespace {

// The end of the day so many days after a payment was sent.
Instant end_of_window(Instant sent, int days) {
  const std::int64_t into_day = ((sent.ms % kMsPerDay) + kMsPerDay) % kMsPerDay;
  return {sent.ms - into_day + (std::int64_t{days} + 1) * kMsPerDay - 1};
}

/// The rows of one amount in order of time, each with its latest instant.
struct Row {
  Instant latest;
  Sequence entry;
  friend auto operator<=>(const Row&, const Row&) = default;
};

/// The rows that may report payments, and those that do.
class Rows {
 public:
  explicit Rows(const Books& books) : books_(books) {
    const Ledger& ledger = books.ledger();
    for (const Sequence entry : books.card_charges()) {
      if (books.payment_of_row(entry)) continue;
      by_amount_[ledger.facts().amount_minor[entry]].push_back(
          {latest_instant(ledger.facts().at[entry]), entry});
      if (const std::string_view order = ledger.order(entry); !order.empty())
        by_reference_[order].push_back(entry);
    }
    for (auto& [amount, rows] : by_amount_) put_in_order(rows, std::less());
  }

  std::optional<Sequence> take_named(const SentPayment& payment) {
    if (by_reference_.empty()) return std::nullopt;
    std::string_view key = payment.id;
    if (key.starts_with(kPaymentIdPrefix)) key.remove_prefix(kPaymentIdPrefix.size());
    for (const std::string_view reference : {payment.id, key, payment.order}) {
      const auto found = by_reference_.find(reference);
      if (reference.empty() || found == by_reference_.end()) continue;
      const auto free = std::ranges::find_if(found->second, [&](Sequence e) { return is_free(e); });
      if (free != found->second.end()) return take(*free);
    }
    return std::nullopt;
  }

  // The rows of its amount and days, free ones or not.
  [[nodiscard]] std::span<const Row> within(const SentPayment& payment) const {
    const auto rows = by_amount_.find(payment.amount_minor);
    if (rows == by_amount_.end()) return {};
    const Instant end = end_of_window(payment.sent, books_.policy().match_days);
    const auto first = std::ranges::lower_bound(rows->second, payment.sent, {}, &Row::latest);
    const auto last = std::ranges::upper_bound(rows->second, end, {}, &Row::latest);
    return first < last ? std::span<const Row>(first, last) : std::span<const Row>();
  }

  std::optional<Sequence> take_within(const SentPayment& payment) {
    for (const Row& row : within(payment)) {
      if (is_free(row.entry)) return take(row.entry);
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_free(Sequence entry) const { return !taken_.contains(entry); }

 private:
  Sequence take(Sequence entry) {
    taken_.insert(entry);
    return entry;
  }

  const Books& books_;
  std::map<std::int64_t, std::vector<Row>> by_amount_;
  std::map<std::string_view, std::vector<Sequence>> by_reference_;
  std::set<Sequence> taken_;
};

/// A payment on its way to its row.
struct Seeking {
  SentPayment payment;
  std::size_t batch = 0;
  std::uint32_t row = 0;
  std::optional<Sequence> found{};
};

bool is_payment(Kind kind) { return kind == Kind::payment || kind == Kind::card_charge; }

void add_payments(const EntryBatch& batch, std::size_t number, std::vector<Seeking>& payments) {
  if (batch.settlement || batch.skips_known) return;
  for (std::uint32_t row = 0; row < batch.size(); ++row) {
    if (!is_payment(batch.kind[row]) || batch.amount_minor[row] <= 0) continue;
    const auto sent = batch.sent.find(row);
    payments.push_back({.payment = {.id = batch.texts.get(batch.id[row]),
                                    .order = batch.texts.get(batch.order[row]),
                                    .sent = sent == batch.sent.end() ? batch.at[row] : sent->second,
                                    .amount_minor = batch.amount_minor[row]},
                        .batch = number,
                        .row = row});
  }
}

void seek(std::vector<Seeking>& payments, Rows& rows) {
  put_in_order(payments,
               [](const Seeking& a, const Seeking& b) { return a.payment.sent < b.payment.sent; });
  for (Seeking& one : payments) one.found = rows.take_named(one.payment);
  for (Seeking& one : payments) {
    if (!one.found) one.found = rows.take_within(one.payment);
  }
}

// Lets a payment have the row of an entry for which there is another of its days.
void seek_by_exchange(Seeking& late, const std::vector<Seeking>& entries, Rows& rows) {
  for (const Row& row : rows.within(late.payment)) {
    const auto holder = std::ranges::find(entries, std::optional(row.entry), &Seeking::found);
    if (holder == entries.end()) continue;
    if (const auto other = rows.take_within(holder->payment)) {
      late.found = other;
      return;
    }
  }
}

}  // namespace

Instant latest_instant(Instant row_at) {
  return row_at.ms % kMsPerDay == 0 ? Instant{row_at.ms + kMsPerDay - 1} : row_at;
}

bool names_payment(std::string_view reference, const SentPayment& payment) {
  if (reference.empty()) return false;
  if (reference == payment.id || reference == payment.order) return true;
  return payment.id.starts_with(kPaymentIdPrefix) &&
         reference == payment.id.substr(kPaymentIdPrefix.size());
}

Reports find_reports(const Books& books, std::span<const EntryBatch* const> batches,
                     std::span<const SentPayment> under_way) {
  Reports reports{.of_batches = std::vector<ReportedRows>(batches.size()),
                  .of_under_way = std::vector<std::optional<Sequence>>(under_way.size())};
  if (books.card_charges().empty()) return reports;
  Rows rows(books);
  std::vector<Seeking> entries;
  for (std::size_t i = 0; i < batches.size(); ++i) add_payments(*batches[i], i, entries);
  std::vector<Seeking> late;
  for (std::size_t i = 0; i < under_way.size(); ++i)
    late.push_back({.payment = under_way[i], .batch = i});
  seek(entries, rows);
  seek(late, rows);
  for (Seeking& one : late) {
    if (!one.found) seek_by_exchange(one, entries, rows);
    reports.of_under_way[one.batch] = one.found;
  }
  for (const Seeking& one : entries) {
    if (one.found) reports.of_batches[one.batch].emplace(one.row, *one.found);
  }
  return reports;
}

std::optional<Sequence> find_report(const Books& books, const SentPayment& payment) {
  if (books.card_charges().empty()) return std::nullopt;
  Rows rows(books);
  const auto named = rows.take_named(payment);
  return named ? named : rows.take_within(payment);
}

Instant reportable_from(const Books& books, Instant at, std::int64_t amount_minor) {
  const EntryFacts& facts = books.ledger().facts();
  std::vector<Instant> rows;
  for (const Sequence entry : books.card_charges()) {
    const Instant latest = latest_instant(facts.at[entry]);
    if (facts.amount_minor[entry] == amount_minor && latest >= at) rows.push_back(latest);
  }
  put_in_order(rows, std::less());
  for (const Instant latest : rows) {
    if (latest >= at && latest <= end_of_window(at, books.policy().match_days))
      at = {latest.ms + 1};
  }
  return at;
}

}  // namespace repay
