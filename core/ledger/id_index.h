#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/ledger/timeline.h"

namespace repay {

/// Finds entries by a hash of their id. It grows a page of a few hundred entries at a time (an
/// extendible hash table), so that one entry more never moves all others: a table that doubles
/// takes milliseconds for it among 10⁶ entries. Ids themselves stay where they are.
class IdIndex {
 public:
  /// Takes an entry whose id is not there. hash_of(entry) answers the hash of one that is.
  template <class HashOf>
  void add(Sequence entry, std::uint32_t hash, HashOf hash_of) {
    if (directory_.empty()) directory_.push_back(new_page(0, kPageSlots));
    while (is_full(page_for(hash))) make_room(hash, hash_of);
    put(page_for(hash), hash, entry);
    ++size_;
  }

  /// The entry with this hash of which is_it(entry) is true.
  template <class IsIt>
  [[nodiscard]] std::optional<Sequence> find(std::uint32_t hash, IsIt is_it) const {
    if (directory_.empty()) return std::nullopt;
    const Page& page = page_for(hash);
    const std::size_t mask = page.slots.size() - 1;
    for (std::size_t slot = hash & mask; page.slots[slot] != 0; slot = (slot + 1) & mask) {
      if (is_it(page.slots[slot] - 1)) return page.slots[slot] - 1;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t bytes() const {
    std::size_t total = directory_.capacity() * sizeof(std::uint32_t) +
                        pages_.capacity() * sizeof(std::unique_ptr<Page>);
    for (const auto& page : pages_)
      total += sizeof(Page) + page->slots.capacity() * sizeof(Sequence);
    return total;
  }

 private:
  static constexpr std::size_t kPageSlots = 256;

  struct Page {
    std::vector<Sequence> slots;  // entry + 1, 0 is free; the lowest bits of a hash say where
    std::size_t used = 0;
    unsigned depth = 0;  // how many of the highest bits the hashes on the page have in common
  };

  [[nodiscard]] std::uint32_t new_page(unsigned depth, std::size_t slots) {
    auto page = std::make_unique<Page>();
    page->slots.resize(slots);
    page->depth = depth;
    pages_.push_back(std::move(page));
    return static_cast<std::uint32_t>(pages_.size() - 1);
  }

  [[nodiscard]] std::size_t place_of(std::uint32_t hash) const {
    return static_cast<std::size_t>(std::uint64_t{hash} >> (32 - depth_));
  }
  [[nodiscard]] Page& page_for(std::uint32_t hash) { return *pages_[directory_[place_of(hash)]]; }
  [[nodiscard]] const Page& page_for(std::uint32_t hash) const {
    return *pages_[directory_[place_of(hash)]];
  }
  [[nodiscard]] static bool is_full(const Page& page) {
    return page.used * 4 >= page.slots.size() * 3;
  }

  static void put(Page& page, std::uint32_t hash, Sequence entry) {
    const std::size_t mask = page.slots.size() - 1;
    std::size_t slot = hash & mask;
    while (page.slots[slot] != 0) slot = (slot + 1) & mask;
    page.slots[slot] = entry + 1;
    ++page.used;
  }

  // Splits the page in two. Where so many hashes begin alike that the directory would be larger
  // than what is in it, the page grows instead.
  template <class HashOf>
  void make_room(std::uint32_t hash, HashOf hash_of) {
    Page& full = page_for(hash);
    const bool may_deepen = depth_ < 24 && (std::size_t{1} << depth_) <= size_ / 16 + 64;
    if (full.depth == depth_ && may_deepen) deepen();
    std::vector<Sequence> entries(full.depth == depth_ ? full.slots.size() * 2 : kPageSlots);
    entries.swap(full.slots);
    full.used = 0;
    if (full.depth < depth_) {
      if (full.slots.size() < entries.size()) full.slots.resize(entries.size());
      split(hash);
    }
    for (const Sequence entry : entries) {
      if (entry == 0) continue;
      const std::uint32_t its = hash_of(entry - 1);
      put(page_for(its), its, entry - 1);
    }
  }

  void deepen() {
    std::vector<std::uint32_t> twice;
    twice.reserve(directory_.size() * 2);
    for (const std::uint32_t page : directory_) twice.insert(twice.end(), 2, page);
    directory_ = std::move(twice);
    ++depth_;
  }

  // Gives the upper half of the directory's places of the page to a new one.
  void split(std::uint32_t hash) {
    Page& lower = page_for(hash);
    const std::size_t places = std::size_t{1} << (depth_ - lower.depth);
    const std::size_t first = place_of(hash) & ~(places - 1);
    ++lower.depth;
    const std::uint32_t upper = new_page(lower.depth, lower.slots.size());
    for (std::size_t i = places / 2; i < places; ++i) directory_[first + i] = upper;
  }

  std::vector<std::uint32_t> directory_;  // of pages, by the highest `depth_` bits of a hash
  std::vector<std::unique_ptr<Page>> pages_;
  unsigned depth_ = 0;
  std::size_t size_ = 0;
};

}  // namespace repay
