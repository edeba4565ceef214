#include "core/money/decimal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "core/base/check.h"

namespace repay {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr int kMostDecimals = 18;
static_assert(1 + 19 + 1 <= kLongestDecimal);  // sign, int64's digits, point

constexpr auto kPairs = [] {  // "00", "01", … "99"
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// Of 0 there are none.
int count_digits(std::uint64_t size) {
  int digits = 0;
  for (; size >= 10'000; size /= 10'000) digits += 4;
  return digits + (size > 0) + (size > 9) + (size > 99) + (size > 999);
}

// Writes that many last digits of `size` before `end`, takes them from it and answers where they
// begin.
char* write_places(char* end, std::uint64_t& size, int places) {
  for (; places >= 2; places -= 2, size /= 100) {
    end -= 2;
    std::memcpy(end, &kPairs[2 * (size % 100)], 2);
  }
  if (places == 1) {
    *--end = static_cast<char>('0' + size % 10);
    size /= 10;
  }
  return end;
}

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
  char buffer[kLongestDecimal];
  out.append(buffer, write_decimal(buffer, minor, digits));
}

char* write_decimal(char* to, std::int64_t minor, int digits) {
  check(digits >= 0 && digits <= kMostDecimals);
  // The size is unsigned because int64's lowest has no positive twin.
  const auto bits = static_cast<std::uint64_t>(minor);
  std::uint64_t size = minor < 0 ? -bits : bits;
  if (minor < 0) *to++ = '-';
  const int places = std::max(count_digits(size), digits + 1);
  char* const end = to + places + (digits > 0 ? 1 : 0);
  char* at = write_places(end, size, digits);
  if (digits > 0) *--at = '.';
  write_places(at, size, places - digits);
  return end;
}

}  // namespace repay
