#include "core/base/check.h"
#include "core/cli/commands.h"
#include "core/cli/ledger_choice.h"

namespace repay {
namespace {

Placed<void> export_json(const Engine& engine, const Arguments& arguments, TextSink& out) {
  const Placed<LedgerKey> ledger = chosen_ledger(engine, arguments);
  if (!ledger) return std::unexpected(ledger.error());
  check(engine.export_json(*ledger, out).has_value());
  return {};
}

}  // namespace

Placed<void> print_csv(const Engine& engine, std::span<const LedgerKey> ledgers,
                       const StatementRange& range, const Arguments& arguments, TextSink& out) {
  CsvStart start = arguments.byte_order_mark ? CsvStart::byte_order_mark : CsvStart::header;
  for (const LedgerKey& ledger : ledgers) {
    const auto written = engine.export_csv(ledger, range, arguments.filter, start, out);
    if (!written) return refuse_at({}, written.error());
    start = CsvStart::none;
  }
  return {};
}

Placed<void> print_export(const Engine& engine, const Arguments& arguments, const ZoneRules& zone,
                          TextSink& out) {
  if (arguments.output == OutputFormat::json) return export_json(engine, arguments, out);
  return print_statement(engine, arguments, zone, out);
}

}  // namespace repay
