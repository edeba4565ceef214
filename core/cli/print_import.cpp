#include "core/cli/commands.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/words.h"

namespace repay {
namespace {

void print_match(const MatchView& match, JsonWriter& json) {
  const Currency currency = match.ledger.currency;
  json.begin_object();
  json.field("store", match.ledger.store);
  json.field("currency", currency.code());
  json.field("payment", match.payment);
  json.field("entry", match.row);
  json.amount("paid", match.payment_minor, currency);
  json.amount("reported", match.row_minor, currency);
  json.field("by", match.by_reference ? "reference" : "amount");
  json.end_object();
}

// "payment-k of 50.00 CAD is 501/3: one credit, as reported by its amount"
std::string match_text(const MatchView& match) {
  const auto amount = [&](std::int64_t minor) { return decimal(minor, match.ledger.currency); };
  std::string text = terminal_text(match.payment) + " of " + amount(match.payment_minor) + " " +
                     std::string(match.ledger.currency.code()) + " is " + terminal_text(match.row);
  if (match.row_minor != match.payment_minor) text += ", reported as " + amount(match.row_minor);
  return text + ": one credit, matched by " + (match.by_reference ? "reference" : "amount") + "\n";
}

void print_json(const ImportView& imported, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.begin_array("settlements");
  for (const SettlementView& settlement : imported.settlements) {
    json.begin_object();
    json.field("id", settlement.id);
    json.field("store", settlement.ledger.store);
    json.field("currency", settlement.ledger.currency.code());
    json.field("start", settlement.start);
    json.field("end", settlement.end);
    json.field("deposit", settlement.deposit);
    json.amount("total", settlement.total_minor, settlement.ledger.currency);
    json.field("entries", settlement.entries);
    json.field("flagged", settlement.flagged);
    json.field("gapBefore", settlement.gap_before);
    json.end_object();
  }
  json.end_array();
  json.field("added", imported.added);
  json.field("passedOver", imported.passed_over);
  json.begin_array("deferred");
  for (const DeferredView& deferred : imported.deferred) {
    json.begin_object();
    json.field("store", deferred.ledger.store);
    json.field("currency", deferred.ledger.currency.code());
    json.field("rows", deferred.rows);
    json.amount("amount", deferred.amount_minor, deferred.ledger.currency);
    json.end_object();
  }
  json.end_array();
  json.begin_array("matched");
  for (const MatchView& match : imported.matched) print_match(match, json);
  json.end_array();
  json.end_object();
  json.end_document();
}

void print_tables(const ImportView& imported, TextSink& out) {
  std::vector<Table::Row> rows;
  for (const SettlementView& settlement : imported.settlements) {
    const LedgerKey& ledger = settlement.ledger;
    rows.push_back({terminal_text(settlement.id), terminal_text(ledger.store),
                    std::string(ledger.currency.code()), local_time(settlement.start, {}),
                    local_time(settlement.end, {}), local_time(settlement.deposit, {}),
                    decimal(settlement.total_minor, ledger.currency),
                    std::to_string(settlement.entries), std::to_string(settlement.flagged),
                    settlement.gap_before ? "does not continue the one before" : ""});
  }
  if (!rows.empty()) {
    print_table(out,
                {{"Settlement"},
                 {"Store"},
                 {"Currency"},
                 {"Start (UTC)"},
                 {"End (UTC)"},
                 {"Deposit (UTC)"},
                 {"Total", true},
                 {"Entries", true},
                 {"Flagged", true},
                 {""}},
                rows);
    out.write("\n");
  }
  out.write(counted(imported.added, "entry", "entries") + " added\n");
  if (imported.passed_over > 0) {
    out.write(counted(imported.passed_over, "entry", "entries") + " passed over: already there\n");
  }
  for (const DeferredView& deferred : imported.deferred) {
    const LedgerKey& ledger = deferred.ledger;
    out.write(counted(deferred.rows, "row", "rows") + " of " +
              decimal(deferred.amount_minor, ledger.currency) + " " +
              std::string(ledger.currency.code()) + " deferred: in no balance yet\n");
  }
  for (const MatchView& match : imported.matched) out.write(match_text(match));
}

}  // namespace

void print_import(const ImportView& imported, const Arguments& arguments, TextSink& out) {
  if (arguments.output == OutputFormat::json) {
    print_json(imported, out);
  } else {
    print_tables(imported, out);
  }
}

}  // namespace repay
