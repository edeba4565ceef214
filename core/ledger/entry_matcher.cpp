#include "core/ledger/entry_matcher.h"

#include <algorithm>
#include <charconv>

namespace repay {
namespace {

static_assert(kKinds <= 32 && kGroups <= 32);

template <class Enum>
std::uint32_t bits_of(const std::vector<Enum>& values) {
  std::uint32_t bits = 0;
  for (const Enum value : values) bits |= std::uint32_t{1} << static_cast<unsigned>(value);
  return values.empty() ? UINT32_MAX : bits;
}

template <class Enum>
bool has(std::uint32_t bits, Enum value) {
  return (bits >> static_cast<unsigned>(value) & 1) != 0;
}

// Whether a word could be found in "/12" or across it.
bool could_be_number(std::string_view word) {
  const std::string_view end = word.substr(word.rfind('/') + 1);  // npos + 1 is 0
  return std::ranges::all_of(end, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

EntryMatcher::EntryMatcher(const Ledger& ledger, const EntryFilter& filter)
    : ledger_(ledger),
      kinds_(bits_of(filter.kinds)),
      groups_(bits_of(filter.groups)),
      words_(filter.text),
      in_numbers_(std::ranges::any_of(words_.words(), could_be_number)) {}

bool EntryMatcher::admits(Sequence entry) {
  if (!has(kinds_, ledger_.kind(entry)) || !has(groups_, ledger_.facts().group[entry]))
    return false;
  return words_.empty() || found_in(entry) == words_.all();
}

// Stops as soon as all is found.
std::uint8_t EntryMatcher::found_in(Sequence entry) {
  enter_source(entry);
  const std::uint8_t all = words_.all();
  std::uint8_t found = in_settlement_;
  if (found == all) return found;
  const bool derived = ledger_.derived(entry) != Derived::none;
  found |= derived ? words_.found_in(ledger_.description(entry))
                   : found_in_kept(entry, ledger_.description_ref(entry));
  if (found == all) return found;
  found |= found_in_kept(entry, ledger_.order_ref(entry));
  found |= found_in_kept(entry, ledger_.sku_ref(entry));
  if (found == all) return found;
  if (!source_->settlement) found |= words_.found_in(ledger_.settlement_id(entry));
  return found | found_in_id(entry, in_settlement_);
}

std::uint8_t EntryMatcher::found_in_id(Sequence entry, std::uint8_t in_settlement) {
  if (!source_->settlement || ledger_.derived(entry) != Derived::none)
    return words_.found_in(ledger_.id(entry));
  if (!in_numbers_) return in_settlement;
  std::array<char, 16> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), ledger_.label(entry)).ptr;
  id_.resize(source_->settlement->id.size() + 1);
  id_.append(digits.data(), end);
  return words_.found_in(id_);
}

std::uint8_t EntryMatcher::found_in_kept(Sequence, TextRef text) {
  if (text == TextRef{}) return 0;
  Known& known = known_[(text.offset * 0x9e3779b1u) >> 22];
  if (known.source == source_number_ && known.offset == text.offset) return known.found;
  known = {source_number_, text.offset, words_.found_in(source_->texts.get(text))};
  return known.found;
}

void EntryMatcher::enter_source(Sequence entry) {
  const Source* source = &ledger_.source_of(entry);
  if (source == source_) return;
  source_ = source;
  source_number_ = source->first;  // of no other source
  in_settlement_ = 0;
  if (!source->settlement) return;
  in_settlement_ = words_.found_in(source->settlement->id);
  id_ = source->settlement->id + "/";
}

}  // namespace repay
