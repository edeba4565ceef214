#include "core/money/split.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;
using testing::seeds;

__extension__ typedef __int128 Wide;

std::vector<std::int64_t> parts(std::int64_t total, std::vector<std::uint32_t> weights) {
  const auto result = split(Money(total, *Currency::from_code("CAD")), weights);
  REQUIRE(result);
  std::vector<std::int64_t> minors;
  for (const Money& part : *result) minors.push_back(part.minor);
  return minors;
}

using Minors = std::vector<std::int64_t>;

TEST_CASE("what does not divide goes to the largest remainders, the first of equals") {
  CHECK(parts(100, {1, 1, 1}) == Minors{34, 33, 33});
  CHECK(parts(-100, {1, 1, 1}) == Minors{-34, -33, -33});
  CHECK(parts(101, {1, 1, 1}) == Minors{34, 34, 33});
  CHECK(parts(100, {1, 3, 1, 1}) == Minors{17, 50, 17, 16});
  CHECK(parts(1, {1, 2}) == Minors{0, 1});
  CHECK(parts(0, {1, 2}) == Minors{0, 0});
  CHECK(parts(7, {5}) == Minors{7});
}

TEST_CASE("a part of no weight gets nothing") {
  CHECK(parts(10, {0, 1, 0, 2}) == Minors{0, 3, 0, 7});
}

TEST_CASE("the largest and the smallest amount split, too") {
  constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto kHeaviest = std::numeric_limits<std::uint32_t>::max();
  CHECK(parts(kHighest, {kHeaviest}) == Minors{kHighest});
  CHECK(parts(kLowest, {1}) == Minors{kLowest});
  CHECK(parts(kLowest, {kHeaviest, kHeaviest}) == Minors{kLowest / 2, kLowest / 2});
}

TEST_CASE("weights that sum to nothing are refused") {
  const Money total(100, *Currency::from_code("CAD"));
  CHECK(refused(split(total, {})) == Error::invalid_field);
  CHECK(refused(split(total, std::vector<std::uint32_t>{0, 0})) == Error::invalid_field);
}

TEST_CASE("the parts add up, each within one minor unit of its exact share, heavier never less") {
  for (std::uint64_t seed = 1; seed <= seeds(5'000); ++seed) {
    Random random(seed);
    const std::int64_t total = random.any_minor();
    std::vector<std::uint32_t> weights;
    Wide sum = 0;
    for (std::int64_t i = random.between(1, 12); i > 0; --i) {
      weights.push_back(static_cast<std::uint32_t>(random.bits() >> random.between(32, 63)));
      sum += weights.back();
    }
    if (sum == 0) continue;
    CAPTURE(seed);
    const Minors minors = parts(total, weights);
    Wide whole = 0;
    bool right = minors.size() == weights.size();
    for (std::size_t i = 0; right && i < weights.size(); ++i) {
      whole += minors[i];
      const Wide off = Wide{minors[i]} * sum - Wide{total} * weights[i];
      right = off < sum && off > -sum;
      for (std::size_t j = 0; right && j < i; ++j) {
        const Wide more = total < 0 ? Wide{minors[j]} - minors[i] : Wide{minors[i]} - minors[j];
        right = weights[i] <= weights[j] || more >= 0;
      }
    }
    if (!right || whole != total) FAIL("the split is wrong");
  }
}

}  // namespace
}  // namespace repay
