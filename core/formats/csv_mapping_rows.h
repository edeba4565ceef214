#pragma once

#include <memory>
#include <string_view>

#include "core/formats/csv_mapping.h"
#include "core/formats/csv_table.h"

namespace repay {

/// Whether a file is one of a mapping's.
[[nodiscard]] Recognition recognise_mapped_csv(const Head& head, const CsvMapping& mapping);

/// Reads a file by a mapping: one batch a currency, of which overlapping ones may be imported
/// (EntryBatch::skips_known). Refused: COLUMN_MISSING; INVALID_DATE, AMBIGUOUS_DATE (several of the
/// mapping's patterns fit all rows and differ); UNKNOWN_CURRENCY; INVALID_AMOUNT, OVERFLOW;
/// INVALID_FIELD for an unknown zone; ROW_TOTAL_MISMATCH unless the amounts add up to the net one
/// and the gross one is what they say; RUNNING_BALANCE_MISMATCH; and what make_csv_reader refuses.
[[nodiscard]] std::unique_ptr<FileReader> make_mapped_csv_reader(CsvMapping mapping,
                                                                 const ReadOptions& options);

/// The same by the one of built_in_mappings whose header the file has.
[[nodiscard]] Recognition is_mapped_csv(const Head& head);
[[nodiscard]] std::unique_ptr<FileReader> make_built_in_csv_reader(ReadOptions options);

}  // namespace repay
