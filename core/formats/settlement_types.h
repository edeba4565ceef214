#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/ledger/kind.h"

namespace repay {

/// What the rows of one type are in a ledger.
struct RowType {
  /// By the amount's sign: below zero, zero, above zero. check_sign holds for each.
  std::array<Kind, 3> kind{};
  std::array<Group, 3> group{};
  /// Whether the table knows the type; what it does not know is an adjustment under Other.
  bool known = false;
  /// What a seller reads: "Commission", "Refund: Principal", "Shipping Promotion".
  std::string description;
};

/// 0, 1, 2 for an amount below, at and above zero.
[[nodiscard]] inline std::size_t sign_index(std::int64_t amount_minor) {
  return static_cast<std::size_t>(1 + (amount_minor > 0) - (amount_minor < 0));
}

/// What a row with these words is. A V1 row says them in other columns: its amount-type is
/// AmountColumn::amount_type, its description what stands in the column beside the amount or, where
/// that says nothing, its transaction-type; a row without an amount has neither.
/// Letter case, blanks and punctuation do not matter: files disagree in them.
///
/// {"Order", "ItemFees", "FBAPerUnitFulfillmentFee"} is a fee among the fulfilment fees, or above
/// zero a fee_refund, and reads "FBA Per Unit Fulfillment Fee". The table is in the .cpp; its
/// sources are the real files of the tests and the public lists of these reports' values.
[[nodiscard]] RowType settlement_row_type(std::string_view transaction_type,
                                          std::string_view amount_type,
                                          std::string_view description);

}  // namespace repay
