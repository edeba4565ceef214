// core/money for JavaScript: amounts as people type and read them.

#include <cstdint>
#include <string>

#include "core/money/decimal.h"
#include "core/money/money.h"
#include "core/money/typed.h"
#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

Result<Money> parse_amount(const std::string& text, const std::string& currency,
                           const FormatText& format) {
  return Currency::from_code(currency).and_then(
      [&](Currency known) { return parse_typed(text, known, read(format)); });
}

Result<std::string> to_decimal_text(std::int64_t amount_minor, const std::string& currency) {
  return Currency::from_code(currency).transform(
      [&](Currency known) { return to_decimal(Money(amount_minor, known)); });
}

Result<std::uint64_t> currency_digits(const std::string& currency) {
  return Currency::from_code(currency).transform(
      [](Currency known) { return static_cast<std::uint64_t>(known.digits()); });
}

}  // namespace

void bind_amounts() {
  bind_function<&parse_amount>("parseAmount");
  bind_function<&to_decimal_text>("toDecimal");
}

void bind_currencies() { bind_function<&currency_digits>("currencyDigits"); }

}  // namespace repay::wire
