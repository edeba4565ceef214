#include "core/formats/json_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

namespace repay {
namespace {

constexpr std::size_t kLongestPointer = 64;  // reference tokens; below, the pointer names an ancestor

// Eight bytes at a time: the high bit of every byte that is zero, if no lower one is.
constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - kOnes) & ~word & (kOnes << 7);
}

// The high bit of the first byte that may not stand in a plain string; the bits above it may be wrong.
constexpr std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & (kOnes << 7);
  return control | zero_bytes(word ^ (kOnes * '"')) | zero_bytes(word ^ (kOnes * '\\'));
}

void append_escaped(std::string& pointer, std::string_view key) {
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

// Follows a document until the value that holds the byte `offset`, keeping the path to it.
class PathSax {
 public:
  PathSax(JsonText& text, std::size_t offset) : text_(text), offset_(offset) {}

  bool null() { return value(); }
  bool boolean(bool) { return value(); }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(std::string&) { return value(); }
  bool binary(std::vector<std::uint8_t>&) { return false; }

  bool start_object(std::size_t) { return open(false); }
  bool start_array(std::size_t) { return open(true); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    if (depth_ == open_.size()) open_.back().key = name;
    text_.end_token();
    return text_.token_end() <= offset_;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) {
    return false;
  }

  [[nodiscard]] std::string pointer() const {
    std::string pointer;
    for (const Container& container : open_) {
      if (container.is_array) {
        if (container.index >= 0) pointer.append("/").append(std::to_string(container.index));
      } else if (container.key) {
        append_escaped(pointer += '/', *container.key);
      }
    }
    return pointer;
  }

 private:
  struct Container {
    bool is_array;
    std::int64_t index = -1;
    std::optional<std::string> key;
  };

  void begin_value() {
    if (depth_ > 0 && depth_ == open_.size() && open_.back().is_array) ++open_.back().index;
  }

  bool value() {
    begin_value();
    text_.end_token();
    return text_.token_end() <= offset_;
  }

  bool number() {
    begin_value();
    text_.end_number_token();
    return text_.token_end() <= offset_;
  }

  bool open(bool is_array) {
    if (!value()) return false;
    if (depth_++ < kLongestPointer) open_.push_back({.is_array = is_array, .key = {}});
    return true;
  }

  bool close() {
    if (depth_-- == open_.size()) open_.pop_back();
    text_.end_token();
    return text_.token_end() <= offset_;
  }

  JsonText& text_;
  std::size_t offset_;
  std::size_t depth_ = 0;
  std::vector<Container> open_;  // the outermost of them
};

}  // namespace

std::size_t JsonText::token_start() const {
  std::size_t at = token_end_;
  while (at < read_ && (is_json_blank(bytes_[at]) || bytes_[at] == ',' || bytes_[at] == ':')) ++at;
  return at;
}

void JsonText::end_number_token() {
  constexpr std::string_view in_numbers = "0123456789+-.eE";
  const bool one_behind = read_ > 0 && !in_numbers.contains(bytes_[read_ - 1]);
  token_end_ = read_ - (one_behind ? 1 : 0);
}

std::optional<std::size_t> plain_string_end(std::string_view bytes, std::size_t offset) {
  if constexpr (std::endian::native == std::endian::little) {
    while (bytes.size() - offset >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + offset, sizeof word);
      if (const std::uint64_t special = special_bytes(word)) {
        offset += static_cast<std::size_t>(std::countr_zero(special)) / 8;
        break;
      }
      offset += sizeof word;
    }
  }
  for (; offset < bytes.size(); ++offset) {
    const char c = bytes[offset];
    if (c == '"') return offset;
    if (c == '\\' || static_cast<unsigned char>(c) < 0x20) return {};
  }
  return {};
}

Place place_in_json(std::string_view bytes, std::size_t offset) {
  offset = std::min(offset, bytes.size());
  const std::string_view before = bytes.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  JsonText text(bytes);
  PathSax path(text, offset);
  (void)nlohmann::json::sax_parse(JsonText::Cursor(text), JsonText::Cursor(), &path);
  return {.line = static_cast<std::uint64_t>(std::ranges::count(before, '\n')) + 1,
          .column = offset - line_start + 1,
          .field = path.pointer()};
}

std::string syntax_detail(std::string_view what) {
  const std::size_t start = what.find("syntax error");
  if (start == std::string_view::npos) return {};
  what.remove_prefix(start);
  return std::string(what.substr(0, what.find("; last read: ")));
}

}  // namespace repay
