#include "core/cli/table.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/formats/utf8.h"

namespace repay {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array kNoWidth = {
    Range{0x0300, 0x036f}, Range{0x0483, 0x0489}, Range{0x0591, 0x05bd}, Range{0x0610, 0x061a},
    Range{0x064b, 0x065f}, Range{0x06d6, 0x06dc}, Range{0x0e31, 0x0e31}, Range{0x0e34, 0x0e3a},
    Range{0x0e47, 0x0e4e}, Range{0x1ab0, 0x1aff}, Range{0x1dc0, 0x1dff}, Range{0x200b, 0x200d},
    Range{0x20d0, 0x20ff}, Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f}, Range{0xfeff, 0xfeff},
};

constexpr std::array kWide = {
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},   Range{0x3041, 0xa4cf},
    Range{0xa960, 0xa97c},   Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},
    Range{0x1f300, 0x1f64f}, Range{0x1f680, 0x1f6ff}, Range{0x1f900, 0x1faff},
    Range{0x20000, 0x3fffd},
};

// C0, DEL, C1, line and paragraph separators, and the marks of Unicode's bidirectional algorithm.
constexpr std::array kUnsafe = {
    Range{0x0000, 0x001f}, Range{0x007f, 0x009f}, Range{0x061c, 0x061c},
    Range{0x200e, 0x200f}, Range{0x2028, 0x202e}, Range{0x2066, 0x2069},
};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](Range r) { return c >= r.first && c <= r.last; });
}

// Takes the next character off well-formed UTF-8.
char32_t take_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
  constexpr std::array<unsigned, 5> first_bits = {0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t c = byte(0) & first_bits[length];
  for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (byte(i) & 0x3f);
  text.remove_prefix(length);
  return c;
}

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

void append_hex(std::string& text, char32_t c) {
  constexpr std::string_view hex = "0123456789abcdef";
  text += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += hex[(c >> shift) & 15];
}

}  // namespace

std::size_t display_width(std::string_view text) {
  if (is_plain_ascii(text)) return text.size();
  std::size_t width = 0;
  while (!text.empty()) {
    const char32_t c = take_character(text);
    width += is_in(kNoWidth, c) ? 0u : is_in(kWide, c) ? 2u : 1u;
  }
  return width;
}

std::string terminal_text(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  std::string shown;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t c = take_character(text);
    if (is_in(kUnsafe, c)) {
      append_hex(shown, c);
    } else {
      shown.append(before.substr(0, before.size() - text.size()));
    }
  }
  return shown;
}

Table::Table(TextSink& out, std::vector<Column> columns) : out_(out), columns_(std::move(columns)) {
  for (const Column& column : columns_) widths_.push_back(display_width(column.title));
}

void Table::measure(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    widths_[i] = std::max(widths_[i], display_width(row[i]));
  }
}

void Table::print_header() {
  Row titles;
  for (const Column& column : columns_) titles.emplace_back(column.title);
  print(titles);
}

void Table::print(const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t blanks = widths_[i] - std::min(widths_[i], display_width(row[i]));
    if (i > 0) line += "  ";
    if (columns_[i].is_number) line.append(blanks, ' ');
    line += row[i];
    if (!columns_[i].is_number) line.append(blanks, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out_.write(line += '\n');
}

void print_table(TextSink& out, std::vector<Table::Column> columns,
                 const std::vector<Table::Row>& rows) {
  const bool has_titles =
      std::ranges::any_of(columns, [](const Table::Column& c) { return !c.title.empty(); });
  Table table(out, std::move(columns));
  for (const Table::Row& row : rows) table.measure(row);
  if (has_titles) table.print_header();
  for (const Table::Row& row : rows) table.print(row);
}

}  // namespace repay
