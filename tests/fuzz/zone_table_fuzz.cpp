// A table of zones gives a zone or is refused at a line of it; in any zone days follow each other.

#include "core/base/zone_table.h"

#include "tests/fuzz/fuzz.h"

namespace {

void check_days(const repay::ZoneRules& zone) {
  for (const repay::CivilDate day :
       {repay::CivilDate{2024, 2, 29}, repay::CivilDate{2011, 12, 30}}) {
    const repay::Instant start = start_of_day(day, zone);
    const repay::Instant end = start_of_day(add_days(day, 1), zone);
    repay::check(start <= end);
    if (start < end) repay::check(local_day(start, zone) == day);
    repay::check(local_day(repay::Instant{start.ms - 1}, zone) < day);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = repay::fuzz::text_of(data, size);
  if (const auto rules = repay::parse_zone_rules(text)) check_days(*rules);
  const auto found = repay::find_zone(text, "A/B");
  if (found) {
    check_days(*found);
  } else {
    repay::fuzz::check_place(found.error().place, text);
  }
  return 0;
}
