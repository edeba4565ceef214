#include "core/money/money.h"

namespace repay {
namespace {

Result<Money> in_currency(Result<std::int64_t> minor, Currency currency) {
  if (!minor) return refuse(minor.error());
  return Money(*minor, currency);
}

}  // namespace

Result<std::int64_t> add_minor(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return refuse(Error::overflow);
  return sum;
}

Result<std::int64_t> subtract_minor(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) return refuse(Error::overflow);
  return difference;
}

Result<std::int64_t> negate_minor(std::int64_t a) { return subtract_minor(0, a); }

Result<Money> add(Money a, Money b) {
  if (a.currency != b.currency) return refuse(Error::currency_mismatch);
  return in_currency(add_minor(a.minor, b.minor), a.currency);
}

Result<Money> subtract(Money a, Money b) {
  if (a.currency != b.currency) return refuse(Error::currency_mismatch);
  return in_currency(subtract_minor(a.minor, b.minor), a.currency);
}

Result<Money> negate(Money a) { return in_currency(negate_minor(a.minor), a.currency); }

}  // namespace repay
