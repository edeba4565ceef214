#include "core/money/currency.h"

#include <algorithm>
#include <iterator>

#include "core/money/currency_table.h"  // generated into the build folder

namespace repay {
namespace {

constexpr std::string_view code_of(const CurrencyRow& row) { return {row.code, 3}; }

static_assert(std::size(kCurrencies) < 255, "a currency's index is one byte, and 0 is none");
static_assert(std::ranges::is_sorted(kCurrencies, {}, code_of), "from_code searches by halves");

}  // namespace

Result<Currency> Currency::from_code(std::string_view code) {
  const auto* found = std::ranges::lower_bound(kCurrencies, code, {}, code_of);
  if (found == std::end(kCurrencies) || code_of(*found) != code) {
    return refuse(Error::unknown_currency);
  }
  return Currency(static_cast<std::uint8_t>(found - std::begin(kCurrencies) + 1));
}

std::string_view Currency::code() const {
  return index_ == 0 ? std::string_view() : code_of(kCurrencies[index_ - 1]);
}

int Currency::digits() const { return index_ == 0 ? 0 : kCurrencies[index_ - 1].digits; }

}  // namespace repay
