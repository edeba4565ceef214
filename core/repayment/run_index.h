#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace repay {

/// Which runs {first…last} hold a number, for runs that only ever are added: O(log² n + answer) to
/// ask, O(log² n) amortised to add, 16 bytes a run. Runs stand in trees of doubling sizes, each
/// sorted by `first` with the highest `last` below every node.
class RunIndex {
 public:
  struct Ends {
    std::uint32_t first;
    std::uint32_t last;
  };

  /// Adds runs until there are `count`; ends_of(number) answers one. Runs are numbered from 0.
  template <class EndsOf>
  void grow_to(std::uint32_t count, EndsOf ends_of) {
    if (added_ >= count) return;
    std::vector<Run> carry;
    for (; added_ < count; ++added_) {
      const Ends ends = ends_of(added_);
      carry.push_back({ends.first, ends.last, added_, ends.last});
    }
    // Into the first free level that takes them, with all that is in the levels below.
    std::size_t level = 0;
    for (;; ++level) {
      if (level == levels_.size()) levels_.emplace_back();
      if (levels_[level].empty() && carry.size() <= (std::size_t{1} << level)) break;
      carry.insert(carry.end(), levels_[level].begin(), levels_[level].end());
      levels_[level] = {};
    }
    if (!std::ranges::is_sorted(carry, {}, &Run::first)) std::ranges::sort(carry, {}, &Run::first);
    mark(carry, 0, carry.size());
    levels_[level] = std::move(carry);
  }

  [[nodiscard]] std::uint32_t size() const { return added_; }

  /// Calls use(run) for every run that holds `number`, in no order.
  template <class Use>
  void for_each(std::uint32_t number, Use use) const {
    for (const std::vector<Run>& runs : levels_) ask(runs, 0, runs.size(), number, use);
  }

  [[nodiscard]] std::size_t bytes() const {
    std::size_t total = 0;
    for (const std::vector<Run>& runs : levels_) total += runs.capacity() * sizeof(Run);
    return total;
  }

 private:
  struct Run {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t number;
    std::uint32_t highest;  // `last` of the subtree whose middle this is
  };

  static std::uint32_t mark(std::vector<Run>& runs, std::size_t low, std::size_t high) {
    if (low == high) return 0;
    const std::size_t middle = low + (high - low) / 2;
    runs[middle].highest =
        std::max({runs[middle].last, mark(runs, low, middle), mark(runs, middle + 1, high)});
    return runs[middle].highest;
  }

  template <class Use>
  static void ask(const std::vector<Run>& runs, std::size_t low, std::size_t high,
                  std::uint32_t number, Use& use) {
    if (low == high) return;
    const std::size_t middle = low + (high - low) / 2;
    const Run& run = runs[middle];
    if (run.highest < number) return;
    ask(runs, low, middle, number, use);
    if (run.first > number) return;
    if (run.last >= number) use(run.number);
    ask(runs, middle + 1, high, number, use);
  }

  std::vector<std::vector<Run>> levels_;
  std::uint32_t added_ = 0;
};

}  // namespace repay
