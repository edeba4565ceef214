#include "core/base/zone.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace repay {
namespace {

constexpr std::int32_t kFarthest_s = 18 * 60 * 60;
constexpr std::int64_t kFarthest_ms = kFarthest_s * kMsPerSecond;

bool is_far(std::int32_t offset_s) { return offset_s > kFarthest_s || offset_s < -kFarthest_s; }

}  // namespace

Result<ZoneRules> ZoneRules::from_changes(std::int32_t before_s, std::vector<Change> changes) {
  const bool in_order = std::ranges::adjacent_find(changes, std::ranges::greater_equal(),
                                                   &Change::at) == changes.end();
  const bool far = is_far(before_s) || std::ranges::any_of(changes, is_far, &Change::offset_s);
  if (!in_order || far) return refuse(Error::invalid_field);
  ZoneRules rules;
  rules.before_s_ = before_s;
  rules.changes_ = std::move(changes);
  return rules;
}

std::int32_t ZoneRules::offset_s(Instant at) const {
  const auto next = std::ranges::upper_bound(changes_, at, {}, &Change::at);
  return next == changes_.begin() ? before_s_ : std::prev(next)->offset_s;
}

Instant ZoneRules::first_showing(std::int64_t local_ms) const {
  // No clock shows it before `earliest`. From there on, stretch by stretch of one offset.
  const Instant earliest{local_ms - kFarthest_ms};
  auto next = std::ranges::upper_bound(changes_, earliest, {}, &Change::at);
  Instant from = earliest;
  while (true) {
    const std::int32_t offset = next == changes_.begin() ? before_s_ : std::prev(next)->offset_s;
    const Instant shown = std::max(from, Instant{local_ms - offset * kMsPerSecond});
    if (next == changes_.end() || shown < next->at) return shown;
    from = next->at;
    ++next;
  }
}

Instant start_of_day(CivilDate date, const ZoneRules& zone) {
  return zone.first_showing(days_from_civil(date) * kMsPerDay);
}

CivilDate local_day(Instant at, const ZoneRules& zone) {
  CivilDate day = local_day(local_clock(at, zone), ZoneOffset{});
  for (CivilDate next = add_days(day, 1); start_of_day(next, zone) <= at; next = add_days(day, 1))
    day = next;
  return day;
}

Instant local_clock(Instant at, const ZoneRules& zone) {
  return {at.ms + zone.offset_s(at) * kMsPerSecond};
}

CivilDate add_days(CivilDate date, std::int64_t days) {
  return civil_from_days(days_from_civil(date) + days);
}

}  // namespace repay
