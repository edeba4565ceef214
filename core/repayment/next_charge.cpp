#include "core/repayment/next_charge.h"

#include <algorithm>
#include <array>

namespace repay {

std::string_view name(RestOutcome outcome) {
  static constexpr std::array names = {
#define X(outcome) std::string_view(#outcome),
      REPAY_REST_OUTCOMES(X)
#undef X
  };
  return names[static_cast<std::size_t>(outcome)];
}

NextCharge next_charge(std::int64_t owed_minor, const ChargeTerms& terms,
                       const Collection& collection, const CollectionPolicy& policy,
                       Currency currency) {
  const auto threshold = policy.threshold_minor.find(currency);
  NextCharge next{
      .amount_minor = std::max<std::int64_t>(owed_minor, 0),
      .threshold_minor = threshold == policy.threshold_minor.end() ? 0 : threshold->second};
  if (owed_minor <= 0) return next;
  next.at = terms.closes_at;
  if (!is_charged(policy, currency, owed_minor)) {
    next.outcome = RestOutcome::rolls_forward;
    return next;
  }
  const auto order = charge_order(terms.methods, policy.last_resort);
  const auto first = std::ranges::find_if(
      order, [&](const ChargeMethod& method) { return may_be_tried(collection, method, policy); });
  next.outcome = first == order.end() ? RestOutcome::no_method : RestOutcome::charged;
  if (first != order.end()) next.method = *first;
  return next;
}

}  // namespace repay
