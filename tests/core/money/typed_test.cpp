#include "core/money/typed.h"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "core/money/decimal.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using testing::is_shared;
using testing::Random;
using testing::read_shared;
using testing::refused;
using testing::seeds;

const NumberFormat kNone;
const NumberFormat kEnglish{
    .decimal_mark = ".", .group_mark = ",", .zero_digit = "", .currency_signs = {}};
const NumberFormat kGerman{
    .decimal_mark = ",", .group_mark = ".", .zero_digit = "", .currency_signs = {}};
const NumberFormat kFrench{
    .decimal_mark = ",", .group_mark = "\u202F", .zero_digit = "", .currency_signs = {}};
const NumberFormat kSwiss{
    .decimal_mark = ".", .group_mark = "’", .zero_digit = "", .currency_signs = {}};
const NumberFormat kIndian{.decimal_mark = ".",
                           .group_mark = ",",
                           .zero_digit = "",
                           .upper_group = 2,
                           .currency_signs = {}};
const NumberFormat kEgyptian{
    .decimal_mark = "٫", .group_mark = "٬", .zero_digit = "٠", .currency_signs = {}};
const NumberFormat kJapanese{
    .decimal_mark = ".", .group_mark = ",", .zero_digit = "０", .currency_signs = {"￥", "¥"}};
const NumberFormat kCanadian{
    .decimal_mark = ".", .group_mark = ",", .zero_digit = "", .currency_signs = {"CA$", "$"}};
const std::vector<NumberFormat> kLocales = {kNone,  kEnglish, kGerman,   kFrench,
                                            kSwiss, kIndian,  kEgyptian, kJapanese};

Result<std::int64_t> typed(std::string_view text, const NumberFormat& format,
                           const char* code = "CAD") {
  const auto amount = parse_typed(text, *Currency::from_code(code), format);
  if (!amount) return refuse(amount.error());
  return amount->minor;
}

TEST_CASE("an amount with two different marks reads the same in every locale") {
  for (const NumberFormat& format : kLocales) {
    CAPTURE(format.decimal_mark);
    CHECK(typed("1.234,56", format) == 123456);
    CHECK(typed("1,234.56", format) == 123456);
    CHECK(typed("1 234,56", format) == 123456);
    CHECK(typed("1\u00A0234,56", format) == 123456);
    CHECK(typed("1\u202F234,56", format) == 123456);
    CHECK(typed("1\u2009234.56", format) == 123456);
    CHECK(typed("1'234.56", format) == 123456);
    CHECK(typed("1’234,56", format) == 123456);
    CHECK(typed("1,234,567.8", format) == 123456780);
    CHECK(typed("1.234.567,8", format) == 123456780);
  }
}

TEST_CASE("an amount without marks reads the same in every locale") {
  for (const NumberFormat& format : kLocales) {
    CAPTURE(format.decimal_mark);
    CHECK(typed("0", format) == 0);
    CHECK(typed("50", format) == 5000);
    CHECK(typed("0050", format) == 5000);
    CHECK(typed("123456789", format) == 12345678900);
    CHECK(typed("1 234 567", format) == 123456700);
    CHECK(typed("1'234", format) == 123400);
  }
}

TEST_CASE("a lone mark means what it means in the locale") {
  CHECK(typed("1,234", kEnglish) == 123400);
  CHECK(typed("1.234", kGerman) == 123400);
  CHECK(typed("12.34", kEnglish) == 1234);
  CHECK(typed("12,34", kGerman) == 1234);
  CHECK(typed("12,34", kFrench) == 1234);
  CHECK(typed("12.34", kSwiss) == 1234);
  CHECK(typed("1.234", kEnglish, "KWD") == 1234);
  CHECK(typed("1.234", kGerman, "KWD") == 1234000);
  CHECK(refused(typed("12,34", kEnglish)) == Error::amount_not_a_number);
  CHECK(refused(typed("12.34", kGerman)) == Error::amount_not_a_number);
  CHECK(refused(typed("1.234", kEnglish)) == Error::too_many_decimals);
  CHECK(refused(typed("1,234", kGerman)) == Error::too_many_decimals);
}

TEST_CASE(
    "a point from the number pad is a decimal mark where the locale has no other use for it") {
  CHECK(typed("12.34", kFrench) == 1234);
  CHECK(typed("12.3", kEgyptian) == 1230);
  CHECK(typed("12,34", kSwiss) == 1234);
  CHECK(refused(typed("1.234", kFrench)) == Error::ambiguous_number);
  CHECK(refused(typed("1,234", kSwiss)) == Error::ambiguous_number);
}

TEST_CASE("with no locale to decide, a lone comma before three digits is ambiguous") {
  CHECK(refused(typed("1,234", kNone)) == Error::ambiguous_number);
  CHECK(refused(typed("123,456", kNone, "KWD")) == Error::ambiguous_number);
  CHECK(refused(typed("1,234", kNone, "JPY")) == Error::ambiguous_number);
  CHECK(typed("12,34", kNone) == 1234);
  CHECK(typed("0,234", kNone, "KWD") == 234);
  CHECK(typed("1234,567", kNone, "KWD") == 1234567);
  CHECK(typed("1,234,567", kNone) == 123456700);
  CHECK(typed("1.234.567", kNone) == 123456700);
}

TEST_CASE("with no locale, a lone point is the one of the decimals we print") {
  CHECK(typed("1.234", kNone, "KWD") == 1234);
  CHECK(refused(typed("10.005", kNone, "USD")) == Error::too_many_decimals);
  CHECK(typed("12.34", kNone) == 1234);
}

TEST_CASE("a minus, U+2212 or parentheses make an amount negative") {
  for (const NumberFormat& format : kLocales) {
    CHECK(typed("-1,234.50", format) == -123450);
  }
  CHECK(typed("−1.50", kEnglish) == -150);
  CHECK(typed("(1.50)", kEnglish) == -150);
  CHECK(typed("( 1,50 )", kGerman) == -150);
  CHECK(typed("- 1.50", kEnglish) == -150);
  CHECK(typed("+1.50", kEnglish) == 150);
  CHECK(typed("-0", kEnglish) == 0);
  for (const std::string text :
       {"--1", "+-1", "-(1)", "(-1)", "((1))", "(1", "1)", "()", "1-", "-", "+", "−−1", "—1"}) {
    CAPTURE(text);
    CHECK(refused(typed(text, kEnglish)) == Error::amount_not_a_number);
  }
}

TEST_CASE("blanks and marks of writing direction around an amount say nothing") {
  CHECK(typed("32.09    ", kEnglish) == 3209);
  CHECK(typed(" \t\u00A032.09\u202F", kEnglish) == 3209);
  CHECK(typed("\u200E−\u200E32.09", kEnglish) == -3209);
  CHECK(typed("\u061C-٣٢٫٠٩\u200F", kEgyptian) == -3209);
  CHECK(refused(typed("32.0 9", kEnglish)) == Error::amount_not_a_number);
  CHECK(refused(typed("3\u200E2.09", kEnglish)) == Error::amount_not_a_number);
  CHECK(refused(typed("32.09\n", kEnglish)) == Error::amount_not_a_number);
}

TEST_CASE("an amount is read while it is being typed") {
  CHECK(typed("5.", kEnglish) == 500);
  CHECK(typed("5,", kGerman) == 500);
  CHECK(typed("5.", kNone) == 500);
  CHECK(typed(".5", kEnglish) == 50);
  CHECK(typed("-.05", kEnglish) == -5);
  CHECK(typed("5000.", kEnglish, "JPY") == 5000);
  CHECK(typed("1,234.", kEnglish) == 123400);
}

TEST_CASE("groups have three digits each, and one kind of mark") {
  for (const std::string text :
       {"1,2,3", "1,23,456", "1,2345", "12,3", "1,,234", ",123", "1,", "1,234,", "1234,567",
        "0,123", "1 23", "1 2345", "1, 234", "1,234 567", "1 234'567", "1'234,567.89x"}) {
    CAPTURE(text);
    CHECK(refused(typed(text, kEnglish)) == Error::amount_not_a_number);
  }
  for (const std::string text :
       {"1.2.3", "1.23,4.5", "1.234.567", "1..5", "..5", ".", "1.5.", "1.234,567.8"}) {
    CAPTURE(text);
    CHECK(refused(typed(text, kEnglish)) == Error::amount_not_a_number);
  }
}

TEST_CASE("India groups by two above the thousands") {
  CHECK(typed("12,34,567", kIndian) == 123456700);
  CHECK(typed("1,23,456.78", kIndian) == 12345678);
  CHECK(typed("1,234", kIndian) == 123400);
  CHECK(typed("1,234,567", kIndian) == 123456700);
  CHECK(refused(typed("12,34,567", kEnglish)) == Error::amount_not_a_number);
  CHECK(refused(typed("123,45,678", kIndian)) == Error::amount_not_a_number);
  CHECK(refused(typed("12,34,56", kIndian)) == Error::amount_not_a_number);
}

TEST_CASE("digits of another script are read where the locale uses them, unmixed") {
  CHECK(typed("١٬٢٣٤٫٥٦", kEgyptian) == 123456);
  CHECK(typed("١٢٣٤", kEgyptian) == 123400);
  CHECK(typed("12.5", kEgyptian) == 1250);
  CHECK(refused(typed("١2", kEgyptian)) == Error::amount_not_a_number);
  CHECK(refused(typed("١٢", kEnglish)) == Error::amount_not_a_number);
  CHECK(refused(typed("१२", kEgyptian)) == Error::amount_not_a_number);
}

TEST_CASE("full-width amounts are read where keyboards write them") {
  CHECK(typed("１，２３４．５０", kJapanese) == 123450);
  CHECK(typed("－５０", kJapanese) == -5000);
  CHECK(typed("（５０）　", kJapanese) == -5000);
  CHECK(typed("￥５０００", kJapanese, "JPY") == 5000);
  CHECK(refused(typed("５０", kEnglish)) == Error::amount_not_a_number);
}

TEST_CASE("the currency may be typed along, before or after, as a sign or a code") {
  for (const std::string text :
       {"$50", "50$", "$ 50", "CA$50.00", "50 CAD", "CAD 50", "cad50", "50\u00A0CAD"}) {
    CAPTURE(text);
    CHECK(typed(text, kCanadian) == 5000);
  }
  for (const std::string text :
       {"-$50", "$-50", "−CA$50", "($50)", "$(50)", "-50 CAD", "(50 CAD)", "- $ 50"}) {
    CAPTURE(text);
    CHECK(typed(text, kCanadian) == -5000);
  }
  for (const std::string text :
       {"$$50", "$50$", "$50 CAD", "CAD CAD 50", "€50", "50 XXX", "5 CAD 0", "$", "CAD", "50 C"}) {
    CAPTURE(text);
    CHECK(refused(typed(text, kCanadian)) == Error::amount_not_a_number);
  }
  CHECK(refused(typed("$50", kEnglish)) == Error::amount_not_a_number);
}

TEST_CASE("an amount in another currency is not paid in this one") {
  CHECK(refused(typed("50 USD", kCanadian)) == Error::currency_mismatch);
  CHECK(refused(typed("eur 50", kCanadian)) == Error::currency_mismatch);
}

// In error.h's order; each row breaks the later rules, too.
TEST_CASE("what cannot be read is refused for the first reason there is") {
  CHECK(refused(typed("999,999 USD", kNone)) == Error::ambiguous_number);
  CHECK(refused(typed("999999999999999999999.001x USD", kNone)) == Error::amount_not_a_number);
  CHECK(refused(typed("999999999999999999999.001 USD", kNone)) == Error::too_many_decimals);
  CHECK(refused(typed("999999999999999999999.01 USD", kNone)) == Error::overflow);
  CHECK(refused(typed("9.01 USD", kNone)) == Error::currency_mismatch);
}

TEST_CASE("what is no number is refused in every locale") {
  for (const NumberFormat& format : kLocales) {
    for (const std::string text : {"",
                                   " ",
                                   "abc",
                                   "NaN",
                                   "Infinity",
                                   "1e3",
                                   "1E3",
                                   "0x10",
                                   "1_000",
                                   "1/2",
                                   "50%",
                                   "½",
                                   "²",
                                   "Ⅷ",
                                   "五十",
                                   "1;5",
                                   "1:50",
                                   "1*2",
                                   "\xFF",
                                   "1\xC2",
                                   "\xC0\xB1",
                                   "\xED\xA0\x80",
                                   "\xF4\x90\x80\x80",
                                   "1.5\u0301",
                                   "\uFEFF1",
                                   "1\u200B0"}) {
      CAPTURE(text);
      CHECK(refused(typed(text, format)) == Error::amount_not_a_number);
    }
    CHECK(refused(typed(std::string_view("1\0", 2), format)) == Error::amount_not_a_number);
  }
}

TEST_CASE("a typed amount counts up to the edges of int64") {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
  CHECK(typed("92,233,720,368,547,758.07", kEnglish) == kHighest);
  CHECK(refused(typed("92,233,720,368,547,758.08", kEnglish)) == Error::overflow);
  CHECK(typed("−92,233,720,368,547,758.08", kEnglish) == kLowest);
  CHECK(refused(typed("(92,233,720,368,547,758.09)", kEnglish)) == Error::overflow);
  CHECK(refused(typed(std::string(100'000, '9'), kEnglish)) == Error::overflow);
  CHECK(typed(std::string(100'000, '0') + "1", kEnglish) == 100);
}

/// `minor` as a locale writes it, by hand: the oracle's way from an amount to a text.
std::string written(std::int64_t minor, const NumberFormat& format, int digits) {
  std::string text;
  append_decimal(text, minor, digits);
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point);
  std::string grouped;
  std::size_t size = 3;
  while (whole.size() > size) {
    grouped.insert(0, format.group_mark + whole.substr(whole.size() - size));
    whole.resize(whole.size() - size);
    size = static_cast<std::size_t>(format.upper_group);
  }
  std::string out = (negative ? "−" : "") + whole + grouped;
  if (point < text.size()) out += format.decimal_mark + text.substr(point + 1);
  if (format.zero_digit != "٠") return out;
  std::string arabic;
  for (const char c : out) {
    if (c < '0' || c > '9') {
      arabic.push_back(c);
    } else {
      arabic.append({'\xD9', static_cast<char>(0xA0 + (c - '0'))});
    }
  }
  return arabic;
}

TEST_CASE("every amount as a locale writes it is read back in that locale") {
  for (std::uint64_t seed = 1; seed <= seeds(5'000); ++seed) {
    Random random(seed);
    const char* kCodes[] = {"JPY", "CAD", "KWD", "CLF"};
    const char* code = kCodes[random.between(0, 3)];
    const std::int64_t amount = random.any_minor();
    for (std::size_t i = 1; i < kLocales.size(); ++i) {
      const std::string text = written(amount, kLocales[i], Currency::from_code(code)->digits());
      CAPTURE(seed);
      CAPTURE(text);
      REQUIRE(typed(text, kLocales[i], code) == amount);
    }
  }
}

TEST_CASE("no change of one byte makes another amount out of nothing") {
  // Whatever bytes come, the answer is an amount or a refusal; and an amount has digits.
  for (std::uint64_t seed = 1; seed <= seeds(20'000); ++seed) {
    Random random(seed);
    std::string text = "-$1\u202F234,567.89 CAD";
    for (std::int64_t edits = random.between(1, 6); edits > 0; --edits) {
      const auto at =
          static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(text.size()) - 1));
      if (random.one_in(3)) {
        text.erase(at, 1);
      } else {
        text[at] = static_cast<char>(random.bits());
      }
      if (text.empty()) text = "0";
    }
    const auto amount = typed(text, kLocales[seed % kLocales.size()]);
    const bool has_digit = text.find_first_of("0123456789") != std::string::npos ||
                           text.find('\xD9') < text.size() || text.find('\xEF') < text.size();
    CAPTURE(seed);
    if (amount && !has_digit) FAIL("an amount without a digit");
  }
}

/// What anybody would call a number: a sign, then digits, with marks of which every one but the
/// last has three digits behind it.
bool looks_like_a_number(std::string text) {
  if (text.starts_with('-') || text.starts_with('+')) text.erase(0, 1);
  std::size_t mark = text.find_first_not_of("0123456789");
  const bool has_digits = mark != 0 || text.size() > 1;
  while (mark != std::string::npos) {
    if (std::string(" ',.").find(text[mark]) == std::string::npos) return false;
    const std::size_t next = text.find_first_not_of("0123456789", mark + 1);
    if (next != std::string::npos && next - mark != 4) return false;
    mark = next;
  }
  return has_digits;
}

TEST_CASE("no naughty string is taken for an amount unless it is a number" *
          doctest::skip(!is_shared("data/naughty/blns.txt"))) {
  std::istringstream lines(read_shared("data/naughty/blns.txt"));
  int strings = 0;
  int amounts = 0;
  for (std::string line; std::getline(lines, line);) {
    ++strings;
    for (const NumberFormat& format : kLocales) {
      const auto amount = typed(line, format);
      CAPTURE(line);
      if (amount && format.zero_digit.empty()) CHECK(looks_like_a_number(line));
      amounts += amount.has_value();
      const auto plain = parse_decimal(line, *Currency::from_code("CAD"));
      if (plain) CHECK(typed(line, kNone) == plain->minor);
    }
  }
  CHECK(strings > 500);
  CHECK(amounts > 0);  // the list holds some numbers, "1,000.00" among them
}

}  // namespace
}  // namespace repay
