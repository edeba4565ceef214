#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace repay {

/// What an entry does to open charges and waiting credit (DOMAIN.md 4).
enum class Effect : std::uint8_t {
  credit,       ///< pays open charges oldest first, then waits
  charge,       ///< is owed until credits pay it
  by_sign,      ///< credit or charge
  credit_note,  ///< a credit that pays the charge it names first
  reversal,     ///< undoes the money of the credit it names
  write_off,    ///< closes the open part of the charge it names, without payment
  draw,     ///< −: draws waiting credit, the rest is owed (a shortfall); +: returns it as a credit
  carried,  ///< restates the opening balance
  line,     ///< nothing: a line in the statement
};

/// Which signs of amount a kind may have. Zero is allowed for every kind.
enum class Sign : std::uint8_t { positive, negative, either, zero };

/// X(kind, effect, sign, activity): the kinds of entries. `activity` is whether it counts as
/// business of the seller, rather than money moved between the seller and the marketplace.
#define REPAY_KINDS(X)                              \
  X(sale, credit, positive, true)                   \
  X(reimbursement, credit, positive, true)          \
  X(fee_refund, credit, positive, true)             \
  X(payment, credit, positive, false)               \
  X(card_charge, credit, positive, false)           \
  X(credit_note, credit_note, positive, true)       \
  X(fee, charge, negative, true)                    \
  X(subscription, charge, negative, true)           \
  X(advertising, charge, negative, true)            \
  X(refund, charge, negative, true)                 \
  X(chargeback, charge, negative, true)             \
  X(promotion, charge, negative, true)              \
  X(tax_withheld, charge, negative, true)           \
  X(micro_deposit, charge, negative, true)          \
  X(adjustment, by_sign, either, true)              \
  X(cross_account, by_sign, either, true)           \
  X(reversal, reversal, negative, true)             \
  X(write_off, write_off, positive, true)           \
  X(disbursement, draw, negative, false)            \
  X(disbursement_returned, credit, positive, false) \
  X(reserve, draw, either, false)                   \
  X(carried_balance, carried, either, false)        \
  X(failed_charge, line, zero, false)

enum class Kind : std::uint8_t {
#define X(kind, effect, sign, activity) kind,
  REPAY_KINDS(X)
#undef X
};

#define X(kind, effect, sign, activity) +1
constexpr std::size_t kKinds = 0 REPAY_KINDS(X);
#undef X

/// "card_charge": the word used in JSON, CSV and on the page.
[[nodiscard]] std::string_view name(Kind kind);
/// UNKNOWN_KIND for any other word.
[[nodiscard]] Result<Kind> kind_from_name(std::string_view name);
[[nodiscard]] Effect effect(Kind kind);
[[nodiscard]] bool is_activity(Kind kind);
/// SIGN_CONTRADICTS_KIND unless an amount of this sign may have this kind.
[[nodiscard]] Result<void> check_sign(Kind kind, std::int64_t amount_minor);

/// Where the statement shows an entry: X(group). In the statement's order.
#define REPAY_GROUPS(X) \
  X(beginning_balance)  \
  X(sales_product)      \
  X(sales_shipping)     \
  X(sales_tax)          \
  X(sales_promotions)   \
  X(sales_other)        \
  X(refunds)            \
  X(marketplace_fees)   \
  X(fulfilment_fees)    \
  X(advertising)        \
  X(expenses_other)     \
  X(reserves)           \
  X(payments)           \
  X(failed_charges)     \
  X(disbursements)

enum class Group : std::uint8_t {
#define X(group) group,
  REPAY_GROUPS(X)
#undef X
};

#define X(group) +1
constexpr std::size_t kGroups = 0 REPAY_GROUPS(X);
#undef X

/// "marketplace_fees"
[[nodiscard]] std::string_view name(Group group);

/// The group of an entry whose source says no more than its kind (account JSON).
[[nodiscard]] Group group_of(Kind kind, std::int64_t amount_minor);

}  // namespace repay
