#include "core/formats/transaction_times.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/ledger/search_text.h"

namespace repay {
namespace {

struct Month {
  std::int32_t number;
  std::string_view names;  // folded, each between blanks
};

// In English, German, French, Italian, Spanish, Portuguese, Dutch, Polish (as the day's), Swedish
// and Turkish.
constexpr std::array kMonths = {
    Month{1, " january januar janvier gennaio enero janeiro januari stycznia ocak "},
    Month{2, " february februar février fevrier febbraio febrero fevereiro februari lutego şubat "},
    Month{3, " march märz maerz mrz mars marzo março marco maart mrt marca mart "},
    Month{4, " april avril aprile abril kwietnia nisan "},
    Month{5, " may mai maggio mayo maio mei maja maj mayıs "},
    Month{6, " june juni juin giugno junio junho czerwca haziran "},
    Month{7, " july juli juillet luglio julio julho lipca temmuz "},
    Month{8, " august août aout agosto augustus sierpnia augusti ağustos "},
    Month{9, " september septembre settembre septiembre setembro września eylül "},
    Month{10, " october oktober octobre ottobre octubre outubro października ekim "},
    Month{11, " november novembre noviembre novembro listopada kasım "},
    Month{12, " december dezember décembre decembre dicembre diciembre dezembro grudnia aralık "},
};

struct Zone {
  std::string_view name;  // folded
  std::int32_t minutes;
};

// Left out is what could be two: AST (Atlantic, Arabia), IST but for India's, which is the one
// there are reports of.
constexpr std::array kZones = {
    Zone{"utc", 0},    Zone{"gmt", 0},     Zone{"z", 0},       Zone{"wet", 0},    Zone{"west", 60},
    Zone{"bst", 60},   Zone{"cet", 60},    Zone{"cest", 120},  Zone{"mez", 60},   Zone{"mesz", 120},
    Zone{"eet", 120},  Zone{"eest", 180},  Zone{"trt", 180},   Zone{"gst", 240},  Zone{"ist", 330},
    Zone{"sgt", 480},  Zone{"hkt", 480},   Zone{"awst", 480},  Zone{"jst", 540},  Zone{"acst", 570},
    Zone{"aest", 600}, Zone{"acdt", 630},  Zone{"aedt", 660},  Zone{"nzst", 720}, Zone{"nzdt", 780},
    Zone{"brt", -180}, Zone{"edt", -240},  Zone{"est", -300},  Zone{"cdt", -300}, Zone{"cst", -360},
    Zone{"mdt", -360}, Zone{"mst", -420},  Zone{"pdt", -420},  Zone{"pst", -480}, Zone{"hap", -420},
    Zone{"hnp", -480}, Zone{"akdt", -480}, Zone{"akst", -540}, Zone{"hst", -600},
};

constexpr std::int32_t kMostOffset = 18 * 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

struct Number {
  std::int32_t value = 0;
  std::size_t digits = 0;
};

// Takes a folded text apart from the front.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] std::string_view rest() const { return text_; }
  [[nodiscard]] bool at_digit() const { return !text_.empty() && is_digit(text_.front()); }

  bool take(std::string_view what) {
    if (!text_.starts_with(what)) return false;
    text_.remove_prefix(what.size());
    return true;
  }
  void blanks() {
    while (take(" ")) continue;
  }
  Number number() {
    Number number;
    while (number.digits < 4 && at_digit()) {
      number.value = number.value * 10 + (text_.front() - '0');
      ++number.digits;
      text_.remove_prefix(1);
    }
    return number;
  }
  std::string_view word() {
    std::size_t size = 0;
    while (size < text_.size() && is_letter(text_[size])) ++size;
    const std::string_view word = text_.substr(0, size);
    text_.remove_prefix(size);
    return word;
  }

 private:
  std::string_view text_;
};

// A date's readings: year, month and day.
struct Dates {
  CivilDate day_first;
  CivilDate month_first;
};

Dates same(CivilDate date) { return {date, date}; }

std::optional<std::int32_t> year_of(Number number) {
  if (number.digits == 4) return number.value;
  if (number.digits == 2) return 2000 + number.value;
  return std::nullopt;
}

// "de", which Portuguese and Spanish put between day, month and year.
void skip_of(Scan& scan) {
  scan.blanks();
  if (scan.take("de ")) scan.blanks();
}

// "janv. 2026" behind a day.
std::optional<Dates> month_then_year(Scan& scan, Number day) {
  scan.take(".");
  skip_of(scan);
  const std::int32_t month = transaction_month(scan.word());
  scan.take(".");
  skip_of(scan);
  const Number year = scan.number();
  if (month == 0 || day.digits == 0 || day.digits > 2 || year.digits != 4) return std::nullopt;
  return same({year.value, month, day.value});
}

// "Jan 1, 2026"
std::optional<Dates> month_day_year(Scan& scan) {
  const std::int32_t month = transaction_month(scan.word());
  scan.take(".");
  scan.blanks();
  const Number day = scan.number();
  scan.take(",");
  scan.blanks();
  const Number year = scan.number();
  if (month == 0 || day.digits == 0 || day.digits > 2 || year.digits != 4) return std::nullopt;
  return same({year.value, month, day.value});
}

// "01.01.2026", "2026/01/01", "03/04/2026", "2026年1月1日"
std::optional<Dates> numbers_only(Scan& scan, Number first) {
  const bool east_asian = scan.take("年");
  const bool dots = !east_asian && scan.take(".");
  const std::string_view mark = east_asian ? "月" : dots ? "." : scan.take("/") ? "/" : "-";
  if (mark == "-" && !scan.take("-")) return std::nullopt;
  const Number second = scan.number();
  if (!scan.take(mark)) return std::nullopt;
  const Number third = scan.number();
  if (second.digits == 0 || second.digits > 2) return std::nullopt;
  if (east_asian && !scan.take("日")) return std::nullopt;
  if (first.digits == 4) {
    if (third.digits == 0 || third.digits > 2) return std::nullopt;
    return same({first.value, second.value, third.value});
  }
  const auto year = year_of(third);
  if (east_asian || !year || first.digits == 0 || first.digits > 2) return std::nullopt;
  const CivilDate day_first{*year, second.value, first.value};
  if (dots) return same(day_first);
  return Dates{day_first, {*year, first.value, second.value}};
}

std::optional<Dates> read_day(Scan& scan) {
  if (!scan.at_digit()) return month_day_year(scan);
  const Number first = scan.number();
  Scan ahead = scan;
  ahead.take(".");
  ahead.blanks();
  const bool by_name =
      !ahead.at_end() && is_letter(ahead.rest().front()) && !ahead.rest().starts_with("年");
  return by_name ? month_then_year(scan, first) : numbers_only(scan, first);
}

enum class Half : std::uint8_t { none, morning, afternoon };

// "am", "p.m.", "a. m.", "午後"
Half half_of_day(Scan& scan) {
  if (scan.take("午前")) return Half::morning;
  if (scan.take("午後")) return Half::afternoon;
  Scan ahead = scan;
  const bool afternoon = ahead.take("p");
  if (!afternoon && !ahead.take("a")) return Half::none;
  if (ahead.take(".")) ahead.blanks();
  if (!ahead.take("m")) return Half::none;
  ahead.take(".");
  if (!ahead.at_end() && is_letter(ahead.rest().front())) return Half::none;
  scan = ahead;
  return afternoon ? Half::afternoon : Half::morning;
}

// Milliseconds of the day; the clock stands at its beginning where there is none.
std::optional<std::int64_t> read_clock(Scan& scan) {
  scan.take(",");
  scan.blanks();
  if (!scan.take("t")) scan.blanks();
  Half half = half_of_day(scan);
  scan.blanks();
  if (!scan.at_digit()) return half == Half::none ? std::optional<std::int64_t>(0) : std::nullopt;
  const Number hour = scan.number();
  if (!scan.take(":")) return std::nullopt;
  const Number minute = scan.number();
  Number second;
  if (scan.take(":")) {
    second = scan.number();
    if (second.digits != 2) return std::nullopt;
    if (scan.take(".") && scan.number().digits == 0) return std::nullopt;
  }
  scan.blanks();
  if (half == Half::none) half = half_of_day(scan);
  const bool twelve = half != Half::none;
  const bool right = hour.digits >= 1 && hour.digits <= 2 && minute.digits == 2 &&
                     minute.value < 60 && second.value < 60 &&
                     (twelve ? hour.value >= 1 && hour.value <= 12 : hour.value < 24);
  if (!right) return std::nullopt;
  const std::int64_t hours =
      twelve ? hour.value % 12 + (half == Half::afternoon ? 12 : 0) : hour.value;
  return ((hours * 60 + minute.value) * 60 + second.value) * kMsPerSecond;
}

// "+9", "-07:00", "+0530" in minutes.
std::optional<std::int32_t> read_distance(Scan& scan) {
  const bool west = scan.take("-") || scan.take("\xe2\x88\x92");
  if (!west && !scan.take("+")) return std::nullopt;
  Number hours = scan.number();
  Number minutes;
  if (hours.digits == 4) {
    minutes = {hours.value % 100, 2};
    hours = {hours.value / 100, 2};
  } else if (scan.take(":")) {
    minutes = scan.number();
    if (minutes.digits != 2) return std::nullopt;
  }
  if (hours.digits == 0 || hours.digits > 2 || minutes.value > 59) return std::nullopt;
  const std::int32_t distance = hours.value * 60 + minutes.value;
  if (distance > kMostOffset) return std::nullopt;
  return west ? -distance : distance;
}

// Minutes east of UTC.
std::optional<std::int32_t> read_zone(Scan& scan) {
  scan.blanks();
  if (scan.at_end()) return 0;
  const std::string_view name = scan.word();
  std::int32_t minutes = 0;
  if (!name.empty()) {
    const auto found = std::ranges::find(kZones, name, &Zone::name);
    if (found == kZones.end()) return std::nullopt;
    minutes = found->minutes;
  }
  scan.blanks();
  if (scan.at_end()) return minutes;
  const auto distance = minutes == 0 ? read_distance(scan) : std::nullopt;
  scan.blanks();
  return scan.at_end() ? distance : std::nullopt;
}

}  // namespace

std::int32_t transaction_month(std::string_view folded) {
  if (folded.size() < 3) return 0;
  const std::string beginning = " " + std::string(folded);
  std::int32_t number = 0;
  for (const Month& month : kMonths) {
    if (!month.names.contains(beginning)) continue;
    if (number != 0) return 0;  // "jui"
    number = month.number;
  }
  return number;
}

Result<TransactionTime> read_transaction_time(std::string_view text) {
  const std::string folded = fold_for_search(text);
  Scan scan(folded);
  scan.blanks();
  const std::string_view from_day = scan.rest();
  const auto dates = read_day(scan);
  if (!dates) return refuse(Error::invalid_date);
  const std::string_view day = from_day.substr(0, from_day.size() - scan.rest().size());
  const auto clock = read_clock(scan);
  const auto zone = clock ? read_zone(scan) : std::nullopt;
  if (!zone) return refuse(Error::invalid_date);

  const std::int64_t in_day = *clock - *zone * kMsPerMinute;
  TransactionTime time;
  const std::array readings = {dates->day_first, dates->month_first};
  for (std::size_t i = 0; i < readings.size(); ++i) {
    // Not at the ends of the calendar, where a zone would lead out of it.
    if (!exists(readings[i]) || readings[i].year < 1970 || readings[i].year > 9998) continue;
    time.readings.exists[i] = true;
    time.readings.at[i] = {days_from_civil(readings[i]) * kMsPerDay + in_day};
  }
  if (!time.readings.exists[0] && !time.readings.exists[1]) return refuse(Error::invalid_date);
  const bool agree = dates->day_first == dates->month_first;
  time.key = agree ? std::to_string(time.readings.at[0].ms)
                   : std::string(day) + " " + std::to_string(in_day);
  return time;
}

Result<void> DayOrderVote::hear(const DateReadings& readings) {
  if (readings.exists[0] && readings.exists[1]) return {};
  const DayOrder said = readings.exists[0] ? DayOrder::day_first : DayOrder::month_first;
  if (order_ != DayOrder::undecided && order_ != said) return refuse(Error::invalid_date);
  order_ = said;
  return {};
}

}  // namespace repay
