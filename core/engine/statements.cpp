// Engine's statements, and what paid what.

#include <algorithm>
#include <limits>
#include <vector>

#include "core/engine/present.h"
#include "core/engine/state.h"
#include "core/ledger/statement.h"

namespace repay {
namespace {

constexpr Instant kEarliest{std::numeric_limits<std::int64_t>::min()};
constexpr Instant kLatest{std::numeric_limits<std::int64_t>::max()};

struct Interval {
  Instant from;
  Instant to;
};

// Days as shown are inclusive; inside, [from, to).
Result<Interval> interval(const StatementRange& range) {
  const auto* days = std::get_if<DayRange>(&range);
  if (days == nullptr) return Interval{kEarliest, kLatest};
  if (days->from > days->to) return refuse(Error::invalid_range);
  return Interval{start_of_day(days->from, days->zone),
                  start_of_day(add_days(days->to, 1), days->zone)};
}

StatementFigures figures_of(const Ledger& ledger, std::string_view settlement) {
  if (const Source* source = ledger.find_settlement(settlement))
    return statement_of(ledger, *source);
  static const std::vector<Sequence> kNone;
  const auto* entries = ledger.entries_naming_settlement(settlement);
  return statement_of(ledger, entries == nullptr ? kNone : *entries);
}

std::vector<StatementLine> lines_of_settlement(const Ledger& ledger, std::string_view settlement,
                                               Window window) {
  if (const Source* source = ledger.find_settlement(settlement)) {
    return lines_of(ledger, *source, window.first, window.count);
  }
  const auto* entries = ledger.entries_naming_settlement(settlement);
  if (entries == nullptr) return {};
  return lines_of(ledger, *entries, window.first, window.count);
}

}  // namespace

Result<StatementView> Engine::statement(const LedgerKey& key, const StatementRange& range) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto within = interval(range);
  if (!within) return refuse(within.error());
  const Ledger& ledger = (*found)->books.ledger();
  const auto* settlement = std::get_if<BySettlement>(&range);
  const StatementFigures figures = settlement != nullptr
                                       ? figures_of(ledger, settlement->id)
                                       : statement_between(ledger, within->from, within->to);
  StatementView view;
  view.ledger = key;
  if (const auto* days = std::get_if<DayRange>(&range)) {
    view.from = days->from;
    view.to = days->to;
  }
  view.opening_minor = figures.opening_minor;
  view.closing_minor = figures.closing_minor;
  view.entries = figures.entries;
  view.groups = present_groups(figures.groups);
  return view;
}

Result<std::vector<StatementRow>> Engine::statement_rows(const LedgerKey& key,
                                                         const StatementRange& range,
                                                         Window window) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto within = interval(range);
  if (!within) return refuse(within.error());
  const Books& books = (*found)->books;
  const auto* settlement = std::get_if<BySettlement>(&range);
  const auto lines =
      settlement != nullptr
          ? lines_of_settlement(books.ledger(), settlement->id, window)
          : lines_between(books.ledger(), within->from, within->to, window.first, window.count);
  std::vector<StatementRow> rows;
  rows.reserve(lines.size());
  for (const StatementLine& line : lines)
    rows.push_back(present_row(books, line.entry, line.balance_minor));
  return rows;
}

Result<std::uint64_t> Engine::credits(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return (*found)->books.allocations().credits();
}

Result<std::vector<AllocationRow>> Engine::allocations(const LedgerKey& key, Window credits) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Ledger& ledger = (*found)->books.ledger();
  const Allocations& allocations = (*found)->books.allocations();
  std::vector<AllocationRow> rows;
  const std::uint64_t all = allocations.credits();
  const std::uint64_t end =
      credits.first >= all ? 0 : credits.first + std::min(credits.count, all - credits.first);
  for (std::uint64_t number = credits.first; number < end; ++number) {
    for (const Allocation& fact : allocations.of_credit(ledger, number)) {
      rows.push_back({ledger.id(fact.credit), ledger.id(fact.charge), fact.amount_minor});
    }
  }
  return rows;
}

}  // namespace repay
