#pragma once

#include <cstdint>
#include <type_traits>

#include "core/base/result.h"
#include "core/money/currency.h"

namespace repay {

/// An amount in minor units of its currency: 12.50 CAD is {1250, CAD}; + is a credit to the seller,
/// − is owed by the seller. There is no operator+: whatever can overflow answers a Result.
struct Money {
  std::int64_t minor = 0;
  Currency currency;

  Money() = default;
  Money(std::int64_t minor_units, Currency its_currency)
      : minor(minor_units), currency(its_currency) {}
  template <class T>
    requires std::is_floating_point_v<T>
  Money(T, Currency) = delete;  // no floating point ever touches an amount

  friend bool operator==(const Money&, const Money&) = default;
};

/// a + b of minor units. OVERFLOW beyond int64, never wrapped.
[[nodiscard]] Result<std::int64_t> add_minor(std::int64_t a, std::int64_t b);
[[nodiscard]] Result<std::int64_t> subtract_minor(std::int64_t a, std::int64_t b);
[[nodiscard]] Result<std::int64_t> negate_minor(std::int64_t a);

/// a + b, a − b, −a. CURRENCY_MISMATCH before OVERFLOW.
[[nodiscard]] Result<Money> add(Money a, Money b);
[[nodiscard]] Result<Money> subtract(Money a, Money b);
[[nodiscard]] Result<Money> negate(Money a);

}  // namespace repay
