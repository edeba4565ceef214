#include "core/money/money.h"

#include <doctest/doctest.h>

#include <limits>
#include <type_traits>

#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;
using testing::seeds;

__extension__ typedef __int128 Wide;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

// What must not compile.
static_assert(!std::is_convertible_v<double, Money>);
static_assert(!std::is_convertible_v<std::int64_t, Money>, "an amount has a currency");
static_assert(!std::is_constructible_v<Money, double, Currency>);
static_assert(!std::is_constructible_v<Money, float, Currency>);
static_assert(!std::is_constructible_v<Money, long double, Currency>);
static_assert(std::is_constructible_v<Money, int, Currency>);
static_assert(!std::is_constructible_v<Currency, int>, "a currency comes from its code");

template <class T>
concept Addable = requires(T a, T b) { a + b; };
static_assert(!Addable<Money>, "a sum can overflow, so it is asked for by add()");

Money cad(std::int64_t minor) { return {minor, *Currency::from_code("CAD")}; }
Money usd(std::int64_t minor) { return {minor, *Currency::from_code("USD")}; }

/// The answer arithmetic of 128 bits gives.
Result<std::int64_t> narrowed(Wide exact) {
  if (exact < kLowest || exact > kHighest) return refuse(Error::overflow);
  return static_cast<std::int64_t>(exact);
}

TEST_CASE("sums, differences and negations are exact or refused, never wrapped") {
  for (std::uint64_t seed = 1; seed <= seeds(100'000); ++seed) {
    Random random(seed);
    const std::int64_t a = random.any_minor();
    const std::int64_t b = random.any_minor();
    const bool right = add_minor(a, b) == narrowed(Wide{a} + b) &&
                       subtract_minor(a, b) == narrowed(Wide{a} - b) &&
                       negate_minor(a) == narrowed(-Wide{a});
    CAPTURE(seed);
    if (!right) FAIL("arithmetic differs from 128 bits");
  }
}

TEST_CASE("the edges of int64 count, and one beyond is refused") {
  CHECK(add_minor(kHighest - 1, 1) == kHighest);
  CHECK(refused(add_minor(kHighest, 1)) == Error::overflow);
  CHECK(add_minor(kLowest + 1, -1) == kLowest);
  CHECK(refused(add_minor(kLowest, -1)) == Error::overflow);
  CHECK(refused(subtract_minor(kLowest, 1)) == Error::overflow);
  CHECK(subtract_minor(-1, kHighest) == kLowest);
  CHECK(refused(subtract_minor(0, kLowest)) == Error::overflow);
  CHECK(negate_minor(kHighest) == -kHighest);
  CHECK(refused(negate_minor(kLowest)) == Error::overflow);
}

TEST_CASE("amounts of one currency add up in it") {
  CHECK(add(cad(1250), cad(-3999)) == cad(-2749));
  CHECK(subtract(cad(1250), cad(-3999)) == cad(5249));
  CHECK(negate(cad(1250)) == cad(-1250));
  CHECK(cad(5) != usd(5));
}

// In error.h's order; each row breaks the later rule, too.
TEST_CASE("amounts of two currencies are refused before the sum is looked at") {
  CHECK(refused(add(cad(kHighest), usd(1))) == Error::currency_mismatch);
  CHECK(refused(subtract(cad(kLowest), usd(1))) == Error::currency_mismatch);
  CHECK(refused(add(cad(kHighest), cad(1))) == Error::overflow);
  CHECK(refused(subtract(cad(kLowest), cad(1))) == Error::overflow);
  CHECK(refused(negate(cad(kLowest))) == Error::overflow);
}

}  // namespace
}  // namespace repay
