#include "core/cli/whole_file.h"

namespace repay {

Placed<std::string> read_whole(const std::string& name, std::size_t most_bytes, FileSource& files) {
  const auto size = files.open(name);
  if (!size) return std::unexpected(size.error());
  std::string text;
  while (true) {
    const auto bytes = files.next();
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->empty()) return text;
    text.append(bytes->data(), bytes->size());
    if (text.size() > most_bytes) return refuse_at({}, Error::too_large);
  }
}

}  // namespace repay
