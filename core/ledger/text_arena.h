#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/check.h"

namespace repay {

/// A text kept in a TextArena. The default one is the empty text.
struct TextRef {
  std::uint32_t offset = 0;
  friend bool operator==(const TextRef&, const TextRef&) = default;
};

/// Texts of many entries, one after another in one run of bytes: four bytes an entry that points to
/// one, nothing is freed singly. Up to 4 GiB.
class TextArena {
 public:
  TextArena() { bytes_.push_back('\0'); }

  /// Keeps a copy of `text` (up to 32,767 bytes; longer is a bug of the caller) and says where.
  /// Does not look for an equal one.
  [[nodiscard]] TextRef add(std::string_view text);

  /// Like add, but answers the place of an equal text kept by `intern` before. For texts of which
  /// there are few (descriptions), as it searches a table.
  [[nodiscard]] TextRef intern(std::string_view text);

  /// The text kept at `ref`; valid until the next add.
  [[nodiscard]] std::string_view get(TextRef ref) const;

  [[nodiscard]] std::size_t bytes() const {
    return bytes_.capacity() + slots_.capacity() * sizeof(TextRef);
  }
  /// Bytes of texts kept so far, of the 4 GiB there can be.
  [[nodiscard]] std::size_t used() const { return bytes_.size(); }
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }

 private:
  void grow_table();

  std::vector<char> bytes_;     // length (one byte below 128, else two), then the text
  std::vector<TextRef> slots_;  // open addressing over interned texts; offset 0 is free
  std::size_t interned_ = 0;
};

}  // namespace repay
