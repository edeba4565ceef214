#include "core/formats/delimiter_scan.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/formats/byte_block.h"

namespace repay {
namespace {

constexpr std::size_t kWord = 64;  // bytes looked at together

/// For each byte, the places of its bits from the lowest on, and how many there are.
struct PlacesOfBits {
  std::array<std::array<std::uint8_t, 8>, 256> places{};
  std::array<std::uint8_t, 256> count{};

  constexpr PlacesOfBits() {
    for (std::size_t byte = 0; byte < places.size(); ++byte) {
      for (std::uint8_t bit = 0; bit < 8; ++bit) {
        if ((byte >> bit & 1) != 0) places[byte][count[byte]++] = bit;
      }
    }
  }
};

constexpr PlacesOfBits kBits;

// Writes the places of the bits of `mask`, counted from `base`, and answers where the next ones go.
// A byte of the mask is eight numbers looked up and written at once, needed or not: a loop over the
// bits is several times slower, as how many there are is guessed wrong again and again.
inline std::uint16_t* write_places(std::uint64_t mask, std::size_t base, std::uint16_t* out) {
  for (std::size_t i = 0; i < 8; ++i) {
    const std::size_t byte = mask >> (8 * i) & 0xff;
    write_8(kBits.places[byte].data(), static_cast<std::uint16_t>(base + 8 * i), out);
    out += kBits.count[byte];
  }
  return out;
}

// The same for fewer than 64 bytes, of which those behind them must not be told.
ByteMasks look_at_last(const char* from, std::size_t size) {
  std::array<char, kWord> bytes;
  bytes.fill(' ');
  std::copy_n(from, size, bytes.begin());
  return look_at_64(bytes.data());
}

}  // namespace

void FieldEnds::make_room(std::size_t size) {
  check(size <= kMostBytes);
  // Each byte may be an end, and eight are written at once.
  if (ends_.size() < size + 1 + 8) ends_.resize(size + 1 + 8);
  if (line_ends_.size() < size) line_ends_.resize(size);
  ends_[0] = UINT16_MAX;  // + 1 is the first byte
  count_ = 0;
  lines_ = 0;
  suspicious_ = false;
}

void FieldEnds::scan(const char* text, std::size_t size) {
  make_room(size);
  std::uint16_t* const ends = ends_.data() + 1;
  std::uint16_t* next = ends;
  std::uint32_t* line_end = line_ends_.data();
  std::uint64_t suspicious = 0;
  for (std::size_t at = 0; at < size; at += kWord) {
    const ByteMasks masks =
        size - at >= kWord ? look_at_64(text + at) : look_at_last(text + at, size - at);
    suspicious |= masks.suspicious;
    for (std::uint64_t rest = masks.line_feeds; rest != 0; rest &= rest - 1) {
      const std::size_t up_to_here = count_bits(masks.ends & (rest ^ (rest - 1)));
      *line_end++ = static_cast<std::uint32_t>(static_cast<std::size_t>(next - ends) + up_to_here);
    }
    next = write_places(masks.ends, at, next);
  }
  count_ = static_cast<std::size_t>(next - ends);
  lines_ = static_cast<std::size_t>(line_end - line_ends_.data());
  suspicious_ = suspicious != 0;
}

void FieldEnds::scan_plainly(const char* text, std::size_t size) {
  make_room(size);
  for (std::size_t at = 0; at < size; ++at) {
    const char c = text[at];
    if (c == '\t' || c == '\n') ends_[1 + count_++] = static_cast<std::uint16_t>(at);
    if (c == '\n') line_ends_[lines_++] = static_cast<std::uint32_t>(count_);
    if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) suspicious_ = true;
  }
}

}  // namespace repay
