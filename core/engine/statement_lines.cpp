#include "core/engine/statement_lines.h"

#include <limits>

namespace repay {
namespace {

constexpr Instant kEarliest{std::numeric_limits<std::int64_t>::min()};
constexpr Instant kLatest{std::numeric_limits<std::int64_t>::max()};

const NamingEntries& no_entries() {
  static const NamingEntries kNone;
  return kNone;
}

}  // namespace

Result<StatementLines> StatementLines::of(const Ledger& ledger, const StatementRange& range) {
  StatementLines lines(ledger);
  lines.from_ = kEarliest;
  lines.to_ = kLatest;
  if (const auto* days = std::get_if<DayRange>(&range)) {
    if (days->from > days->to) return refuse(Error::invalid_range);
    // Days as shown are inclusive; inside, [from, to).
    lines.from_ = start_of_day(days->from, days->zone);
    lines.to_ = start_of_day(add_days(days->to, 1), days->zone);
  }
  if (const auto* settlement = std::get_if<BySettlement>(&range)) {
    lines.settlement_ = ledger.find_settlement(settlement->id);
    lines.entries_ = ledger.entries_naming_settlement(settlement->id);
    if (lines.entries_ == nullptr) lines.entries_ = &no_entries();
  }
  return lines;
}

StatementFigures StatementLines::figures() const {
  if (settlement_ != nullptr) return statement_of(*ledger_, *settlement_);
  if (entries_ != nullptr) return statement_of(*ledger_, *entries_);
  return statement_between(*ledger_, from_, to_);
}

}  // namespace repay
