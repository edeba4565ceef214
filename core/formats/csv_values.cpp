#include "core/formats/csv_values.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/money/decimal.h"

namespace repay {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// Takes a text apart by a pattern.
class TimeScan {
 public:
  explicit TimeScan(std::string_view text) : text_(text) {}

  [[nodiscard]] Result<LocalTime> by(std::string_view pattern) {
    while (!pattern.empty()) {
      const char letter = pattern.front();
      const std::size_t run = std::min(pattern.find_first_not_of(letter), pattern.size());
      if (!take(letter, run)) return refuse(Error::invalid_date);
      pattern.remove_prefix(run);
    }
    return text_.empty() ? whole() : refuse(Error::invalid_date);
  }

 private:
  bool take(char letter, std::size_t run) {
    switch (letter) {
      case 'y':
        if (run == 4) return number(year_, 4, 4);
        if (!number(year_, 2, 2)) return false;
        year_ += 2000;
        return true;
      case 'M':
        return run >= 3 ? month_name() : number(month_, 1, 2);
      case 'd':
        return number(day_, 1, 2);
      case 'H':
        return number(hour_, 1, 2);
      case 'h':
        twelve_ = true;
        return number(hour_, 1, 2);
      case 'm':
        return number(minute_, 1, 2);
      case 's':
        return number(second_, 1, 2);
      case 'S':
        return decimals();
      case 'a':
        return half_of_day();
      case 'X':
        return zone();
      case ' ':
        return blanks();
      default:
        if (!text_.starts_with(std::string(run, letter))) return false;
        text_.remove_prefix(run);
        return true;
    }
  }

  bool number(std::int32_t& value, std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    value = 0;
    while (digits < most && digits < text_.size() && is_digit(text_[digits])) {
      value = value * 10 + (text_[digits++] - '0');
    }
    text_.remove_prefix(digits);
    return digits >= least;
  }

  bool month_name() {
    const auto end = std::ranges::find_if_not(text_, is_letter);
    month_ = english_month({text_.begin(), end});
    text_.remove_prefix(static_cast<std::size_t>(end - text_.begin()));
    if (text_.starts_with('.')) text_.remove_prefix(1);
    return month_ != 0;
  }

  bool decimals() {
    std::int32_t scale = 100;
    std::size_t digits = 0;
    for (; digits < text_.size() && is_digit(text_[digits]); ++digits, scale /= 10) {
      milliseconds_ += (text_[digits] - '0') * scale;
    }
    text_.remove_prefix(digits);
    return digits > 0;
  }

  bool half_of_day() {
    if (text_.empty()) return false;
    afternoon_ = lower(text_.front()) == 'p';
    if (!afternoon_ && lower(text_.front()) != 'a') return false;
    text_.remove_prefix(1);
    if (text_.starts_with('.')) text_.remove_prefix(1);
    if (text_.empty() || lower(text_.front()) != 'm') return false;
    text_.remove_prefix(1);
    if (text_.starts_with('.')) text_.remove_prefix(1);
    return true;
  }

  bool zone() {
    const std::size_t end = std::min(text_.find(' '), text_.size());
    const auto offset = parse_zone_offset(text_.substr(0, end));
    if (!offset) return false;
    offset_ = *offset;
    text_.remove_prefix(end);
    return true;
  }

  bool blanks() {
    const std::size_t end = std::min(text_.find_first_not_of(' '), text_.size());
    text_.remove_prefix(end);
    return end > 0;
  }

  [[nodiscard]] Result<LocalTime> whole() {
    const CivilDate date{year_, month_, day_};
    const bool clock_is_right = twelve_ ? hour_ >= 1 && hour_ <= 12 : hour_ < 24;
    if (!exists(date) || !clock_is_right || minute_ > 59 || second_ > 59) {
      return refuse(Error::invalid_date);
    }
    if (twelve_) hour_ = hour_ % 12 + (afternoon_ ? 12 : 0);
    const std::int64_t seconds = (std::int64_t{hour_} * 60 + minute_) * 60 + second_;
    return LocalTime{
        .ms = days_from_civil(date) * kMsPerDay + seconds * kMsPerSecond + milliseconds_,
        .offset = offset_};
  }

  std::string_view text_;
  std::int32_t year_ = 0, month_ = 0, day_ = 0;
  std::int32_t hour_ = 0, minute_ = 0, second_ = 0, milliseconds_ = 0;
  bool twelve_ = false;
  bool afternoon_ = false;
  std::optional<ZoneOffset> offset_;
};

// Midnight of the first Sunday from a day on, as if it were UTC. 1970-01-04 was one.
std::int64_t sunday_from(CivilDate date) {
  const std::int64_t days = days_from_civil(date);
  return (days + (10 - days % 7) % 7) * kMsPerDay;
}

// Without the zeros behind as many decimals as a currency has: "1,500.00" JPY is "1,500".
std::string_view without_spare_zeros(std::string_view text, char mark, Currency currency) {
  const std::size_t at = text.rfind(mark);
  if (at == std::string_view::npos) return text;
  const auto digits = static_cast<std::size_t>(currency.digits());
  std::size_t size = text.size();
  while (size > at + 1 + digits && text[size - 1] == '0') --size;
  return text.substr(0, size == at + 1 ? at : size);
}

}  // namespace

CsvAmounts::CsvAmounts(NumberFormat format)
    : format_(std::move(format)), mark_(format_.decimal_mark.front()) {}

Result<std::int64_t> CsvAmounts::read(std::string_view text, Currency currency) const {
  // Nearly all: a sign, some digits, the mark, digits. What is not, the general reading knows.
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const std::size_t at = std::min(digits.find(mark_), digits.size());
  const std::string_view whole = digits.substr(0, at);
  const std::string_view decimals = at < digits.size() ? digits.substr(at + 1) : "";
  if (!whole.empty() && (at == digits.size() || !decimals.empty()) &&
      std::ranges::all_of(whole, is_digit) && std::ranges::all_of(decimals, is_digit)) {
    std::string joined(whole);
    joined += decimals;
    const auto money = money_from_digits(negative, joined, decimals.size(), currency);
    if (money) return money->minor;
    if (money.error() == Error::overflow) return refuse(Error::overflow);
  }
  auto money = parse_typed(text, currency, format_);
  if (!money && money.error() == Error::too_many_decimals) {
    money = parse_typed(without_spare_zeros(text, mark_, currency), currency, format_);
  }
  if (money) return money->minor;
  return refuse(money.error() == Error::overflow ? Error::overflow : Error::invalid_amount);
}

Result<LocalTime> read_time(std::string_view text, std::string_view pattern) {
  return TimeScan(text).by(pattern);
}

bool is_time_pattern(std::string_view pattern) {
  const auto has = [&](char letter) { return pattern.contains(letter); };
  const bool halves = has('h') == has('a');
  return has('y') && has('M') && has('d') && halves && std::ranges::all_of(pattern, [](char c) {
           return !is_letter(c) || std::string_view("yMdHhmsSaXT").contains(c);
         });
}

ZoneRules daylight_zone(ZoneOffset standard, Daylight rule) {
  const std::int32_t standard_s = standard.minutes * 60;
  const std::int64_t standard_ms = standard.minutes * kMsPerMinute;
  constexpr std::int64_t kHour = 60 * kMsPerMinute;
  std::vector<ZoneRules::Change> changes;
  for (std::int32_t year = 2007; year < 2100; ++year) {
    std::int64_t begins = 0;
    std::int64_t ends = 0;
    switch (rule) {
      case Daylight::us:
        begins = sunday_from({year, 3, 8}) + 2 * kHour - standard_ms;
        ends = sunday_from({year, 11, 1}) + kHour - standard_ms;  // two o'clock in summer time
        break;
      case Daylight::eu:
        begins = sunday_from({year, 3, 25}) + kHour;
        ends = sunday_from({year, 10, 25}) + kHour;
        break;
    }
    changes.push_back({.at = {begins}, .offset_s = standard_s + 3600});
    changes.push_back({.at = {ends}, .offset_s = standard_s});
  }
  return ZoneRules::from_changes(standard_s, std::move(changes)).value_or(ZoneRules(standard));
}

std::int32_t english_month(std::string_view name) {
  std::string folded(name);
  std::ranges::transform(folded, folded.begin(), lower);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool is_short = folded.size() == 3 || (folded == "sept" && i == 8);
    if (folded == kMonths[i] || (is_short && kMonths[i].starts_with(folded))) {
      return static_cast<std::int32_t>(i) + 1;
    }
  }
  return 0;
}

std::string content_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4)
    digits[i] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace repay
