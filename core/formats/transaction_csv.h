#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Whether a file is a transaction CSV: one of its first lines is a header with a time, a type and
/// a total in one of the languages of transaction_words.h.
[[nodiscard]] Recognition is_transaction_csv(const Head& head);

/// Reads the CSV of transactions in a range of dates ("Date Range Report", "Custom Unified
/// Transaction"), described in transaction_csv.md: one batch, of which overlapping ones may be
/// imported (EntryBatch::skips_known). Each amount of a row that is not zero is an entry; a row
/// without any is one of zero.
///
/// Refused: COLUMN_MISSING; UNKNOWN_CURRENCY if neither a line above the header, nor a marketplace,
/// nor the caller says it; INVALID_DATE, AMBIGUOUS_DATE (day and month cannot be told apart in the
/// whole file); INVALID_AMOUNT, MIXED_DECIMAL_MARKS, OVERFLOW; ROW_TOTAL_MISMATCH unless the
/// amounts of a row add up to its total; what ReportBatches and make_csv_reader refuse. The line is
/// the file's, those above the header counted.
[[nodiscard]] std::unique_ptr<FileReader> make_transaction_csv_reader(ReadOptions options);

}  // namespace repay
