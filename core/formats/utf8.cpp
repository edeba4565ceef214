#include "core/formats/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace repay {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kHighBits = 0x8080808080808080u;

struct Sequence {
  std::size_t length;          // 0: no sequence begins with this byte
  unsigned char second_least;  // the second byte excludes overlong forms and surrogates
  unsigned char second_most;
};

Sequence sequence_of(unsigned char first) {
  if (first == 0) return {0, 0, 0};
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xc2) return {0, 0, 0};
  if (first < 0xe0) return {2, 0x80, 0xbf};
  if (first == 0xe0) return {3, 0xa0, 0xbf};
  if (first == 0xed) return {3, 0x80, 0x9f};
  if (first < 0xf0) return {3, 0x80, 0xbf};
  if (first == 0xf0) return {4, 0x90, 0xbf};
  if (first < 0xf4) return {4, 0x80, 0xbf};
  if (first == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_well_formed(std::string_view text, std::size_t at, const Sequence& sequence) {
  if (sequence.length == 0 || text.size() - at < sequence.length) return false;
  if (sequence.length == 1) return true;
  const unsigned char second = byte_at(text, at + 1);
  if (second < sequence.second_least || second > sequence.second_most) return false;
  for (std::size_t i = 2; i < sequence.length; ++i) {
    if ((byte_at(text, at + i) & 0xc0) != 0x80) return false;
  }
  return true;
}

// Skips eight bytes at a time while all of them are ASCII and none is NUL.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  while (text.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((((word - kOnes) | word) & kHighBits) != 0) break;
    at += sizeof word;
  }
  return at;
}

}  // namespace

std::size_t first_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while ((at = skip_ascii(text, at)) < text.size()) {
    const Sequence sequence = sequence_of(byte_at(text, at));
    if (!is_well_formed(text, at, sequence)) return at;
    at += sequence.length;
  }
  return at;
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

}  // namespace repay
