#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Reads settlement flat files V2 (24 columns) and V1 (33 or 36 columns), as DOMAIN.md 11 describes
/// them: tab-separated, columns in any order, date style and decimal mark decided by the whole
/// file. Each row is one entry, in file order; what a row is to a seller, settlement_types.h tells.
///
/// Refused besides what DOMAIN.md refuses: lines beyond 65,534 bytes and kept fields beyond 8,192
/// (LINE_TOO_LONG), more than 256 columns (TOO_MANY_COLUMNS), texts beyond 4 GiB (TOO_LARGE). Of
/// several wrong things the first in the file is the answer; bytes come before the line they are
/// in.
///
///     auto reader = make_settlement_flat_file_reader({.store = "", .size_hint = file_size});
///     for (…) if (auto fed = reader->feed(chunk); !fed) return refuse(fed.error());
///     Placed<std::vector<EntryBatch>> batches = reader->finish();   // one
[[nodiscard]] std::unique_ptr<FileReader> make_settlement_flat_file_reader(ReadOptions options);

/// Whether a file's header line begins with a column of settlements, in any order of columns.
[[nodiscard]] Recognition is_settlement_flat_file(const Head& head);

}  // namespace repay
