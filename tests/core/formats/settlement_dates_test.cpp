#include "core/formats/settlement_dates.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

// Both readings, "a | b", or one where they are the same; "-" for one that does not exist.
std::string readings(const std::string& text) {
  const Result<DateReadings> read = read_date(text);
  if (!read) return std::string(code(read.error()));
  const auto told = [&](std::size_t i) {
    return read->exists[i] ? to_string(read->at[i]) : std::string("-");
  };
  return read->agree() ? told(0) : told(0) + " | " + told(1);
}

// The order a file of these dates has: of its start, or why there is none.
std::string start_of(const PeriodTexts& period, const std::vector<std::string>& rows = {}) {
  DateReader dates;
  if (dates.take_period(period) != DateReader::Wrong::none) return "wrong period";
  std::vector<Instant> at;
  for (const std::string& row : rows) {
    const Result<Instant> read = dates.read(row);
    if (!read) return std::string(code(read.error()));
    at.push_back(*read);
  }
  const Result<void> settled = dates.settle(at);
  if (!settled) return std::string(code(settled.error()));
  std::string told = to_string(dates.start()).substr(0, 10);
  for (const Instant instant : at) told += " " + to_string(instant).substr(0, 10);
  return told;
}

}  // namespace

TEST_CASE("dates of every style seen are read") {
  CHECK(readings("2024-10-23") == "2024-10-23T00:00:00Z");
  CHECK(readings("2024-10-23 08:59:52 UTC") == "2024-10-23T08:59:52Z");
  CHECK(readings("2024/10/23 08:59:52 UTC") == "2024-10-23T08:59:52Z");
  CHECK(readings("25.09.2024 14:36:27 UTC") == "2024-09-25T14:36:27Z");
  CHECK(readings("25.09.2024") == "2024-09-25T00:00:00Z");
  CHECK(readings("03.04.2024") == "2024-04-03T00:00:00Z");
  CHECK(readings("2025-06-06T23:04:51+00:00") == "2025-06-06T23:04:51Z");
  CHECK(readings("2003-10-03T16:00:00-07:00") == "2003-10-03T23:00:00Z");
  CHECK(readings("2003-10-03T16:00:00-0700") == "2003-10-03T23:00:00Z");
  CHECK(readings("2025-06-06T23:04:51Z  ") == "2025-06-06T23:04:51Z");
  CHECK(readings("23/10/24") == "2024-10-23T00:00:00Z | -");
  CHECK(readings("10/23/2024 1:05 UTC") == "- | 2024-10-23T01:05:00Z");
  CHECK(readings("03/04/2024") == "2024-04-03T00:00:00Z | 2024-03-04T00:00:00Z");
  CHECK(readings("3-4-2024") == "2024-04-03T00:00:00Z | 2024-03-04T00:00:00Z");
  CHECK(readings("05/05/2024") == "2024-05-05T00:00:00Z");
  CHECK(readings("2024-02-29") == "2024-02-29T00:00:00Z");
}

TEST_CASE("what is not a date is refused") {
  for (const char* text : {"",
                           " ",
                           "2024",
                           "2024-10",
                           "2024-13-01",
                           "2024-02-30",
                           "2023-02-29",
                           "31.04.2024",
                           "32/13/2024",
                           "0/1/2024",
                           "1/2/202",
                           "1/2/20245",
                           "2024-10-23-",
                           "2024.10/23",
                           "20241023",
                           "23 Oct 2024",
                           "2024-10-23 24:00:00 UTC",
                           "2024-10-23 08:60:00 UTC",
                           "2024-10-23 08:59:60 UTC",
                           "2024-10-23 08:59:52 PST",
                           "2024-10-23 08",
                           "2024-10-23 08:59:5",
                           "2024-10-23T08:59:52+1",
                           "2024-10-23T08:59:52+19:00",
                           "2024-10-23 08:59:52 UTC x",
                           "\xff",
                           "2024-10-23 8:5a:00"}) {
    CAPTURE(text);
    CHECK(readings(text) == "INVALID_DATE");
  }
}

TEST_CASE("a day above twelve tells the order, in the summary or in a row") {
  CHECK(start_of({"03/04/2024", "17/04/2024", "19/04/2024"}) == "2024-04-03");
  CHECK(start_of({"04/03/2024", "04/17/2024", "04/19/2024"}) == "2024-04-03");
  CHECK(start_of({"01/02/2025", "05/02/2025", "05/02/2025"}, {"13/02/2025", "03/02/2025"}) ==
        "2025-02-01 2025-02-13 2025-02-03");
  CHECK(start_of({"01/02/2025", "05/02/2025", "05/02/2025"}, {"03/02/2025", "01/13/2025"}) ==
        "2025-01-02 2025-03-02 2025-01-13");
  CHECK(start_of({"13/02/2025", "01/02/2025", "02/14/2025"}) == "wrong period");
  CHECK(start_of({"03/04/2024", "17/04/2024", "19/04/2024"}, {"04/17/2024"}) == "INVALID_DATE");
}

TEST_CASE("a deposit two days after the end tells the order, else a period of fourteen days") {
  CHECK(start_of({"01/10/2024", "10/12/2024", "12/12/2024"}) == "2024-10-01");
  CHECK(start_of({"10/01/2024", "12/10/2024", "12/12/2024"}) == "2024-10-01");
  CHECK(start_of({"07/12/2024", "07/12/2024", "07/12/2024"}) == "AMBIGUOUS_DATE");
  // 8 and 22 days have no reading with the month first; 8 to 10 October is neither rule's.
  CHECK(start_of({"08/10/2024", "10/10/2024", "10/10/2024"}) == "AMBIGUOUS_DATE");
}

TEST_CASE("rows that only one order puts into the period tell it at last") {
  CHECK(start_of({"01/03/2025", "05/03/2025", "05/03/2025"}, {"02/03/2025"}) == "AMBIGUOUS_DATE");
  // 1 to 8 March (five months with the month first): the row is not in it as February 3.
  CHECK(start_of({"01/03/2025", "02/03/2025", "02/03/2025"}, {"02/03/2025"}) == "AMBIGUOUS_DATE");
  CHECK(start_of({"01/03/2025", "03/03/2025", "03/03/2025"}, {"04/03/2025"}) ==
        "2025-03-01 2025-03-04");
}

TEST_CASE("dates with one reading need no order") {
  CHECK(start_of({"2024-10-01", "2024-10-02", "2024-10-09"}, {"2024-10-01"}) ==
        "2024-10-01 2024-10-01");
  CHECK(start_of({"05/05/2024", "05/05/2024", "05/05/2024"}, {"05/05/2024"}) ==
        "2024-05-05 2024-05-05");
}

TEST_CASE("a period that ends before it starts is wrong") {
  DateReader dates;
  CHECK(dates.take_period({"2024-10-02", "2024-10-01", "2024-10-03"}) == DateReader::Wrong::end);
  CHECK(DateReader().take_period({"x", "2024-10-01", "2024-10-03"}) == DateReader::Wrong::start);
  CHECK(DateReader().take_period({"2024-10-01", "2024-10-01", ""}) == DateReader::Wrong::deposit);
}

TEST_CASE("what was read before makes no difference") {
  testing::Random random(31);
  const char* forms[] = {" UTC", "Z", "+00:00", "+02:00", "", " GMT", "  ", "x"};
  DateReader warm;
  REQUIRE(warm.take_period({"2024-01-01", "2024-12-31", "2025-01-02"}) == DateReader::Wrong::none);
  for (std::uint64_t i = 0; i < testing::seeds(50'000); ++i) {
    const auto two = [&](std::int64_t most) {
      const std::string text = std::to_string(random.between(0, most));
      return text.size() == 1 && !random.one_in(40) ? "0" + text : text;
    };
    std::string text = "2024-" + two(13) + "-" + two(32);
    if (!random.one_in(5)) {
      text += (random.one_in(2) ? " " : "T") + two(25) + ":" + two(61) + ":" + two(61);
      text += forms[random.between(0, 7)];
    }
    if (random.one_in(20)) {
      const auto at = static_cast<std::size_t>(random.between(0, std::ssize(text) - 1));
      text[at] = static_cast<char>(random.between(32, 126));
    }
    const Result<DateReadings> fresh = read_date(text);
    const Result<Instant> known = warm.read(text);
    CAPTURE(text);
    REQUIRE(known.has_value() ==
            (fresh.has_value() && fresh->exists[0] && fresh->exists[1] && fresh->agree()));
    if (known) CHECK(*known == fresh->at[0]);
  }
}

}  // namespace repay
