#include "core/money/decimal.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "core/money/typed.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;
using testing::seeds;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

Currency currency(const char* code) { return *Currency::from_code(code); }

Result<std::int64_t> minor(std::string_view text, const char* code) {
  const auto amount = parse_decimal(text, currency(code));
  if (!amount) return refuse(amount.error());
  return amount->minor;
}

TEST_CASE("amounts are printed plain and exact, with all the digits of their currency") {
  CHECK(to_decimal({-123450, currency("CAD")}) == "-1234.50");
  CHECK(to_decimal({5, currency("CAD")}) == "0.05");
  CHECK(to_decimal({-5, currency("CAD")}) == "-0.05");
  CHECK(to_decimal({100, currency("CAD")}) == "1.00");
  CHECK(to_decimal({-5000, currency("JPY")}) == "-5000");
  CHECK(to_decimal({-1234, currency("KWD")}) == "-1.234");
  CHECK(to_decimal({7, currency("CLF")}) == "0.0007");
  CHECK(to_decimal({kHighest, currency("CAD")}) == "92233720368547758.07");
  CHECK(to_decimal({kLowest, currency("CAD")}) == "-92233720368547758.08");
  CHECK(to_decimal({kLowest, currency("JPY")}) == "-9223372036854775808");
}

TEST_CASE("zero has no sign") {
  CHECK(to_decimal({0, currency("CAD")}) == "0.00");
  CHECK(to_decimal({0, currency("JPY")}) == "0");
  CHECK(to_decimal(*parse_decimal("-0.00", currency("CAD"))) == "0.00");
}

TEST_CASE("a decimal is appended to what is there") {
  std::string row = "A;";
  append_decimal(row, -1250, 2);
  CHECK(row == "A;-12.50");
}

TEST_CASE("a decimal is as long as its digits, and no longer") {
  std::int64_t power = 1;
  for (std::size_t digits = 1; digits <= 18; ++digits) {
    for (const std::int64_t minor : {power, power * 10 - 1}) {
      const std::string whole = std::to_string(minor);
      CHECK(to_decimal({minor, currency("JPY")}) == whole);
      CHECK(to_decimal({-minor, currency("JPY")}) == "-" + whole);
      const std::string padded = whole.size() > 3 ? whole : std::string(4 - digits, '0') + whole;
      const std::size_t point = padded.size() - 3;
      CHECK(to_decimal({minor, currency("KWD")}) ==
            padded.substr(0, point) + "." + padded.substr(point));
    }
    power *= 10;
  }
}

TEST_CASE("a plain decimal is read exactly") {
  CHECK(minor("-39.99", "CAD") == -3999);
  CHECK(minor("+0.5", "CAD") == 50);
  CHECK(minor("12", "CAD") == 1200);
  CHECK(minor("007.10", "CAD") == 710);
  CHECK(minor("1.234", "KWD") == 1234);
  CHECK(minor("-4900", "JPY") == -4900);
  CHECK(minor("92233720368547758.07", "CAD") == kHighest);
  CHECK(minor("-92233720368547758.08", "CAD") == kLowest);
  CHECK(minor("000000000000000000000000000000.01", "CAD") == 1);
}

// In error.h's order; each row breaks the later rules, too.
TEST_CASE("what is no plain decimal is refused, and why") {
  CHECK(refused(minor("999999999999999999999.001x", "CAD")) == Error::amount_not_a_number);
  CHECK(refused(minor("999999999999999999999.001", "CAD")) == Error::too_many_decimals);
  CHECK(refused(minor("999999999999999999999.01", "CAD")) == Error::overflow);
}

TEST_CASE("a plain decimal has no blanks, groups, exponent or bare point") {
  for (const std::string text :
       {"",   "-",   "+",   ".",   "-.",  ".5",   "5.",   "1,5",      "1 000",
        " 1", "1 ",  "--1", "+-1", "1e3", "0x10", "NaN",  "Infinity", "1.2.3",
        "1-", "(1)", "−1",  "１",  "$1",  "1\n",  "1_000"}) {
    CAPTURE(text);
    CHECK(refused(minor(text, "CAD")) == Error::amount_not_a_number);
  }
  CHECK(refused(minor(std::string_view("1\0", 2), "CAD")) == Error::amount_not_a_number);
}

TEST_CASE("decimals beyond the currency's are refused, zeros as well") {
  CHECK(refused(minor("10.005", "USD")) == Error::too_many_decimals);
  CHECK(refused(minor("10.000", "USD")) == Error::too_many_decimals);
  CHECK(refused(minor("5000.5", "JPY")) == Error::too_many_decimals);
  CHECK(refused(minor("5000.0", "JPY")) == Error::too_many_decimals);
}

TEST_CASE("the edges of int64 are read, and one minor unit beyond is refused") {
  CHECK(refused(minor("92233720368547758.08", "CAD")) == Error::overflow);
  CHECK(refused(minor("-92233720368547758.09", "CAD")) == Error::overflow);
  CHECK(refused(minor("92233720368547758.1", "CAD")) == Error::overflow);
  CHECK(refused(minor("92233720368547759", "CAD")) == Error::overflow);
  CHECK(minor("9223372036854775807", "JPY") == kHighest);
  CHECK(refused(minor("9223372036854775808", "JPY")) == Error::overflow);
  CHECK(minor("-9223372036854775808", "JPY") == kLowest);
}

TEST_CASE("every amount printed is read back, in every number of digits") {
  for (std::uint64_t seed = 1; seed <= seeds(20'000); ++seed) {
    Random random(seed);
    const char* kCodes[] = {"JPY", "CAD", "KWD", "CLF"};
    const Money amount(random.any_minor(), currency(kCodes[random.between(0, 3)]));
    CAPTURE(seed);
    REQUIRE(parse_decimal(to_decimal(amount), amount.currency) == amount);
    REQUIRE(parse_typed(to_decimal(amount), amount.currency, {}) == amount);
  }
}

}  // namespace
}  // namespace repay
