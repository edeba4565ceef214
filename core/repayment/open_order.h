#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/repayment/policy.h"

namespace repay {

/// Open charges in the order in which a rule pays them, one after another: for the rules whose
/// order is not the timeline's, due_date and kind_priority. The other two leave it empty. A change
/// costs O(log open).
class OpenOrder {
 public:
  explicit OpenOrder(const RepaymentPolicy& policy);

  [[nodiscard]] AllocationRule rule() const { return rule_; }
  /// Whether the rule has an order of its own, kept here.
  [[nodiscard]] bool is_kept() const {
    return rule_ == AllocationRule::due_date || rule_ == AllocationRule::kind_priority;
  }

  /// Takes note of what is left of a charge now.
  void update(const Ledger& ledger, Sequence charge) {
    if (is_kept()) keep(ledger, charge);
  }
  void clear() { open_.clear(); }

  [[nodiscard]] bool empty() const { return open_.empty(); }
  [[nodiscard]] Sequence first() const { return open_.begin()->charge; }

  /// Calls use(charge) in paying order until it answers false.
  template <class Use>
  void for_each(Use use) const {
    for (const Place& place : open_) {
      if (!use(place.charge)) return;
    }
  }

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Place {
    std::int64_t rank;  // when due, or the kind's place in the priority
    Instant at;
    Sequence charge;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  void keep(const Ledger& ledger, Sequence charge);
  [[nodiscard]] Place place_of(const Ledger& ledger, Sequence charge) const;

  AllocationRule rule_;
  std::vector<std::int64_t> rank_;  // by kind
  std::set<Place> open_;
};

}  // namespace repay
