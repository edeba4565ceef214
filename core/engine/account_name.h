#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/engine/view.h"

namespace repay {

/// How an order names a ledger: "USD/main" is that of store "main" in US dollars.
[[nodiscard]] std::string account_name(const LedgerKey& ledger);
/// INVALID_FIELD unless it is of that form, UNKNOWN_CURRENCY.
[[nodiscard]] Result<LedgerKey> parse_account_name(std::string_view name);

}  // namespace repay
