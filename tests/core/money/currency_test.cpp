#include "core/money/currency.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::refused;

TEST_CASE("a currency has the digits of ISO 4217, also where displays show fewer") {
  const struct {
    std::string code;
    int digits;
  } kRows[] = {{"CAD", 2}, {"EUR", 2}, {"JPY", 0}, {"KRW", 0}, {"KWD", 3}, {"TND", 3}, {"CLF", 4},
               {"UYW", 4}, {"HUF", 2}, {"IDR", 2}, {"COP", 2}, {"PKR", 2}, {"CLP", 0}, {"ISK", 0}};
  for (const auto& [code, digits] : kRows) {
    CAPTURE(code);
    const auto currency = Currency::from_code(code);
    REQUIRE(currency);
    CHECK(currency->digits() == digits);
    CHECK(currency->code() == code);
  }
}

TEST_CASE(
    "what cannot be owed is no currency: metals, funds without units, test codes, dead ones") {
  for (const std::string code : {"XAU", "XAG", "XXX", "XTS", "XDR", "XSU", "DEM", "QQQ", "", "C",
                                 "CA", "CADX", "cad", "Cad", " CAD", "CAD "}) {
    CAPTURE(code);
    CHECK(refused(Currency::from_code(code)) == Error::unknown_currency);
  }
  CHECK_FALSE(Currency::from_code(std::string_view("CAD\0", 4)));
}

TEST_CASE("every code of three capitals is a currency of that code or refused") {
  int known = 0;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      for (char c = 'A'; c <= 'Z'; ++c) {
        const std::string code = {a, b, c};
        const auto currency = Currency::from_code(code);
        if (!currency) continue;
        ++known;
        REQUIRE(currency->code() == code);
        REQUIRE(currency->digits() >= 0);
        REQUIRE(currency->digits() <= 4);
      }
    }
  }
  CHECK(known > 150);
  CHECK(known < 180);
}

TEST_CASE("currencies are equal by code, sorted by code, and none is before all") {
  CHECK(Currency::from_code("CAD") == Currency::from_code("CAD"));
  CHECK(*Currency::from_code("CAD") != *Currency::from_code("USD"));
  CHECK(*Currency::from_code("CAD") < *Currency::from_code("USD"));
  CHECK(Currency() < *Currency::from_code("AED"));
  CHECK(Currency().code().empty());
}

}  // namespace
}  // namespace repay
