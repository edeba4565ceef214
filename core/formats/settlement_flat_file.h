#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Reads settlement flat files V2 (24 columns) and V1 (33 or 36 columns), as DOMAIN.md 11 describes
/// them: tab-separated, columns in any order, date style and decimal mark decided by the whole
/// file.
[[nodiscard]] std::unique_ptr<FileReader> make_settlement_flat_file_reader(ReadOptions options);

}  // namespace repay
