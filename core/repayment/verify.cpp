#include "core/repayment/verify.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>
#include <vector>

#include "core/base/check.h"

namespace repay {
namespace {

#ifdef NDEBUG
constexpr bool kIsDebug = false;
#else
constexpr bool kIsDebug = true;
#endif

Sums with(Sums sums, const EntryFacts& facts, Sequence entry) {
  const std::int64_t open = std::max<std::int64_t>(-facts.left_minor[entry], 0);
  sums.add({.total_minor = facts.amount_minor[entry],
            .open_minor = open,
            .entries = 1,
            .open_charges = open > 0 ? 1u : 0u});
  return sums;
}

bool same(const GroupSums& a, const GroupSums& b) {
  return a.amount_minor == b.amount_minor && a.entries == b.entries;
}

bool same(const Sums& a, const Sums& b) {
  return a.total_minor == b.total_minor && a.open_minor == b.open_minor && a.entries == b.entries &&
         a.open_charges == b.open_charges;
}

// What is before some places, found by a descent through the sums, against a count of all entries.
void verify_timeline(const Ledger& ledger) {
  const Timeline& timeline = ledger.timeline();
  const EntryFacts& facts = ledger.facts();
  std::vector<Sequence> order(ledger.size());
  for (Sequence entry = 0; entry < order.size(); ++entry) order[entry] = entry;
  std::ranges::stable_sort(order, {}, [&](Sequence entry) { return facts.at[entry]; });
  const std::size_t every = std::max<std::size_t>(order.size() / 8, 1);
  Sums sums;
  GroupSums groups;
  auto walk = timeline.nth(0, facts);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const Sequence entry = order[rank];
    check(!timeline.at_end(walk) && timeline.entry(walk) == entry);
    if (rank % every == 0) {
      const auto found = timeline.nth(rank, facts);
      check(timeline.entry(found) == entry && same(found.before, sums));
      check(same(timeline.groups_before(found, facts), groups));
    }
    sums = with(sums, facts, entry);
    groups.add(facts.group[entry], facts.amount_minor[entry]);
    timeline.next(walk, facts);
  }
  check(timeline.at_end(walk) && same(timeline.sums(), sums));
  check(same(timeline.groups_before(walk, facts), groups));
}

void verify_totals(const Ledger& ledger) {
  std::int64_t balance = 0;
  std::array<std::int64_t, kKinds> totals{};
  for (Sequence entry = 0; entry < ledger.size(); ++entry) {
    balance += ledger.facts().amount_minor[entry];
    totals[static_cast<std::size_t>(ledger.kind(entry))] += ledger.facts().amount_minor[entry];
  }
  check(balance == ledger.balance_minor());
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    check(ledger.total_of(static_cast<Kind>(kind)) == totals[kind]);
}

void verify_left(const Ledger& ledger, const Allocations& allocations) {
  std::int64_t open = 0;
  std::int64_t waiting = 0;
  for (Sequence entry = 0; entry < ledger.size(); ++entry) {
    const std::int64_t left = ledger.facts().left_minor[entry];
    check(left >= 0 || allocations.is_charge(entry));
    check(left <= 0 || allocations.is_credit(entry));
    open += std::max<std::int64_t>(-left, 0);
    waiting += std::max<std::int64_t>(left, 0);
  }
  check(open == allocations.outstanding_minor() && waiting == allocations.waiting_minor());
}

std::int64_t sum(const std::vector<Taken>& all) {
  std::int64_t minor = 0;
  for (const Taken& taken : all) minor += taken.minor;
  return minor;
}

void verify_facts(const Ledger& ledger, const Allocations& allocations) {
  std::unordered_map<Sequence, std::int64_t> paid;
  for (std::size_t number = 0; number < allocations.credits(); ++number) {
    const Sequence credit = allocations.nth_credit(number);
    std::int64_t used = ledger.facts().left_minor[credit];
    for (const Allocation& fact : allocations.of_credit(ledger, number)) {
      check(fact.amount_minor > 0);
      paid[fact.charge] += fact.amount_minor;
      used += fact.amount_minor;
    }
    check(used <= allocations.credited_minor(ledger, credit));
    check(allocations.reversible_minor(ledger, credit) >= 0);
  }
  for (Sequence entry = 0; entry < ledger.size(); ++entry) {
    if (!allocations.is_charge(entry)) continue;
    const std::int64_t closed =
        paid[entry] + sum(allocations.write_offs(entry)) + sum(allocations.superseded(entry));
    check(closed - ledger.facts().left_minor[entry] == allocations.charged_minor(ledger, entry));
  }
}

}  // namespace

void check_balance(const Ledger& ledger, const Allocations& allocations) {
  const std::int64_t owed = allocations.outstanding_minor();
  const std::int64_t waiting = allocations.waiting_minor();
  check(owed >= 0 && waiting >= 0 && (owed == 0 || waiting == 0));
  check(owed - waiting == -ledger.balance_minor());
}

void verify(const Ledger& ledger, const Allocations& allocations) {
  check_balance(ledger, allocations);
  verify_totals(ledger);
  verify_timeline(ledger);
  verify_left(ledger, allocations);
  verify_facts(ledger, allocations);
}

void verify_now_and_then(const Ledger& ledger, const Allocations& allocations, std::size_t before) {
  if (!kIsDebug) return;
  const std::size_t now = ledger.size();
  const std::size_t every = std::max<std::size_t>(std::bit_floor(now) / 8, 1);
  if (now / every != before / every) verify(ledger, allocations);
}

}  // namespace repay
