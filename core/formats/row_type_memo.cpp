#include "core/formats/row_type_memo.h"

#include <algorithm>

namespace repay {
namespace {

constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15u;  // 2⁶⁴ / golden ratio

// The last eight bytes of a text, or all of a shorter one.
std::uint64_t last_bytes(std::string_view text) {
  const std::size_t skipped = text.size() > 8 ? text.size() - 8 : 0;
  return first_bytes(text.data() + skipped, text.size() - skipped);
}

// Of a text's first and last bytes and its length; `odd` makes texts in several places differ.
std::uint64_t hash_of(std::string_view text, std::uint64_t odd) {
  const std::uint64_t head = first_bytes(text.data(), text.size());
  return (head + text.size()) * odd + last_bytes(text) * (odd << 32 | odd >> 32);
}

}  // namespace

const RowTypeMemo::Kept& RowTypeMemo::find(const RowWords& words, TextArena& texts) {
  const std::uint64_t hash = hash_of(words.transaction_type, kMix) ^
                             hash_of(words.amount_type, kMix * 3) ^
                             hash_of(words.description, kMix * 5);
  const std::size_t first = hash >> 56;
  for (std::size_t i = first; i < first + kProbes; ++i) {
    if (slots_[i].hash != hash || slots_[i].entry == 0) continue;
    const Entry& entry = entries_[slots_[i].entry - 1];
    if (entry.description.is(words.description) && entry.amount_type.is(words.amount_type) &&
        entry.transaction_type.is(words.transaction_type)) {
      return entry.kept;
    }
  }
  return learn(words, hash, texts);
}

const RowTypeMemo::Kept& RowTypeMemo::learn(const RowWords& words, std::uint64_t hash,
                                            TextArena& texts) {
  const RowType type =
      settlement_row_type(words.transaction_type, words.amount_type, words.description);
  Kept kept;
  kept.kind = type.kind;
  kept.group = type.group;
  kept.flags = type.known ? kFlagNone : kFlagUnknownType;
  kept.description = texts.intern(type.description);
  Entry entry;
  const bool short_enough = entry.transaction_type.set(words.transaction_type) &&
                            entry.amount_type.set(words.amount_type) &&
                            entry.description.set(words.description);
  if (!short_enough) return unkept_ = kept;
  entry.kept = kept;

  if (entries_.size() == kMostEntries) {  // a file of ever new types: keep no more than that many
    entries_.clear();
    slots_.fill({});
  }
  entries_.push_back(entry);

  const auto first = slots_.begin() + static_cast<std::ptrdiff_t>(hash >> 56);
  auto slot = std::find_if(first, first + kProbes, [](const Slot& s) { return s.entry == 0; });
  if (slot == first + kProbes) slot = first + static_cast<std::ptrdiff_t>(next_victim_++ % kProbes);
  *slot = {hash, static_cast<std::uint32_t>(entries_.size())};
  return entries_.back().kept;
}

TextRef TextMemo::find(std::string_view text, TextArena& texts) {
  if (text.empty()) return {};
  const std::uint64_t head = first_bytes(text.data(), text.size());
  const std::uint64_t tail = last_bytes(text);
  const auto size = static_cast<std::uint32_t>(text.size());
  Slot& slot = slots_[((head ^ (tail * kMix)) * kMix + size) >> 56];
  if (slot.head == head && slot.tail == tail && slot.size == size) {
    // Head and tail are all of a text of up to 16 bytes.
    if (size <= 16) return slot.ref;
    if (same_text(texts.get(slot.ref).data(), text.data(), size)) return slot.ref;
  }
  slot = {head, tail, size, texts.intern(text)};
  return slot.ref;
}

}  // namespace repay
