#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/base/zone.h"

namespace repay {

/// Reads the rules of one zone as a line of such a table has them behind the names:
/// "-300 -240|A1hjq0B6hc0A…". INVALID_FIELD if they are not.
[[nodiscard]] Result<ZoneRules> parse_zone_rules(std::string_view text);

/// Finds a zone by its IANA name, "America/Toronto", in the text that generate_zones.js writes:
///
///     repay-zones 1
///     # what it was made from
///     America/New_York US/Eastern|-300 -240|A1hjq0B6hc0A…
///
/// A line a zone: its names; its offsets in minutes, A, B, …, the first of which is the one before
/// all changes; then each change as the letter of the offset that begins with it, upper case, and
/// the minutes since the change before (the first: since 1970), in base 36, lower case.
/// UNKNOWN_ZONE if no line has the name; FORMAT_UNKNOWN, FILE_TRUNCATED or INVALID_FIELD, with the
/// line, if the text is not such a table.
[[nodiscard]] Placed<ZoneRules> find_zone(std::string_view table, std::string_view name);

}  // namespace repay
