// A policy from its document.

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/policy_fields.h"
#include "core/formats/json_text.h"
#include "core/formats/json_tree.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

using Value = JsonTree::Value;

template <class Word>
std::optional<Word> word_of(std::string_view text) {
  for (std::size_t i = 0; i < kWordsOf<Word>; ++i) {
    if (name(static_cast<Word>(i)) == text) return static_cast<Word>(i);
  }
  return std::nullopt;
}

/// Fills a policy from the document. It reads on after a refusal, so that of several the first in
/// error.h's order is the answer, and of equal ones the first in the document.
class Reader {
 public:
  explicit Reader(Value root) : here_(root) {}

  Policy read() {
    Policy policy;
    if (!here_.is(JsonType::object)) {
      refuse(here_, Error::invalid_field, "a policy is an object");
      return policy;
    }
    read_head();
    visit_policy(policy, *this);
    refuse_unknown_keys();
    return policy;
  }

  struct Fault {
    Error error;
    std::size_t offset;
    std::string detail;
  };
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

  // What visit_policy shows; a field that the document does not have keeps its default.

  void section(std::string_view key, const auto& body) {
    const Value value = take(key);
    if (!value || !expect(value, JsonType::object, "an object")) return;
    const Value outside = std::exchange(here_, value);
    std::vector<std::string_view> known = std::exchange(known_, {});
    body();
    refuse_unknown_keys();
    here_ = outside;
    known_ = std::move(known);
  }

  template <class Word>
  void word(std::string_view key, Word& word) {
    const Value value = take(key);
    if (value && expect(value, JsonType::string, "a word"))
      word = word_in<Word>(value, value.text()).value_or(word);
  }

  void truth(std::string_view key, bool& truth) {
    const Value value = take(key);
    if (value && expect(value, JsonType::boolean, "true or false")) truth = value.text() == "true";
  }

  void number(std::string_view key, int& number, int least, int most) {
    if (const Value value = take(key)) number = whole(value, least, most);
  }

  void optional_number(std::string_view key, std::optional<int>& number, int least, int most) {
    const Value value = take(key);
    if (!value) return;
    number.reset();
    if (!value.is(JsonType::null)) number = whole(value, least, most);
  }

  template <class Word>
  void words(std::string_view key, std::vector<Word>& words, std::size_t least) {
    const Value value = take(key);
    if (!value || !expect(value, JsonType::array, "an array")) return;
    words.clear();
    for (const Value child : value.children()) {
      if (!expect(child, JsonType::string, "a word")) continue;
      const std::optional<Word> word = word_in<Word>(child, child.text());
      if (!word) continue;
      if (std::ranges::find(words, *word) != words.end())
        refuse(child, Error::invalid_field, quote(child.text()) + " stands twice");
      words.push_back(*word);
    }
    if (value.children().empty() && least > 0) refuse(value, Error::invalid_field, "it is empty");
  }

  template <class Word>
  void counts(std::string_view key, std::map<Word, int>& counts, int most) {
    const Value value = take(key);
    if (!value || !expect(value, JsonType::object, "an object")) return;
    counts.clear();
    for (const Value child : value.children()) {
      const std::optional<Word> word = word_in<Word>(child, child.key());
      const int count = whole(child, 0, most);
      if (word) counts.emplace(*word, count);
    }
  }

  void amounts(std::string_view key, std::map<Currency, std::int64_t>& amounts,
               std::int64_t least) {
    const Value value = take(key);
    if (!value || !expect(value, JsonType::object, "an object")) return;
    amounts.clear();
    for (const Value child : value.children()) read_amount(child, amounts, least);
  }

 private:
  void refuse(Value value, Error error, std::string detail) {
    const std::size_t offset = value.offset();
    const bool later =
        fault_ && std::pair(fault_->error, fault_->offset) <= std::pair(error, offset);
    if (!later) fault_ = {error, offset, std::move(detail)};
  }

  Value take(std::string_view key) {
    known_.push_back(key);
    return here_.get(key);
  }

  bool expect(Value value, JsonType type, std::string_view what) {
    if (value.is(type)) return true;
    refuse(value, Error::invalid_field, std::string(what) + " is expected");
    return false;
  }

  void read_head() {
    if (const Value format = take("format"); !format) {
      refuse(here_, Error::field_missing, "there is no \"format\"");
    } else if (!format.is(JsonType::string) || format.text() != kPolicyFormat) {
      refuse(format, Error::format_unknown, quote(format.text()));
    }
    if (const Value version = take("version"); !version) {
      refuse(here_, Error::field_missing, "there is no \"version\"");
    } else if (!version.is(JsonType::number) || version.text() != "1") {
      refuse(version, Error::invalid_field, "version 1 is the one this program reads");
    }
    (void)take("$schema");  // what editors look for
  }

  void refuse_unknown_keys() {
    for (const Value child : here_.children()) {
      if (std::ranges::find(known_, child.key()) == known_.end())
        refuse(child, Error::field_unknown, quote(child.key()));
    }
  }

  template <class Word>
  std::optional<Word> word_in(Value value, std::string_view text) {
    const std::optional<Word> word = word_of<Word>(text);
    if (!word) {
      const bool is_kind = std::is_same_v<Word, Kind>;
      refuse(value, is_kind ? Error::unknown_kind : Error::invalid_field,
             quote(text) + " is not known here");
    } else if (!may_stand(*word)) {
      refuse(value, Error::invalid_field, quote(text) + " has no place here");
      return std::nullopt;
    }
    return word;
  }

  int whole(Value value, int least, int most) {
    const std::string_view text = value.text();
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = value.is(JsonType::number) && read.ec == std::errc() &&
                          read.ptr == text.data() + text.size();
    if (is_whole && number >= least && number <= most) return number;
    refuse(value, Error::invalid_field,
           "a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
               " is expected");
    return least;
  }

  void read_amount(Value value, std::map<Currency, std::int64_t>& amounts, std::int64_t least) {
    const Result<Currency> currency = Currency::from_code(value.key());
    if (!currency) return refuse(value, currency.error(), quote(value.key()));
    if (!value.is(JsonType::string)) {
      return refuse(value, Error::invalid_amount,
                    "an amount is a string, \"20.00\", as a JSON number may lose digits");
    }
    const Result<Money> amount = parse_decimal(value.text(), *currency);
    if (!amount) {
      const bool no_number = amount.error() == Error::amount_not_a_number;
      return refuse(value, no_number ? Error::invalid_amount : amount.error(), quote(value.text()));
    }
    if (amount->minor < least) {
      return refuse(value, Error::invalid_field,
                    "at least " + to_decimal({least, *currency}) + " is expected");
    }
    amounts.emplace(*currency, amount->minor);
  }

  Value here_;
  std::vector<std::string_view> known_;  // keys of the object that `here_` is
  std::optional<Fault> fault_;
};

}  // namespace

Placed<Policy> read_policy(std::string_view json) {
  const auto tree = JsonTree::read(json, {.bytes = kLargestPolicy, .depth = 16});
  if (!tree) return std::unexpected(tree.error());
  Reader reader(tree->root());
  Policy policy = reader.read();
  if (const auto& fault = reader.fault())
    return refuse_at(place_in_json(json, fault->offset), fault->error, fault->detail);
  return policy;
}

}  // namespace repay
