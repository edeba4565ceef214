#include "core/cli/zones.h"

#include "core/base/zone_table.h"
#include "core/cli/whole_file.h"

namespace repay {
namespace {

constexpr std::size_t kLargestTable = std::size_t{16} << 20;

}  // namespace

Placed<ZoneRules> read_zone(const std::string& zone, const std::string& table, FileSource& files) {
  if (const auto offset = parse_zone_offset(zone)) return ZoneRules(*offset);
  const Placed<std::string> text = read_whole(table, kLargestTable, files);
  if (!text) return std::unexpected(text.error());
  return find_zone(*text, zone);
}

}  // namespace repay
