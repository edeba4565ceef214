#include "core/formats/settlement_amounts.h"

#include <doctest/doctest.h>

#include <string>

#include "core/money/decimal.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

std::int64_t read(const std::string& text, int digits = 2) {
  const Result<std::int64_t> amount = AmountReader(digits).read(text);
  REQUIRE_MESSAGE(amount.has_value(), text);
  return *amount;
}

std::optional<Error> refusal(const std::string& text, int digits = 2) {
  return testing::refused(AmountReader(digits).read(text));
}

}  // namespace

TEST_CASE("amounts of every form seen are read exactly") {
  CHECK(read("-321.69") == -32169);
  CHECK(read("128,84") == 12884);
  CHECK(read("32.09    ") == 3209);
  CHECK(read(" +5.00\r") == 500);
  CHECK(read("0.00") == 0);
  CHECK(read("-0.00") == 0);
  CHECK(read("12") == 1200);
  CHECK(read("7.5") == 750);
  CHECK(read("007.50") == 750);
  CHECK(read("1.234,56") == 123456);
  CHECK(read("-1,234,567.89") == -123456789);
  CHECK(read("92233720368547758.07") == INT64_MAX);
  CHECK(read("-92233720368547758.08") == INT64_MIN);
}

TEST_CASE("currencies with another number of decimals are read in their own minor units") {
  CHECK(read("-4900", 0) == -4900);
  CHECK(read("1500.00", 0) == 1500);
  CHECK(read("1500.0", 0) == 1500);
  CHECK(read("1.234", 3) == 1234);
  CHECK(read("1.2", 3) == 1200);
  CHECK(read("1,234.567", 3) == 1234567);
  CHECK(read("1.2345", 4) == 12345);
  CHECK(refusal("1500.50", 0) == Error::invalid_amount);
  CHECK(refusal("1.500", 0) == Error::invalid_amount);  // thousands, or decimals?
  CHECK(refusal("1.2345", 3) == Error::invalid_amount);
}

TEST_CASE("what is not an amount is refused, not guessed") {
  for (const char* text : {"",
                           "   ",
                           "-",
                           "+",
                           ".",
                           ",",
                           "1.",
                           ".50",
                           "-.50",
                           "1.000",
                           "1,000",
                           "1.234.567",
                           "abc",
                           "1e3",
                           "0x10",
                           "NaN",
                           "1 234.00",
                           "--1.00",
                           "+-1.00",
                           "1.00-",
                           "(1.00)",
                           "1..00",
                           "1,.00",
                           "12,34.00",
                           "1234,567.00",
                           ",123.00",
                           "1,23,456.00",
                           "1.0a",
                           "1a.00",
                           "1.00 2",
                           "$1.00",
                           "\xe2\x88\x92"
                           "1.00"}) {
    CAPTURE(text);
    CHECK(refusal(text) == Error::invalid_amount);
  }
}

TEST_CASE("one file has one decimal mark, the first one's") {
  AmountReader amounts(2);
  CHECK(amounts.read("5") == 500);
  CHECK(amounts.read("1.234,56") == 123456);
  CHECK(amounts.read("7,10") == 710);
  CHECK(testing::refused(amounts.read("7.10")) == Error::mixed_decimal_marks);
  CHECK(testing::refused(amounts.read("1,234.56")) == Error::mixed_decimal_marks);
  CHECK(amounts.read("8") == 800);
}

TEST_CASE("an amount beyond int64 is OVERFLOW") {
  for (const char* text : {"92233720368547758.08", "-92233720368547758.09", "184467440737095516.15",
                           "184467440737095516.16", "99999999999999999999999999.00"}) {
    CAPTURE(text);
    CHECK(refusal(text) == Error::overflow);
  }
}

TEST_CASE("any amount that is printed is read back") {
  testing::Random random(21);
  for (std::uint64_t i = 0; i < testing::seeds(20'000); ++i) {
    const std::int64_t minor = random.any_minor();
    for (const int digits : {0, 2, 3, 4}) {
      std::string text;
      append_decimal(text, minor, digits);
      CHECK(read(text, digits) == minor);
      AmountReader warm(digits);
      CHECK(warm.read(digits == 0 ? "0" : digits == 2 ? "0.00" : "0.000") == 0);
      CHECK(warm.read(text) == minor);
    }
  }
}

}  // namespace repay
