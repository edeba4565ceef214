#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "core/money/currency.h"

namespace repay {

/// What a host may decide about closing a period and paying it out (DOMAIN.md 7, 8, 11 and 12).
struct ClosingPolicy {
  /// Days from the close to the deposit.
  int deposit_days = 2;
  /// Hours that transfers wait after the deposit method was changed.
  int hold_hours = 72;
  /// The smallest payout in minor units, by currency; 1 where there is none. A smaller closing
  /// balance is carried.
  std::map<Currency, std::int64_t> minimum_disbursement_minor{};
  /// DD+N: a sale can be used from the local day N + 1 after its delivery; none: at once.
  std::optional<int> deferral_days{};

  friend bool operator==(const ClosingPolicy&, const ClosingPolicy&) = default;
};

}  // namespace repay
