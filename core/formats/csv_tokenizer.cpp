#include "core/formats/csv_tokenizer.h"

#include <algorithm>
#include <utility>

#include "core/formats/utf8.h"

namespace repay {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

bool CsvRecord::is_blank() const {
  for (std::size_t column = 0; column < size(); ++column) {
    if ((*this)[column].find_first_not_of(" \t") != std::string_view::npos) return false;
  }
  return true;
}

// Skips a byte order mark, which may come in pieces. What only began like one is data.
void CsvTokenizer::take_mark(std::span<const char>& bytes) {
  while (mark_bytes_ < kByteOrderMark.size() && !bytes.empty()) {
    if (bytes.front() != kByteOrderMark[mark_bytes_]) {
      const std::size_t begun = std::exchange(mark_bytes_, kByteOrderMark.size());
      if (begun == 0) return;
      where_ = Where::plain;
      return add(kByteOrderMark.substr(0, begun));
    }
    ++mark_bytes_;
    bytes = bytes.subspan(1);
  }
}

// How many bytes from here on are the field's as they stand.
std::size_t CsvTokenizer::run_of_text(std::string_view bytes) const {
  if (carriage_return_) return 0;
  if (where_ == Where::quoted) {
    return std::min(bytes.find_first_of("\"\n"), bytes.size());
  }
  if (where_ != Where::plain) return 0;
  std::size_t length = 0;
  while (length < bytes.size()) {
    const char c = bytes[length];
    if (c == separator_ || c == '\n' || c == '\r') break;
    ++length;
  }
  return length;
}

void CsvTokenizer::add(std::string_view text) {
  if (record_.text_.size() + text.size() > kLongestCsvRecord) {
    return refuse(Error::line_too_long,
                  "more than " + std::to_string(kLongestCsvRecord) + " bytes in one record");
  }
  if (!refusal_) record_.text_ += text;
}

void CsvTokenizer::end_field() {
  where_ = Where::field_start;
  if (record_.fields_.size() == kMostCsvColumns) {
    refuse(Error::too_many_columns,
           "more than " + std::to_string(kMostCsvColumns) + " fields in one record");
  }
  if (refusal_) return;
  record_.fields_.push_back({.end = record_.text_.size(), .line = field_line_});
  record_.text_ += separator_;
}

void CsvTokenizer::refuse(Error error, std::string detail) {
  if (refusal_) return;
  refusal_ = Refusal{
      error, {.line = line_, .column = record_.fields_.size() + 1, .field = {}}, std::move(detail)};
}

// Takes one byte that is no run of text; whether it ends the record.
bool CsvTokenizer::take(char c) {
  if (std::exchange(carriage_return_, false) && c != '\n') {
    if (where_ == Where::closed) refuse(Error::invalid_field, "text behind a closing quote");
    where_ = Where::plain;
    add("\r");
  }
  if (where_ == Where::quoted) {
    if (c == '"') {
      where_ = Where::closed;
      return false;
    }
    add({&c, 1});
    if (c == '\n') end_line();
    return false;
  }
  if (where_ == Where::field_start) {
    field_line_ = line_;
    if (c == '"') {
      where_ = Where::quoted;
      return false;
    }
  }
  if (c == '\n') {
    end_field();
    end_line();
    return true;
  }
  if (c == separator_) {
    end_field();
  } else if (c == '\r') {
    carriage_return_ = true;
  } else if (where_ == Where::closed && c == '"') {
    where_ = Where::quoted;
    add("\"");
  } else {
    if (where_ == Where::closed) refuse(Error::invalid_field, "text behind a closing quote");
    where_ = Where::plain;
    add({&c, 1});
  }
  return false;
}

// The record as it stands, or why not; either way the next one can begin.
Placed<const CsvRecord*> CsvTokenizer::whole() {
  done_ = true;
  if (refusal_) return std::unexpected(*refusal_);
  const std::size_t bad = first_bad_byte(record_.text_);
  if (bad == record_.text_.size()) return &record_;
  const std::size_t nul = record_.text_.find('\0', bad);  // NUL_BYTE comes first, wherever it is
  const std::size_t at = nul == std::string::npos ? bad : nul;
  const auto field = std::ranges::find_if(record_.fields_, [&](auto& f) { return f.end > at; });
  return refuse_at({.line = field->line,
                    .column = static_cast<std::uint64_t>(field - record_.fields_.begin()) + 1,
                    .field = {}},
                   nul == std::string::npos ? Error::invalid_utf8 : Error::nul_byte);
}

Placed<const CsvRecord*> CsvTokenizer::next(std::span<const char>& bytes) {
  if (std::exchange(done_, false)) {
    record_.text_.clear();
    record_.fields_.clear();
    refusal_.reset();
  }
  take_mark(bytes);
  while (!bytes.empty()) {
    const std::string_view rest(bytes.data(), bytes.size());
    if (const std::size_t run = run_of_text(rest); run > 0) {
      add(rest.substr(0, run));
      bytes = bytes.subspan(run);
      continue;
    }
    const char c = bytes.front();
    bytes = bytes.subspan(1);
    if (take(c)) return whole();
  }
  return nullptr;
}

Placed<const CsvRecord*> CsvTokenizer::finish() {
  std::span<const char> nothing;
  if (const auto none = next(nothing); !none) return none;
  if (mark_bytes_ < kByteOrderMark.size()) {
    const std::size_t begun = std::exchange(mark_bytes_, kByteOrderMark.size());
    if (begun > 0) where_ = Where::plain;
    add(kByteOrderMark.substr(0, begun));
  }
  if (where_ == Where::quoted) {
    refuse(Error::file_truncated, "a quote is not closed");
    refusal_->place.line = field_line_;
    return std::unexpected(*refusal_);
  }
  carriage_return_ = false;  // half a line end
  if (where_ == Where::field_start && record_.fields_.empty() && !refusal_) return nullptr;
  if (where_ == Where::field_start) field_line_ = line_;
  end_field();
  return whole();
}

}  // namespace repay
