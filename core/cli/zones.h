#pragma once

#include <string>

#include "core/base/zone.h"
#include "core/cli/io.h"

namespace repay {

/// The file of zones that comes with the command.
constexpr const char* kZonesFile = "zones.txt";

/// The rules of the zone that --zone names: a distance from UTC, or one of the table in the file
/// `table`, which is only read for a name. UNKNOWN_ZONE, FILE_UNREADABLE, or what is wrong with the
/// table.
[[nodiscard]] Placed<ZoneRules> read_zone(const std::string& zone, const std::string& table,
                                          FileSource& files);

}  // namespace repay
