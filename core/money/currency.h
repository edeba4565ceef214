#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace repay {

/// A currency of ISO 4217, as its place in the table generated from the data package (DOMAIN.md 3).
/// The empty one stands for "none yet" and equals only itself.
class Currency {
 public:
  Currency() = default;

  /// "CAD". Three upper-case letters of the table, else UNKNOWN_CURRENCY. Codes without minor units
  /// (XAU, XXX, …: "N.A." in the list) are not currencies one can owe.
  [[nodiscard]] static Result<Currency> from_code(std::string_view code);

  /// The alphabetic code, "CAD"; empty for none.
  [[nodiscard]] std::string_view code() const;

  /// Digits of the minor unit by ISO, not by CLDR: CAD 2, JPY 0, KWD 3, HUF 2, CLF 4.
  [[nodiscard]] int digits() const;

  friend auto operator<=>(const Currency&, const Currency&) = default;

 private:
  explicit Currency(std::uint8_t index) : index_(index) {}
  std::uint8_t index_ = 0;
};

}  // namespace repay
