#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Reads what the interfaces of SP-API finances answer, as it came over the wire: v0
/// (listFinancialEvents and its two relatives, listFinancialEventGroups) and 2024-06-19
/// (listTransactions, listBalances). A file is one answer, with its `payload` or without, or an
/// array of answers: the pages of one question. Entries are told apart by an id made of what they
/// are (sp_api_events.h, sp_api_transactions.h), so that pages and questions that overlap add each
/// entry once, in any order (EntryBatch::skips_known).
///
/// One component is one entry: a charge, a fee, a promotion, a tax of an item or of an order, as
/// only these have a place in the groups of a statement. Amounts are read from the text of their
/// numbers, and there is a batch for each currency. What a value is, sp_api_event_table.h tells;
/// what no table knows is kept under Other, flagged. Entries arrive by their instant, as the
/// answers group them by type.
///
/// Refused: what JsonTree refuses, FORMAT_UNKNOWN (an answer without any of the lists, also one
/// that holds only `errors`), FIELD_MISSING, INVALID_FIELD, UNKNOWN_CURRENCY, INVALID_DATE,
/// INVALID_AMOUNT, TOO_MANY_DECIMALS, OVERFLOW, with line, column and pointer; of several the first
/// in error.h's order.
[[nodiscard]] std::unique_ptr<FileReader> make_sp_api_json_reader(ReadOptions options);

/// Whether it is such an answer: an object, or an array of objects, whose first key is one of
/// theirs.
[[nodiscard]] Recognition is_sp_api_json(const Head& head);

}  // namespace repay
