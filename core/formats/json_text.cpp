#include "core/formats/json_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/formats/utf8.h"

namespace repay {
namespace {

constexpr std::size_t kLongestPointer =
    64;  // reference tokens; below, the pointer names an ancestor

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

// Follows a document until the value that holds the last of some bytes, and keeps the path to each.
class PathSax {
 public:
  /// `offsets` in order.
  PathSax(JsonText& text, std::span<const std::size_t> offsets) : text_(text), offsets_(offsets) {}

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
    return goes_on();
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) {
    return false;
  }

  /// The pointer of each; what lies behind the document's end is in what was open then.
  [[nodiscard]] std::vector<std::string> take_pointers() {
    pointers_.resize(offsets_.size(), pointer());
    return std::move(pointers_);
  }

 private:
  struct Container {
    bool is_array;
    std::int64_t index = -1;
    std::optional<std::string> key;
  };

  // Whether a byte is still to come.
  bool goes_on() {
    while (pointers_.size() < offsets_.size() && text_.token_end() > offsets_[pointers_.size()])
      pointers_.push_back(pointer());
    return pointers_.size() < offsets_.size();
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

  void begin_value() {
    if (depth_ > 0 && depth_ == open_.size() && open_.back().is_array) ++open_.back().index;
  }

  bool value() {
    begin_value();
    text_.end_token();
    return goes_on();
  }

  bool number() {
    begin_value();
    text_.end_number_token();
    return goes_on();
  }

  bool open(bool is_array) {
    if (!value()) return false;
    if (depth_++ < kLongestPointer) open_.push_back({.is_array = is_array, .key = {}});
    return true;
  }

  bool close() {
    if (depth_-- == open_.size()) open_.pop_back();
    text_.end_token();
    return goes_on();
  }

  JsonText& text_;
  std::span<const std::size_t> offsets_;
  std::vector<std::string> pointers_;
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

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result = "\"";
  result.append(text.substr(0, first_bad_byte(text.substr(0, longest))));
  return result.append(text.size() > longest ? "…\"" : "\"");
}

Place place_in_json(std::string_view bytes, std::size_t offset) {
  return places_in_json(bytes, {&offset, 1}).front();
}

std::vector<Place> places_in_json(std::string_view bytes, std::span<const std::size_t> offsets) {
  JsonText text(bytes);
  PathSax path(text, offsets);
  (void)nlohmann::json::sax_parse(JsonText::Cursor(text), JsonText::Cursor(), &path);
  std::vector<std::string> pointers = path.take_pointers();
  std::vector<Place> places;
  std::uint64_t line = 1;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const std::size_t offset = std::min(offsets[i], bytes.size());
    for (std::size_t end = bytes.find('\n', line_start); end < offset;
         end = bytes.find('\n', line_start)) {
      line_start = end + 1;
      ++line;
    }
    places.push_back(
        {.line = line, .column = offset - line_start + 1, .field = std::move(pointers[i])});
  }
  return places;
}

Placed<void> check_json_bytes(std::string_view bytes) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return refuse_at({}, Error::file_empty);
  }
  if (const std::size_t bad = first_bad_byte(bytes); bad < bytes.size()) {
    const std::size_t nul = bytes.find('\0', bad);  // NUL_BYTE comes first, wherever it is
    const bool has_nul = nul != std::string_view::npos;
    return refuse_at(place_in_json(bytes, has_nul ? nul : bad),
                     has_nul ? Error::nul_byte : Error::invalid_utf8);
  }
  if (bytes.starts_with("\xef\xbb\xbf")) {
    return refuse_at({.line = 1, .column = 1, .field = {}}, Error::invalid_json,
                     "it begins with a byte order mark");
  }
  return {};
}

std::string syntax_detail(std::string_view what) {
  const std::size_t start = what.find("syntax error");
  if (start == std::string_view::npos) return {};
  what.remove_prefix(start);
  return std::string(what.substr(0, what.find("; last read: ")));
}

}  // namespace repay
