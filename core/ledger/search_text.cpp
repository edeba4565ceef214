#include "core/ledger/search_text.h"

#include <algorithm>
#include <array>

namespace repay {
namespace {

struct Range {
  char32_t first;
  char32_t last;
  char32_t folded;  // of `first`; the others follow it
};

// Capitals whose small letters stand together elsewhere.
constexpr std::array kShifted = {
    Range{U'A', U'Z', U'a'},     Range{0xc0, 0xd6, 0xe0},     Range{0xd8, 0xde, 0xf8},
    Range{0x386, 0x386, 0x3ac},  Range{0x388, 0x38a, 0x3ad},  Range{0x38c, 0x38c, 0x3cc},
    Range{0x38e, 0x38f, 0x3cd},  Range{0x391, 0x3a1, 0x3b1},  Range{0x3a3, 0x3ab, 0x3c3},
    Range{0x3c2, 0x3c2, 0x3c3},  Range{0x400, 0x40f, 0x450},  Range{0x410, 0x42f, 0x430},
    Range{0x531, 0x556, 0x561},  Range{0x178, 0x178, 0xff},   Range{0x1e9e, 0x1e9e, 0xdf},
    Range{0x130, 0x130, U'i'},   Range{0xff01, 0xff20, U'!'}, Range{0xff21, 0xff3a, U'a'},
    Range{0xff3b, 0xff5e, U'['}, Range{0x3000, 0x3000, U' '}, Range{0xa0, 0xa0, U' '},
    Range{0x202f, 0x202f, U' '}, Range{0xffe0, 0xffe1, 0xa2}, Range{0xffe5, 0xffe5, 0xa5},
};

// Capitals each of which stands before its small letter.
constexpr std::array kPairsFromEven = {Range{0x100, 0x137, 0},   Range{0x14a, 0x177, 0},
                                       Range{0x1e00, 0x1e95, 0}, Range{0x1ea0, 0x1eff, 0},
                                       Range{0x460, 0x481, 0},   Range{0x48a, 0x4bf, 0},
                                       Range{0x4d0, 0x52f, 0}};
constexpr std::array kPairsFromOdd = {Range{0x139, 0x148, 0}, Range{0x179, 0x17e, 0},
                                      Range{0x4c1, 0x4ce, 0}};

// Half-width katakana from U+FF61 on.
constexpr std::u32string_view kKatakana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    U"マミムメモヤユヨラリルレロワン゛゜";
constexpr char32_t kFirstHalfWidth = 0xff61;
constexpr char32_t kHalfVoiced = 0xff9e;
constexpr char32_t kHalfSemiVoiced = 0xff9f;

bool is_in(const Range& range, char32_t c) { return c >= range.first && c <= range.last; }

char32_t fold(char32_t c) {
  const auto in_range = [c](const Range& range) { return is_in(range, c); };
  for (const Range& range : kShifted) {
    if (is_in(range, c)) return range.folded + (c - range.first);
  }
  if (std::ranges::any_of(kPairsFromEven, in_range)) return c | 1;
  if (std::ranges::any_of(kPairsFromOdd, in_range)) return c % 2 == 1 ? c + 1 : c;
  if (c >= kFirstHalfWidth && c < kFirstHalfWidth + kKatakana.size())
    return kKatakana[c - kFirstHalfWidth];
  return c;
}

// Half-width katakana write a voiced syllable as two: ｶﾞ is ガ.
char32_t voiced(char32_t syllable, char32_t mark) {
  constexpr std::u32string_view plain = U"カキクケコサシスセソタチツテトハヒフヘホ";
  if (mark == kHalfVoiced && syllable == U'ウ') return U'ヴ';
  if (mark == kHalfVoiced && plain.contains(syllable)) return syllable + 1;
  if (mark == kHalfSemiVoiced && plain.substr(15).contains(syllable)) return syllable + 2;
  return 0;
}

// Takes the next character off well-formed UTF-8.
char32_t take(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
  constexpr std::array<unsigned, 5> first_bits = {0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t c = byte(0) & first_bits[length];
  for (std::size_t i = 1; i < length && i < text.size(); ++i) c = (c << 6) | (byte(i) & 0x3f);
  text.remove_prefix(std::min(length, text.size()));
  return c;
}

void append(std::string& text, char32_t c) {
  const auto byte = [&](char32_t bits) { text += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xc0 | (c >> 6));
  } else if (c < 0x10000) {
    byte(0xe0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3f));
  } else {
    byte(0xf0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3f));
    byte(0x80 | ((c >> 6) & 0x3f));
  }
  byte(0x80 | (c & 0x3f));
}

constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char fold_ascii(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
  return is_blank(c) ? ' ' : c;
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::string folded;
  char32_t last = 0;  // folded, where a mark may change it
  std::size_t last_at = 0;
  while (!text.empty()) {
    char32_t c = take(text);
    if (const char32_t both = voiced(last, c); both != 0) {
      folded.resize(last_at);
      c = both;
    }
    last = c < 0x80 ? static_cast<char32_t>(fold_ascii(static_cast<char>(c))) : fold(c);
    last_at = folded.size();
    append(folded, last);
  }
  return folded;
}

SearchWords::SearchWords(std::string_view text) {
  const std::string folded = fold_for_search(text);
  std::string_view left = folded;
  while (true) {
    left.remove_prefix(std::min(left.find_first_not_of(' '), left.size()));
    if (left.empty()) return;
    const bool is_last = words_.size() + 1 == kMost;
    const std::size_t end =
        is_last ? left.find_last_not_of(' ') + 1 : std::min(left.find(' '), left.size());
    words_.emplace_back(left.substr(0, end));
    if (is_last) return;
    left.remove_prefix(end);
  }
}

std::uint8_t SearchWords::found_in_folded(std::string_view text) const {
  unsigned found = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) found |= unsigned{text.contains(words_[i])} << i;
  return static_cast<std::uint8_t>(found);
}

std::uint8_t SearchWords::found_in(std::string_view text) const {
  // Nearly every text is short and ASCII.
  std::array<char, 256> folded;
  if (text.size() > folded.size()) return found_in_folded(fold_for_search(text));
  unsigned bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bits |= static_cast<unsigned char>(text[i]);
    folded[i] = fold_ascii(text[i]);
  }
  if (bits >= 0x80) return found_in_folded(fold_for_search(text));
  return found_in_folded({folded.data(), text.size()});
}

}  // namespace repay
