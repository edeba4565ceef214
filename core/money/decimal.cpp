#include "core/money/decimal.h"

#include <algorithm>

#include "core/base/check.h"

namespace repay {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Result<Money> parse_decimal(std::string_view text, Currency currency) {
  check(currency != Currency());
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);

  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point < text.size() ? text.substr(point + 1) : std::string_view();
  const bool ends_with_point = point + 1 == text.size();
  if (whole.empty() || ends_with_point || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(fraction, is_digit)) {
    return refuse(Error::amount_not_a_number);
  }
  std::string digits(whole);
  digits.append(fraction);
  return money_from_digits(negative, digits, fraction.size(), currency);
}

Result<Money> money_from_digits(bool negative, std::string_view digits, std::size_t decimals,
                                Currency currency) {
  const auto wanted = static_cast<std::size_t>(currency.digits());
  if (decimals > wanted) return refuse(Error::too_many_decimals);
  std::int64_t minor = 0;  // counted below zero, where int64 has one amount more
  const auto append = [&minor](int digit) {
    return !__builtin_mul_overflow(minor, std::int64_t{10}, &minor) &&
           !__builtin_sub_overflow(minor, std::int64_t{digit}, &minor);
  };
  for (const char c : digits) {
    if (!append(c - '0')) return refuse(Error::overflow);
  }
  for (std::size_t i = decimals; i < wanted; ++i) {
    if (!append(0)) return refuse(Error::overflow);
  }
  if (negative) return Money(minor, currency);
  return negate(Money(minor, currency));
}

std::string to_decimal(Money amount) {
  std::string text;
  append_decimal(text, amount.minor, amount.currency.digits());
  return text;
}

void append_decimal(std::string& out, std::int64_t minor, int digits) {
  // The size is unsigned because int64's lowest has no positive twin.
  const auto bits = static_cast<std::uint64_t>(minor);
  std::uint64_t size = minor < 0 ? -bits : bits;
  char buffer[32];  // written from its end
  char* const end = buffer + sizeof(buffer);
  char* at = end;
  for (int place = 0; size != 0 || place <= digits; ++place, size /= 10) {
    if (place == digits && digits > 0) *--at = '.';
    *--at = static_cast<char>('0' + size % 10);
  }
  if (minor < 0) *--at = '-';
  out.append(at, end);
}

}  // namespace repay
