#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/time.h"

namespace repay {

/// Amounts at instants, and their sum from any instant on: O(√n), as it looks at the sums of blocks
/// and into one block. For what few entries have; what all have is in the timeline.
class InstantSums {
 public:
  void add(Instant at, std::int64_t minor) {
    if (minor == 0) return;
    if (blocks_.empty()) blocks_.emplace_back();
    auto block = block_for(at);
    block->sum += minor;
    auto place = std::ranges::lower_bound(block->items, at, {}, &Item::at);
    if (place != block->items.end() && place->at == at) {
      place->minor += minor;
      return;
    }
    block->items.insert(place, {at, minor});
    if (block->items.size() > kMostItems) split(block);
  }

  /// Of `from` and later.
  [[nodiscard]] std::int64_t sum_from(Instant from) const {
    std::int64_t sum = 0;
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
      ++visited_;
      if (!block->items.empty() && block->items.front().at >= from) {
        sum += block->sum;
        continue;
      }
      for (auto item = block->items.rbegin(); item != block->items.rend(); ++item) {
        if (item->at < from) return sum;
        ++visited_;
        sum += item->minor;
      }
      return sum;
    }
    return sum;
  }

  /// Blocks and amounts that questions have looked at so far, as Timeline::nodes_visited.
  [[nodiscard]] std::uint64_t visited() const { return visited_; }
  [[nodiscard]] std::size_t bytes() const {
    std::size_t total = blocks_.capacity() * sizeof(Block);
    for (const Block& block : blocks_) total += block.items.capacity() * sizeof(Item);
    return total;
  }

 private:
  static constexpr std::size_t kMostItems = 512;

  struct Item {
    Instant at;
    std::int64_t minor;
  };
  struct Block {
    std::vector<Item> items;  // by instant
    std::int64_t sum = 0;
  };

  // The last block that begins at or before `at`, else the first.
  [[nodiscard]] std::vector<Block>::iterator block_for(Instant at) {
    const auto behind =
        std::partition_point(blocks_.begin() + 1, blocks_.end(),
                             [&](const Block& block) { return block.items.front().at <= at; });
    return behind - 1;
  }

  void split(std::vector<Block>::iterator block) {
    Block upper;
    const auto middle = block->items.begin() + kMostItems / 2;
    upper.items.assign(middle, block->items.end());
    for (const Item& item : upper.items) upper.sum += item.minor;
    block->items.erase(middle, block->items.end());
    block->sum -= upper.sum;
    blocks_.insert(block + 1, std::move(upper));
  }

  std::vector<Block> blocks_;
  mutable std::uint64_t visited_ = 0;
};

}  // namespace repay
