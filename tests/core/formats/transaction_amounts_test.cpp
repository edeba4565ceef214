#include "core/formats/transaction_amounts.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::currency;
using testing::refused;

TEST_CASE("an amount of a transaction CSV has one reading") {
  struct Case {
    std::string text;
    std::int64_t minor;
    std::string_view code = "USD";
  };
  const std::vector<Case> cases = {
      {"0", 0},
      {"12", 1200},
      {"-0.41", -41},
      {"+0.5", 50},
      {"1,234.50", 123450},
      {"1.234,50", 123450, "EUR"},
      {"1.234", 123400, "EUR"},
      {"1,234", 123400},
      {"1,234,567", 123456700},
      {"1.234.567,8", 123456780, "EUR"},
      {"1 234,50", 123450, "EUR"},
      {"1\xc2\xa0"
       "234,50",
       123450, "SEK"},
      {"1\xe2\x80\xaf"
       "234",
       123400, "EUR"},
      {"1\xe2\x80\x99"
       "234.50",
       123450, "EUR"},
      {"1,23,456.00", 12345600, "INR"},
      {"12,34,567", 123456700, "INR"},
      {"\xe2\x88\x92"
       "16,02",
       -1602, "SEK"},
      {"- 16,02", -1602, "EUR"},
      {"(1.50)", -150},
      {"1,200", 1200, "JPY"},
      {"-1,234,567", -1234567, "JPY"},
      {"1500.00", 1500, "JPY"},
      {"0.000", 0},
      {"1.234", 1234, "KWD"},
      {"92,233,720,368,547,758.07", INT64_MAX},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const auto read = TransactionAmounts(currency(one.code)).read(one.text);
    REQUIRE(read.has_value());
    CHECK(*read == one.minor);
  }
}

TEST_CASE("what is no amount is refused") {
  for (const std::string text :
       {"",        " ",         "-",   "abc",   "1e3",   "NaN",      "1,2,3",
        "1,23,45", "1,2345.00", ",50", "5.",    "1.2.3", "10.0051",  "--1",
        "1 23",    "1,234 567", "0x1", "1.50-", "($1)",  "1,234.567"}) {
    CAPTURE(text);
    CHECK(refused(TransactionAmounts(currency("USD")).read(text)) == Error::invalid_amount);
  }
  CHECK(refused(TransactionAmounts(currency("USD")).read("92233720368547758.08")) ==
        Error::overflow);
  CHECK(refused(TransactionAmounts(currency("JPY")).read("5000.5")) == Error::invalid_amount);
}

TEST_CASE(
    "a mark that separates decimals in a file groups nothing in it, and the other way round") {
  const auto second = [](const std::string& first, const std::string& text) {
    TransactionAmounts amounts(currency("EUR"));
    REQUIRE(amounts.read(first).has_value());
    return refused(amounts.read(text));
  };
  CHECK(second("1.50", "1,50") == Error::mixed_decimal_marks);
  CHECK(second("1.50", "1.234") == Error::mixed_decimal_marks);
  CHECK(second("1.234", "1.50") == Error::mixed_decimal_marks);
  CHECK(second("1,234.50", "1.234,50") == Error::mixed_decimal_marks);
  CHECK(second("1.50", "1,234") == std::nullopt);
  CHECK(second("1,50", "1.234") == std::nullopt);
  CHECK(second("1.234", "1,234") == Error::mixed_decimal_marks);
  CHECK(second("12", "1,50") == std::nullopt);
}

TEST_CASE("an amount that is refused decides nothing") {
  TransactionAmounts amounts(currency("EUR"));
  CHECK(refused(amounts.read("1.2345")) == Error::invalid_amount);
  CHECK(amounts.read("1,50").value() == 150);
}

}  // namespace
}  // namespace repay
