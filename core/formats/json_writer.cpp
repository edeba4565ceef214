#include "core/formats/json_writer.h"

#include "core/formats/utf8.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kFlushAt = std::size_t{64} << 10;
constexpr std::string_view kHex = "0123456789abcdef";

std::string_view short_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return {};
  }
}

bool stands_for_itself(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

}  // namespace

void JsonWriter::begin_value() {
  const bool in_array = !in_array_.empty() && in_array_.back();
  if (!in_array) return;
  text_ += first_ ? "\n" : ",\n";
  first_ = false;
}

void JsonWriter::begin_key(std::string_view key) {
  if (!first_) text_ += ',';
  first_ = false;
  append_string(key);
  text_ += ':';
}

void JsonWriter::begin_object() {
  begin_value();
  text_ += '{';
  in_array_.push_back(false);
  first_ = true;
}

void JsonWriter::begin_object(std::string_view key) {
  begin_key(key);
  text_ += '{';
  in_array_.push_back(false);
  first_ = true;
}

void JsonWriter::end_object() {
  text_ += '}';
  in_array_.pop_back();
  first_ = false;
  flush_if_large();
}

void JsonWriter::begin_array(std::string_view key) {
  begin_key(key);
  text_ += '[';
  in_array_.push_back(true);
  first_ = true;
}

void JsonWriter::element(std::string_view value) {
  begin_value();
  append_string(value);
}

void JsonWriter::end_array() {
  text_ += first_ ? "]" : "\n]";
  in_array_.pop_back();
  first_ = false;
}

void JsonWriter::field(std::string_view key, std::string_view value) {
  begin_key(key);
  append_string(value);
}

void JsonWriter::field(std::string_view key, std::uint64_t value) {
  begin_key(key);
  text_ += std::to_string(value);
}

void JsonWriter::field(std::string_view key, bool value) {
  begin_key(key);
  text_ += value ? "true" : "false";
}

void JsonWriter::field(std::string_view key, Instant value) { field(key, to_string(value)); }

void JsonWriter::null_field(std::string_view key) {
  begin_key(key);
  text_ += "null";
}

void JsonWriter::amount(std::string_view key, std::int64_t minor, Currency currency) {
  begin_key(key);
  text_ += '"';
  append_decimal(text_, minor, currency.digits());
  text_ += '"';
}

void JsonWriter::end_document() {
  text_ += '\n';
  out_.write(text_);
  text_.clear();
}

void JsonWriter::append_string(std::string_view text) {
  text_ += '"';
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start;
    while (end < text.size() && stands_for_itself(text[end])) ++end;
    text_.append(text, start, end - start);
    if (end == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[end]);
    if (const std::string_view escape = short_escape(text[end]); !escape.empty()) {
      text_ += escape;
    } else {
      text_.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
    }
    start = end + 1;
  }
  text_ += '"';
}

void JsonWriter::flush_if_large() {
  if (text_.size() < kFlushAt) return;
  out_.write(text_);
  text_.clear();
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const std::size_t bad = first_bad_byte(text);
    valid.append(text.substr(0, bad));
    if (bad == text.size()) break;
    valid += text[bad] == '\0' ? std::string_view("\0", 1) : "\xef\xbf\xbd";
    text.remove_prefix(bad + 1);
  }
  return valid;
}

}  // namespace repay
