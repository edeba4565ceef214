// Engine's search in statements.

#include "core/engine/present.h"
#include "core/engine/state.h"
#include "core/engine/statement_lines.h"
#include "core/ledger/entry_matcher.h"

namespace repay {
namespace {

// One match in so many is marked, so that a window is found without going through all before it.
constexpr std::uint64_t kMarkEvery = 1024;

void count(MatchesView& view, std::int64_t amount_minor) {
  ++view.entries;
  view.amount_minor += amount_minor;
  (amount_minor < 0 ? view.charges_minor : view.credits_minor) += amount_minor;
}

}  // namespace

Result<MatchesView> Engine::search(const LedgerKey& key, const StatementRange& range,
                                   const EntryFilter& filter) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Ledger& ledger = (*found)->books.ledger();
  const auto lines = StatementLines::of(ledger, range);
  if (!lines) return refuse(lines.error());
  MatchesView view;
  view.ledger = key;
  view.version = (*found)->version;
  GroupSums groups;
  EntryMatcher matcher(ledger, filter);
  std::uint64_t line_number = 0;
  lines->walk(0, [&](const StatementLine& line) {
    if (matcher.admits(line.entry)) {
      if (view.entries % kMarkEvery == 0) view.marks.push_back(line_number);
      const std::int64_t minor = ledger.facts().amount_minor[line.entry];
      count(view, minor);
      groups.add(ledger.facts().group[line.entry], minor);
    }
    ++line_number;
    return true;
  });
  view.groups = present_groups(groups);
  return view;
}

Result<std::vector<StatementRow>> Engine::matching_rows(const StatementRange& range,
                                                        const EntryFilter& filter,
                                                        const MatchesView& matches,
                                                        Window window) const {
  const auto found = state_->find(matches.ledger);
  if (!found) return refuse(found.error());
  if ((*found)->version != matches.version) return refuse(Error::stale);
  const Books& books = (*found)->books;
  const auto lines = StatementLines::of(books.ledger(), range);
  if (!lines) return refuse(lines.error());
  std::vector<StatementRow> rows;
  const std::uint64_t mark = window.first / kMarkEvery;
  if (window.count == 0 || mark >= matches.marks.size()) return rows;
  std::uint64_t to_skip = window.first % kMarkEvery;
  EntryMatcher matcher(books.ledger(), filter);
  lines->walk(matches.marks[mark], [&](const StatementLine& line) {
    if (!matcher.admits(line.entry)) return true;
    if (to_skip > 0) {
      --to_skip;
      return true;
    }
    rows.push_back(present_row(books, line.entry, line.balance_minor));
    return rows.size() < window.count;
  });
  return rows;
}

}  // namespace repay
