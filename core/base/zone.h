#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace repay {

/// The clocks of a place: how far they are from UTC, and when that changes. Where such data comes
/// from is the caller's matter (Intl in a page, a file for the command: zone_table.h); beyond the
/// last change that is given, nothing changes.
class ZoneRules {
 public:
  /// From `at` on, local time is UTC and so many seconds.
  struct Change {
    Instant at;
    std::int32_t offset_s = 0;
    friend bool operator==(const Change&, const Change&) = default;
  };

  /// One distance from UTC at all times; implicit, as a ZoneOffset is such a zone.
  ZoneRules(ZoneOffset offset = {})  // NOLINT(google-explicit-constructor)
      : before_s_(offset.minutes * 60) {}

  /// `before_s` seconds until the first change. INVALID_FIELD unless the changes stand in order of
  /// time, none twice, and no distance is beyond ±18 h.
  [[nodiscard]] static Result<ZoneRules> from_changes(std::int32_t before_s,
                                                      std::vector<Change> changes);

  /// Seconds to add to UTC for local time, at an instant.
  [[nodiscard]] std::int32_t offset_s(Instant at) const;

  /// The first instant at which the clocks show `local_ms` or later, counted as if local time were
  /// UTC.
  [[nodiscard]] Instant first_showing(std::int64_t local_ms) const;

  friend bool operator==(const ZoneRules&, const ZoneRules&) = default;

 private:
  std::int32_t before_s_;
  std::vector<Change> changes_;
};

/// The first instant of a local day. The day begins when the clocks first show it: at 01:00 where
/// midnight is skipped, at the first midnight where there are two. A day that the place never had
/// (Samoa's 2011-12-30) begins and ends where the next one begins, so that days always follow each
/// other without a gap.
///
///     start_of_day({2024, 3, 11}, toronto) − start_of_day({2024, 3, 10}, toronto) is 23 h
[[nodiscard]] Instant start_of_day(CivilDate date, const ZoneRules& zone);

/// The local day an instant falls on: the last one that has begun by then. That is what the clocks
/// show, but for the hour that is repeated where they go back across midnight: it is the new
/// day's.
[[nodiscard]] CivilDate local_day(Instant at, const ZoneRules& zone);

/// What the clocks show, as if it were UTC: for printing.
[[nodiscard]] Instant local_clock(Instant at, const ZoneRules& zone);

/// The day that many days later, or earlier: (2026-01-31, 1) is 2026-02-01.
[[nodiscard]] CivilDate add_days(CivilDate date, std::int64_t days);

}  // namespace repay
