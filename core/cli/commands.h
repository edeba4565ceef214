#pragma once

#include <span>

#include "core/cli/arguments.h"
#include "core/cli/io.h"
#include "core/engine/engine.h"

namespace repay {

// One function a command: it asks the engine and prints the answer as the arguments want it. Long
// lists are asked for and printed in windows. A refusal is found before the first byte is written.

void print_import(const ImportView& imported, const Arguments& arguments, TextSink& out);
void print_balance(const Engine& engine, const Arguments& arguments, const ZoneRules& zone,
                   TextSink& out);
void print_allocations(const Engine& engine, const Arguments& arguments, TextSink& out);
/// INVALID_RANGE; UNKNOWN_REFERENCE when no ledger knows the settlement.
[[nodiscard]] Placed<void> print_statement(const Engine& engine, const Arguments& arguments,
                                           const ZoneRules& zone, TextSink& out);
/// The statement's lines as CSV, or a whole ledger as account JSON: LEDGER_AMBIGUOUS,
/// LEDGER_UNKNOWN and print_statement's.
[[nodiscard]] Placed<void> print_export(const Engine& engine, const Arguments& arguments,
                                        const ZoneRules& zone, TextSink& out);
/// The statements of these ledgers in one CSV.
[[nodiscard]] Placed<void> print_csv(const Engine& engine, std::span<const LedgerKey> ledgers,
                                     const StatementRange& range, const Arguments& arguments,
                                     TextSink& out);
/// UNKNOWN_CURRENCY, LEDGER_AMBIGUOUS, LEDGER_UNKNOWN, the refusals of parse_decimal and of
/// Engine::preview.
[[nodiscard]] Placed<void> print_preview(Engine& engine, const Arguments& arguments, TextSink& out);
/// UNKNOWN_CURRENCY, LEDGER_AMBIGUOUS, LEDGER_UNKNOWN, ENTRY_UNKNOWN.
[[nodiscard]] Placed<void> print_explain(const Engine& engine, const Arguments& arguments,
                                         TextSink& out);
/// The same refusals, and those of Engine::plan.
[[nodiscard]] Placed<void> print_plan(Engine& engine, const Arguments& arguments,
                                      const ZoneRules& zone, TextSink& out);
/// UNKNOWN_CURRENCY, LEDGER_AMBIGUOUS, LEDGER_UNKNOWN, UNKNOWN_REFERENCE (no settlement of that id,
/// or none at all, came as a file and no days are given), and the refusals of Engine::closing.
[[nodiscard]] Placed<void> print_closing(const Engine& engine, const Arguments& arguments,
                                         const ZoneRules& zone, TextSink& out);

}  // namespace repay
