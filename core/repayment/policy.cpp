#include "core/repayment/policy.h"

#include <algorithm>
#include <array>

namespace repay {
namespace {

constexpr std::array<std::string_view, 4> kRules = {
#define X(rule) #rule,
    REPAY_ALLOCATION_RULES(X)
#undef X
};

}  // namespace

std::string_view name(AllocationRule rule) { return kRules[static_cast<std::size_t>(rule)]; }

Result<AllocationRule> allocation_rule_from_name(std::string_view name) {
  const auto found = std::ranges::find(kRules, name);
  if (found == kRules.end()) return refuse(Error::invalid_field);
  return static_cast<AllocationRule>(found - kRules.begin());
}

std::int64_t minimum_payment_minor(const RepaymentPolicy& policy, Currency currency) {
  const auto found = policy.minimum_minor.find(currency);
  return found == policy.minimum_minor.end() ? 1 : std::max<std::int64_t>(found->second, 1);
}

Result<void> check_policy(const RepaymentPolicy& policy) {
  const auto& kinds = policy.kind_priority;
  for (auto kind = kinds.begin(); kind != kinds.end(); ++kind) {
    if (std::find(kind + 1, kinds.end(), *kind) != kinds.end()) return refuse(Error::invalid_field);
  }
  for (const auto& [currency, minor] : policy.minimum_minor) {
    if (minor < 1) return refuse(Error::invalid_field);
  }
  if (policy.match_days < 0) return refuse(Error::invalid_field);
  return {};
}

}  // namespace repay
