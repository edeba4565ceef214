#include "core/repayment/open_order.h"

namespace repay {

OpenOrder::OpenOrder(const RepaymentPolicy& policy)
    : rule_(policy.rule), rank_(kKinds, static_cast<std::int64_t>(policy.kind_priority.size())) {
  std::int64_t rank = 0;
  for (const Kind kind : policy.kind_priority) rank_[static_cast<std::size_t>(kind)] = rank++;
}

OpenOrder::Place OpenOrder::place_of(const Ledger& ledger, Sequence charge) const {
  const std::int64_t rank = rule_ == AllocationRule::due_date
                                ? ledger.due(charge).ms
                                : rank_[static_cast<std::size_t>(ledger.kind(charge))];
  return {.rank = rank, .at = ledger.facts().at[charge], .charge = charge};
}

void OpenOrder::keep(const Ledger& ledger, Sequence charge) {
  if (ledger.facts().left_minor[charge] < 0) {
    open_.insert(place_of(ledger, charge));
  } else {
    open_.erase(place_of(ledger, charge));
  }
}

std::size_t OpenOrder::bytes() const {
  constexpr std::size_t kNode = 4 * sizeof(void*);
  return open_.size() * (sizeof(Place) + kNode);
}

}  // namespace repay
