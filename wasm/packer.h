#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace repay::wire {

/// An answer on its way to JavaScript, as a few cells and one text, so that all of it crosses in
/// one call: field by field a row costs more than to find it.
class Packer {
 public:
  /// A number, a length, or which of several a value is.
  void number(double value);
  void count(std::uint64_t value) { number(static_cast<double>(value)); }
  void amount(std::int64_t minor) { cells_.push_back(minor); }
  void text(std::string_view value);

  /// The value made of it, by the text of its type (unpack.js).
  [[nodiscard]] emscripten::EM_VAL unpack(const char* type) const;

 private:
  std::vector<std::int64_t> cells_;  // doubles by their bits, but for amounts
  std::string texts_;                // one behind the other; their lengths are in the cells
};

}  // namespace repay::wire
