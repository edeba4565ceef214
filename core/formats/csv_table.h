#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/csv_tokenizer.h"
#include "core/formats/file_reader.h"

namespace repay {

/// One line of a table below its header.
class CsvRow {
 public:
  CsvRow(const CsvRecord& record, const std::vector<std::string>& header)
      : record_(record), header_(header) {}

  /// The field of a column from 0, without blanks around it; empty where the line is shorter.
  [[nodiscard]] std::string_view operator[](std::size_t column) const;
  [[nodiscard]] std::uint64_t line() const { return record_.line(); }
  /// Where a field stands: its line, the column's number from 1 and its header.
  [[nodiscard]] Place place(std::size_t column) const;
  /// To be copied by who needs the row later.
  [[nodiscard]] const CsvRecord& record() const { return record_; }

 private:
  const CsvRecord& record_;
  const std::vector<std::string>& header_;
};

/// What a format makes of a CSV file that has a header line.
class CsvRows {
 public:
  virtual ~CsvRows() = default;

  /// Whether a record is the header of this format.
  [[nodiscard]] virtual bool is_header(const CsvRecord& record) const = 0;
  /// The separators the file may have, each tried in this order.
  [[nodiscard]] virtual std::string_view separators() const { return ",;\t"; }
  /// What a file without a header is refused with.
  [[nodiscard]] virtual Refusal no_header() const = 0;
  /// A record before the header.
  virtual void take_preamble(const CsvRecord& record) { static_cast<void>(record); }
  /// The names of the columns, without blanks around them, and their line.
  [[nodiscard]] virtual Placed<void> take_header(const std::vector<std::string>& names,
                                                 std::uint64_t line) = 0;
  /// A line below the header that is not blank. After a refusal further ones may come.
  [[nodiscard]] virtual Placed<void> take_row(const CsvRow& row) = 0;
  [[nodiscard]] virtual Placed<std::vector<EntryBatch>> finish() = 0;
};

/// A text without blanks (U+0020, tab, U+00A0) and byte order marks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Whether the beginning of a file holds a header of `rows`' format.
[[nodiscard]] Recognition recognise_csv(const Head& head, const CsvRows& rows);

/// Reads a file: finds the header within its first kMostSniffed bytes and, by it, the separator,
/// then gives `rows` one record after another. Refused beyond what `rows` and the tokenizer refuse:
/// TOO_MANY_COLUMNS for a row with fields beyond the header, FILE_TRUNCATED for a last one without
/// line break that is too short.
[[nodiscard]] std::unique_ptr<FileReader> make_csv_reader(std::unique_ptr<CsvRows> rows,
                                                          std::vector<Refusal>* problems);

}  // namespace repay
