#include "core/formats/settlement_dates.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "core/formats/byte_block.h"

namespace repay {
namespace {

constexpr std::int64_t kDepositAfter = 2 * kMsPerDay;
constexpr std::int64_t kUsualPeriod = 14 * kMsPerDay;

constexpr std::size_t kDaySize = 10;  // of "23.10.2024" and "2024-10-23"
constexpr std::size_t kTimeEnd = kDaySize + 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes `least` to `most` digits from the front of `text`.
std::optional<std::int32_t> take_number(std::string_view& text, std::size_t least,
                                        std::size_t most) {
  std::int32_t value = 0;
  std::size_t n = 0;
  for (; n < most && n < text.size() && is_digit(text[n]); ++n)
    value = value * 10 + (text[n] - '0');
  if (n < least) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

void put(DateReadings& readings, std::size_t which, CivilDate date) {
  readings.exists[which] = exists(date);
  if (readings.exists[which]) readings.at[which] = start_of_day(date, ZoneOffset{0});
}

// "2024-10-23", "23.10.2024", "10/23/24": the day's first instant in UTC.
Result<DateReadings> read_day(std::string_view text) {
  const bool year_first = text.size() > 4 && std::ranges::all_of(text.substr(0, 4), is_digit);
  const std::size_t first_digits = year_first ? 4 : 2;
  const auto first = take_number(text, 1, first_digits);
  const char separator = text.empty() ? '\0' : text.front();
  if (!first || (separator != '-' && separator != '.' && separator != '/')) {
    return refuse(Error::invalid_date);
  }
  take(text, separator);
  const auto second = take_number(text, 1, 2);
  if (!second || !take(text, separator)) return refuse(Error::invalid_date);
  const std::size_t last_digits = text.size();
  const auto last = take_number(text, year_first ? 1 : 2, year_first ? 2 : 4);
  if (!last || !text.empty() || last_digits == 3) return refuse(Error::invalid_date);

  DateReadings readings;
  if (year_first) {
    put(readings, 0, {*first, *second, *last});
    put(readings, 1, {*first, *second, *last});
  } else {
    const std::int32_t year = last_digits == 2 ? 2000 + *last : *last;
    const bool dotted = separator == '.';
    put(readings, 0, {year, *second, *first});
    put(readings, 1, {year, dotted ? *second : *first, dotted ? *first : *second});
  }
  if (!readings.exists[0] && !readings.exists[1]) return refuse(Error::invalid_date);
  return readings;
}

// "", "UTC", "GMT", "Z", "+02:00", "-0330": milliseconds east of UTC.
std::optional<std::int64_t> read_zone(std::string_view text) {
  if (text.empty() || text == "UTC" || text == "GMT" || text == "Z") return 0;
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2, 2);
  take(text, ':');
  const auto minutes = take_number(text, 2, 2);
  if (!hours || !minutes || !text.empty() || *hours > 18 || *minutes > 59) return std::nullopt;
  const std::int64_t distance = (*hours * 60 + *minutes) * kMsPerMinute;
  return west ? -distance : distance;
}

// "14:36:27 UTC", "23:04:51+00:00": milliseconds since the day's first instant in UTC.
Result<std::int64_t> read_time(std::string_view text) {
  const auto hours = take_number(text, 1, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return refuse(Error::invalid_date);
  const auto minutes = take_number(text, 2, 2);
  if (!minutes || *minutes > 59) return refuse(Error::invalid_date);
  std::int32_t seconds = 0;
  if (take(text, ':')) {
    const auto read = take_number(text, 2, 2);
    if (!read || *read > 59) return refuse(Error::invalid_date);
    seconds = *read;
  }
  take(text, ' ');
  const auto east = read_zone(text);
  if (!east) return refuse(Error::invalid_date);
  return (*hours * 60 + *minutes) * kMsPerMinute + seconds * kMsPerSecond - *east;
}

bool is_blank(char c) { return c == ' ' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

// A day's readings moved by the time of day that follows it: "", " 14:36:27 UTC", "T23:04:51Z".
Result<DateReadings> with_time(DateReadings day, std::string_view rest) {
  if (rest.empty()) return day;
  rest.remove_prefix(1);
  const Result<std::int64_t> time = read_time(rest);
  if (!time) return refuse(time.error());
  for (Instant& at : day.at) at.ms += *time;
  return day;
}

std::size_t size_of_day(std::string_view text) {
  return std::min(text.find_first_of(" T"), text.size());
}

// "14:36:27" of any eight bytes: milliseconds, or nothing if they are not a time of day.
std::optional<std::int64_t> usual_time(const char* text) {
  constexpr std::uint64_t kZeros = 0x30303a30303a3030u;  // "00:00:00"
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  const std::uint64_t digits = bytes - kZeros;
  // A byte that is not 0-9 (or :) has a bit above the lowest four, before or after adding 6; a
  // borrow comes from such a byte only.
  const std::uint64_t sixes = 0x0606000606000606u;
  const std::uint64_t high = 0xf0f0fff0f0fff0f0u;
  if (((digits | (digits + sixes)) & high) != 0) return std::nullopt;
  const auto pair = [&](unsigned at) {
    const auto two = static_cast<std::uint32_t>(digits >> (8 * at));
    return static_cast<std::int32_t>((two & 0xf) * 10 + (two >> 8 & 0xf));
  };
  const std::int32_t hours = pair(0);
  const std::int32_t minutes = pair(3);
  const std::int32_t seconds = pair(6);
  if (hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
  return (hours * 60 + minutes) * kMsPerMinute + seconds * kMsPerSecond;
}

bool is_usual_zone(std::string_view text) {
  return text == " UTC" || text == "+00:00" || text == "Z" || text.empty();
}

bool is_only(DayOrder order, const DateReadings& readings) {
  const auto which = static_cast<std::size_t>(order);
  return readings.exists[which] && !readings.exists[1 - which];
}

}  // namespace

Result<DateReadings> read_date(std::string_view text) {
  text = trimmed(text);
  const std::size_t day_size = size_of_day(text);
  const Result<DateReadings> day = read_day(text.substr(0, day_size));
  if (!day) return day;
  return with_time(*day, text.substr(day_size));
}

DateReader::Wrong DateReader::take_period(const PeriodTexts& texts) {
  const std::array from = {texts.start, texts.end, texts.deposit};
  const std::array to = {&start_, &end_, &deposit_};
  constexpr std::array wrong = {Wrong::start, Wrong::end, Wrong::deposit};
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Result<DateReadings> readings = read_date(from[i]);
    if (!readings) return wrong[i];
    *to[i] = *readings;
    for (const DayOrder order : {DayOrder::day_first, DayOrder::month_first}) {
      if (!is_only(order, *readings)) continue;
      if (order_ != DayOrder::undecided && order_ != order) return wrong[i];
      order_ = order;
    }
  }
  if (order_ == DayOrder::undecided) order_ = order_by_period();
  const auto ends_early = [&](std::size_t i) { return end_.at[i] < start_.at[i]; };
  const bool open = order_ == DayOrder::undecided;
  const bool wrong_end = open ? ends_early(0) && ends_early(1) : end() < start();
  return wrong_end ? Wrong::end : Wrong::none;
}

// What the distances between the three dates tell, if they tell one order only.
DayOrder DateReader::order_by_period() const {
  const auto only = [](bool day_first, bool month_first) {
    if (day_first == month_first) return DayOrder::undecided;
    return day_first ? DayOrder::day_first : DayOrder::month_first;
  };
  const auto deposited = [&](std::size_t i) {
    return start_.at[i] <= end_.at[i] && deposit_.at[i].ms - end_.at[i].ms == kDepositAfter;
  };
  const auto usual = [&](std::size_t i) {
    return std::abs(end_.at[i].ms - start_.at[i].ms - kUsualPeriod) <= kMsPerDay;
  };
  const DayOrder order = only(deposited(0), deposited(1));
  return order != DayOrder::undecided ? order : only(usual(0), usual(1));
}

Result<Instant> DateReader::read(std::string_view text) {
  if (!text.empty() && text.size() == last_text_.size() &&
      same_text(text.data(), last_text_.data(), text.size())) {
    ++rows_;
    return last_;
  }
  Result<DateReadings> readings = DateReadings{};
  if (const auto known = read_known(text)) {
    readings = *known;
  } else {
    readings = read_and_know(text);
  }
  if (!readings) return refuse(readings.error());

  if (order_ == DayOrder::undecided && !readings->agree()) {
    if (readings->exists[0] && readings->exists[1]) {
      open_.push_back({rows_++, readings->at[1]});
      return readings->at[0];
    }
    order_ = readings->exists[0] ? DayOrder::day_first : DayOrder::month_first;
  }
  const std::size_t which = order_ == DayOrder::month_first ? 1 : 0;
  if (!readings->exists[which]) return refuse(Error::invalid_date);
  ++rows_;
  last_text_ = text;
  return last_ = readings->at[which];
}

// Of a date of at least ten characters, by those that say the day.
std::size_t DateReader::slot_of(std::string_view date) {
  std::uint64_t first = 0;
  std::memcpy(&first, date.data(), sizeof first);
  const auto last = static_cast<unsigned char>(date[kDaySize - 1]);
  return ((first ^ last) * 0x9e3779b97f4a7c15u) >> 58;
}

// A date and time of the usual forms, whose day was read before: nearly every row's.
std::optional<DateReadings> DateReader::read_known(std::string_view text) const {
  if (text.size() < kTimeEnd || (text[kDaySize] != ' ' && text[kDaySize] != 'T')) {
    return std::nullopt;
  }
  const KnownDay& day = days_[slot_of(text)];
  if (!same_text(text.data(), day.text.data(), kDaySize)) return std::nullopt;
  const std::optional<std::int64_t> time = usual_time(text.data() + kDaySize + 1);
  if (!time || !is_usual_zone(text.substr(kTimeEnd))) return std::nullopt;
  DateReadings readings = day.readings;
  for (Instant& at : readings.at) at.ms += *time;
  return readings;
}

Result<DateReadings> DateReader::read_and_know(std::string_view text) {
  text = trimmed(text);
  const std::size_t day_size = size_of_day(text);
  const Result<DateReadings> day = read_day(text.substr(0, day_size));
  if (!day) return day;
  if (day_size == kDaySize) {
    KnownDay& known = days_[slot_of(text)];
    std::ranges::copy(text.substr(0, kDaySize), known.text.begin());
    known.readings = *day;
  }
  return with_time(*day, text.substr(day_size));
}

Result<void> DateReader::settle(std::vector<Instant>& rows) {
  if (order_ == DayOrder::undecided) order_ = order_by_rows(rows);
  if (order_ == DayOrder::undecided) return refuse(Error::ambiguous_date);
  if (end() < start()) return refuse(Error::invalid_date);
  if (order_ == DayOrder::month_first) {
    for (const Open& open : open_) rows[open.row] = open.month_first;
  }
  return {};
}

DayOrder DateReader::order_by_rows(const std::vector<Instant>& rows) const {
  const bool one_reading = start_.agree() && end_.agree() && deposit_.agree() && open_.empty();
  if (one_reading) return DayOrder::day_first;
  const auto in_period = [&](std::size_t i) {
    auto open = open_.begin();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      Instant at = rows[row];
      if (open != open_.end() && open->row == row) {
        if (i == 1) at = open->month_first;
        ++open;
      }
      if (at.ms < start_.at[i].ms - kMsPerDay || at.ms > end_.at[i].ms + kMsPerDay) return false;
    }
    return start_.at[i] <= end_.at[i];
  };
  const bool day_first = in_period(0);
  const bool month_first = in_period(1);
  if (day_first == month_first) return DayOrder::undecided;
  return day_first ? DayOrder::day_first : DayOrder::month_first;
}

Instant DateReader::chosen(const DateReadings& readings) const {
  return readings.at[order_ == DayOrder::month_first ? 1 : 0];
}

}  // namespace repay
