#pragma once

#include <vector>

#include "core/methods/card_brand.h"

namespace repay {

/// What a host may decide about payment methods (DOMAIN.md 8 and 12).
struct MethodPolicy {
  /// Months that a card being added must still run.
  int minimum_months = 6;
  /// Brands of cards that can be added.
  std::vector<CardBrand> brands{kCardBrands.begin(), kCardBrands.end()};
  /// Bank accounts a seller can have in one store.
  int most_bank_accounts = 10;
  /// Whether a holder's name must be in Latin script.
  bool latin_names = false;
  /// A method changed less than so many hours before a renewal does not serve it.
  int cutoff_hours = 24;

  friend bool operator==(const MethodPolicy&, const MethodPolicy&) = default;
};

}  // namespace repay
