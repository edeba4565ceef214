#include "core/cli/zones.h"

#include "core/base/zone_table.h"

namespace repay {
namespace {

constexpr std::size_t kLargestTable = std::size_t{16} << 20;

Placed<std::string> read_all(const std::string& name, FileSource& files) {
  const auto size = files.open(name);
  if (!size) return std::unexpected(size.error());
  std::string text;
  while (true) {
    const auto bytes = files.next();
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->empty()) return text;
    text.append(bytes->data(), bytes->size());
    if (text.size() > kLargestTable) return refuse_at({}, Error::too_large);
  }
}

}  // namespace

Placed<ZoneRules> read_zone(const std::string& zone, const std::string& table, FileSource& files) {
  if (const auto offset = parse_zone_offset(zone)) return ZoneRules(*offset);
  const Placed<std::string> text = read_all(table, files);
  if (!text) return std::unexpected(text.error());
  return find_zone(*text, zone);
}

}  // namespace repay
