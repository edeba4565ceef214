#include "core/formats/csv_writer.h"

#include <algorithm>

#include "core/formats/byte_block.h"

namespace repay {
namespace {

constexpr bool is_special(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

bool needs_guard(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\'':
      return true;
    case '\xef':  // of the full-width forms, too
      return text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") ||
             text.starts_with("＠");
    default:
      return false;
  }
}

#if defined(REPAY_BYTES_16)

bool has_special_16(const char* text) {
  const Bytes16 bytes = load_16(text);
  const Bytes16 found =
      either_16(either_16(equal_16(bytes, all_16(',')), equal_16(bytes, all_16('"'))),
                either_16(equal_16(bytes, all_16('\r')), equal_16(bytes, all_16('\n'))));
  return high_bits(found) != 0;
}

bool needs_quotes(std::string_view text) {
  if (text.size() < 16) return std::ranges::any_of(text, is_special);
  const std::size_t last = text.size() - 16;
  bool found = has_special_16(text.data() + last);
  for (std::size_t at = 0; at < last; at += 16) found |= has_special_16(text.data() + at);
  return found;
}

#else

bool needs_quotes(std::string_view text) { return std::ranges::any_of(text, is_special); }

#endif

}  // namespace

CsvWriter::CsvWriter(TextSink& out)
    : out_(out), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}

bool CsvWriter::is_plain(std::string_view text) {
  return !needs_guard(text) && !needs_quotes(text);
}

void CsvWriter::flush() {
  out_.write({buffer_.get(), size_});
  size_ = 0;
}

void CsvWriter::make_room(std::size_t bytes) {
  if (size_ + bytes > kBuffer) flush();
}

void CsvWriter::put(std::string_view text) {
  copy_short(buffer_.get() + size_, text.data(), text.size());
  size_ += text.size();
}

// However long it is.
void CsvWriter::put_any(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, kBuffer);
    make_room(part.size());
    put(part);
    text.remove_prefix(part.size());
  }
}

void CsvWriter::plain(std::string_view text) {
  const bool is_short = text.size() < kBuffer;
  make_room(is_short ? text.size() + 1 : 1);
  if (!first_in_row_) put(',');
  first_in_row_ = false;
  is_short ? put(text) : put_any(text);
}

void CsvWriter::text(std::string_view text) {
  const bool guarded = needs_guard(text);
  if (!needs_quotes(text)) {
    plain(guarded ? "'" : "");
    put_any(text);
    return;
  }
  plain(guarded ? "\"'" : "\"");
  while (true) {
    const std::size_t end = std::min(text.find('"'), text.size());
    put_any(text.substr(0, end));
    make_room(2);
    put('"');  // a quote is written as two; and the cell's last
    if (end == text.size()) return;
    put('"');
    text.remove_prefix(end + 1);
  }
}

void CsvWriter::end_row() {
  make_room(2);
  put("\r\n");
  first_in_row_ = true;
}

void CsvWriter::end_document() { flush(); }

}  // namespace repay
