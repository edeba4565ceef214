#pragma once

#include <initializer_list>
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
  explicit CsvWriter(TextSink& out) : out_(out) {}

  /// A cell of somebody's text: guarded.
  void text(std::string_view text);
  /// A cell of our own making: an amount, an instant, a word of ours.
  void plain(std::string_view text);
  void end_row();
  /// Hands what is left to the sink.
  void end_document();

 private:
  void begin_cell();
  void append(std::string_view text, bool guarded);

  TextSink& out_;
  std::string text_;
  bool first_in_row_ = true;
};

}  // namespace repay
