#pragma once

#include <cstdint>
#include <map>

#include "core/money/currency.h"
#include "core/repayment/decline.h"

namespace repay {

/// What a host may decide about charging what is owed automatically (DOMAIN.md 7 and 12).
struct CollectionPolicy {
  /// The least debt in minor units that is charged, by currency: a smaller one rolls forward. Where
  /// there is none, any debt is charged.
  std::map<Currency, std::int64_t> threshold_minor{};
  /// Hours from one round of attempts to the next.
  int retry_hours = 24;
  /// How often a method is tried again after a decline of each class; 0 where there is none. Final
  /// classes have none.
  std::map<DeclineClass, int> retries{
      {DeclineClass::insufficient_funds, 14},
      {DeclineClass::issuer_blocked, 3},
      {DeclineClass::issuer_unavailable, 14},
      {DeclineClass::other, 3},
  };
  /// Attempts on one method for one closing, whatever the classes. 15 is what Visa's rules let a
  /// merchant repeat within 30 days.
  int most_attempts = 15;
  /// Whether the agreement with sellers allows that any other instrument they gave is charged when
  /// the active method and its backups fail.
  bool last_resort = false;

  friend bool operator==(const CollectionPolicy&, const CollectionPolicy&) = default;
};

}  // namespace repay
