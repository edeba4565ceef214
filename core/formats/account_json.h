#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Reads our own account JSON (schema: core/formats/account.schema.json), by nlohmann/json's SAX interface.
[[nodiscard]] std::unique_ptr<FileReader> make_account_json_reader(ReadOptions options);

}  // namespace repay
