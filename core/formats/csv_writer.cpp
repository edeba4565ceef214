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

void CsvWriter::append_text(std::string& out, std::string_view text) {
  const bool guarded = needs_guard(text);
  if (!needs_quotes(text)) {
    if (guarded) out.push_back('\'');
    out.append(text);
    return;
  }
  out.append(guarded ? "\"'" : "\"");
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void CsvWriter::flush() {
  out_.write({buffer_.get(), size_});
  size_ = 0;
}

char* CsvWriter::room(std::size_t bytes) {
  if (bytes > capacity_ - size_) [[unlikely]] {
    flush();
    if (bytes > capacity_) {
      buffer_ = std::make_unique_for_overwrite<char[]>(bytes);
      capacity_ = bytes;
    }
  }
  return buffer_.get() + size_;
}

void CsvWriter::put(std::string_view text) {
  char* const to = room(text.size());
  copy_short(to, text.data(), text.size());
  wrote_to(to + text.size());
}

void CsvWriter::plain(std::string_view text) {
  if (!first_in_row_) put(",");
  first_in_row_ = false;
  put(text);
}

void CsvWriter::text(std::string_view text) {
  cell_.clear();
  append_text(cell_, text);
  plain(cell_);
}

void CsvWriter::end_row() {
  put("\r\n");
  first_in_row_ = true;
}

void CsvWriter::end_document() { flush(); }

void CsvCell::set_text(std::string_view text, std::string_view end) {
  bytes_.clear();
  CsvWriter::append_text(bytes_, text);
  bytes_.append(end);
  pad();
}

void CsvCell::set_plain(std::string_view cell) {
  bytes_.assign(cell);
  pad();
}

void CsvCell::pad() {
  size_ = bytes_.size();
  if (size_ < kPad) bytes_.resize(kPad);
}

}  // namespace repay
