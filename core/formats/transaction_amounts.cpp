#include "core/formats/transaction_amounts.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kGroup = 3;
constexpr std::string_view kMarks = ".,";
constexpr std::array<std::string_view, 7> kGroupBlanks = {
    " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "'", "\xe2\x80\x99", "\t"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes one of the beginnings off a text.
bool take(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text.remove_prefix(beginning.size());
  return true;
}

bool take_blank(std::string_view& text) {
  return std::ranges::any_of(kGroupBlanks, [&](auto blank) { return take(text, blank); });
}

// Takes the sign off, in front or as brackets.
bool take_sign(std::string_view& text) {
  while (take_blank(text)) continue;
  if (text.starts_with('(') && text.ends_with(')')) {
    text = text.substr(1, text.size() - 2);
    return true;
  }
  const bool negative = take(text, "-") || take(text, "\xe2\x88\x92");
  if (!negative) take(text, "+");
  while (take_blank(text)) continue;
  return negative;
}

// Digits, marks, and a blank for each of the blanks between groups.
std::optional<std::string> plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (take_blank(text)) {
      out += ' ';
    } else if (is_digit(text.front()) || kMarks.contains(text.front())) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      return std::nullopt;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

// The digits of whole units that may stand in groups of three, or those before the last in groups
// of two; the mark between them. None if they are grouped otherwise.
std::optional<std::string> ungrouped(std::string_view whole, char& mark) {
  const std::size_t first = std::min(whole.find_first_of(" .,"), whole.size());
  std::string digits(whole.substr(0, first));
  if (digits.empty()) return std::nullopt;
  if (first == whole.size()) return digits;
  mark = whole[first];
  std::size_t before = 0;  // digits in each group between the first and the last
  for (std::size_t at = first; at < whole.size();) {
    const std::size_t end = std::min(whole.find_first_of(" .,", at + 1), whole.size());
    const std::size_t size = end - at - 1;
    const bool is_last = end == whole.size();
    if (whole[at] != mark || size != (is_last ? kGroup : before == 0 ? size : before)) {
      return std::nullopt;
    }
    if (!is_last && size != kGroup && size != 2) return std::nullopt;
    if (!is_last) before = size;
    digits += whole.substr(at + 1, size);
    at = end;
  }
  const std::size_t most = before == 2 ? 2 : kGroup;
  if (first > most) return std::nullopt;
  return digits;
}

// Whether the last mark of a number, which stands at `last`, groups thousands.
bool groups(std::string_view number, std::size_t last, Currency currency) {
  const std::string_view before = number.substr(0, last);
  if (before.contains(number[last])) return true;
  const bool alone = before.find_first_of(" .,") == before.npos;
  return alone && number.size() - last - 1 == kGroup && currency.digits() < 3 && before != "0";
}

struct Number {
  std::string units;
  std::string decimals;
  char decimal_mark = '\0';
  char group_mark = '\0';
};

std::optional<Number> take_apart(std::string_view text, Currency currency) {
  const std::optional<std::string> whole = plain(text);
  if (!whole) return std::nullopt;
  std::string_view units = *whole;
  Number number;
  const std::size_t last = units.find_last_of(kMarks);
  if (last != units.npos && !groups(units, last, currency)) {
    number.decimal_mark = units[last];
    number.decimals = units.substr(last + 1);
    units = units.substr(0, last);
    const bool right = !number.decimals.empty() && std::ranges::all_of(number.decimals, is_digit);
    if (!right) return std::nullopt;
  }
  auto digits = ungrouped(units, number.group_mark);
  if (!digits) return std::nullopt;
  number.units = *std::move(digits);
  if (number.group_mark == ' ') number.group_mark = '\0';
  return number;
}

// Without zeros beyond the currency's decimals.
std::string_view needed(std::string_view decimals, Currency currency) {
  const auto digits = static_cast<std::size_t>(currency.digits());
  while (decimals.size() > digits && decimals.ends_with('0')) decimals.remove_suffix(1);
  return decimals;
}

}  // namespace

Result<std::int64_t> TransactionAmounts::read(std::string_view text) {
  if (text == "0") return 0;  // most are
  const bool negative = take_sign(text);
  const std::optional<Number> number = take_apart(text, currency_);
  if (!number) return refuse(Error::invalid_amount);
  const char mark = number->decimal_mark;
  const char group = number->group_mark;
  const auto differ = [](char a, char b) { return a != '\0' && b != '\0' && a != b; };
  const auto equal = [](char a, char b) { return a != '\0' && a == b; };
  if (differ(mark, decimal_mark_) || differ(group, group_mark_) || equal(mark, group_mark_) ||
      equal(group, decimal_mark_)) {
    return refuse(Error::mixed_decimal_marks);
  }
  const std::string_view decimals = needed(number->decimals, currency_);
  const auto money = money_from_digits(negative, number->units + std::string(decimals),
                                       decimals.size(), currency_);
  if (!money) {
    return refuse(money.error() == Error::overflow ? Error::overflow : Error::invalid_amount);
  }
  if (mark != '\0') decimal_mark_ = mark;
  if (group != '\0') group_mark_ = group;
  return money->minor;
}

}  // namespace repay
