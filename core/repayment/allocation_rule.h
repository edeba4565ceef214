#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace repay {

/// X(rule): which open charges a credit pays first (DOMAIN.md 5 and 12).
///
/// - oldest_first: by (incurred-at, sequence). The default, and what DOMAIN.md promises a seller.
/// - due_date: by (due, incurred-at, sequence); a charge without a due date is due when incurred.
/// - kind_priority: by the place of the charge's kind in the policy's list, kinds that are not in
///   it behind the others; of one place oldest first.
/// - proportional: over all open charges at once by their open parts, by largest remainder: each
///   gets its exact share to within one minor unit, none more than its open part.
#define REPAY_ALLOCATION_RULES(X) \
  X(oldest_first)                 \
  X(due_date)                     \
  X(kind_priority)                \
  X(proportional)

enum class AllocationRule : std::uint8_t {
#define X(rule) rule,
  REPAY_ALLOCATION_RULES(X)
#undef X
};

/// "oldest_first": the word of the policy's JSON and of explanations.
[[nodiscard]] std::string_view name(AllocationRule rule);
/// INVALID_FIELD for any other word.
[[nodiscard]] Result<AllocationRule> allocation_rule_from_name(std::string_view name);

}  // namespace repay
