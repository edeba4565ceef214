#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace repay {

/// Where the fields and lines of a text of tab-separated lines end.
///
/// The ends stand in a row, so that field f of a line whose first end is number k is the text
/// [ends[k + f − 1] + 1, ends[k + f]), counted in 16 bits; for the very first field, too: ends has
/// one more element in front, the place before the text.
class FieldEnds {
 public:
  static constexpr std::size_t kMostBytes = 0xffff;

  /// Finds every tab and line feed of `text`, `size` bytes up to kMostBytes, and whether it holds a
  /// byte that needs a closer look: NUL, or one that is not ASCII.
  /// "a\tb\n" of four bytes has the ends 1 and 3, and one line, which ends with end number 2.
  void scan(const char* text, std::size_t size);

  /// The same by the plainest loop there is: what `scan` is tested against.
  void scan_plainly(const char* text, std::size_t size);

  /// The end of the first field; element −1 is readable.
  [[nodiscard]] const std::uint16_t* ends() const { return ends_.data() + 1; }
  [[nodiscard]] std::size_t count() const { return count_; }
  /// For each line feed, how many ends there are up to and with it.
  [[nodiscard]] const std::uint32_t* line_ends() const { return line_ends_.data(); }
  [[nodiscard]] std::size_t lines() const { return lines_; }
  [[nodiscard]] bool suspicious() const { return suspicious_; }

 private:
  void make_room(std::size_t size);

  std::vector<std::uint16_t> ends_;
  std::vector<std::uint32_t> line_ends_;
  std::size_t count_ = 0;
  std::size_t lines_ = 0;
  bool suspicious_ = false;
};

}  // namespace repay
