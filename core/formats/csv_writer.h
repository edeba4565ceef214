#pragma once

#include <array>
#include <cstddef>
#include <memory>
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

  /// Whether a text is written as it is.
  [[nodiscard]] static bool is_plain(std::string_view text);

 private:
  static constexpr std::size_t kBuffer = std::size_t{64} << 10;

  void make_room(std::size_t bytes);
  void put(char c) { buffer_[size_++] = c; }
  void put(std::string_view text);
  void put_any(std::string_view text);
  void flush();

  TextSink& out_;
  std::unique_ptr<char[]> buffer_;
  std::size_t size_ = 0;
  bool first_in_row_ = true;
};

}  // namespace repay
