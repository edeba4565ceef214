#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace repay {

/// `text` as it is compared in a search: letters in lower case (Latin, Greek, Cyrillic, Armenian),
/// full-width forms as the usual ones, half-width katakana as full-width, every blank as a space.
/// "ＦＢＡ Fee" is "fba fee", "Straße" stays as it is, "ÉTÉ" is "été".
[[nodiscard]] std::string fold_for_search(std::string_view text);

/// What a person looks for: words, each of which must stand somewhere.
class SearchWords {
 public:
  static constexpr std::size_t kMost = 8;

  /// The words of `text`, folded; those beyond kMost are one with the last.
  explicit SearchWords(std::string_view text);

  [[nodiscard]] bool empty() const { return words_.empty(); }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  /// A bit a word, set when it is in the text, whatever its case and width.
  [[nodiscard]] std::uint8_t found_in(std::string_view text) const;
  [[nodiscard]] std::uint8_t all() const {
    return static_cast<std::uint8_t>((1u << words_.size()) - 1);
  }

 private:
  [[nodiscard]] std::uint8_t found_in_folded(std::string_view text) const;

  std::vector<std::string> words_;
};

}  // namespace repay
