#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace repay {

/// A JSON object that needs no lexer: every value is a string, and neither keys nor values hold an
/// escape, so that what stands between the quotes is what is meant.
class PlainObject {
 public:
  static constexpr std::size_t kMostMembers = 16;

  struct Member {
    std::string_view key;
    std::string_view value;
    std::size_t value_offset = 0;  ///< of its opening quote
  };

  /// Whether the object whose opening brace is at `offset` of `bytes` (UTF-8) is one, with at least
  /// one member and at most kMostMembers. Whether a key stands twice is not looked at.
  [[nodiscard]] bool scan(std::string_view bytes, std::size_t offset);

  // What the scan found, if it is one.
  [[nodiscard]] std::span<const Member> members() const { return {members_.data(), count_}; }
  /// The offset of the closing brace.
  [[nodiscard]] std::size_t end() const { return at_; }

 private:
  void skip_blanks();
  [[nodiscard]] bool take(char c);
  [[nodiscard]] std::optional<std::string_view> take_string();

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::array<Member, kMostMembers> members_;
  std::size_t count_ = 0;
};

/// The end of a string that stands for itself: the closing quote of the one whose content begins at
/// `offset`. Nothing if it holds an escape or a control character, or does not end.
[[nodiscard]] std::optional<std::size_t> plain_string_end(std::string_view bytes,
                                                          std::size_t offset);

}  // namespace repay
