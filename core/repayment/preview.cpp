#include "core/repayment/preview.h"

#include <algorithm>

#include "core/base/check.h"

namespace repay {
namespace {

// By the rules with an order of their own, or none: every open charge and what the amount pays of
// it, the paid ones first.
std::vector<PreviewLine> all_lines(const Books& books, std::int64_t amount_minor) {
  const Ledger& ledger = books.ledger();
  std::vector<PreviewLine> lines;
  if (books.allocations().order().is_kept()) {
    books.allocations().order().for_each([&](Sequence charge) {
      const std::int64_t open = -ledger.facts().left_minor[charge];
      lines.push_back({charge, open, std::min(open, amount_minor)});
      amount_minor -= lines.back().pays_minor;
      return true;
    });
    return lines;
  }
  const std::vector<OpenPart> open = open_parts(ledger);
  if (open.empty()) return lines;
  const auto shares = proportional_shares(ledger, open, amount_minor);
  for (const bool paid : {true, false}) {
    for (std::size_t i = 0; i < open.size(); ++i) {
      if ((shares[i] > 0) == paid) lines.push_back({open[i].charge, open[i].open_minor, shares[i]});
    }
  }
  return lines;
}

bool is_oldest_first(const Books& books) {
  return books.allocations().rule() == AllocationRule::oldest_first;
}

void look_down(const Books& books, std::int64_t amount_minor, Preview& result) {
  const Timeline& timeline = books.ledger().timeline();
  const auto after = timeline.after_paying(amount_minor, books.ledger().facts());
  result.closes = after.before.open_charges;
  result.touches = result.closes + (amount_minor > after.before.open_minor ? 1 : 0);
  if (!timeline.at_end(after)) result.oldest_open_after = timeline.entry(after);
}

void look_at_all(const Books& books, std::int64_t amount_minor, Preview& result) {
  const EntryFacts& facts = books.ledger().facts();
  const auto is_older = [&](Sequence a, Sequence b) {
    return facts.at[a] < facts.at[b] || (facts.at[a] == facts.at[b] && a < b);
  };
  for (const PreviewLine& line : all_lines(books, amount_minor)) {
    result.touches += line.pays_minor > 0;
    const bool closed = line.pays_minor == line.open_minor;
    result.closes += closed;
    auto& oldest = result.oldest_open_after;
    if (!closed && (!oldest || is_older(line.charge, *oldest))) oldest = line.charge;
  }
}

}  // namespace

std::int64_t can_pay_now_minor(const Books& books) {
  return std::max<std::int64_t>(books.outstanding_minor() - books.pending_minor(), 0);
}

Result<void> check_amount(const Books& books, std::int64_t amount_minor) {
  const std::int64_t most = can_pay_now_minor(books);
  const std::int64_t least = minimum_payment_minor(books.policy(), books.ledger().currency());
  if (amount_minor <= 0) return refuse(Error::amount_not_positive);
  if (amount_minor < least && amount_minor != most) return refuse(Error::below_minimum);
  if (amount_minor > most) return refuse(Error::amount_exceeds_balance);
  return {};
}

Preview preview(const Books& books, std::int64_t amount_minor) {
  check(amount_minor >= 0 && amount_minor <= books.outstanding_minor());
  Preview result{.open_charges = books.ledger().timeline().sums().open_charges,
                 .outstanding_after_minor = books.outstanding_minor() - amount_minor,
                 .balance_after_minor = books.balance_minor() + amount_minor};
  if (is_oldest_first(books)) {
    look_down(books, amount_minor, result);
  } else {
    look_at_all(books, amount_minor, result);
  }
  return result;
}

std::vector<PreviewLine> preview_lines(const Books& books, std::int64_t amount_minor,
                                       std::uint64_t first, std::uint64_t count) {
  std::vector<PreviewLine> lines;
  if (!is_oldest_first(books)) {
    lines = all_lines(books, amount_minor);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min<std::uint64_t>(first, lines.size())));
    lines.resize(std::min<std::uint64_t>(count, lines.size()));
    return lines;
  }
  const Timeline& timeline = books.ledger().timeline();
  const EntryFacts& facts = books.ledger().facts();
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
