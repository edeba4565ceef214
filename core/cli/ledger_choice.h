#pragma once

#include "core/cli/arguments.h"
#include "core/engine/engine.h"

namespace repay {

/// The one ledger that --store and --currency mean. UNKNOWN_CURRENCY, LEDGER_AMBIGUOUS,
/// LEDGER_UNKNOWN, saying which there are.
[[nodiscard]] Placed<LedgerKey> chosen_ledger(const Engine& engine, const Arguments& arguments);

/// --pay in the ledger's currency, with the refusals of parse_decimal.
[[nodiscard]] Placed<Money> chosen_amount(const LedgerKey& ledger, const Arguments& arguments);

}  // namespace repay
