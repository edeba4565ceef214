#include "core/base/time.h"

#include <chrono>
#include <cstddef>

#include "core/base/check.h"

namespace repay {
namespace {

constexpr std::int32_t kMaxZoneMinutes = 18 * 60;
constexpr std::int64_t kMaxDays =
    11'000'000;  // 30,000 years: what std::chrono can tell the year of

/// Reads a text from its front; a failed step leaves `ok` false and every later one does nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  std::int32_t fail() {
    ok_ = false;
    return 0;
  }

  /// Exactly `count` ASCII digits as a number.
  std::int32_t digits(std::size_t count) {
    if (!ok_ || rest_.size() < count) return fail();
    std::int32_t value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  /// One of two characters.
  void one_of(char a, char b) {
    const bool right = !rest_.empty() && (rest_.front() == a || rest_.front() == b);
    if (ok_ && right) {
      rest_.remove_prefix(1);
    } else {
      fail();
    }
  }

  bool skip(char c) {
    if (!ok_ || next() != c || at_end()) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

CivilDate scan_date(Scanner& in) {
  CivilDate date;
  date.year = in.digits(4);
  in.one_of('-', '-');
  date.month = in.digits(2);
  in.one_of('-', '-');
  date.day = in.digits(2);
  if (in.ok() && !exists(date)) in.fail();
  return date;
}

/// "+02:00", minutes east of UTC.
std::int32_t scan_offset(Scanner& in) {
  const bool west = in.next() == '-';
  in.one_of('+', '-');
  const std::int32_t hours = in.digits(2);
  in.one_of(':', ':');
  const std::int32_t minutes = in.digits(2);
  if (hours > 23 || minutes > 59) in.fail();
  const std::int32_t total = hours * 60 + minutes;
  return west ? -total : total;
}

std::int64_t scan_time_of_day(Scanner& in) {
  const std::int32_t hours = in.digits(2);
  in.one_of(':', ':');
  const std::int32_t minutes = in.digits(2);
  in.one_of(':', ':');
  const std::int32_t seconds = in.digits(2);
  if (hours > 23 || minutes > 59 || seconds > 59) in.fail();
  return (hours * 60 + minutes) * kMsPerMinute + seconds * kMsPerSecond;
}

/// ".123000" as 123; 0 where there is no point.
std::int64_t scan_milliseconds(Scanner& in) {
  if (!in.skip('.')) return 0;
  std::int64_t ms = 0;
  std::int64_t unit = 100;
  do {
    const std::int32_t digit = in.digits(1);
    if (unit == 0 && digit != 0) in.fail();
    ms += digit * unit;
    unit /= 10;
  } while (in.ok() && in.next() >= '0' && in.next() <= '9');
  return ms;
}

// With zeros in front up to `width`, which is at most 4.
void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  if (value < 0 || value > 9999) {  // a year far away
    out.append(std::to_string(value));
    return;
  }
  char digits[4] = {};
  for (std::size_t i = 4; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out.append(digits + 4 - width, width);
}

std::int64_t floor_days(std::int64_t ms) { return ms / kMsPerDay - (ms % kMsPerDay < 0 ? 1 : 0); }

constexpr Instant kFirst{-62135596800000};  // 0001-01-01T00:00:00Z
constexpr Instant kLast{253402300799999};   // 9999-12-31T23:59:59.999Z

}  // namespace

std::int64_t days_from_civil(CivilDate date) {
  using namespace std::chrono;
  const year_month_day ymd{year{date.year}, month{static_cast<unsigned>(date.month)},
                           day{static_cast<unsigned>(date.day)}};
  check(ymd.ok());
  return sys_days{ymd}.time_since_epoch().count();
}

CivilDate civil_from_days(std::int64_t days) {
  using namespace std::chrono;
  check(days >= -kMaxDays && days <= kMaxDays);
  const year_month_day ymd{sys_days{std::chrono::days{static_cast<int>(days)}}};
  return {static_cast<int>(ymd.year()),
          static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::int32_t>(static_cast<unsigned>(ymd.day()))};
}

bool exists(CivilDate date) {
  using namespace std::chrono;
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12) return false;
  if (date.day < 1 || date.day > 31) return false;
  return year_month_day{year{date.year}, month{static_cast<unsigned>(date.month)},
                        day{static_cast<unsigned>(date.day)}}
      .ok();
}

Instant start_of_day(CivilDate date, ZoneOffset zone) {
  return {days_from_civil(date) * kMsPerDay - zone.minutes * kMsPerMinute};
}

CivilDate local_day(Instant at, ZoneOffset zone) {
  return civil_from_days(floor_days(at.ms + zone.minutes * kMsPerMinute));
}

Result<CivilDate> parse_date(std::string_view text) {
  Scanner in(text);
  const CivilDate date = scan_date(in);
  if (!in.ok() || !in.at_end()) return refuse(Error::invalid_date);
  return date;
}

Result<Instant> parse_instant(std::string_view text) {
  Scanner in(text);
  const CivilDate date = scan_date(in);
  if (!in.ok()) return refuse(Error::invalid_date);
  if (in.at_end()) return start_of_day(date, {});
  in.one_of('T', 't');
  const std::int64_t time = scan_time_of_day(in);
  const std::int64_t fraction = scan_milliseconds(in);
  const std::int32_t offset = in.skip('Z') || in.skip('z') ? 0 : scan_offset(in);
  if (!in.ok() || !in.at_end()) return refuse(Error::invalid_date);
  const Instant at{start_of_day(date, {offset}).ms + time + fraction};
  if (at < kFirst || at > kLast) return refuse(Error::invalid_date);
  return at;
}

Result<ZoneOffset> parse_zone_offset(std::string_view text) {
  if (text == "UTC" || text == "Z") return ZoneOffset{};
  Scanner in(text);
  const std::int32_t minutes = scan_offset(in);
  if (!in.ok() || !in.at_end()) return refuse(Error::invalid_field);
  if (minutes > kMaxZoneMinutes || minutes < -kMaxZoneMinutes) return refuse(Error::invalid_field);
  return ZoneOffset{minutes};
}

std::string to_string(CivilDate date) {
  std::string text;
  append_padded(text, date.year, 4);
  text.push_back('-');
  append_padded(text, date.month, 2);
  text.push_back('-');
  append_padded(text, date.day, 2);
  return text;
}

std::string to_string(Instant at) {
  std::string text;
  append_instant(text, at);
  return text;
}

void append_instant(std::string& out, Instant at) {
  const std::int64_t days = floor_days(at.ms);
  out.append(to_string(civil_from_days(days)));  // short enough to need no memory
  out.push_back('T');
  append_time(out, at.ms - days * kMsPerDay);
}

void append_time(std::string& out, std::int64_t ms) {
  append_padded(out, ms / (60 * kMsPerMinute), 2);
  out.push_back(':');
  append_padded(out, ms / kMsPerMinute % 60, 2);
  out.push_back(':');
  append_padded(out, ms / kMsPerSecond % 60, 2);
  if (ms % kMsPerSecond != 0) {
    out.push_back('.');
    append_padded(out, ms % kMsPerSecond, 3);
  }
  out.push_back('Z');
}

}  // namespace repay
