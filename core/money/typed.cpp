#include "core/money/typed.h"

#include <algorithm>
#include <optional>
#include <span>

#include "core/base/check.h"
#include "core/money/decimal.h"

// A text is read in three steps: code points, then what surrounds the number, then the runs of
// digits between its marks.

namespace repay {
namespace {

constexpr char32_t kMinus = U'\u2212';
constexpr char32_t kFullWidthZero = U'\uFF10';
constexpr char32_t kInvalid = 0xFFFFFFFF;

/// The code points of UTF-8 `text`; none where it is not valid UTF-8.
std::optional<std::u32string> decode_utf8(std::string_view text) {
  std::u32string points;
  while (!text.empty()) {
    const char32_t lead = static_cast<unsigned char>(text[0]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || text.size() < size) return std::nullopt;
    char32_t point = size == 1 ? lead : lead & (0x7Fu >> size);
    for (const char c : text.substr(1, size - 1)) {
      if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) return std::nullopt;
      point = point << 6 | (static_cast<unsigned char>(c) & 0x3F);
    }
    constexpr char32_t kLowest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < kLowest[size] || point > 0x10FFFF || surrogate) return std::nullopt;
    points.push_back(point);
    text.remove_prefix(size);
  }
  return points;
}

/// The one code point a mark of NumberFormat consists of; kInvalid where it is empty or longer.
char32_t single(std::string_view mark) {
  const auto points = decode_utf8(mark);
  return points && points->size() == 1 ? points->front() : kInvalid;
}

bool is_blank(char32_t c) {
  return c == U' ' || c == U'\u00A0' || c == U'\u2009' || c == U'\u202F';
}

/// What may surround a number without meaning anything: blanks, tabs, and the marks of writing
/// direction that Intl puts around signs in Arabic, Hebrew and Persian.
bool is_padding(char32_t c) {
  return is_blank(c) || c == U'\t' || c == U'\u200E' || c == U'\u200F' || c == U'\u061C';
}

/// Full-width forms (U+FF01–FF5E) and the ideographic blank as what they stand for.
char32_t narrow(char32_t c) {
  if (c >= U'\uFF01' && c <= U'\uFF5E') return c - U'\uFF01' + U'!';
  return c == U'\u3000' ? U' ' : c;
}

/// A mark inside a number. Every blank is one mark, and so are both apostrophes.
enum class Mark : std::uint8_t { point, comma, blank, apostrophe, arabic_decimal, arabic_group };

std::optional<Mark> mark_of(char32_t c) {
  if (c == U'.') return Mark::point;
  if (c == U',') return Mark::comma;
  if (is_blank(c)) return Mark::blank;
  if (c == U'\'' || c == U'\u2019') return Mark::apostrophe;
  if (c == U'\u066B') return Mark::arabic_decimal;
  if (c == U'\u066C') return Mark::arabic_group;
  return std::nullopt;
}

/// A number's digits with its marks: "1.234,5" is "12345" with marks at 1 and 4.
struct Marked {
  struct At {
    Mark mark;
    std::size_t digits_before;
  };
  std::string digits;
  std::vector<At> marks;
};

/// None where something is neither a mark nor a digit, or the digits are of two scripts.
std::optional<Marked> read_marked(std::u32string_view text, char32_t zero) {
  Marked number;
  bool ascii = false;
  bool own_script = false;
  for (const char32_t c : text) {
    if (c >= U'0' && c <= U'9') {
      ascii = true;
      number.digits.push_back(static_cast<char>(c));
    } else if (c >= zero && c - zero <= 9) {
      own_script = true;
      number.digits.push_back(static_cast<char>('0' + (c - zero)));
    } else if (const auto mark = mark_of(c)) {
      number.marks.push_back({*mark, number.digits.size()});
    } else {
      return std::nullopt;
    }
  }
  if (number.digits.empty() || (ascii && own_script)) return std::nullopt;
  return number;
}

/// Whether `marks` part `digits` into groups: 3 digits behind the last, `upper` (or 3) between the
/// others, 1 to that many before the first and no 0 in front.
bool groups_are_right(std::string_view digits, std::span<const Marked::At> marks, int upper) {
  if (marks.empty()) return true;
  const auto all_parts_are = [&](std::size_t size) {
    std::size_t end = digits.size() - 3;
    for (auto at = marks.rbegin(); at != marks.rend(); ++at, end -= size) {
      if (at->digits_before != end) return false;
      if (end <= size) return end > 0 && at + 1 == marks.rend();
    }
    return false;
  };
  const bool same = std::ranges::all_of(
      marks, [&](const Marked::At& at) { return at.mark == marks.front().mark; });
  if (!same || digits.size() < 4 || digits.front() == '0') return false;
  return all_parts_are(3) || (upper == 2 && all_parts_are(2));
}

enum class Role : std::uint8_t { decimal, group };

/// What the last mark of a number is by itself and by the marks before it; none for a lone point or
/// comma. A kind of mark that stands twice groups, and so does every one but the last.
std::optional<Role> role_by_itself(std::span<const Marked::At> marks) {
  const Mark last = marks.back().mark;
  switch (last) {
    case Mark::blank:
    case Mark::apostrophe:
    case Mark::arabic_group:
      return Role::group;
    case Mark::arabic_decimal:
      return Role::decimal;
    case Mark::point:
    case Mark::comma:
      break;
  }
  if (marks.size() == 1) return std::nullopt;
  return marks[marks.size() - 2].mark == last ? Role::group : Role::decimal;
}

bool is_known(const NumberFormat& format) {
  return !format.decimal_mark.empty() && !format.group_mark.empty();
}

bool is_decimal_mark(Mark mark, const NumberFormat& format) {
  return is_known(format) && mark_of(single(format.decimal_mark)) == mark;
}

/// What a lone point or comma is in the locale.
Result<Role> role_by_locale(const Marked& number, const NumberFormat& format) {
  const Mark mark = number.marks.front().mark;
  if (is_decimal_mark(mark, format)) return Role::decimal;
  if (is_known(format) && mark_of(single(format.group_mark)) == mark) return Role::group;
  if (!is_known(format) && mark == Mark::point) return Role::decimal;
  if (groups_are_right(number.digits, number.marks, 3)) return refuse(Error::ambiguous_number);
  return Role::decimal;
}

/// How many of the digits are decimals.
Result<std::size_t> count_decimals(const Marked& number, const NumberFormat& format) {
  std::span<const Marked::At> groups = number.marks;
  std::size_t whole = number.digits.size();
  if (!groups.empty()) {
    auto role = role_by_itself(groups);
    if (!role) {
      const Result<Role> by_locale = role_by_locale(number, format);
      if (!by_locale) return refuse(by_locale.error());
      role = *by_locale;
    }
    // The locale's own decimal mark does not group: "1.234.567" is no number in en.
    if (*role == Role::group && is_decimal_mark(groups.back().mark, format)) {
      return refuse(Error::amount_not_a_number);
    }
    if (*role == Role::decimal) {
      whole = groups.back().digits_before;
      groups = groups.first(groups.size() - 1);
    }
  }
  const std::string_view digits = number.digits;
  if (!groups_are_right(digits.substr(0, whole), groups, format.upper_group)) {
    return refuse(Error::amount_not_a_number);
  }
  return number.digits.size() - whole;
}

/// Takes what surrounds a number off a typed text, from both ends.
class Peeler {
 public:
  explicit Peeler(std::u32string_view text) : rest_(text) { trim(); }

  [[nodiscard]] std::u32string_view rest() const { return rest_; }

  bool take_front(std::u32string_view word) {
    if (word.empty() || !rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    trim();
    return true;
  }

  bool take_back(std::u32string_view word) {
    if (word.empty() || !rest_.ends_with(word)) return false;
    rest_.remove_suffix(word.size());
    trim();
    return true;
  }

  bool take_parentheses() {
    if (rest_.size() < 2 || rest_.front() != U'(' || rest_.back() != U')') return false;
    rest_ = rest_.substr(1, rest_.size() - 2);
    trim();
    return true;
  }

  /// Three letters at either end that are a currency's code in any case.
  std::optional<Currency> take_code() {
    if (rest_.size() < 3) return std::nullopt;
    for (const bool front : {true, false}) {
      const std::u32string_view word = front ? rest_.substr(0, 3) : rest_.substr(rest_.size() - 3);
      std::string code;
      for (const char32_t c : word) {
        if (c > U'z') break;
        code.push_back(static_cast<char>(c >= U'a' ? c - U'a' + U'A' : c));
      }
      const Result<Currency> currency = Currency::from_code(code);
      if (!currency) continue;
      front ? take_front(word) : take_back(word);
      return *currency;
    }
    return std::nullopt;
  }

 private:
  void trim() {
    while (!rest_.empty() && is_padding(rest_.front())) rest_.remove_prefix(1);
    while (!rest_.empty() && is_padding(rest_.back())) rest_.remove_suffix(1);
  }

  std::u32string_view rest_;
};

/// What was around the digits and marks of a typed text.
struct Surroundings {
  bool negative = false;
  std::optional<Currency> currency;  ///< by its ISO code, where one was typed
};

/// At most one sign or pair of parentheses and one currency, in any order: "-$5", "$-5", "(5 CAD)".
Surroundings peel(Peeler& text, std::span<const std::u32string> currency_signs) {
  const auto take_sign_of_currency = [&](const std::u32string& sign) {
    return text.take_front(sign) || text.take_back(sign);
  };
  Surroundings found;
  bool may_have_sign = true;
  bool may_have_currency = true;
  for (bool took = true; took;) {
    took = false;
    if (may_have_sign) {
      const bool minus = text.take_front(U"-") || text.take_front({&kMinus, 1});
      found.negative = minus || text.take_parentheses();
      took = found.negative || text.take_front(U"+");
      may_have_sign = !took;
    }
    if (may_have_currency && !took) {
      took = std::ranges::any_of(currency_signs, take_sign_of_currency);
      if (!took) found.currency = text.take_code();
      took = took || found.currency.has_value();
      may_have_currency = !took;
    }
  }
  return found;
}

}  // namespace

Result<Money> parse_typed(std::string_view text, Currency currency, const NumberFormat& format) {
  check(currency != Currency());
  auto points = decode_utf8(text);
  if (!points) return refuse(Error::amount_not_a_number);
  const char32_t zero = single(format.zero_digit);
  if (zero == kFullWidthZero) std::ranges::transform(*points, points->begin(), narrow);

  std::vector<std::u32string> currency_signs;
  for (const std::string& sign : format.currency_signs) {
    currency_signs.push_back(decode_utf8(sign).value_or(U""));
  }

  Peeler peeler(*points);
  const Surroundings around = peel(peeler, currency_signs);
  const auto number = read_marked(peeler.rest(), zero);
  if (!number) return refuse(Error::amount_not_a_number);

  const Result<std::size_t> decimals = count_decimals(*number, format);
  if (!decimals) return refuse(decimals.error());
  auto amount = money_from_digits(around.negative, number->digits, *decimals, currency);
  if (amount && around.currency.value_or(currency) != currency) {
    return refuse(Error::currency_mismatch);
  }
  return amount;
}

}  // namespace repay
