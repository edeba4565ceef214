#include "core/ledger/text_arena.h"

#include <cstddef>

namespace repay {
namespace {

constexpr std::size_t kLongest = 0x7fff;  // two length bytes hold 15 bits

std::size_t hash(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return static_cast<std::size_t>(h ^ (h >> 32));
}

}  // namespace

TextRef TextArena::add(std::string_view text) {
  if (text.empty()) return {};
  check(text.size() <= kLongest);
  check(bytes_.size() + text.size() + 2 <= UINT32_MAX);
  const auto offset = static_cast<std::uint32_t>(bytes_.size());
  if (text.size() >= 0x80) bytes_.push_back(static_cast<char>(0x80 | (text.size() >> 8)));
  bytes_.push_back(static_cast<char>(text.size() & 0xff));
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  return {offset};
}

std::string_view TextArena::get(TextRef ref) const {
  if (ref.offset == 0) return {};
  const auto first = static_cast<unsigned char>(bytes_[ref.offset]);
  if (first < 0x80) return {&bytes_[ref.offset] + 1, first};
  const auto second = static_cast<unsigned char>(bytes_[ref.offset + 1]);
  return {&bytes_[ref.offset] + 2, static_cast<std::size_t>((first & 0x7f) << 8 | second)};
}

TextRef TextArena::intern(std::string_view text) {
  if (text.empty()) return {};
  if (interned_ * 2 >= slots_.size()) grow_table();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash(text) & mask;
  for (; slots_[slot].offset != 0; slot = (slot + 1) & mask) {
    if (get(slots_[slot]) == text) return slots_[slot];
  }
  ++interned_;
  return slots_[slot] = add(text);
}

void TextArena::grow_table() {
  std::vector<TextRef> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const TextRef ref : old) {
    if (ref.offset == 0) continue;
    std::size_t slot = hash(get(ref)) & mask;
    while (slots_[slot].offset != 0) slot = (slot + 1) & mask;
    slots_[slot] = ref;
  }
}

}  // namespace repay
