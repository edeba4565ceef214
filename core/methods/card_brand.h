#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace repay {

/// X(brand): the brands of cards there are (DOMAIN.md 8).
#define REPAY_CARD_BRANDS(X) \
  X(visa)                    \
  X(mastercard)              \
  X(amex)                    \
  X(discover)                \
  X(diners)                  \
  X(jcb)                     \
  X(unionpay)                \
  X(maestro)                 \
  X(elo)                     \
  X(mir)                     \
  X(hiper)

enum class CardBrand : std::uint8_t {
#define X(brand) brand,
  REPAY_CARD_BRANDS(X)
#undef X
};

constexpr std::array kCardBrands = {
#define X(brand) CardBrand::brand,
    REPAY_CARD_BRANDS(X)
#undef X
};

/// "mastercard"
[[nodiscard]] std::string_view name(CardBrand brand);

}  // namespace repay
