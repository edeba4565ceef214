#include "core/formats/plain_object.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "core/formats/json_text.h"

namespace repay {
namespace {

// Eight bytes at a time: the high bit of every byte that is zero, if no lower one is.
constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - kOnes) & ~word & (kOnes << 7);
}

// The high bit of the first byte that may not stand in a plain string; the bits above it may be
// wrong.
constexpr std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & (kOnes << 7);
  return control | zero_bytes(word ^ (kOnes * '"')) | zero_bytes(word ^ (kOnes * '\\'));
}

}  // namespace

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

void PlainObject::skip_blanks() {
  while (at_ < bytes_.size() && is_json_blank(bytes_[at_])) ++at_;
}

bool PlainObject::take(char c) {
  skip_blanks();
  if (at_ == bytes_.size() || bytes_[at_] != c) return false;
  ++at_;
  return true;
}

std::optional<std::string_view> PlainObject::take_string() {
  if (!take('"')) return {};
  const auto end = plain_string_end(bytes_, at_);
  if (!end) return {};
  const std::string_view content = bytes_.substr(at_, *end - at_);
  at_ = *end + 1;
  return content;
}

bool PlainObject::scan(std::string_view bytes, std::size_t offset) {
  bytes_ = bytes;
  at_ = offset + 1;
  count_ = 0;
  do {
    if (count_ == kMostMembers) return false;
    const auto key = take_string();
    if (!key || !take(':')) return false;
    skip_blanks();
    const std::size_t value_offset = at_;
    const auto value = take_string();
    if (!value) return false;
    members_[count_++] = {.key = *key, .value = *value, .value_offset = value_offset};
  } while (take(','));
  return at_ < bytes_.size() && bytes_[at_] == '}';
}

}  // namespace repay
