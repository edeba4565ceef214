#include "core/formats/id_table.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <string_view>

namespace repay {
namespace {

constexpr std::size_t kFewest = 1024;

}  // namespace

std::optional<std::size_t> IdTable::insert(const EntryBatch& batch, std::size_t entry) {
  if ((used_ + 1) * 2 > slots_.size()) reserve(used_ * 2 + 1);
  const std::string_view id = batch.texts.get(batch.id[entry]);
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(id));
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    const std::size_t other = slots_[at].number - 1;
    if (slots_[at].hash == hash && batch.texts.get(batch.id[other]) == id) return other;
  }
  slots_[at] = {.hash = hash, .number = static_cast<std::uint32_t>(entry + 1)};
  ++used_;
  return {};
}

void IdTable::reserve(std::size_t entries) {
  std::vector<Slot> old(std::bit_ceil(std::max(entries * 2, kFewest)));
  if (old.size() <= slots_.size()) return;
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace repay
