#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/ledger/entry.h"

namespace repay {

/// Which entries of a batch have which id, by hash, to find one that stands twice.
class IdTable {
 public:
  /// The entry before that has the id of this one; if there is none, this one is remembered.
  /// Entries count from 0.
  [[nodiscard]] std::optional<std::size_t> insert(const EntryBatch& batch, std::size_t entry);

  /// Makes room for so many.
  void reserve(std::size_t entries);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // the entry's, from 1; 0 is free
  };

  std::vector<Slot> slots_;  // open addressing, at most half full
  std::size_t used_ = 0;
};

}  // namespace repay
