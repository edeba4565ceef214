#pragma once

#include <cstdint>
#include <vector>

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
/// Lines [first, first + count) of it; fewer at the end. O(log n) plus the lines.
[[nodiscard]] std::vector<StatementLine> lines_between(const Ledger& ledger, Instant from,
                                                       Instant to, std::uint64_t first,
                                                       std::uint64_t count);

/// The rows of one settlement file, by arrival, whatever their dates: closing is its total. The
/// payout of that total takes effect after them and is no part of it.
[[nodiscard]] StatementFigures statement_of(const Ledger& ledger, const Source& settlement);
[[nodiscard]] std::vector<StatementLine> lines_of(const Ledger& ledger, const Source& settlement,
                                                  std::uint64_t first, std::uint64_t count);

/// Entries of account JSON that name one settlement, by arrival: `entries` as the ledger lists
/// them.
[[nodiscard]] StatementFigures statement_of(const Ledger& ledger,
                                            const std::vector<Sequence>& entries);
[[nodiscard]] std::vector<StatementLine> lines_of(const Ledger& ledger,
                                                  const std::vector<Sequence>& entries,
                                                  std::uint64_t first, std::uint64_t count);

}  // namespace repay
