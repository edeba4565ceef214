#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/text_sink.h"

namespace repay {

/// Writes RFC 4180: commas, CRLF, quotes only where they are needed, UTF-8.
///
/// A text that a spreadsheet would take for a formula (it begins with = + - @, a tab, a return, or
/// one of the signs' full-width forms) gets an apostrophe in front; so does one that begins with an
/// apostrophe, so that taking one off always gives the text back. Amounts and times are written as
/// they are: "-39.99" is a number, not a formula.
class CsvWriter {
 public:
  explicit CsvWriter(TextSink& out);

  /// A cell of somebody's text: guarded.
  void text(std::string_view text);
  /// A cell of our own making, which needs neither: an amount, an instant, a word of ours, or a
  /// text that `is_plain`.
  void plain(std::string_view text);
  void end_row();
  /// Hands what is left to the sink.
  void end_document();

  /// Where a caller may write up to `bytes` itself, of rows that are many; what it wrote ends where
  /// it then tells `wrote_to`.
  [[nodiscard]] char* room(std::size_t bytes);
  void wrote_to(const char* end) { size_ = static_cast<std::size_t>(end - buffer_.get()); }

  /// Whether a text is written as it is.
  [[nodiscard]] static bool is_plain(std::string_view text);
  /// The cell that somebody's text is: `=1,"a"` is `"'=1,""a"""`.
  static void append_text(std::string& out, std::string_view text);

 private:
  static constexpr std::size_t kBuffer = std::size_t{64} << 10;

  void put(std::string_view text);
  void flush();

  TextSink& out_;
  std::unique_ptr<char[]> buffer_;
  std::size_t size_ = 0;
  std::size_t capacity_ = kBuffer;
  std::string cell_;  // the one being made
  bool first_in_row_ = true;
};

/// A cell that is written again and again, with what stands behind it. A short one is copied
/// without asking how long it is.
class CsvCell {
 public:
  /// What writing may touch behind the cell.
  static constexpr std::size_t kPad = 32;

  /// Somebody's text.
  void set_text(std::string_view text, std::string_view end = ",");
  /// What is a cell already, or several.
  void set_plain(std::string_view cell);

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Writes it at `to`, where there is room for it and the pad, and answers its end.
  [[nodiscard]] char* write(char* to) const {
    if (size_ <= kPad) [[likely]] {
      std::memcpy(to, bytes_.data(), kPad);
    } else {
      std::memcpy(to, bytes_.data(), size_);
    }
    return to + size_;
  }

 private:
  void pad();

  std::size_t size_ = 0;
  std::string bytes_;  // at least the pad
};

}  // namespace repay
