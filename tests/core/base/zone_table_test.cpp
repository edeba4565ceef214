#include "core/base/zone_table.h"

#include <doctest/doctest.h>

#include <string>

namespace repay {
namespace {

const std::string kTable =
    "repay-zones 1\n"
    "# Time zone data\n"
    "Etc/UTC UTC|0|\n"
    "America/New_York America/Toronto|-300 -240|Bgzpi4A7hc0\n"
    "Asia/Kolkata|330|\n";

ZoneRules found(std::string_view name) {
  const auto rules = find_zone(kTable, name);
  REQUIRE(rules);
  return *rules;
}

TEST_CASE("a zone is found by any of its names") {
  CHECK(found("UTC") == ZoneRules());
  CHECK(found("Asia/Kolkata") == ZoneRules(ZoneOffset{330}));
  const ZoneRules toronto = found("America/Toronto");
  CHECK(toronto == found("America/New_York"));
  const std::int64_t forward = std::stoll("gzpi4", nullptr, 36) * kMsPerMinute;
  const std::int64_t back = forward + std::stoll("7hc0", nullptr, 36) * kMsPerMinute;
  CHECK(toronto.offset_s({forward - 1}) == -300 * 60);
  CHECK(toronto.offset_s({forward}) == -240 * 60);
  CHECK(toronto.offset_s({back - 1}) == -240 * 60);
  CHECK(toronto.offset_s({back}) == -300 * 60);
}

struct Wrong {
  std::string table;
  std::string name;
  Error error;
  std::uint64_t line;
};

TEST_CASE("what is wrong with a table of zones is said with its line") {
  const std::string head = "repay-zones 1\n";
  for (const auto& [table, name, error, line] : std::vector<Wrong>{
           {"", "UTC", Error::format_unknown, 1},
           {"settlement-id\tx\n", "UTC", Error::format_unknown, 1},
           {head + "UTC|0|", "UTC", Error::file_truncated, 0},
           {kTable, "America/Toront", Error::unknown_zone, 0},
           {kTable, "", Error::unknown_zone, 0},
           {kTable, "#", Error::unknown_zone, 0},
           {head + "X|\n", "X", Error::invalid_field, 2},
           {head + "X\n", "X", Error::invalid_field, 2},
           {head + "A|0|\nX|abc|\n", "X", Error::invalid_field, 3},
           {head + "X|0 1500|\n", "X", Error::invalid_field, 2},
           {head + "X|0|B5\n", "X", Error::invalid_field, 2},
           {head + "X|0|a5\n", "X", Error::invalid_field, 2},
           {head + "X|0|A\n", "X", Error::invalid_field, 2},
           {head + "X|0|A0\n", "X", Error::invalid_field, 2},
           {head + "X|0|A-5\n", "X", Error::invalid_field, 2},
           {head + "X|0|A5 A5\n", "X", Error::invalid_field, 2},
           {head + "X|0|Azzzzzzzzzzzz\n", "X", Error::invalid_field, 2},
           {head + "X|0|Azzzzzzzzzzzzzzzzzzzz\n", "X", Error::invalid_field, 2},
       }) {
    CAPTURE(table);
    const auto rules = find_zone(table, name);
    REQUIRE_FALSE(rules);
    CHECK(code(rules.error().error) == code(error));
    CHECK(rules.error().place.line == line);
  }
}

}  // namespace
}  // namespace repay
