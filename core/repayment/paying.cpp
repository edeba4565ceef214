// How a credit pays open charges, by each rule.

#include <algorithm>

#include "core/base/check.h"
#include "core/money/split.h"
#include "core/repayment/allocation.h"

namespace repay {

std::vector<OpenPart> open_parts(const Ledger& ledger) {
  std::vector<OpenPart> parts;
  const Timeline& timeline = ledger.timeline();
  const EntryFacts& facts = ledger.facts();
  auto position = timeline.nth_open(0, facts);
  for (; !timeline.at_end(position); timeline.next_open(position, facts)) {
    const Sequence charge = timeline.entry(position);
    parts.push_back({charge, -facts.left_minor[charge]});
  }
  return parts;
}

std::vector<std::int64_t> proportional_shares(const Ledger& ledger,
                                              const std::vector<OpenPart>& open,
                                              std::int64_t amount_minor) {
  std::vector<std::uint64_t> weights;
  for (const OpenPart& part : open) weights.push_back(static_cast<std::uint64_t>(part.open_minor));
  const auto split_up = split_by_amounts(Money(amount_minor, ledger.currency()), weights);
  check(split_up.has_value());  // open parts are above 0, and their sum fits int64
  std::vector<std::int64_t> shares;
  for (const Money& share : *split_up) shares.push_back(share.minor);
  return shares;
}

// Takes note that a credit paid so much of a charge, whose open part is less already.
void Allocations::pay(const Ledger& ledger, std::uint32_t credit, Sequence charge,
                      std::int64_t paid_minor) {
  record(ledger, credit, charge, paid_minor);
  add_outstanding(ledger.kind(charge), -paid_minor);
}

// Lets one credit's waiting part pay what is open, by the rule.
void Allocations::pay_open(Ledger& ledger, std::uint32_t credit, std::int64_t amount_minor) {
  const Sequence entry = credits_[credit].entry;
  std::int64_t rest = amount_minor;
  if (outstanding_minor_ > 0 && amount_minor > 0) {
    switch (order_.rule()) {
      case AllocationRule::oldest_first:
        rest = ledger.pay_oldest(amount_minor, [&](Sequence charge, std::int64_t paid_minor) {
          pay(ledger, credit, charge, paid_minor);
        });
        break;
      case AllocationRule::due_date:
      case AllocationRule::kind_priority:
        rest = pay_in_order(ledger, credit, amount_minor);
        break;
      case AllocationRule::proportional:
        rest = pay_proportionally(ledger, credit, amount_minor);
        break;
    }
  }
  add_waiting(ledger.kind(entry), rest - ledger.facts().left_minor[entry]);
  ledger.set_left(entry, rest);
}

std::int64_t Allocations::pay_in_order(Ledger& ledger, std::uint32_t credit,
                                       std::int64_t amount_minor) {
  while (amount_minor > 0 && !order_.empty()) {
    const Sequence charge = order_.first();
    const std::int64_t open = -ledger.facts().left_minor[charge];
    const std::int64_t part = std::min(open, amount_minor);
    ledger.set_left(charge, part - open);
    order_.update(ledger, charge);
    pay(ledger, credit, charge, part);
    amount_minor -= part;
  }
  return amount_minor;
}

std::int64_t Allocations::pay_proportionally(Ledger& ledger, std::uint32_t credit,
                                             std::int64_t amount_minor) {
  const std::int64_t pays = std::min(amount_minor, outstanding_minor_);
  const std::vector<OpenPart> open = open_parts(ledger);
  const std::vector<std::int64_t> shares = proportional_shares(ledger, open, pays);
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (shares[i] == 0) continue;
    ledger.set_left(open[i].charge, shares[i] - open[i].open_minor);
    pay(ledger, credit, open[i].charge, shares[i]);
  }
  return amount_minor - pays;
}

}  // namespace repay
