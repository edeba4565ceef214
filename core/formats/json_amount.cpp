#include "core/formats/json_amount.h"

#include <charconv>
#include <cstdint>
#include <string>

#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kMostDigits = 40;  // more than int64 has, whatever the zeros

// Takes the digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// A number of JSON: its digits, and how many of them stand behind the point.
struct Number {
  bool negative = false;
  std::string digits;
  std::int64_t decimals = 0;
};

Result<Number> read_number(std::string_view text) {
  Number number;
  number.negative = take(text, '-');
  const std::string_view whole = take_digits(text);
  std::string_view fraction;
  const bool has_point = take(text, '.');
  if (has_point) fraction = take_digits(text);
  const bool leading_zero = whole.size() > 1 && whole.front() == '0';
  if (whole.empty() || leading_zero || (has_point && fraction.empty())) {
    return refuse(Error::invalid_amount);
  }
  number.digits.append(whole).append(fraction);
  number.decimals = static_cast<std::int64_t>(fraction.size());
  if (text.empty()) return number;
  if (!take(text, 'e') && !take(text, 'E')) return refuse(Error::invalid_amount);
  const bool down = take(text, '-');
  if (!down) take(text, '+');
  std::int32_t exponent = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (text.empty() || text.front() == '-' || read.ptr != text.data() + text.size()) {
    return refuse(Error::invalid_amount);
  }
  if (read.ec != std::errc()) return refuse(Error::overflow);
  number.decimals += down ? exponent : -std::int64_t{exponent};
  return number;
}

}  // namespace

Result<Money> amount_from_json_number(std::string_view text, Currency currency) {
  auto number = read_number(text);
  if (!number) return refuse(number.error());
  std::string& digits = number->digits;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return Money(0, currency);
  while (number->decimals > 0 && digits.ends_with('0')) {
    digits.pop_back();
    --number->decimals;
  }
  if (number->decimals > currency.digits()) return refuse(Error::too_many_decimals);
  if (number->decimals < -static_cast<std::int64_t>(kMostDigits)) return refuse(Error::overflow);
  while (number->decimals < 0) {
    digits.push_back('0');
    ++number->decimals;
  }
  const auto decimals = static_cast<std::size_t>(number->decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (digits.size() > kMostDigits) return refuse(Error::overflow);
  return money_from_digits(number->negative, digits, decimals, currency);
}

}  // namespace repay
