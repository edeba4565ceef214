#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/result.h"
#include "core/base/text_sink.h"
#include "core/ledger/statement_policy.h"
#include "core/methods/policy.h"
#include "core/payment/payment_policy.h"
#include "core/payment/verification_policy.h"
#include "core/repayment/closing_policy.h"
#include "core/repayment/collection_policy.h"
#include "core/repayment/policy.h"

namespace repay {

/// Everything a host may decide (DOMAIN.md 12). Each part is declared where it is used; the default
/// one is DOMAIN.md's. policy.md describes every field, policy.schema.json the document.
struct Policy {
  RepaymentPolicy repayment;
  CollectionPolicy automatic_charge;
  ClosingPolicy settlement;
  MethodPolicy methods;
  PaymentPolicy payment;
  VerificationPolicy verification;
  StatementPolicy statement;

  friend bool operator==(const Policy&, const Policy&) = default;
};

constexpr std::string_view kPolicyFormat = "repay-policy";
constexpr std::size_t kLargestPolicy = std::size_t{1} << 20;

/// INVALID_FIELD for a value that no document could give it: a negative number of hours, a brand
/// twice, a retry of a final decline, a smallest payment of 0.
[[nodiscard]] Result<void> check_policy(const Policy& policy);

/// Reads a policy; what the document does not say has its default:
///
///     {"format": "repay-policy", "version": 1, "automaticCharge": {"thresholds": {"USD":
///     "20.00"}}}
///
/// Refused as JSON is (JsonTree::read), then the first of these, each with line, column and
/// pointer: FORMAT_UNKNOWN, FIELD_MISSING (`format` and `version`), FIELD_UNKNOWN, INVALID_FIELD (a
/// wrong type, an impossible value), UNKNOWN_CURRENCY, INVALID_AMOUNT, TOO_MANY_DECIMALS, OVERFLOW,
/// UNKNOWN_KIND. Amounts are read from their text.
[[nodiscard]] Placed<Policy> read_policy(std::string_view json);

/// Writes the whole of a policy, defaults too. `read_policy` reads the same policy back.
void write_policy(const Policy& policy, TextSink& out);

}  // namespace repay
