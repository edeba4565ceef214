// What a person typed has one reading, which is that of what we print of it. The first two bytes
// choose the locale and the currency.

#include "core/money/typed.h"

#include <array>

#include "core/money/decimal.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using repay::NumberFormat;
  static const std::array<NumberFormat, 7> formats = {
      NumberFormat{"", "", "", 3, {}},
      NumberFormat{".", ",", "", 3, {"CA$", "$"}},
      NumberFormat{",", ".", "", 3, {"€"}},
      NumberFormat{",", "\u202f", "", 3, {"€"}},
      NumberFormat{".", ",", "", 2, {"₹"}},
      NumberFormat{"\u066b", "\u066c", "\u0660", 3, {}},
      NumberFormat{".", ",", "\uff10", 3, {"¥", "￥"}}};
  static constexpr std::array<std::string_view, 4> codes = {"CAD", "JPY", "KWD", "CLF"};
  std::string_view text = repay::fuzz::text_of(data, size);
  const NumberFormat& format = formats[repay::fuzz::choice(text, formats.size())];
  const auto currency = *repay::Currency::from_code(codes[repay::fuzz::choice(text, codes.size())]);
  const auto money = repay::parse_typed(text, currency, format);
  if (!money) return 0;
  repay::check(money->currency == currency);
  const std::string printed = repay::to_decimal(*money);
  const auto again = repay::parse_decimal(printed, currency);
  repay::check(again && again->minor == money->minor);
  // Without a locale a point is the one of our own decimals.
  const auto typed = repay::parse_typed(printed, currency, formats[0]);
  repay::check(typed && typed->minor == money->minor);
  return 0;
}
