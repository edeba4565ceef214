#include "core/formats/settlement_amounts.h"

#include <algorithm>
#include <string>

namespace repay {
namespace {

constexpr std::size_t kSafeDigits = 15;  // of whole units, so that 10^17 minor units fit
constexpr std::size_t kGroup = 3;

bool is_blank(char c) { return c == ' ' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_mark(char c) { return c == '.' || c == ','; }
std::uint64_t digit(char c) { return static_cast<std::uint64_t>(c - '0'); }

// Appends decimal digits to a magnitude; false beyond 2⁶⁴.
bool append(std::uint64_t& value, std::string_view digits) {
  for (const char c : digits) {
    if (__builtin_mul_overflow(value, std::uint64_t{10}, &value)) return false;
    if (__builtin_add_overflow(value, digit(c), &value)) return false;
  }
  return true;
}

Result<std::int64_t> with_sign(std::uint64_t magnitude, bool negative) {
  constexpr std::uint64_t kMost = INT64_MAX;
  if (magnitude <= kMost) {
    const auto value = static_cast<std::int64_t>(magnitude);
    return negative ? -value : value;
  }
  if (negative && magnitude == kMost + 1) return INT64_MIN;
  return refuse(Error::overflow);
}

// The digits of "1.234.567" with groups of three by `mark`, or "" if they are not so grouped.
std::string ungrouped(std::string_view whole, char mark) {
  std::string digits;
  const std::size_t first = whole.find(mark);
  if (first == 0 || first > kGroup) return digits;
  for (std::size_t at = first; at < whole.size(); at += kGroup + 1) {
    const std::string_view group = whole.substr(at + 1, kGroup);
    if (whole[at] != mark || group.size() != kGroup) return {};
    if (!std::ranges::all_of(group, is_digit)) return {};
    digits += group;
  }
  if (!std::ranges::all_of(whole.substr(0, first), is_digit)) return {};
  return std::string(whole.substr(0, first)) + digits;
}

}  // namespace

Result<std::int64_t> AmountReader::read(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);

  // Nearly all: some digits, the file's mark, two digits.
  const std::size_t size = text.size();
  if (digits_ != 2 || size < 4 || size > kSafeDigits + 3 || text[size - 3] != mark_) {
    return read_any_form(text, negative);
  }
  std::uint64_t value = 0;
  std::uint64_t worst = 0;  // the largest "digit", which is not one if it is above 9
  const auto take = [&](char c) {
    const std::uint64_t d = static_cast<unsigned char>(c - '0');
    worst = std::max(worst, d);
    value = value * 10 + d;
  };
  for (std::size_t i = 0; i < size - 3; ++i) take(text[i]);
  take(text[size - 2]);
  take(text[size - 1]);
  if (worst > 9) return read_any_form(text, negative);
  return negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

Result<std::int64_t> AmountReader::read_any_form(std::string_view text, bool negative) {
  const auto last = std::find_if(text.rbegin(), text.rend(), is_mark);
  const auto after = static_cast<std::size_t>(last - text.rbegin());  // digits behind the mark
  const bool has_mark = last != text.rend();
  std::string_view whole = has_mark ? text.substr(0, text.size() - after - 1) : text;
  const std::string_view decimals = has_mark ? text.substr(text.size() - after) : "";

  const auto digits = static_cast<std::size_t>(digits_);
  if (has_mark && (after == 0 || after > std::max<std::size_t>(digits, 2))) {
    return refuse(Error::invalid_amount);
  }
  std::string joined;
  if (has_mark && std::ranges::any_of(whole, is_mark)) {
    joined = ungrouped(whole, *last == '.' ? ',' : '.');
    whole = joined;
  }
  if (whole.empty() || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(decimals, is_digit)) {
    return refuse(Error::invalid_amount);
  }
  if (after > digits && has_mark &&
      !std::ranges::all_of(decimals.substr(digits), [](char c) { return c == '0'; })) {
    return refuse(Error::invalid_amount);
  }
  if (has_mark && mark_ != '\0' && mark_ != *last) return refuse(Error::mixed_decimal_marks);
  if (has_mark) mark_ = *last;

  std::string minor(decimals.substr(0, digits));
  minor.append(digits - minor.size(), '0');
  std::uint64_t magnitude = 0;
  if (!append(magnitude, whole) || !append(magnitude, minor)) return refuse(Error::overflow);
  return with_sign(magnitude, negative);
}

}  // namespace repay
