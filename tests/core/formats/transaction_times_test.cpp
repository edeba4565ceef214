#include "core/formats/transaction_times.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::refused;

std::string instant(const std::string& text) {
  const auto time = read_transaction_time(text);
  if (!time) return "refused";
  if (!time->readings.agree()) return "two readings";
  return to_string(time->readings.at[0]);
}

TEST_CASE("a time of any language is an instant") {
  struct Case {
    std::string text;
    std::string instant;
  };
  const std::vector<Case> cases = {
      {"Jan 1, 2026 12:00:05 AM PST", "2026-01-01T08:00:05Z"},
      {"Jul 1, 2026 12:00:05 PM PDT", "2026-07-01T19:00:05Z"},
      {"Jan 1, 2026 9:15:00\xe2\x80\xaf"
       "AM PST",
       "2026-01-01T17:15:00Z"},
      {"Apr 30, 2026 9:35:30 p.m. PDT", "2026-05-01T04:35:30Z"},
      {"Apr 30, 2026 12:13:01 a. m. PDT", "2026-04-30T07:13:01Z"},
      {"29 June 2026 5:39:32 pm GMT+9", "2026-06-29T08:39:32Z"},
      {"1 Jan 2026 00:12:33 UTC", "2026-01-01T00:12:33Z"},
      {"2 Sept 2026 23:59:59 BST", "2026-09-02T22:59:59Z"},
      {"01.01.2026 00:12:33 UTC", "2026-01-01T00:12:33Z"},
      {"1. Aug. 2026 10:00:00 CEST", "2026-08-01T08:00:00Z"},
      {"3 M\xc3\xa4rz 2026 10:00:00 MEZ", "2026-03-03T09:00:00Z"},
      {"1 janv. 2026 00:12:33 UTC+1", "2025-12-31T23:12:33Z"},
      {"28 f\xc3\xa9vr. 2026 10:00:00 UTC", "2026-02-28T10:00:00Z"},
      {"3 juil. 2026 10:00:00 UTC", "2026-07-03T10:00:00Z"},
      {"4 ao\xc3\xbbt 2026 10:00:00 UTC", "2026-08-04T10:00:00Z"},
      {"31 d\xc3\xa9"
       "c. 2025 19:03:09 HNP",
       "2026-01-01T03:03:09Z"},
      {"8 gen 2026 00:12:33 UTC", "2026-01-08T00:12:33Z"},
      {"9 mag 2026 00:12:33 UTC", "2026-05-09T00:12:33Z"},
      {"31 dic 2025 23:21:47 UTC", "2025-12-31T23:21:47Z"},
      {"1 ene 2026 00:00:09 GMT-8", "2026-01-01T08:00:09Z"},
      {"2026/01/01 0:00:05JST", "2025-12-31T15:00:05Z"},
      {"2026/07/03 12:34:56 JST", "2026-07-03T03:34:56Z"},
      {"2026年1月2日 午後1:00:00 JST", "2026-01-02T04:00:00Z"},
      {"1 de jul. de 2025 23:36:22 GMT-7", "2025-07-02T06:36:22Z"},
      {"3 mrt 2026 10:00:00 UTC", "2026-03-03T10:00:00Z"},
      {"1 pa\xc5\xba 2025 00:00:00 UTC", "2025-10-01T00:00:00Z"},
      {"3 juni 2026 00:12:33 UTC", "2026-06-03T00:12:33Z"},
      {"1 Haz 2026 12:55:55 UTC", "2026-06-01T12:55:55Z"},
      {"2 A\xc4\x9fu 2026 07:38:30 UTC", "2026-08-02T07:38:30Z"},
      {"3 \xc5\x9eub 2026 07:38:30 UTC", "2026-02-03T07:38:30Z"},
      {"2026-04-30T23:48:44-07:00", "2026-05-01T06:48:44Z"},
      {"2026-04-30 23:48:44 +0530", "2026-04-30T18:18:44Z"},
      {"13/12/2026 10:00 IST", "two readings"},
      {"05/05/2026 10:00:00 IST", "2026-05-05T04:30:00Z"},
      {"Jan 20, 2026", "2026-01-20T00:00:00Z"},
      {"1 Jan 2026 10:00:00", "2026-01-01T10:00:00Z"},
      {"  Jan  1,  2026  1:00:00 AM  PST ", "2026-01-01T09:00:00Z"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(instant(one.text) == one.instant);
  }
}

TEST_CASE("what is no time is refused") {
  for (const std::string text : {"",
                                 "yesterday",
                                 "Feb 29, 2026 1:00:00 AM PST",
                                 "31.04.2026 00:00:00 UTC",
                                 "Jan 1, 2026 13:00:00 PM PST",
                                 "Jan 1, 2026 0:30:00 AM PST",
                                 "1 Jan 2026 24:00:00 UTC",
                                 "1 Jan 2026 10:60:00 UTC",
                                 "1 Jan 2026 10:00:60 UTC",
                                 "1 Jan 2026 10:00:00 XYZ",
                                 "1 Jan 2026 10:00:00 PST-8",
                                 "1 Jan 2026 10:00:00 UTC+19",
                                 "1 Jan 2026 10:00:00 UTC+",
                                 "1 jui 2026 10:00:00 UTC",
                                 "1 ja 2026 10:00:00 UTC",
                                 "Jan 1 26 10:00:00 UTC",
                                 "2026/13/01 10:00:00 JST",
                                 "13/13/2026 10:00:00 IST",
                                 "1 Jan 2026 10 UTC",
                                 "2026年1月2 10:00:00",
                                 "1.1/2026",
                                 "0001-01-01",
                                 "1 Jan 2026 10:00:00 UTC extra",
                                 "1 Jan 2026 10:00:00.UTC",
                                 "123/01/2026"}) {
    CAPTURE(text);
    CHECK(refused(read_transaction_time(text)) == Error::invalid_date);
  }
}

TEST_CASE("a month's name may be cut where no other month begins alike") {
  CHECK(transaction_month("mar") == 3);
  CHECK(transaction_month("juin") == 6);
  CHECK(transaction_month("juil") == 7);
  CHECK(transaction_month("jui") == 0);
  CHECK(transaction_month("set") == 9);
  CHECK(transaction_month("se") == 0);
  CHECK(transaction_month("january february") == 0);
  CHECK(transaction_month("xyz") == 0);
}

TEST_CASE("days that only one order has decide the order of a file") {
  const auto readings = [](const std::string& text) {
    return read_transaction_time(text).value().readings;
  };
  DayOrderVote vote;
  REQUIRE(vote.hear(readings("03/04/2026")));
  CHECK(vote.order() == DayOrder::undecided);
  REQUIRE(vote.hear(readings("27/06/2026")));
  CHECK(vote.order() == DayOrder::day_first);
  REQUIRE(vote.hear(readings("03/04/2026")));
  CHECK(refused(vote.hear(readings("06/27/2026"))) == Error::invalid_date);
  CHECK(vote.order() == DayOrder::day_first);
  DayOrderVote other;
  REQUIRE(other.hear(readings("06/27/2026")));
  CHECK(other.order() == DayOrder::month_first);
}

TEST_CASE("an instant has one key, however it is written; a date with two readings has its own") {
  const auto key = [](const std::string& text) { return read_transaction_time(text).value().key; };
  CHECK(key("Jan 1, 2026 12:00:05 AM PST") == key("01.01.2026 08:00:05 UTC"));
  CHECK(key("03/04/2026 10:00:00 UTC") != key("04/03/2026 10:00:00 UTC"));
  CHECK(key("03/04/2026 10:00:00 UTC") == key("03/04/2026 11:00:00 CET"));
}

}  // namespace
}  // namespace repay
