#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/time.h"
#include "core/ledger/column.h"
#include "core/ledger/kind.h"

namespace repay {

/// An entry's place in the order of arrival, from 0. Never reused, never moved.
using Sequence = std::uint32_t;

/// The facts of entries that the timeline orders and adds up, by sequence.
struct EntryFacts {
  Column<Instant> at;                 ///< incurred at
  Column<std::int64_t> amount_minor;  ///< effect on the balance
  /// What of the entry is not used up, with the entry's sign: − the open part of a charge, + the
  /// waiting part of a credit.
  Column<std::int64_t> left_minor;
  Column<Group> group;
  Column<Kind> kind;
};

/// What a stretch of entries adds up to.
struct Sums {
  std::int64_t total_minor = 0;
  std::int64_t open_minor = 0;  ///< open parts of charges, positive
  std::int64_t sold_minor = 0;  ///< of the total, entries of kind sale
  std::uint32_t entries = 0;
  std::uint32_t open_charges = 0;

  void add(const Sums& other);
};

struct GroupSums {
  std::array<std::int64_t, kGroups> amount_minor{};
  std::array<std::uint32_t, kGroups> entries{};

  void add(const GroupSums& other);
  void subtract(const GroupSums& other);
  void add(Group group, std::int64_t minor);
};

/// All entries in (incurred-at, sequence) order, with sums over every stretch of it: three levels,
/// top → supers of up to 128 leaves → leaves of up to 512 entries. A question walks the top, one
/// super and one leaf; an insertion moves at most one leaf. Sums cannot overflow when the gross
/// sums of charges and of credits each fit int64, which the ledger sees to.
class Timeline {
 public:
  /// A place between entries: everything before it is `before`.
  struct Position {
    std::size_t super = 0;
    std::size_t leaf = 0;
    std::size_t index = 0;
    Sums before;
  };

  /// Puts an entry in its place; its facts must be there, with nothing left.
  void insert(const EntryFacts& facts, Sequence entry);

  /// The same for all entries from `first` on, which is quick where they stand in order behind the
  /// others.
  void insert_from(const EntryFacts& facts, Sequence first);

  /// Changes what is left of an entry and keeps the open sums.
  void set_left(EntryFacts& facts, Sequence entry, std::int64_t left_minor);

  /// Pays open charges oldest first out of `amount_minor` and calls paid(entry, paid_minor) for
  /// each it touches; answers what could not be used. Costs the charges touched.
  template <class Paid>
  std::int64_t pay_oldest(EntryFacts& facts, std::int64_t amount_minor, Paid paid);

  [[nodiscard]] Sums sums() const;

  /// The first entry not before `at`.
  [[nodiscard]] Position lower_bound(const EntryFacts& facts, Instant at) const;
  /// The entry with `rank` entries before it.
  [[nodiscard]] Position nth(std::size_t rank, const EntryFacts& facts) const;
  /// The open charge with `rank` open charges before it.
  [[nodiscard]] Position nth_open(std::size_t rank, const EntryFacts& facts) const;
  /// The first open charge that paying `amount_minor` oldest first does not close.
  [[nodiscard]] Position after_paying(std::int64_t amount_minor, const EntryFacts& facts) const;

  /// Group sums of everything before a position.
  [[nodiscard]] GroupSums groups_before(const Position& position, const EntryFacts& facts) const;

  [[nodiscard]] bool at_end(const Position& position) const {
    return position.super == supers_.size();
  }
  [[nodiscard]] Sequence entry(const Position& position) const;
  /// Goes past one entry.
  void next(Position& position, const EntryFacts& facts) const;
  /// Goes past one entry and on to the next open charge, passing over leaves without any.
  void next_open(Position& position, const EntryFacts& facts) const;

  /// Nodes that questions have looked at so far: work counted, so that a test can bound it.
  [[nodiscard]] std::uint64_t nodes_visited() const { return nodes_visited_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::size_t kLeafEntries = 512;
  static constexpr std::size_t kSuperLeaves = 128;

  struct Leaf {
    Sums sums;
    GroupSums groups;
    std::uint32_t open_from = 0;  ///< no entry before this index is open
    std::array<Sequence, kLeafEntries> entries;
  };
  struct Super {
    Sums sums;
    GroupSums groups;
    std::size_t open_from = 0;  ///< no leaf before this index has an open charge
    std::vector<std::unique_ptr<Leaf>> leaves;
  };
  struct Spot {
    std::size_t super;
    std::size_t leaf;
    std::size_t index;
  };

  [[nodiscard]] Spot spot_for(const EntryFacts& facts, Instant at, Sequence entry) const;
  [[nodiscard]] Spot make_room(const EntryFacts& facts, Spot spot);
  [[nodiscard]] Spot find(const EntryFacts& facts, Sequence entry);
  [[nodiscard]] bool comes_last(const EntryFacts& facts, Sequence entry) const;
  [[nodiscard]] Leaf& leaf_behind_all();
  Sequence fill_leaf(const EntryFacts& facts, Leaf& leaf, Sequence first, Sequence end);
  void split_super(std::size_t super);
  void skip_used_up(Position& position) const;

  template <class TakeNode, class TakeEntry>
  [[nodiscard]] Position descend(const EntryFacts& facts, TakeNode take_node,
                                 TakeEntry take_entry) const;
  template <class Paid>
  void pay_leaf(EntryFacts& facts, Leaf& leaf, std::int64_t& amount_minor, Paid paid);

  std::vector<Super> supers_;
  Spot found_{};  // where the last entry looked for stood: the next is often close behind
  Sequence found_entry_ = 0;
  mutable std::uint64_t nodes_visited_ = 0;
};

template <class Paid>
std::int64_t Timeline::pay_oldest(EntryFacts& facts, std::int64_t amount_minor, Paid paid) {
  for (Super& super : supers_) {
    for (std::size_t& at = super.open_from; super.sums.open_charges > 0; ++at) {
      Leaf& leaf = *super.leaves[at];
      if (leaf.sums.open_charges == 0) continue;
      const Sums leaf_before = leaf.sums;
      pay_leaf(facts, leaf, amount_minor, paid);
      super.sums.open_minor -= leaf_before.open_minor - leaf.sums.open_minor;
      super.sums.open_charges -= leaf_before.open_charges - leaf.sums.open_charges;
      if (amount_minor == 0) return 0;
    }
  }
  return amount_minor;
}

template <class Paid>
void Timeline::pay_leaf(EntryFacts& facts, Leaf& leaf, std::int64_t& amount_minor, Paid paid) {
  std::uint32_t i = leaf.open_from;
  for (; i < leaf.sums.entries && amount_minor > 0; ++i) {
    const Sequence entry = leaf.entries[i];
    const std::int64_t open = -facts.left_minor[entry];
    if (open <= 0) continue;
    const std::int64_t part = std::min(open, amount_minor);
    facts.left_minor[entry] = part - open;
    amount_minor -= part;
    leaf.sums.open_minor -= part;
    paid(entry, part);
    if (part < open) break;
    --leaf.sums.open_charges;
  }
  leaf.open_from = i;
}

}  // namespace repay
