#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/formats/byte_block.h"

namespace repay {

/// The number of a column from 0; kNoColumn where the file has none.
using ColumnIndex = std::uint32_t;
constexpr ColumnIndex kNoColumn = UINT32_MAX;

/// More columns than any settlement file has; it keeps what a hostile one can ask for small.
constexpr std::size_t kMostColumns = 256;

/// A V1 column of amounts, the column that says what they are, and the amount-type V2 has for them.
struct AmountColumn {
  ColumnIndex amount = kNoColumn;
  ColumnIndex type = kNoColumn;  ///< kNoColumn: the transaction-type alone says it
  ShortText amount_type;         ///< empty for a column we do not know
};

/// Which column of a settlement flat file holds what, found by the header's names in any order.
struct SettlementColumns {
  std::vector<std::string> names;  ///< as the file has them, for errors

  ColumnIndex settlement_id = kNoColumn;
  ColumnIndex start_date = kNoColumn;
  ColumnIndex end_date = kNoColumn;
  ColumnIndex deposit_date = kNoColumn;
  ColumnIndex total_amount = kNoColumn;
  ColumnIndex currency = kNoColumn;
  ColumnIndex transaction_type = kNoColumn;
  ColumnIndex posted_date = kNoColumn;
  ColumnIndex posted_date_time = kNoColumn;  ///< V2, preferred to posted_date
  ColumnIndex order_id = kNoColumn;          ///< optional
  ColumnIndex sku = kNoColumn;               ///< optional

  // V2: one amount a row.
  ColumnIndex amount = kNoColumn;
  ColumnIndex amount_type = kNoColumn;
  ColumnIndex amount_description = kNoColumn;

  /// V1: every `*-amount` column but total-amount, the known ones first and in an order of ours:
  /// the first with an amount says what a row is. Empty for V2.
  std::vector<AmountColumn> amounts;

  [[nodiscard]] bool is_v2() const { return amount != kNoColumn; }

  /// Where a field stands: the line, the column's number from 1 and its name.
  [[nodiscard]] Place place(std::uint64_t line, ColumnIndex column) const;
};

/// Reads the names of the first line (a BOM, blanks and letter case do not matter). V2 is a file
/// with a column `amount`. TOO_MANY_COLUMNS beyond kMostColumns, DUPLICATE_KEY if a column that is
/// needed stands twice, COLUMN_MISSING with the first missing name as the place's field and all of
/// them as detail.
[[nodiscard]] Placed<SettlementColumns> read_settlement_header(
    const std::vector<std::string_view>& fields);

/// Whether `text` is the name of a column of settlement flat files, V1 or V2; what sniffing asks.
[[nodiscard]] bool is_settlement_column(std::string_view text);

}  // namespace repay
