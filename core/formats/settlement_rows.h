#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/formats/byte_block.h"
#include "core/formats/delimiter_scan.h"
#include "core/formats/file_reader.h"
#include "core/formats/row_type_memo.h"
#include "core/formats/settlement_amounts.h"
#include "core/formats/settlement_dates.h"
#include "core/formats/settlement_header.h"

namespace repay {

/// One line and where its fields end.
class SettlementLine {
 public:
  SettlementLine(const char* text, const std::uint16_t* ends, std::size_t fields)
      : text_(text), ends_(ends), fields_(fields) {}

  [[nodiscard]] std::size_t fields() const { return fields_; }
  /// Field `column` < fields(), without trailing blanks and carriage return; empty for kNoColumn.
  [[nodiscard]] std::string_view field(ColumnIndex column) const {
    if (column == kNoColumn) return {text_, 0};
    const std::size_t begin = after((ends_ + column)[-1]);
    std::size_t end = ends_[column];
    while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\r')) --end;
    return {text_ + begin, end - begin};
  }
  /// All of it, without the line feed.
  [[nodiscard]] std::string_view whole() const {
    const std::size_t begin = after(ends_[-1]);
    return {text_ + begin, ends_[fields_ - 1] - begin};
  }
  /// Whether nothing, not even a blank, stands in field `column` < fields().
  [[nodiscard]] bool is_empty(ColumnIndex column) const {
    return ends_[column] == after((ends_ + column)[-1]);
  }

 private:
  static std::uint16_t after(std::uint16_t end) { return static_cast<std::uint16_t>(end + 1); }

  const char* text_;
  const std::uint16_t* ends_;
  std::size_t fields_;
};

/// Makes entries of the lines of one settlement flat file: the header, the summary, then one entry
/// a row.
class SettlementRows {
 public:
  explicit SettlementRows(ReadOptions options);

  /// Takes the lines of `text`, the next ones of the file, of which `ends` are the ends; 64 bytes
  /// more must be readable. `unterminated` if the file ends with them and the last one had no line
  /// feed.
  [[nodiscard]] Placed<void> take(const char* text, const FieldEnds& ends, bool unterminated);

  /// After the last line: what the file is.
  [[nodiscard]] Placed<EntryBatch> finish();

  /// What was wrong with the first row that was passed over, when all that is wrong is listed.
  [[nodiscard]] const std::optional<Refusal>& first_refusal() const { return first_refusal_; }

  /// Lines taken so far.
  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  /// The place of field number `column` (from 0) of the line after those taken.
  [[nodiscard]] Place next_place(std::size_t column) const;

 private:
  enum class Expects : std::uint8_t { header, summary, rows };

  // Each of these is whether all is well; if not, refusal_ says what is wrong.
  bool take_line(const SettlementLine& line);
  bool take_header(const SettlementLine& line);
  bool take_summary(const SettlementLine& line);
  template <bool kV2>
  bool take_rows(const char* text, const FieldEnds& ends, std::size_t from);
  template <bool kV2>
  bool take_row(const SettlementLine& line);
  bool take_odd_row(const SettlementLine& line);
  bool take_amount(const SettlementLine& line, ColumnIndex column, std::int64_t& amount);
  bool check_identity(const SettlementLine& line);
  bool check_lengths(const SettlementLine& line);
  bool passes_over();
  bool refuse_field(ColumnIndex column, Error error, std::string detail = {});

  TextRef keep_order(std::string_view order);
  TextRef keep_sku(std::string_view sku);
  void resize(std::size_t rows);
  void reserve_for(std::size_t rows, std::size_t bytes);

  ReadOptions options_;
  EntryBatch batch_;
  SettlementColumns columns_;
  Expects expects_ = Expects::header;
  bool unterminated_ = false;
  std::uint64_t lines_ = 0;
  std::size_t rows_ = 0;
  std::int64_t sum_ = 0;
  std::optional<Refusal> refusal_;
  std::optional<Refusal> first_refusal_;  // of the rows that were passed over

  const ShortText nothing_;  // readable as the memo wants it
  ShortText settlement_id_;
  std::string currency_;
  std::uint64_t summary_line_ = 0;
  AmountReader amounts_;
  DateReader dates_;
  RowTypeMemo types_;
  TextMemo skus_;
  ShortText last_order_;
  ShortText last_sku_;
  TextRef last_order_ref_;
  TextRef last_sku_ref_;
};

}  // namespace repay
