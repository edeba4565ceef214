#include "core/base/zone.h"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;
using testing::seeds;

constexpr std::int64_t kHour = 60 * kMsPerMinute;

Instant at(std::string_view text) { return *parse_instant(text); }

struct Change {
  std::string_view at;
  std::int32_t minutes;
};

ZoneRules zone(std::int32_t before_minutes, std::vector<Change> changes) {
  std::vector<ZoneRules::Change> all;
  for (const Change& change : changes) all.push_back({at(change.at), change.minutes * 60});
  return *ZoneRules::from_changes(before_minutes * 60, all);
}

std::int64_t hours_of(CivilDate date, const ZoneRules& rules) {
  return (start_of_day(add_days(date, 1), rules).ms - start_of_day(date, rules).ms) / kHour;
}

TEST_CASE("the days of Toronto have 23 hours in March and 25 in November") {
  const ZoneRules toronto =
      zone(-300, {{"2024-03-10T07:00:00Z", -240}, {"2024-11-03T06:00:00Z", -300}});
  CHECK(start_of_day({2024, 3, 10}, toronto) == at("2024-03-10T05:00:00Z"));
  CHECK(start_of_day({2024, 3, 11}, toronto) == at("2024-03-11T04:00:00Z"));
  CHECK(hours_of({2024, 3, 9}, toronto) == 24);
  CHECK(hours_of({2024, 3, 10}, toronto) == 23);
  CHECK(hours_of({2024, 11, 3}, toronto) == 25);
  CHECK(hours_of({2024, 11, 4}, toronto) == 24);
  CHECK(to_string(local_clock(at("2024-03-10T07:00:00Z"), toronto)) == "2024-03-10T03:00:00Z");
  CHECK(to_string(local_clock(at("2024-03-10T06:59:59Z"), toronto)) == "2024-03-10T01:59:59Z");
}

TEST_CASE("a day whose midnight is skipped begins when the clocks have gone forward") {
  const ZoneRules beirut = zone(120, {{"2022-03-26T22:00:00Z", 180}});
  CHECK(start_of_day({2022, 3, 27}, beirut) == at("2022-03-26T22:00:00Z"));  // 01:00
  CHECK(hours_of({2022, 3, 27}, beirut) == 23);
  CHECK(local_day(at("2022-03-26T21:59:59Z"), beirut) == CivilDate{2022, 3, 26});
  CHECK(local_day(at("2022-03-26T22:00:00Z"), beirut) == CivilDate{2022, 3, 27});
}

TEST_CASE("an hour that is repeated before midnight belongs to the day it is shown in") {
  // São Paulo went back at midnight to 23:00, so that the 17th had 25 hours.
  const ZoneRules sao_paulo = zone(-120, {{"2018-02-18T02:00:00Z", -180}});
  CHECK(start_of_day({2018, 2, 18}, sao_paulo) == at("2018-02-18T03:00:00Z"));
  CHECK(hours_of({2018, 2, 17}, sao_paulo) == 25);
  CHECK(local_day(at("2018-02-18T02:30:00Z"), sao_paulo) == CivilDate{2018, 2, 17});
}

TEST_CASE("a day that has two midnights begins at the first") {
  // St John's went back at 00:01 to 23:01 of the day before.
  const ZoneRules st_johns = zone(-150, {{"2010-11-07T02:31:00Z", -210}});
  CHECK(start_of_day({2010, 11, 7}, st_johns) == at("2010-11-07T02:30:00Z"));
  CHECK(to_string(local_clock(at("2010-11-07T02:45:00Z"), st_johns)) == "2010-11-06T23:15:00Z");
  CHECK(local_day(at("2010-11-07T02:45:00Z"), st_johns) == CivilDate{2010, 11, 7});
  CHECK(local_day(at("2010-11-07T02:29:59Z"), st_johns) == CivilDate{2010, 11, 6});
}

TEST_CASE("a day that a place never had is empty") {
  const ZoneRules apia = zone(-600, {{"2011-12-30T10:00:00Z", 840}});
  CHECK(hours_of({2011, 12, 29}, apia) == 24);
  CHECK(hours_of({2011, 12, 30}, apia) == 0);
  CHECK(hours_of({2011, 12, 31}, apia) == 24);
  CHECK(local_day(at("2011-12-30T09:59:59Z"), apia) == CivilDate{2011, 12, 29});
  CHECK(local_day(at("2011-12-30T10:00:00Z"), apia) == CivilDate{2011, 12, 31});
}

TEST_CASE("clocks may change by half an hour, and stand at three quarters of one") {
  const ZoneRules lord_howe =
      zone(660, {{"2024-04-06T15:00:00Z", 630}, {"2024-10-05T15:30:00Z", 660}});
  CHECK(start_of_day({2024, 4, 7}, lord_howe) == at("2024-04-06T13:00:00Z"));
  CHECK(start_of_day({2024, 4, 8}, lord_howe) == at("2024-04-07T13:30:00Z"));
  const ZoneRules chatham = zone(825, {});
  CHECK(start_of_day({2024, 1, 1}, chatham) == at("2023-12-31T10:15:00Z"));
}

TEST_CASE("rules stand in order, each instant once, and no clock is a day off") {
  const std::vector<ZoneRules::Change> same = {{{5}, 0}, {{5}, 60}};
  const std::vector<ZoneRules::Change> back = {{{5}, 0}, {{4}, 60}};
  CHECK(refused(ZoneRules::from_changes(0, same)) == Error::invalid_field);
  CHECK(refused(ZoneRules::from_changes(0, back)) == Error::invalid_field);
  CHECK(refused(ZoneRules::from_changes(18 * 3600 + 1, {})) == Error::invalid_field);
  CHECK(refused(ZoneRules::from_changes(0, {{{5}, -18 * 3600 - 1}})) == Error::invalid_field);
  CHECK(ZoneRules::from_changes(-18 * 3600, {{{5}, 18 * 3600}}));
}

TEST_CASE("a day's start is the first minute that shows it, however the clocks jump") {
  for (std::uint64_t seed = 1; seed <= seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto offset = [&] { return static_cast<std::int32_t>(random.between(-1080, 1080)); };
    const Instant first = at("2024-01-01T00:00:00Z");
    std::vector<ZoneRules::Change> changes;
    Instant when = first;
    for (std::int64_t count = random.between(0, 6); count > 0; --count) {
      when.ms += random.between(1, 1440) * kMsPerMinute;
      changes.push_back({when, offset() * 60});
    }
    const ZoneRules rules = *ZoneRules::from_changes(offset() * 60, changes);
    Instant minute{first.ms - 3 * kMsPerDay};
    CivilDate begun = local_day(local_clock(minute, rules), ZoneOffset{});
    for (; minute.ms < first.ms + 10 * kMsPerDay; minute.ms += kMsPerMinute) {
      const CivilDate shown = local_day(local_clock(minute, rules), ZoneOffset{});
      for (; begun < shown; begun = add_days(begun, 1))
        REQUIRE(start_of_day(add_days(begun, 1), rules) == minute);
      REQUIRE(local_day(minute, rules) == begun);
    }
  }
}

}  // namespace
}  // namespace repay
