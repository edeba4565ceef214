#include "core/formats/delimiter_scan.h"

#include <algorithm>
#include <array>
#include <bit>

#include "core/base/check.h"
#include "core/formats/byte_block.h"

namespace repay {
namespace {

constexpr std::size_t kWord = 64;   // bytes looked at together
constexpr std::size_t kBatch = 8;   // ends written together, needed or not

// Writes the places of the bits of `mask` from `base` on. Eight at a time without asking how many
// there are: a branch an end would be guessed wrong too often.
inline void write_places(std::uint64_t mask, std::uint32_t base, std::size_t count,
                         std::uint32_t* out) {
  for (std::size_t written = 0; written < count; written += kBatch) {
    for (std::size_t i = 0; i < kBatch; ++i) {
      out[written + i] = base + static_cast<std::uint32_t>(std::countr_zero(mask));
      mask &= mask - 1;
    }
  }
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
  check(size < (std::size_t{1} << 31));
  // Each byte may be an end; a batch may write behind the last one.
  if (ends_.size() < size + 1 + kWord) ends_.resize(size + 1 + kWord);
  if (line_ends_.size() < size + 1) line_ends_.resize(size + 1);
  ends_[0] = UINT32_MAX;  // + 1 is the first byte
  count_ = 0;
  lines_ = 0;
  suspicious_ = false;
}

void FieldEnds::scan(const char* text, std::size_t size) {
  make_room(size);
  std::uint32_t* const ends = ends_.data() + 1;
  std::size_t count = 0;
  std::size_t lines = 0;
  bool suspicious = false;
  for (std::size_t at = 0; at < size; at += kWord) {
    const ByteMasks masks =
        size - at >= kWord ? look_at_64(text + at) : look_at_last(text + at, size - at);
    suspicious |= masks.suspicious != 0;
    const auto found = count_bits(masks.ends);
    write_places(masks.ends, static_cast<std::uint32_t>(at), found, ends + count);
    for (std::uint64_t rest = masks.line_feeds; rest != 0; rest &= rest - 1) {
      const std::size_t up_to_here = count_bits(masks.ends & (rest ^ (rest - 1)));
      line_ends_[lines++] = static_cast<std::uint32_t>(count + up_to_here);
    }
    count += found;
  }
  count_ = count;
  lines_ = lines;
  suspicious_ = suspicious;
}

void FieldEnds::scan_plainly(const char* text, std::size_t size) {
  make_room(size);
  for (std::size_t at = 0; at < size; ++at) {
    const char c = text[at];
    if (c == '\t' || c == '\n') ends_[1 + count_++] = static_cast<std::uint32_t>(at);
    if (c == '\n') line_ends_[lines_++] = static_cast<std::uint32_t>(count_);
    if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) suspicious_ = true;
  }
}

}  // namespace repay
