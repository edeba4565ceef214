#include "core/engine/policy.h"

#include <algorithm>

#include "core/engine/policy_fields.h"

namespace repay {
namespace {

/// Looks whether every field is what the reader could have made it.
class Checker {
 public:
  [[nodiscard]] bool good() const { return good_; }

  void section(std::string_view, const auto& body) { body(); }
  void word(std::string_view, const auto&) {}
  void truth(std::string_view, bool) {}
  void number(std::string_view, int value, int least, int most) {
    expect(value >= least && value <= most);
  }
  void optional_number(std::string_view key, const std::optional<int>& value, int least, int most) {
    if (value) number(key, *value, least, most);
  }
  template <class Word>
  void words(std::string_view, const std::vector<Word>& words, std::size_t least) {
    expect(words.size() >= least);
    for (std::size_t i = 0; i < words.size(); ++i) {
      expect(may_stand(words[i]));
      expect(std::find(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), words[i]) ==
             words.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  void counts(std::string_view key, const auto& counts, int most) {
    for (const auto& [word, count] : counts) {
      expect(may_stand(word));
      number(key, count, 0, most);
    }
  }
  void amounts(std::string_view, const std::map<Currency, std::int64_t>& amounts,
               std::int64_t least) {
    for (const auto& [currency, minor] : amounts) expect(currency != Currency() && minor >= least);
  }

 private:
  void expect(bool holds) { good_ = good_ && holds; }

  bool good_ = true;
};

}  // namespace

Result<void> check_policy(const Policy& policy) {
  Checker checker;
  visit_policy(policy, checker);
  if (!checker.good()) return refuse(Error::invalid_field);
  return {};
}

}  // namespace repay
