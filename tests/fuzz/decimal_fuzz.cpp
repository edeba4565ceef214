// Plain decimals and numbers of JSON: one reading, which printing gives back; where both can read a
// text, they read the same. The first byte chooses the currency.

#include "core/money/decimal.h"

#include <array>

#include "core/formats/json_amount.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<std::string_view, 4> codes = {"CAD", "JPY", "KWD", "CLF"};
  std::string_view text = repay::fuzz::text_of(data, size);
  const auto currency = *repay::Currency::from_code(codes[repay::fuzz::choice(text, codes.size())]);
  const auto plain = repay::parse_decimal(text, currency);
  const auto number = repay::amount_from_json_number(text, currency);
  for (const auto& money : {plain, number}) {
    if (!money) continue;
    const auto again = repay::parse_decimal(repay::to_decimal(*money), currency);
    repay::check(again && again->minor == money->minor);
  }
  if (plain && number) repay::check(plain->minor == number->minor);
  // JSON has neither "+1" nor "01", and passes over zeros that a plain decimal refuses; what is
  // beyond int64 is so for both.
  if (!plain && number) repay::check(plain.error() != repay::Error::overflow);
  return 0;
}
