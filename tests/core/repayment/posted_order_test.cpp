#include "core/repayment/posted_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "tests/core/support/random.h"

namespace repay {
namespace {

std::vector<std::uint32_t> sorted_by_hand(const std::vector<Instant>& at) {
  std::vector<std::uint32_t> order(at.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t row) { return at[row]; });
  return order;
}

TEST_CASE("rows are ordered by posted instant, and by their number where that is one") {
  CHECK(by_posted(std::vector<Instant>{}).empty());
  CHECK(by_posted(std::vector<Instant>{{20}, {10}, {20}, {10}}) ==
        std::vector<std::uint32_t>{1, 3, 0, 2});
}

TEST_CASE("any instants are put in the order a stable sort gives them") {
  for (std::uint64_t seed = 1; seed <= testing::seeds(200); ++seed) {
    CAPTURE(seed);
    testing::Random random(seed);
    std::vector<Instant> at;
    const std::int64_t rows = random.between(1, 300);
    const std::int64_t span = random.between(0, 40'000);
    while (static_cast<std::int64_t>(at.size()) < rows) {
      const Instant next{random.one_in(20) ? random.any_minor() : random.between(-span, span)};
      at.insert(at.end(), static_cast<std::size_t>(random.between(1, 9)), next);
    }
    CHECK(by_posted(at) == sorted_by_hand(at));
  }
}

TEST_CASE("the first and the last instant there are have their order, too") {
  const std::vector<Instant> at = {{INT64_MAX}, {0}, {INT64_MIN}, {-1}, {INT64_MAX}};
  CHECK(by_posted(at) == sorted_by_hand(at));
}

}  // namespace
}  // namespace repay
