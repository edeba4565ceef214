#include "core/ledger/timeline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/core/support/random.h"

namespace repay {
namespace {

/// Entries with their timeline, and the same kept as a sorted list that is added up from the start
/// each time.
struct Pair {
  EntryFacts facts;
  Timeline timeline;
  std::vector<Sequence> sorted;

  void add(std::int64_t at_ms, std::int64_t amount_minor, std::int64_t open_minor) {
    const auto entry = static_cast<Sequence>(facts.at.size());
    facts.at.push_back({at_ms});
    facts.amount_minor.push_back(amount_minor);
    facts.left_minor.push_back(0);
    facts.group.push_back(static_cast<Group>(entry % kGroups));
    facts.kind.push_back(static_cast<Kind>(entry % kKinds));
    timeline.insert(facts, entry);
    if (open_minor != 0) timeline.set_left(facts, entry, -open_minor);
    const auto place =
        std::ranges::find_if(sorted, [&](Sequence e) { return facts.at[e] > facts.at[entry]; });
    sorted.insert(place, entry);
  }

  Sums sum_of_first(std::size_t count) const {
    Sums sums;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t left = facts.left_minor[sorted[i]];
      const bool sold = facts.kind[sorted[i]] == Kind::sale;
      sums.add({.total_minor = facts.amount_minor[sorted[i]],
                .open_minor = std::max<std::int64_t>(-left, 0),
                .sold_minor = sold ? facts.amount_minor[sorted[i]] : 0,
                .entries = 1,
                .open_charges = left < 0 ? 1u : 0u});
    }
    return sums;
  }
};

void check_same(const Sums& a, const Sums& b) {
  CHECK(a.total_minor == b.total_minor);
  CHECK(a.open_minor == b.open_minor);
  CHECK(a.sold_minor == b.sold_minor);
  CHECK(a.entries == b.entries);
  CHECK(a.open_charges == b.open_charges);
}

Pair random_pair(testing::Random& random, std::int64_t entries, std::int64_t days) {
  Pair pair;
  for (std::int64_t i = 0; i < entries; ++i) {
    const std::int64_t amount = random.between(-50, 50);
    const std::int64_t at = random.one_in(3) ? random.between(0, days) : days + i / 7;
    pair.add(at, amount, amount < 0 && random.one_in(2) ? random.between(1, -amount) : 0);
  }
  return pair;
}

TEST_CASE("entries stand in order of incurred-at, then of arrival, however they come") {
  testing::Random random(1);
  const Pair pair = random_pair(random, 5000, 40);
  auto position = pair.timeline.nth(0, pair.facts);
  for (const Sequence expected : pair.sorted) {
    REQUIRE(!pair.timeline.at_end(position));
    REQUIRE(pair.timeline.entry(position) == expected);
    pair.timeline.next(position, pair.facts);
  }
  CHECK(pair.timeline.at_end(position));
  check_same(position.before, pair.sum_of_first(pair.sorted.size()));
}

TEST_CASE("the sums before any rank, open rank, instant or amount are those of adding up") {
  testing::Random random(2);
  const Pair pair = random_pair(random, 3000, 25);
  const auto all = pair.sorted.size();
  for (int i = 0; i < 300; ++i) {
    const auto rank = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(all)));
    check_same(pair.timeline.nth(rank, pair.facts).before, pair.sum_of_first(rank));

    const Instant at{random.between(-1, 500)};
    const auto from =
        std::ranges::find_if(pair.sorted, [&](Sequence e) { return pair.facts.at[e] >= at; });
    const auto before = static_cast<std::size_t>(from - pair.sorted.begin());
    const auto bound = pair.timeline.lower_bound(pair.facts, at);
    check_same(bound.before, pair.sum_of_first(before));
    GroupSums groups;
    for (std::size_t k = 0; k < before; ++k) {
      groups.add(pair.facts.group[pair.sorted[k]], pair.facts.amount_minor[pair.sorted[k]]);
    }
    CHECK(pair.timeline.groups_before(bound, pair.facts).amount_minor == groups.amount_minor);
    CHECK(pair.timeline.groups_before(bound, pair.facts).entries == groups.entries);

    const Sums total = pair.timeline.sums();
    const std::int64_t amount = random.between(0, total.open_minor);
    std::size_t closed = 0;
    std::int64_t open = 0;
    for (; closed < all; ++closed) {
      const std::int64_t next =
          std::max<std::int64_t>(-pair.facts.left_minor[pair.sorted[closed]], 0);
      if (open + next > amount) break;
      open += next;
    }
    check_same(pair.timeline.after_paying(amount, pair.facts).before, pair.sum_of_first(closed));
  }
}

TEST_CASE("open charges are walked in paying order from any of them") {
  testing::Random random(3);
  const Pair pair = random_pair(random, 4000, 30);
  std::vector<Sequence> open;
  std::ranges::copy_if(pair.sorted, std::back_inserter(open),
                       [&](Sequence e) { return pair.facts.left_minor[e] < 0; });
  for (std::size_t start = 0; start < open.size(); start += 97) {
    auto position = pair.timeline.nth_open(start, pair.facts);
    for (std::size_t i = start; i < open.size();
         ++i, pair.timeline.next_open(position, pair.facts)) {
      REQUIRE(pair.timeline.entry(position) == open[i]);
      REQUIRE(position.before.open_charges == i);
    }
    REQUIRE(pair.timeline.at_end(position));
  }
}

TEST_CASE("paying, reopening and paying again keeps every sum") {
  testing::Random random(4);
  Pair pair = random_pair(random, 3000, 20);
  for (int round = 0; round < 200; ++round) {
    const std::int64_t open = pair.timeline.sums().open_minor;
    const std::int64_t amount = random.between(0, open + 10);
    std::int64_t paid = 0;
    const std::int64_t rest =
        pair.timeline.pay_oldest(pair.facts, amount, [&](Sequence, std::int64_t p) { paid += p; });
    CHECK(paid + rest == amount);
    CHECK(rest == std::max<std::int64_t>(amount - open, 0));
    for (int i = 0; i < 40; ++i) {
      const auto entry = static_cast<Sequence>(random.between(0, 2999));
      if (pair.facts.amount_minor[entry] >= 0) continue;
      pair.timeline.set_left(pair.facts, entry,
                             -random.between(0, -pair.facts.amount_minor[entry]));
    }
    pair.add(random.between(0, 600), -5, 5);
    check_same(pair.timeline.sums(), pair.sum_of_first(pair.sorted.size()));
  }
}

TEST_CASE("a question about a million entries looks at a few hundred places, not at a million") {
  EntryFacts facts;
  Timeline timeline;
  constexpr Sequence kMany = 1'000'000;
  for (Sequence i = 0; i < kMany; ++i) {
    facts.at.push_back({i});
    facts.amount_minor.push_back(-10);
    facts.left_minor.push_back(0);
    facts.group.push_back(Group::marketplace_fees);
    facts.kind.push_back(Kind::fee);
    timeline.insert(facts, i);
    timeline.set_left(facts, i, -10);
  }
  const auto visits = [&](auto question) {
    const std::uint64_t before = timeline.nodes_visited();
    question();
    return timeline.nodes_visited() - before;
  };
  constexpr std::uint64_t kBound =
      16 + 128 + 512 + 3;  // supers of a million entries, leaves of one, entries of one
  CHECK(visits([&] {
          CHECK(timeline.after_paying(4'999'995, facts).before.open_charges == 499'999);
        }) <= kBound);
  CHECK(visits([&] { CHECK(timeline.nth(765'432, facts).before.total_minor == -7'654'320); }) <=
        kBound);
  CHECK(visits([&] { CHECK(timeline.nth_open(999'999, facts).before.open_minor == 9'999'990); }) <=
        kBound);
  CHECK(visits([&] { CHECK(timeline.lower_bound(facts, {123'456}).before.entries == 123'456); }) <=
        kBound);
}

}  // namespace
}  // namespace repay
