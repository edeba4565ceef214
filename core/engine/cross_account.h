#pragma once

#include <optional>
#include <string>

#include "core/engine/import.h"

namespace repay {

/// A half of a cross-account pair that does not fit, or lacks, its other half.
struct UnmatchedHalf {
  LedgerKey ledger;
  LedgerKey other;
  Error error;
  std::string detail;
};

/// The first half, of the ledgers as they will be (those `changed`, else those `before`), whose
/// other half is not there although its ledger is: UNKNOWN_REFERENCE; is of another currency:
/// CURRENCY_MISMATCH; or does not cancel it out: PAIR_MISMATCH. A half whose other ledger is in no
/// account here stands alone: a download of one ledger is one.
[[nodiscard]] std::optional<UnmatchedHalf> unmatched_half(const Ledgers& changed,
                                                          const Ledgers& before);

}  // namespace repay
