#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace repay {

/// The longest record, in bytes with its separators, and the most fields of one.
constexpr std::size_t kLongestCsvRecord = std::size_t{64} << 10;
constexpr std::size_t kMostCsvColumns = 256;

/// One record of a CSV file: its fields without quotes, and where each stands.
class CsvRecord {
 public:
  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  /// Field `column` < size(), from 0.
  [[nodiscard]] std::string_view operator[](std::size_t column) const {
    const std::size_t begin = column == 0 ? 0 : fields_[column - 1].end + 1;
    return std::string_view(text_).substr(begin, fields_[column].end - begin);
  }
  /// The line, from 1, on which field `column` begins.
  [[nodiscard]] std::uint64_t line(std::size_t column = 0) const { return fields_[column].line; }
  /// A line with nothing on it but blanks and separators.
  [[nodiscard]] bool is_blank() const;

 private:
  friend class CsvTokenizer;
  struct Field {
    std::size_t end;
    std::uint64_t line;
  };

  std::string text_;  // each field is followed by the separator
  std::vector<Field> fields_;
};

/// Takes CSV apart (RFC 4180), fed in chunks of any size: quoted fields with doubled quotes and
/// line breaks in them, LF or CRLF, a byte order mark, the last line with a line break or without.
/// A quote inside a field that does not begin with one is data, as blanks around a field are.
///
/// Written here because no library fits: of the header-only ones rapidcsv reads a whole stream and
/// throws, fast-cpp-csv-parser and vincentlaucsb/csv-parser throw and read files or threads of
/// their own; Debian's libcsv streams but is C to be linked, takes no UTF-8 apart and knows no
/// places.
///
///     CsvTokenizer csv(',');
///     while (const CsvRecord* record = *csv.next(bytes)) …   // per chunk
///     if (const CsvRecord* record = *csv.finish()) …         // once
class CsvTokenizer {
 public:
  explicit CsvTokenizer(char separator) : separator_(separator) {}

  /// Reads `bytes` up to the end of the next record and takes that part off them. The record is
  /// valid until the next call; none when the bytes end first: then feed the next ones. A record
  /// is refused with NUL_BYTE, INVALID_UTF8, LINE_TOO_LONG, TOO_MANY_COLUMNS, INVALID_FIELD (text
  /// behind a closing quote); the place has the line, the number of the field from 1, and no
  /// header. After a refusal the next record can be read.
  [[nodiscard]] Placed<const CsvRecord*> next(std::span<const char>& bytes);

  /// The file has ended: its last record if no line break ended it. FILE_TRUNCATED inside quotes.
  [[nodiscard]] Placed<const CsvRecord*> finish();

 private:
  // Where the next byte stands.
  //
  //     field_start --"--> quoted --"--> closed --"--> quoted
  //         |  \--other--> plain         |
  //         <---- separator, line end ---+ (all)
  enum class Where : std::uint8_t { field_start, plain, quoted, closed };

  void take_mark(std::span<const char>& bytes);
  [[nodiscard]] std::size_t run_of_text(std::string_view bytes) const;
  [[nodiscard]] bool take(char c);
  void add(std::string_view text);
  void end_field();
  void end_line() { ++line_; }
  void refuse(Error error, std::string detail);
  [[nodiscard]] Placed<const CsvRecord*> whole();

  char separator_;
  Where where_ = Where::field_start;
  std::uint64_t line_ = 1;
  std::size_t mark_bytes_ = 0;    // of a byte order mark at the start, or all of it
  bool carriage_return_ = false;  // the last byte, which may be half a line end
  bool done_ = false;             // record_ has been given out
  std::uint64_t field_line_ = 1;
  CsvRecord record_;
  std::optional<Refusal> refusal_;  // of this record
};

}  // namespace repay
