#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/base/text_sink.h"
#include "core/money/currency.h"

namespace repay {

/// Writes one JSON document from front to back, holding no more than a few kilobytes of it. Objects
/// of an array stand on lines of their own. Texts must be UTF-8 (`valid_utf8`).
///
///     JsonWriter json(out);
///     json.begin_object();
///     json.field("added", 3);
///     json.end_object();        // {"added":3}
///     json.end_document();      // and a line end
class JsonWriter {
 public:
  explicit JsonWriter(TextSink& out) : out_(out) {}

  void begin_object();
  void end_object();
  void begin_array(std::string_view key);
  void end_array();
  void begin_object(std::string_view key);
  /// A text in an array.
  void element(std::string_view value);

  void field(std::string_view key, std::string_view value);
  void field(std::string_view key, const char* value) { field(key, std::string_view(value)); }
  void field(std::string_view key, std::uint64_t value);
  void field(std::string_view key, bool value);
  void field(std::string_view key, Instant value);
  void null_field(std::string_view key);
  /// An amount, as a decimal string with all of the currency's digits.
  void amount(std::string_view key, std::int64_t minor, Currency currency);

  /// Ends the line and hands everything to the sink.
  void end_document();

 private:
  void begin_key(std::string_view key);
  void begin_value();
  void append_string(std::string_view text);
  void flush_if_large();

  TextSink& out_;
  std::string text_;
  bool first_ = true;  // in the innermost container
  std::vector<bool> in_array_;
};

/// `text` with U+FFFD for every byte that is not part of UTF-8 (names of files may be any bytes).
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace repay
