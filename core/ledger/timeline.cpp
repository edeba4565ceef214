#include "core/ledger/timeline.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace repay {

void Sums::add(const Sums& other) {
  total_minor += other.total_minor;
  open_minor += other.open_minor;
  sold_minor += other.sold_minor;
  entries += other.entries;
  open_charges += other.open_charges;
}

void GroupSums::add(const GroupSums& other) {
  for (std::size_t g = 0; g < kGroups; ++g) {
    amount_minor[g] += other.amount_minor[g];
    entries[g] += other.entries[g];
  }
}

void GroupSums::subtract(const GroupSums& other) {
  for (std::size_t g = 0; g < kGroups; ++g) {
    amount_minor[g] -= other.amount_minor[g];
    entries[g] -= other.entries[g];
  }
}

void GroupSums::add(Group group, std::int64_t minor) {
  amount_minor[static_cast<std::size_t>(group)] += minor;
  ++entries[static_cast<std::size_t>(group)];
}

namespace {

Sums sums_of(const EntryFacts& facts, Sequence entry) {
  const std::int64_t left = facts.left_minor[entry];
  return {.total_minor = facts.amount_minor[entry],
          .open_minor = left < 0 ? -left : 0,
          .sold_minor = facts.kind[entry] == Kind::sale ? facts.amount_minor[entry] : 0,
          .entries = 1,
          .open_charges = left < 0 ? 1u : 0u};
}

bool comes_before(const EntryFacts& facts, Sequence a, Instant at, Sequence b) {
  return facts.at[a] < at || (facts.at[a] == at && a < b);
}

}  // namespace

// The leaf and index where (at, entry) stands or would stand; a new entry at a leaf's very end
// stays there.
Timeline::Spot Timeline::spot_for(const EntryFacts& facts, Instant at, Sequence entry) const {
  const auto starts_before = [&](Sequence first) {
    return facts.at[first] < at || (facts.at[first] == at && first <= entry);
  };
  const auto super = std::partition_point(supers_.begin() + 1, supers_.end(),
                                          [&](const Super& s) {
                                            return starts_before(s.leaves.front()->entries[0]);
                                          }) -
                     supers_.begin() - 1;
  const auto& leaves = supers_[static_cast<std::size_t>(super)].leaves;
  const auto leaf =
      std::partition_point(leaves.begin() + 1, leaves.end(),
                           [&](const auto& l) { return starts_before(l->entries[0]); }) -
      leaves.begin() - 1;
  const Leaf& found = *leaves[static_cast<std::size_t>(leaf)];
  const auto end = found.entries.begin() + found.sums.entries;
  const auto index =
      std::partition_point(found.entries.begin(), end,
                           [&](Sequence e) { return comes_before(facts, e, at, entry); }) -
      found.entries.begin();
  return {static_cast<std::size_t>(super), static_cast<std::size_t>(leaf),
          static_cast<std::size_t>(index)};
}

void Timeline::split_super(std::size_t super) {
  Super upper;
  auto& leaves = supers_[super].leaves;
  const std::size_t keep = kSuperLeaves / 2;
  for (std::size_t i = keep; i < leaves.size(); ++i) {
    upper.sums.add(leaves[i]->sums);
    upper.groups.add(leaves[i]->groups);
    upper.leaves.push_back(std::move(leaves[i]));
  }
  leaves.resize(keep);
  Super& lower = supers_[super];
  upper.open_from = lower.open_from > keep ? lower.open_from - keep : 0;
  lower.open_from = std::min(lower.open_from, keep);
  lower.sums = {};
  lower.groups = {};
  for (const auto& leaf : leaves) {
    lower.sums.add(leaf->sums);
    lower.groups.add(leaf->groups);
  }
  supers_.insert(supers_.begin() + static_cast<std::ptrdiff_t>(super) + 1, std::move(upper));
}

// Splits the full leaf at `spot` and answers where the new entry goes then.
Timeline::Spot Timeline::make_room(const EntryFacts& facts, Spot spot) {
  if (supers_[spot.super].leaves.size() == kSuperLeaves) {
    split_super(spot.super);
    const std::size_t kept = supers_[spot.super].leaves.size();
    if (spot.leaf >= kept) spot = {spot.super + 1, spot.leaf - kept, spot.index};
  }
  Super& super = supers_[spot.super];
  Leaf& full = *super.leaves[spot.leaf];
  const bool at_end = spot.index == kLeafEntries;
  const std::size_t keep = at_end ? kLeafEntries : kLeafEntries / 2;
  auto upper = std::make_unique<Leaf>();
  for (std::size_t i = keep; i < kLeafEntries; ++i) {
    const Sequence moved = full.entries[i];
    upper->entries[i - keep] = moved;
    upper->sums.add(sums_of(facts, moved));
    upper->groups.add(facts.group[moved], facts.amount_minor[moved]);
  }
  full.sums.total_minor -= upper->sums.total_minor;
  full.sums.open_minor -= upper->sums.open_minor;
  full.sums.sold_minor -= upper->sums.sold_minor;
  full.sums.entries -= upper->sums.entries;
  full.sums.open_charges -= upper->sums.open_charges;
  full.groups.subtract(upper->groups);
  full.open_from = std::min(full.open_from, full.sums.entries);
  super.leaves.insert(super.leaves.begin() + static_cast<std::ptrdiff_t>(spot.leaf) + 1,
                      std::move(upper));
  super.open_from = std::min(super.open_from, spot.leaf);
  if (spot.index < keep || (!at_end && spot.index == keep)) return spot;
  return {spot.super, spot.leaf + 1, spot.index - keep};
}

bool Timeline::comes_last(const EntryFacts& facts, Sequence entry) const {
  if (supers_.empty()) return true;
  const Leaf& last = *supers_.back().leaves.back();
  return comes_before(facts, last.entries[last.sums.entries - 1], facts.at[entry], entry);
}

// The last leaf if it has room, else a new one behind it.
Timeline::Leaf& Timeline::leaf_behind_all() {
  if (supers_.empty() || supers_.back().leaves.size() == kSuperLeaves) {
    if (supers_.empty() || supers_.back().leaves.back()->sums.entries == kLeafEntries)
      supers_.emplace_back();
  }
  auto& leaves = supers_.back().leaves;
  if (leaves.empty() || leaves.back()->sums.entries == kLeafEntries)
    leaves.push_back(std::make_unique<Leaf>());
  return *leaves.back();
}

// Adds entries from `first` on that come behind all others, as many as the leaf takes; answers the
// next.
Sequence Timeline::fill_leaf(const EntryFacts& facts, Leaf& leaf, Sequence first, Sequence end) {
  Sums added;
  GroupSums groups;
  Sequence entry = first;
  for (std::size_t i = leaf.sums.entries; i < kLeafEntries && entry < end; ++i, ++entry) {
    if (entry > first && facts.at[entry] < facts.at[entry - 1]) break;
    leaf.entries[i] = entry;
    added.total_minor += facts.amount_minor[entry];
    added.sold_minor += facts.kind[entry] == Kind::sale ? facts.amount_minor[entry] : 0;
    groups.add(facts.group[entry], facts.amount_minor[entry]);
  }
  added.entries = entry - first;
  leaf.sums.add(added);
  leaf.groups.add(groups);
  supers_.back().sums.add(added);
  supers_.back().groups.add(groups);
  return entry;
}

void Timeline::insert_from(const EntryFacts& facts, Sequence first) {
  const auto end = static_cast<Sequence>(facts.at.size());
  while (first < end) {
    if (comes_last(facts, first)) {
      first = fill_leaf(facts, leaf_behind_all(), first, end);
    } else {
      insert(facts, first++);
    }
  }
}

void Timeline::insert(const EntryFacts& facts, Sequence entry) {
  check(facts.left_minor[entry] == 0);
  if (comes_last(facts, entry)) {
    fill_leaf(facts, leaf_behind_all(), entry, entry + 1);
    return;
  }
  Spot spot = spot_for(facts, facts.at[entry], entry);
  if (supers_[spot.super].leaves[spot.leaf]->sums.entries == kLeafEntries)
    spot = make_room(facts, spot);
  Super& super = supers_[spot.super];
  Leaf& leaf = *super.leaves[spot.leaf];
  const auto at = leaf.entries.begin() + static_cast<std::ptrdiff_t>(spot.index);
  std::copy_backward(at, leaf.entries.begin() + leaf.sums.entries,
                     leaf.entries.begin() + leaf.sums.entries + 1);
  *at = entry;
  // What was before the first open entry stays before it; one moved up by the insertion is not
  // lost.
  if (spot.index < leaf.open_from) ++leaf.open_from;
  const Sums one = sums_of(facts, entry);
  leaf.sums.add(one);
  super.sums.add(one);
  leaf.groups.add(facts.group[entry], facts.amount_minor[entry]);
  super.groups.add(facts.group[entry], facts.amount_minor[entry]);
}

// Entries are mostly looked for in the order in which they stand, so look behind the last one
// first.
Timeline::Spot Timeline::find(const EntryFacts& facts, Sequence entry) {
  const auto stands_at = [&](const Spot& spot) {
    if (spot.super >= supers_.size() || spot.leaf >= supers_[spot.super].leaves.size())
      return false;
    const Leaf& leaf = *supers_[spot.super].leaves[spot.leaf];
    return spot.index < leaf.sums.entries && leaf.entries[spot.index] == entry;
  };
  Spot spot = found_;
  spot.index += entry - found_entry_;
  if (!stands_at(spot)) {
    spot.index -= kLeafEntries;
    if (++spot.leaf == kSuperLeaves) spot = {spot.super + 1, 0, spot.index};
  }
  if (!stands_at(spot)) spot = spot_for(facts, facts.at[entry], entry);
  check(stands_at(spot));
  found_ = spot;
  found_entry_ = entry;
  return spot;
}

void Timeline::set_left(EntryFacts& facts, Sequence entry, std::int64_t left_minor) {
  const std::int64_t old = facts.left_minor[entry];
  facts.left_minor[entry] = left_minor;
  const std::int64_t opens = (left_minor < 0 ? -left_minor : 0) - (old < 0 ? -old : 0);
  if (opens == 0) return;
  const auto count =
      static_cast<std::uint32_t>(left_minor < 0) - static_cast<std::uint32_t>(old < 0);
  const Spot spot = find(facts, entry);
  Super& super = supers_[spot.super];
  Leaf& leaf = *super.leaves[spot.leaf];
  leaf.sums.open_minor += opens;
  leaf.sums.open_charges += count;
  super.sums.open_minor += opens;
  super.sums.open_charges += count;
  super.open_from = std::min(super.open_from, spot.leaf);
  leaf.open_from = std::min(leaf.open_from, static_cast<std::uint32_t>(spot.index));
}

Sums Timeline::sums() const {
  Sums all;
  for (const Super& super : supers_) all.add(super.sums);
  return all;
}

template <class TakeNode, class TakeEntry>
Timeline::Position Timeline::descend(const EntryFacts& facts, TakeNode take_node,
                                     TakeEntry take_entry) const {
  Position p;
  for (; p.super < supers_.size(); ++p.super) {
    ++nodes_visited_;
    if (!take_node(p.before, supers_[p.super].sums)) break;
    p.before.add(supers_[p.super].sums);
  }
  if (p.super == supers_.size()) return p;
  const auto& leaves = supers_[p.super].leaves;
  for (; take_node(p.before, leaves[p.leaf]->sums); ++p.leaf) {
    ++nodes_visited_;
    p.before.add(leaves[p.leaf]->sums);
  }
  const Leaf& leaf = *leaves[p.leaf];
  for (;; ++p.index) {
    check(p.index < leaf.sums.entries);
    ++nodes_visited_;
    const Sums one = sums_of(facts, leaf.entries[p.index]);
    if (!take_entry(p.before, one)) return p;
    p.before.add(one);
  }
}

Timeline::Position Timeline::nth(std::size_t rank, const EntryFacts& facts) const {
  const auto take = [rank](const Sums& before, const Sums& node) {
    return before.entries + node.entries <= rank;
  };
  return descend(facts, take, take);
}

Timeline::Position Timeline::nth_open(std::size_t rank, const EntryFacts& facts) const {
  const auto take = [rank](const Sums& before, const Sums& node) {
    return before.open_charges + node.open_charges <= rank;
  };
  return descend(facts, take, take);
}

Timeline::Position Timeline::after_paying(std::int64_t amount_minor,
                                          const EntryFacts& facts) const {
  const auto take = [amount_minor](const Sums& before, const Sums& node) {
    return node.open_minor <= amount_minor - before.open_minor;
  };
  return descend(facts, take, take);
}

Timeline::Position Timeline::lower_bound(const EntryFacts& facts, Instant at) const {
  Position p;
  if (supers_.empty()) return p;
  const Spot spot = spot_for(facts, at, 0);
  p.super = spot.super;
  p.leaf = spot.leaf;
  nodes_visited_ += spot.super + spot.leaf + spot.index;
  for (std::size_t s = 0; s < spot.super; ++s) p.before.add(supers_[s].sums);
  for (std::size_t l = 0; l < spot.leaf; ++l) p.before.add(supers_[spot.super].leaves[l]->sums);
  for (; p.index < spot.index; ++p.index) p.before.add(sums_of(facts, entry(p)));
  skip_used_up(p);
  return p;
}

GroupSums Timeline::groups_before(const Position& position, const EntryFacts& facts) const {
  GroupSums groups;
  for (std::size_t s = 0; s < position.super; ++s) groups.add(supers_[s].groups);
  if (at_end(position)) return groups;
  const auto& leaves = supers_[position.super].leaves;
  for (std::size_t l = 0; l < position.leaf; ++l) groups.add(leaves[l]->groups);
  for (std::size_t i = 0; i < position.index; ++i) {
    const Sequence e = leaves[position.leaf]->entries[i];
    groups.add(facts.group[e], facts.amount_minor[e]);
  }
  return groups;
}

Sequence Timeline::entry(const Position& position) const {
  return supers_[position.super].leaves[position.leaf]->entries[position.index];
}

// From the end of a leaf or super to the start of the next.
void Timeline::skip_used_up(Position& position) const {
  const Super& super = supers_[position.super];
  if (position.index < super.leaves[position.leaf]->sums.entries) return;
  position.index = 0;
  if (++position.leaf < super.leaves.size()) return;
  position.leaf = 0;
  ++position.super;
}

void Timeline::next(Position& position, const EntryFacts& facts) const {
  position.before.add(sums_of(facts, entry(position)));
  ++position.index;
  skip_used_up(position);
}

void Timeline::next_open(Position& position, const EntryFacts& facts) const {
  const std::uint32_t wanted = position.before.open_charges + 1;
  const Leaf& leaf = *supers_[position.super].leaves[position.leaf];
  do {
    position.before.add(sums_of(facts, leaf.entries[position.index]));
    ++position.index;
  } while (position.index < leaf.sums.entries &&
           facts.left_minor[leaf.entries[position.index]] >= 0);
  if (position.index == leaf.sums.entries) position = nth_open(wanted, facts);
}

std::size_t Timeline::bytes() const {
  std::size_t total = supers_.capacity() * sizeof(Super);
  for (const Super& super : supers_) {
    total += super.leaves.capacity() * sizeof(void*) + super.leaves.size() * sizeof(Leaf);
  }
  return total;
}

}  // namespace repay
