#pragma once

#include <optional>
#include <string>

#include "core/cli/arguments.h"
#include "core/engine/engine.h"
#include "core/formats/json_writer.h"

namespace repay {

// What becomes of what a payment or a plan leaves owed, as --close and --method let it be told.

/// Tells the engine, if --close is given.
void expect_charge(Engine& engine, const LedgerKey& ledger, const Arguments& arguments,
                   const ZoneRules& zone);

/// "rest": null, or {"outcome","amount","at","method","threshold"}.
void write_rest(const std::optional<RestView>& rest, Currency currency, JsonWriter& json);

/// "102.49 is charged automatically on 2026-06-15 00:00:00 (UTC), first on Visa •• 4242."
[[nodiscard]] std::string rest_sentence(const RestView& rest, Currency currency);

/// What is charged: the --method, or one that is not named.
[[nodiscard]] ChargeMethods charge_methods(const Arguments& arguments);

}  // namespace repay
