// Engine's statements, and what paid what.

#include <algorithm>
#include <vector>

#include "core/engine/present.h"
#include "core/engine/state.h"
#include "core/engine/statement_lines.h"

namespace repay {
Result<StatementView> Engine::statement(const LedgerKey& key, const StatementRange& range) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto lines = StatementLines::of((*found)->books.ledger(), range);
  if (!lines) return refuse(lines.error());
  const StatementFigures figures = lines->figures();
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
  const Books& books = (*found)->books;
  const auto lines = StatementLines::of(books.ledger(), range);
  if (!lines) return refuse(lines.error());
  std::vector<StatementRow> rows;
  if (window.count == 0) return rows;
  lines->walk(window.first, [&](const StatementLine& line) {
    rows.push_back(present_row(books, line.entry, line.balance_minor));
    return rows.size() < window.count;
  });
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
