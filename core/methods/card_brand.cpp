#include "core/methods/card_brand.h"

namespace repay {

std::string_view name(CardBrand brand) {
  static constexpr std::array<std::string_view, kCardBrands.size()> names = {
#define X(brand) #brand,
      REPAY_CARD_BRANDS(X)
#undef X
  };
  return names[static_cast<std::size_t>(brand)];
}

}  // namespace repay
