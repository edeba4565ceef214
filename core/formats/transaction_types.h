#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/formats/settlement_types.h"
#include "core/money/currency.h"

namespace repay {

/// What a column of a transaction CSV holds.
enum class TransactionColumn : std::uint8_t {
  unknown,
  // Texts.
  time,
  settlement,
  type,
  order,
  sku,
  description,
  marketplace,
  status,
  release,
  other_text,
  total,
  // Amounts, which add up to the total.
  product_sales,
  product_sales_tax,
  shipping_credits,
  shipping_credits_tax,
  gift_wrap_credits,
  gift_wrap_credits_tax,
  regulatory_fee,
  regulatory_fee_tax,
  promotional_rebates,
  promotional_rebates_tax,
  sales_tax_collected,
  marketplace_withheld_tax,
  low_value_goods,
  tax_at_source,
  points,
  selling_fees,
  fba_fees,
  other_transaction_fees,
  other,
};

/// What an amount of a buyer's order is, in the words of a settlement file; its key stands in the
/// ids of entries and never changes.
struct TransactionAmount {
  TransactionColumn column;
  std::string_view key;
  std::string_view amount_type;
  std::string_view words;
};

/// What a row is about.
struct TransactionType {
  std::string_view key;          ///< in ids, so never changed
  std::string_view transaction;  ///< of a settlement file
  /// Of a row about the account: what it is where its description does not tell. Empty for a
  /// buyer's order, of which each column tells.
  std::string_view words;
};

/// A header, type or status of a transaction CSV as its words are compared: letter case and width
/// do not matter, nor which blank, apostrophe and colon at the end: "Data/Ora:" is "data/ora".
[[nodiscard]] std::string folded_words(std::string_view text);

/// The column with this header in any language; `unknown` if it is in none.
[[nodiscard]] TransactionColumn transaction_column(std::string_view header);

/// What the amounts of a column are; none for a column of texts, the total and an unknown one.
[[nodiscard]] const TransactionAmount* transaction_amount(TransactionColumn column);

/// The type with this name in any language; none if it is in none.
[[nodiscard]] const TransactionType* transaction_type(std::string_view name);

/// What an amount of a row is. Of an order or a refund the column tells: product sales of an order
/// are a sale, of a refund a refund, its selling fees a fee_refund. Of a row about the account
/// (service fee, adjustment, transfer …) its description tells, if it is one of a settlement file
/// or of transaction_words.h, else its type: a transfer is a disbursement and, coming back, a
/// disbursement_returned; a debt that is paid is a card_charge. Without a type it is an adjustment
/// under Other. The answer has no description.
[[nodiscard]] RowType transaction_row_type(const TransactionType* type,
                                           const TransactionAmount* amount,
                                           std::string_view description);

/// Whether a row tells about a buyer's order rather than about the account.
[[nodiscard]] inline bool is_of_order(const TransactionType& type) { return type.words.empty(); }

enum class TransactionStatus : std::uint8_t { released, deferred, unknown };

/// A blank one is released: files before 2026 have none.
[[nodiscard]] TransactionStatus transaction_status(std::string_view status);

/// The currency a line above the header says: "All amounts in USD, unless specified".
[[nodiscard]] std::optional<Currency> currency_of_line(std::string_view line);

/// The currency of a marketplace: "amazon.co.uk", "Amazon.com.au", "https://amazon.com/".
[[nodiscard]] std::optional<Currency> currency_of_marketplace(std::string_view marketplace);

}  // namespace repay
