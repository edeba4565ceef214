#include "core/repayment/preview.h"

#include <algorithm>

#include "core/base/check.h"

namespace repay {
namespace {

constexpr std::int64_t kMinimumMinor = 1;  // unless a policy sets more (DOMAIN.md 6)

}  // namespace

std::int64_t can_pay_now_minor(const Books& books) { return books.outstanding_minor(); }

Result<void> check_amount(const Books& books, std::int64_t amount_minor) {
  if (amount_minor <= 0) return refuse(Error::amount_not_positive);
  if (amount_minor < kMinimumMinor) return refuse(Error::below_minimum);
  if (amount_minor > can_pay_now_minor(books)) return refuse(Error::amount_exceeds_balance);
  return {};
}

Preview preview(const Books& books, std::int64_t amount_minor) {
  check(amount_minor >= 0 && amount_minor <= books.outstanding_minor());
  const Timeline& timeline = books.ledger().timeline();
  const auto after = timeline.after_paying(amount_minor, books.ledger().facts());
  Preview result{.closes = after.before.open_charges,
                 .part_paid_minor = amount_minor - after.before.open_minor,
                 .open_charges = timeline.sums().open_charges,
                 .outstanding_after_minor = books.outstanding_minor() - amount_minor,
                 .balance_after_minor = books.balance_minor() + amount_minor};
  if (!timeline.at_end(after)) result.oldest_open_after = timeline.entry(after);
  return result;
}

std::vector<PreviewLine> preview_lines(const Books& books, std::int64_t amount_minor,
                                       std::uint64_t first, std::uint64_t count) {
  const Timeline& timeline = books.ledger().timeline();
  const EntryFacts& facts = books.ledger().facts();
  std::vector<PreviewLine> lines;
  auto position = timeline.nth_open(first, facts);
  for (; lines.size() < count && !timeline.at_end(position); timeline.next_open(position, facts)) {
    const Sequence charge = timeline.entry(position);
    const std::int64_t open = -facts.left_minor[charge];
    const std::int64_t left = amount_minor - std::min(amount_minor, position.before.open_minor);
    lines.push_back({charge, open, std::min(open, left)});
  }
  return lines;
}

}  // namespace repay
