#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/base/result.h"

struct XML_ParserStruct;  // Expat's

namespace repay {

/// The attributes of an element that begins; valid until `open` returns.
class XmlAttributes {
 public:
  /// Names and values by turns, and a null pointer at the end.
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  const char* const* pairs_;
};

/// Who is told what a document says, element by element. A refusal ends the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  /// An element begins, XmlReader::name(depth()).
  [[nodiscard]] virtual Placed<void> open(const XmlAttributes& attributes) = 0;
  /// It ends. `text` is all its text without the blanks around it; none if elements are in it.
  [[nodiscard]] virtual Placed<void> close(std::string_view text, bool has_elements) = 0;
};

/// Reads an XML document that comes in chunks, and keeps no more of it than the elements it is in:
/// Expat tells what is well-formed, here it is bounded. In UTF-8, UTF-16, ISO-8859-1 or US-ASCII.
///
/// INVALID_XML for what is not well-formed, for another encoding, and for any document type
/// (DOCTYPE), so that there are no entities but XML's own five; NUL_BYTE, INVALID_UTF8;
/// FILE_TRUNCATED; TOO_DEEP beyond 32 elements; LINE_TOO_LONG for a tag or comment beyond 64 KiB
/// (the next block of 16 KiB decides), a name beyond 128 bytes and a text beyond 8,192; TOO_LARGE
/// for more than 1,000 different names; INVALID_FIELD for text beside elements.
///
/// The answer does not depend on how the bytes are cut: they are parsed in blocks of one size.
class XmlReader {
 public:
  static constexpr std::size_t kDeepest = 32;
  static constexpr std::size_t kLongestText = 8192;
  static constexpr std::size_t kLongestName = 128;
  static constexpr std::size_t kLongestToken = std::size_t{64} << 10;
  static constexpr std::size_t kMostNames = 1000;

  /// Paths leave out the names of the first `unsaid` elements, if there are others.
  XmlReader(XmlHandler& handler, std::size_t unsaid);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  [[nodiscard]] Placed<void> feed(std::span<const char> bytes);
  [[nodiscard]] Placed<void> finish();

  // For the handler, while it is told something.

  /// How many elements are open, the one it is told of included.
  [[nodiscard]] std::size_t depth() const { return ends_.size(); }
  /// The name of the open element at that depth, from 1.
  [[nodiscard]] std::string_view name(std::size_t depth) const;
  /// Where what it is told of stands: line, character in the line, and path. An element without
  /// others in it stands where it begins.
  [[nodiscard]] Place place() const;

 private:
  struct Callbacks;  // what Expat calls
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  enum class Encoding : std::uint8_t { utf8, utf16, other };
  static constexpr std::size_t kBlock = std::size_t{16} << 10;

  void parse_block(bool is_last);
  void note_place();
  void declare(std::string_view encoding);
  void open(const char* name, const char* const* attributes);
  void close();
  void add_text(std::string_view text);
  [[nodiscard]] bool knows(std::string_view name);
  [[nodiscard]] bool is_stray_text() const { return has_elements_.back() && !text_.empty(); }
  void refuse(Error error, std::string detail = {});
  void take(Placed<void> said);
  void refuse_malformed(std::uint64_t block_start);
  [[nodiscard]] Error byte_error(std::uint64_t block_start) const;

  XmlHandler& handler_;
  std::size_t unsaid_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::optional<Refusal> refusal_;

  std::array<char, kBlock> block_{};
  std::size_t filled_ = 0;
  std::uint64_t fed_ = 0;         // bytes given to Expat
  std::uint64_t last_event_ = 0;  // where what Expat told last begins
  std::uint64_t line_ = 1;        // of what the handler is told of
  std::uint64_t column_ = 1;
  Encoding encoding_ = Encoding::utf8;

  std::string path_;                // "AmazonEnvelope/Message"
  std::vector<std::size_t> ends_;   // of each name in it
  std::vector<bool> has_elements_;  // of each
  std::string text_;                // of the innermost, from its first character that is no blank
  std::unordered_set<std::string> names_;
};

}  // namespace repay
