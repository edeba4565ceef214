#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/formats/byte_block.h"
#include "core/formats/settlement_types.h"
#include "core/ledger/entry.h"

namespace repay {

/// The three texts that say what a row is. Each must be readable for 64 bytes from its start.
struct RowWords {
  std::string_view transaction_type;
  std::string_view amount_type;
  std::string_view description;
};

/// What `settlement_row_type` answers, kept: a file has a few dozen types in millions of rows.
class RowTypeMemo {
 public:
  struct Kept {
    std::array<Kind, 3> kind{};
    std::array<Group, 3> group{};
    std::uint8_t flags = 0;
    TextRef description;
  };

  /// The type of a row with these words; its description is interned in `texts`. The answer is
  /// valid until the next call.
  [[nodiscard]] const Kept& find(const RowWords& words, TextArena& texts);

 private:
  struct Entry {
    ShortText transaction_type;
    ShortText amount_type;
    ShortText description;
    Kept kept;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t entry = 0;  // from 1; 0: free
  };
  static constexpr std::size_t kSlots = 256;
  static constexpr std::size_t kProbes = 4;
  static constexpr std::size_t kMostEntries = 4096;

  [[nodiscard]] const Kept& learn(const RowWords& words, std::uint64_t hash, TextArena& texts);

  std::vector<Entry> entries_;
  std::array<Slot, kSlots + kProbes> slots_{};
  std::size_t next_victim_ = 0;
  Kept unkept_;  // the answer for words too long to keep
};

/// Texts that come again and again, like skus, kept once each while they are among the last few
/// hundred different ones, and for good in the arena's own table.
class TextMemo {
 public:
  /// Where `text` is kept in `texts`. It must be readable for 8 bytes from its start.
  [[nodiscard]] TextRef find(std::string_view text, TextArena& texts);

 private:
  struct Slot {
    std::uint64_t head = 0;  // the first and the last eight bytes
    std::uint64_t tail = 0;
    std::uint32_t size = 0;
    TextRef ref;
  };
  static constexpr std::size_t kSlots = 256;
  std::array<Slot, kSlots> slots_{};
};

}  // namespace repay
