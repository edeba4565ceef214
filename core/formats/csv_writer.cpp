#include "core/formats/csv_writer.h"

#include <algorithm>
#include <array>

namespace repay {
namespace {

constexpr std::size_t kFlushAt = std::size_t{64} << 10;

bool needs_guard(std::string_view text) {
  constexpr std::array<std::string_view, 11> starts = {"=", "+",  "-",  "@",  "\t", "\r",
                                                       "'", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(starts, [text](std::string_view s) { return text.starts_with(s); });
}

bool needs_quotes(std::string_view text) {
  return text.find_first_of(",\"\r\n") != std::string_view::npos;
}

}  // namespace

void CsvWriter::begin_cell() {
  if (!first_in_row_) text_ += ',';
  first_in_row_ = false;
}

void CsvWriter::append(std::string_view text, bool guarded) {
  begin_cell();
  const bool quoted = needs_quotes(text);
  if (quoted) text_ += '"';
  if (guarded) text_ += '\'';
  if (quoted) {
    for (const char c : text) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
  } else {
    text_ += text;
  }
}

void CsvWriter::text(std::string_view text) { append(text, needs_guard(text)); }

void CsvWriter::plain(std::string_view text) { append(text, false); }

void CsvWriter::end_row() {
  text_ += "\r\n";
  first_in_row_ = true;
  if (text_.size() < kFlushAt) return;
  out_.write(text_);
  text_.clear();
}

void CsvWriter::end_document() {
  out_.write(text_);
  text_.clear();
}

}  // namespace repay
