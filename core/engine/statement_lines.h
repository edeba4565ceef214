#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/engine/command.h"
#include "core/ledger/statement.h"

namespace repay {

/// The lines of a statement, whatever range it is of, in the statement's order.
class StatementLines {
 public:
  /// INVALID_RANGE.
  [[nodiscard]] static Result<StatementLines> of(const Ledger& ledger, const StatementRange& range);

  [[nodiscard]] StatementFigures figures() const;

  /// Calls use(line) for the line number `first` (from 0) and those behind it until there is none
  /// or it answers false. O(log n) plus the lines.
  template <class Use>
  void walk(std::uint64_t first, Use use) const;

 private:
  // Of days: instants. Of a settlement: its file, or the entries that name it.
  explicit StatementLines(const Ledger& ledger) : ledger_(&ledger) {}

  const Ledger* ledger_;
  Instant from_;
  Instant to_;
  const Source* settlement_ = nullptr;
  const NamingEntries* entries_ = nullptr;
};

template <class Use>
void StatementLines::walk(std::uint64_t first, Use use) const {
  if (settlement_ != nullptr) return walk_of(*ledger_, *settlement_, first, use);
  if (entries_ != nullptr) return walk_of(*ledger_, *entries_, first, use);
  walk_between(*ledger_, from_, to_, first, use);
}

}  // namespace repay
