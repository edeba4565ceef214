#include "core/base/time.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;
using testing::seeds;

/// The calendar, told the way children learn it: one day after another.
struct Counted {
  CivilDate date;

  static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

  [[nodiscard]] int days_in_month() const {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return date.month == 2 && leap(date.year) ? 29 : kDays[date.month - 1];
  }

  void step() {
    if (++date.day <= days_in_month()) return;
    date.day = 1;
    if (++date.month <= 12) return;
    date.month = 1;
    ++date.year;
  }
};

TEST_CASE("days are counted as a calendar counts them, each day from 1600 to 2600") {
  Counted calendar{{1600, 1, 1}};
  std::int64_t wrong = 0;
  // 370 years before 1970 with 90 leap days: 1600, 1604 … 1968 without 1700, 1800 and 1900.
  for (std::int64_t days = -(370 * 365 + 90); calendar.date.year < 2600; ++days, calendar.step()) {
    wrong += days_from_civil(calendar.date) != days;
    wrong += civil_from_days(days) != calendar.date;
    wrong += !exists(calendar.date);
  }
  CHECK(wrong == 0);
}

TEST_CASE("the first and last day that can be written have their place in the count") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({1, 1, 1}) == -719162);
  CHECK(days_from_civil({9999, 12, 31}) == 2932896);
  CHECK(civil_from_days(-719162) == CivilDate{1, 1, 1});
  CHECK(civil_from_days(2932896) == CivilDate{9999, 12, 31});
}

TEST_CASE("a day exists when the calendar has it") {
  CHECK(exists({2024, 2, 29}));
  CHECK_FALSE(exists({2023, 2, 29}));
  CHECK(exists({2000, 2, 29}));
  CHECK_FALSE(exists({1900, 2, 29}));
  CHECK_FALSE(exists({2026, 4, 31}));
  CHECK_FALSE(exists({2026, 0, 1}));
  CHECK_FALSE(exists({2026, 13, 1}));
  CHECK_FALSE(exists({2026, 1, 0}));
  CHECK_FALSE(exists({2026, 1, 32}));
  CHECK_FALSE(exists({0, 12, 31}));
  CHECK_FALSE(exists({10000, 1, 1}));
  CHECK_FALSE(exists({2026, -1, -1}));
  CHECK_FALSE(exists({2026, 258, 257}));  // 2 and 1, if they were cut to a byte
}

TEST_CASE("a date is read in one form only") {
  CHECK(parse_date("2026-01-05") == CivilDate{2026, 1, 5});
  CHECK(parse_date("0001-01-01") == CivilDate{1, 1, 1});
  for (const std::string text :
       {"", "2026", "2026-1-5", "2026-01-5", "2026-01-05 ", " 2026-01-05", "2026/01/05", "20260105",
        "2026-02-29", "2026-13-01", "0000-01-01", "2026-01-00", "-026-01-05", "+026-01-05",
        "2026-01-05T00:00:00Z", "2026-01-0x", "02026-01-05"}) {
    CAPTURE(text);
    CHECK(refused(parse_date(text)) == Error::invalid_date);
  }
}

TEST_CASE("an instant is read from RFC 3339 with its offset") {
  CHECK(parse_instant("1970-01-01T00:00:00Z") == Instant{0});
  CHECK(parse_instant("2025-06-06T23:04:51+00:00") == Instant{1749251091000});
  CHECK(parse_instant("2025-06-07T01:04:51+02:00") == Instant{1749251091000});
  CHECK(parse_instant("2000-02-29T12:00:00-03:30") == Instant{951838200000});
  CHECK(parse_instant("2025-06-06t23:04:51z") == Instant{1749251091000});
  CHECK(parse_instant("2025-06-06T23:04:51-00:00") == Instant{1749251091000});
  CHECK(parse_instant("1969-12-31T23:59:59.999Z") == Instant{-1});
}

TEST_CASE("a date alone is its first instant in UTC") {
  CHECK(parse_instant("2026-01-01") == parse_instant("2026-01-01T00:00:00Z"));
}

TEST_CASE("a second has up to three decimals that count, then zeros") {
  CHECK(parse_instant("1970-01-01T00:00:00.5Z") == Instant{500});
  CHECK(parse_instant("1970-01-01T00:00:00.05Z") == Instant{50});
  CHECK(parse_instant("1970-01-01T00:00:00.123Z") == Instant{123});
  CHECK(parse_instant("1970-01-01T00:00:00.123000+00:00") == Instant{123});
  CHECK(refused(parse_instant("1970-01-01T00:00:00.1230001Z")) == Error::invalid_date);
  CHECK(refused(parse_instant("1970-01-01T00:00:00.Z")) == Error::invalid_date);
}

TEST_CASE("what is no instant is refused") {
  for (const std::string text :
       {"", "2026-01-01T", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+02:60",
        "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+02", "2026-01-01T00:00:00ZZ",
        "2026-01-01T00:00:00Z ", "2026-01-01T0:00:00Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01"}) {
    CAPTURE(text);
    CHECK(refused(parse_instant(text)) == Error::invalid_date);
  }
}

TEST_CASE("every instant printed is read back") {
  const std::int64_t first = parse_instant("0001-01-01")->ms;
  const std::int64_t last = parse_instant("9999-12-31T23:59:59.999Z")->ms;
  for (std::uint64_t seed = 1; seed <= seeds(10'000); ++seed) {
    Random random(seed);
    Instant at{random.between(first, last)};
    if (random.one_in(2)) at.ms -= at.ms % kMsPerSecond;
    CAPTURE(seed);
    REQUIRE(parse_instant(to_string(at)) == at);
  }
  CHECK(to_string(Instant{1749251091000}) == "2025-06-06T23:04:51Z");
  CHECK(to_string(Instant{-1}) == "1969-12-31T23:59:59.999Z");
  CHECK(to_string(Instant{7}) == "1970-01-01T00:00:00.007Z");
  CHECK(to_string(Instant{first}) == "0001-01-01T00:00:00Z");
}

TEST_CASE("an offset from UTC is read up to 18 hours either way") {
  CHECK(parse_zone_offset("UTC") == ZoneOffset{0});
  CHECK(parse_zone_offset("Z") == ZoneOffset{0});
  CHECK(parse_zone_offset("+02:00") == ZoneOffset{120});
  CHECK(parse_zone_offset("-03:30") == ZoneOffset{-210});
  CHECK(parse_zone_offset("+18:00") == ZoneOffset{1080});
  CHECK(parse_zone_offset("-18:00") == ZoneOffset{-1080});
  for (const std::string text : {"", "+18:01", "-18:01", "+2:00", "+02:60", "02:00", "utc",
                                 "Europe/Berlin", "+02:00 ", "+", "+02"}) {
    CAPTURE(text);
    CHECK(refused(parse_zone_offset(text)) == Error::invalid_field);
  }
}

TEST_CASE("a local day begins and ends by its zone") {
  const ZoneOffset berlin{120};
  const Instant start = start_of_day({2025, 6, 7}, berlin);
  CHECK(start == parse_instant("2025-06-06T22:00:00Z"));
  CHECK(local_day(start, berlin) == CivilDate{2025, 6, 7});
  CHECK(local_day({start.ms - 1}, berlin) == CivilDate{2025, 6, 6});
  CHECK(local_day({start.ms + kMsPerDay - 1}, berlin) == CivilDate{2025, 6, 7});
  CHECK(local_day({-1}, {}) == CivilDate{1969, 12, 31});
  CHECK(local_day({0}, {-1}) == CivilDate{1969, 12, 31});
}

}  // namespace
}  // namespace repay
