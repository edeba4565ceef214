#pragma once

#include <optional>

namespace repay {

/// What a host may decide about statements (DOMAIN.md 12).
struct StatementPolicy {
  /// How many days back a statement can be chosen, with today; none: as far as there are entries.
  std::optional<int> horizon_days{};

  friend bool operator==(const StatementPolicy&, const StatementPolicy&) = default;
};

}  // namespace repay
