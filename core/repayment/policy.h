#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/ledger/kind.h"
#include "core/money/currency.h"
#include "core/repayment/allocation_rule.h"

namespace repay {

/// What a host may decide about repaying (DOMAIN.md 12). The defaults are DOMAIN.md's.
struct RepaymentPolicy {
  AllocationRule rule = AllocationRule::oldest_first;
  /// For kind_priority: the kinds that are paid first, in their order. A kind stands once.
  std::vector<Kind> kind_priority{};
  /// The smallest payment in minor units, by currency; 1 where there is none. All that can be paid
  /// may always be paid, even if it is less.
  std::map<Currency, std::int64_t> minimum_minor{};
  /// How many days after a payment made here a settlement row of its amount still is that payment.
  int match_days = 5;

  friend bool operator==(const RepaymentPolicy&, const RepaymentPolicy&) = default;
};

/// The smallest payment in a currency: at least 1 minor unit.
[[nodiscard]] std::int64_t minimum_payment_minor(const RepaymentPolicy& policy, Currency currency);

/// INVALID_FIELD: a kind twice in the priority, a minimum below 1, or days below 0.
[[nodiscard]] Result<void> check_policy(const RepaymentPolicy& policy);

}  // namespace repay
