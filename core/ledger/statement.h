#pragma once

#include <cstdint>

#include "core/base/time.h"
#include "core/ledger/ledger.h"

namespace repay {

/// A statement's figures: opening + the sum of all groups = closing.
struct StatementFigures {
  std::int64_t opening_minor = 0;
  std::int64_t closing_minor = 0;
  std::uint64_t entries = 0;
  GroupSums groups{};
};

/// One line: an entry and the balance after it, in the statement's order.
struct StatementLine {
  Sequence entry;
  std::int64_t balance_minor;
};

/// All entries incurred in [from, to), ordered by (incurred-at, sequence). Statement(a, c) is
/// Statement(a, b) followed by Statement(b, c). O(log n).
[[nodiscard]] StatementFigures statement_between(const Ledger& ledger, Instant from, Instant to);
/// Calls use(line) for its line number `first` (from 0) and those behind it until there is none or
/// it answers false. O(log n) plus the lines.
template <class Use>
void walk_between(const Ledger& ledger, Instant from, Instant to, std::uint64_t first, Use use);

/// The rows of one settlement file, by arrival, whatever their dates: closing is its total. The
/// payout of that total takes effect after them and is no part of it.
[[nodiscard]] StatementFigures statement_of(const Ledger& ledger, const Source& settlement);
template <class Use>
void walk_of(const Ledger& ledger, const Source& settlement, std::uint64_t first, Use use);

/// Entries of account JSON that name one settlement, by arrival: `naming` as the ledger lists them.
[[nodiscard]] StatementFigures statement_of(const Ledger& ledger, const NamingEntries& naming);
template <class Use>
void walk_of(const Ledger& ledger, const NamingEntries& naming, std::uint64_t first, Use use);

/// Rows of a settlement stand together, behind the entry that closes an earlier balance if there is
/// one.
[[nodiscard]] Sequence first_row(const Ledger& ledger, const Source& settlement);

template <class Use>
void walk_between(const Ledger& ledger, Instant from, Instant to, std::uint64_t first, Use use) {
  const Timeline& timeline = ledger.timeline();
  const std::uint64_t begin = timeline.lower_bound(ledger.facts(), from).before.entries + first;
  const std::uint64_t end = timeline.lower_bound(ledger.facts(), to).before.entries;
  if (begin >= end) return;
  auto position = timeline.nth(begin, ledger.facts());
  for (std::uint64_t i = begin; i < end; ++i) {
    const Sequence entry = timeline.entry(position);
    timeline.next(position, ledger.facts());
    if (!use(StatementLine{entry, position.before.total_minor})) return;
  }
}

template <class Use>
void walk_of(const Ledger& ledger, const Source& settlement, std::uint64_t first, Use use) {
  if (first >= settlement.rows) return;
  const Sequence end = first_row(ledger, settlement) + settlement.rows;
  Sequence entry = first_row(ledger, settlement) + static_cast<Sequence>(first);
  std::int64_t balance_minor = ledger.balance_before(entry);
  for (; entry < end; ++entry) {
    balance_minor += ledger.facts().amount_minor[entry];
    if (!use(StatementLine{entry, balance_minor})) return;
  }
}

template <class Use>
void walk_of(const Ledger& ledger, const NamingEntries& naming, std::uint64_t first, Use use) {
  if (first >= naming.entries.size()) return;
  const std::size_t block = static_cast<std::size_t>(first) / NamingEntries::kSumEvery;
  std::int64_t balance_minor = ledger.balance_before(naming.entries[0]) + naming.sum_every[block];
  for (std::size_t i = block * NamingEntries::kSumEvery; i < naming.entries.size(); ++i) {
    balance_minor += ledger.facts().amount_minor[naming.entries[i]];
    if (i >= first && !use(StatementLine{naming.entries[i], balance_minor})) return;
  }
}

}  // namespace repay
