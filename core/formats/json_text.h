#pragma once

#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace repay {

/// A JSON document in memory and how far nlohmann/json's lexer has read it: its SAX events carry no
/// positions, so the lexer pulls its bytes through a cursor that leaves them here.
class JsonText {
 public:
  explicit JsonText(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  /// Bytes read so far.
  [[nodiscard]] std::size_t read() const { return read_; }
  /// Whether the lexer has asked for a byte behind the last.
  [[nodiscard]] bool ended() const { return ended_; }
  /// Lets the lexer go on at a later byte, as if what is between were not there.
  void skip_to(std::size_t offset) { read_ = token_end_ = offset; }

  /// Where the token begins that the running event is about: blanks and separators after the token
  /// of the event before are skipped. Called once an event, then `end_token`.
  [[nodiscard]] std::size_t token_start() const;
  /// A number is known to end only at the byte behind it, so for one the lexer has read that byte.
  void end_token() { token_end_ = read_; }
  void end_number_token();
  [[nodiscard]] std::size_t token_end() const { return token_end_; }

  /// What the lexer pulls its bytes through, an input iterator. The default one is the end.
  class Cursor {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor() = default;
    explicit Cursor(JsonText& text) : text_(&text) {}
    reference operator*() const { return text_->bytes_[text_->read_]; }
    Cursor& operator++() {
      ++text_->read_;
      return *this;
    }
    /// Only ever compared with the end.
    bool operator!=(const Cursor&) const {
      if (text_->read_ != text_->bytes_.size()) return true;
      text_->ended_ = true;
      return false;
    }

   private:
    JsonText* text_ = nullptr;
  };

 private:
  std::string_view bytes_;
  std::size_t read_ = 0;
  std::size_t token_end_ = 0;
  bool ended_ = false;
};

/// Whether a blank of JSON: space, tab, line feed or return.
[[nodiscard]] constexpr bool is_json_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// The beginning of what was found, for a message: at most 40 bytes and their quotes.
[[nodiscard]] std::string quote(std::string_view text);

/// The place of a byte: its line and column, and the RFC 6901 pointer of the value it belongs to (a
/// key belongs to its value). Reads the document again up to there, as only a refusal asks for it.
[[nodiscard]] Place place_in_json(std::string_view bytes, std::size_t offset);
/// Those of several bytes, in order, in one reading.
[[nodiscard]] std::vector<Place> places_in_json(std::string_view bytes,
                                                std::span<const std::size_t> offsets);

/// What nlohmann/json lets through or tells badly, to be asked before it: FILE_EMPTY for nothing
/// but blanks, NUL_BYTE, INVALID_UTF8, and INVALID_JSON for a byte order mark.
[[nodiscard]] Placed<void> check_json_bytes(std::string_view bytes);

/// What nlohmann/json says of a parse error, without its prefix and what was last read:
/// "syntax error while parsing value - invalid literal".
[[nodiscard]] std::string syntax_detail(std::string_view what);

}  // namespace repay
