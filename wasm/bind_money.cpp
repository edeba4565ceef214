// core/money for JavaScript: amounts as people type and read them.

#include <emscripten/bind.h>

#include <cstdint>
#include <string>

#include "core/money/decimal.h"
#include "core/money/money.h"
#include "core/money/typed.h"
#include "wasm/register.h"
#include "wasm/wire.h"

namespace repay::wire {
namespace {

Result<Money> parse_amount(const std::string& text, const std::string& currency,
                           const NumberFormat& format) {
  return Currency::from_code(currency).and_then(
      [&](Currency known) { return parse_typed(text, known, format); });
}

Result<std::string> to_decimal_text(std::int64_t amount_minor, const std::string& currency) {
  return Currency::from_code(currency).transform(
      [&](Currency known) { return to_decimal(Money(amount_minor, known)); });
}

Result<Count> currency_digits(const std::string& currency) {
  return Currency::from_code(currency).transform(
      [](Currency known) -> Count { return known.digits(); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(money) {
  emscripten::value_object<NumberFormat>("NumberFormat")
      .field("decimalMark", &NumberFormat::decimal_mark)
      .field("groupMark", &NumberFormat::group_mark)
      .field("zeroDigit", &NumberFormat::zero_digit);

  register_answer<Result<Money>, "bigint">();
  register_answer<Result<std::string>, "string">();
  register_answer<Result<Count>, "number">();

  emscripten::function("parseAmount", &parse_amount);
  emscripten::function("toDecimal", &to_decimal_text);
  emscripten::function("currencyDigits", &currency_digits);
}

}  // namespace repay::wire
