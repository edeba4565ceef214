#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace repay {

/// A point in time: UTC milliseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX).
struct Instant {
  std::int64_t ms = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr std::int64_t kMsPerDay = 24 * 60 * kMsPerMinute;

/// A day of the proleptic Gregorian calendar. `month` 1–12, `day` 1–31.
struct CivilDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

/// A fixed distance from UTC in minutes, east positive: "+02:00" is 120.
struct ZoneOffset {
  std::int32_t minutes = 0;
  friend auto operator<=>(const ZoneOffset&, const ZoneOffset&) = default;
};

/// Days since 1970-01-01, negative before. The date must exist (`exists`).
[[nodiscard]] std::int64_t days_from_civil(CivilDate date);

/// The date that many days after 1970-01-01, within 30,000 years of it.
[[nodiscard]] CivilDate civil_from_days(std::int64_t days);

/// Whether the calendar has this day, in the years 0001–9999: 2024-02-29 does, 2023-02-29 does not.
[[nodiscard]] bool exists(CivilDate date);

/// The first instant of a local day.
[[nodiscard]] Instant start_of_day(CivilDate date, ZoneOffset zone);

/// The local day an instant falls on.
[[nodiscard]] CivilDate local_day(Instant at, ZoneOffset zone);

/// "2026-01-05". Refused with INVALID_DATE unless it is exactly that form and the day exists.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);

/// RFC 3339 with a required offset and up to three digits of a second's fraction (further ones must
/// be zeros): "2025-06-06T23:04:51+00:00", "2026-01-01T00:00:00Z". A date alone, "2026-01-01", is
/// its first instant in UTC. INVALID_DATE otherwise, also for a leap second (":60") and for what
/// falls outside the years 0001–9999 in UTC, so that every instant read can be printed.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// "UTC", "Z", "+02:00", "-03:30", up to ±18:00. INVALID_FIELD otherwise: names of zones need the
/// zone data, which is apart from the engine.
[[nodiscard]] Result<ZoneOffset> parse_zone_offset(std::string_view text);

/// "2026-01-05"
[[nodiscard]] std::string to_string(CivilDate date);

/// RFC 3339 in UTC: "2025-06-06T23:04:51Z", with ".123" only where there are milliseconds.
[[nodiscard]] std::string to_string(Instant at);
/// Writes the same at the end of `out`.
void append_instant(std::string& out, Instant at);
/// Its end, so many milliseconds after midnight: "23:04:51Z".
void append_time(std::string& out, std::int64_t ms);

}  // namespace repay
