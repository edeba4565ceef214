#include "core/ledger/statement.h"

#include <algorithm>

namespace repay {
namespace {

// Rows of a settlement stand together, behind the entry that closes an earlier balance if there is
// one.
Sequence first_row(const Ledger& ledger, const Source& settlement) {
  const bool behind = settlement.rows > 0 && ledger.derived(settlement.first) != Derived::none;
  return settlement.first + (behind ? 1 : 0);
}

std::uint64_t lines_left(std::uint64_t all, std::uint64_t first, std::uint64_t count) {
  return first >= all ? 0 : std::min(count, all - first);
}

}  // namespace

StatementFigures statement_between(const Ledger& ledger, Instant from, Instant to) {
  const Timeline& timeline = ledger.timeline();
  const auto begin = timeline.lower_bound(ledger.facts(), from);
  const auto end = timeline.lower_bound(ledger.facts(), to);
  StatementFigures figures{.opening_minor = begin.before.total_minor,
                           .closing_minor = end.before.total_minor,
                           .entries = end.before.entries - begin.before.entries,
                           .groups = timeline.groups_before(end, ledger.facts())};
  figures.groups.subtract(timeline.groups_before(begin, ledger.facts()));
  return figures;
}

std::vector<StatementLine> lines_between(const Ledger& ledger, Instant from, Instant to,
                                         std::uint64_t first, std::uint64_t count) {
  const Timeline& timeline = ledger.timeline();
  const auto begin = timeline.lower_bound(ledger.facts(), from).before.entries;
  const auto end = timeline.lower_bound(ledger.facts(), to).before.entries;
  std::vector<StatementLine> lines;
  const std::uint64_t wanted = lines_left(end - begin, first, count);
  if (wanted == 0) return lines;
  lines.reserve(wanted);
  auto position = timeline.nth(begin + first, ledger.facts());
  for (std::uint64_t i = 0; i < wanted; ++i) {
    const Sequence entry = timeline.entry(position);
    timeline.next(position, ledger.facts());
    lines.push_back({entry, position.before.total_minor});
  }
  return lines;
}

StatementFigures statement_of(const Ledger& ledger, const Source& settlement) {
  const Sequence begin = first_row(ledger, settlement);
  return {.opening_minor = ledger.balance_before(begin),
          .closing_minor = ledger.balance_before(begin + settlement.rows),
          .entries = settlement.rows,
          .groups = settlement.groups};
}

std::vector<StatementLine> lines_of(const Ledger& ledger, const Source& settlement,
                                    std::uint64_t first, std::uint64_t count) {
  std::vector<StatementLine> lines;
  const std::uint64_t wanted = lines_left(settlement.rows, first, count);
  if (wanted == 0) return lines;
  Sequence entry = first_row(ledger, settlement) + static_cast<Sequence>(first);
  std::int64_t balance_minor = ledger.balance_before(entry);
  for (std::uint64_t i = 0; i < wanted; ++i, ++entry) {
    balance_minor += ledger.facts().amount_minor[entry];
    lines.push_back({entry, balance_minor});
  }
  return lines;
}

StatementFigures statement_of(const Ledger& ledger, const std::vector<Sequence>& entries) {
  StatementFigures figures{.entries = entries.size()};
  if (entries.empty()) return figures;
  figures.opening_minor = ledger.balance_before(entries.front());
  figures.closing_minor = figures.opening_minor;
  for (const Sequence entry : entries) {
    figures.closing_minor += ledger.facts().amount_minor[entry];
    figures.groups.add(ledger.facts().group[entry], ledger.facts().amount_minor[entry]);
  }
  return figures;
}

std::vector<StatementLine> lines_of(const Ledger& ledger, const std::vector<Sequence>& entries,
                                    std::uint64_t first, std::uint64_t count) {
  std::vector<StatementLine> lines;
  if (entries.empty()) return lines;
  const std::uint64_t end = first + lines_left(entries.size(), first, count);
  std::int64_t balance_minor = ledger.balance_before(entries.front());
  for (std::uint64_t i = 0; i < end; ++i) {
    balance_minor += ledger.facts().amount_minor[entries[i]];
    if (i >= first) lines.push_back({entries[i], balance_minor});
  }
  return lines;
}

}  // namespace repay
