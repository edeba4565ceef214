#include <algorithm>

#include "core/cli/commands.h"
#include "core/cli/ledger_choice.h"
#include "core/cli/table.h"
#include "core/cli/words.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

void field_or_null(JsonWriter& json, std::string_view key, const std::string& value) {
  if (value.empty()) {
    json.null_field(key);
  } else {
    json.field(key, value);
  }
}

void at_or_null(JsonWriter& json, const std::optional<Instant>& at) {
  if (at) {
    json.field("at", *at);
  } else {
    json.null_field("at");
  }
}

void print_json(const ExplainView& view, TextSink& out) {
  const Currency currency = view.ledger.currency;
  JsonWriter json(out);
  json.begin_object();
  json.field("store", view.ledger.store);
  json.field("currency", currency.code());
  json.field("subject", view.subject);
  field_or_null(json, "kind", view.kind);
  at_or_null(json, view.at);
  json.amount("amount", view.amount_minor, currency);
  json.field("facts", view.facts);
  json.begin_array("explanation");
  for (const ExplainRow& row : view.rows) {
    json.begin_object();
    json.field("code", row.code);
    json.field("clause", row.clause);
    json.amount("amount", row.amount_minor, currency);
    field_or_null(json, "entry", row.entry);
    field_or_null(json, "kind", row.kind);
    at_or_null(json, row.at);
    field_or_null(json, "via", row.via);
    field_or_null(json, "settlement", row.settlement);
    field_or_null(json, "rule", row.rule);
    if (row.store) json.field("store", *row.store);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

// " in amazon.be, EUR", of what is in another ledger.
std::string where(const ExplainRow& row, Currency currency) {
  if (!row.store) return {};
  return (row.entry.empty() ? "in " : " in ") + title_of({*row.store, currency});
}

void print_tables(const ExplainView& view, TextSink& out) {
  const Currency currency = view.ledger.currency;
  std::string title = terminal_text(view.subject);
  if (!view.kind.empty()) title += ", " + spelled_out(view.kind);
  if (view.at) title += ", " + to_string(*view.at);
  out.write(title_of(view.ledger) + "\n\n" + title + ": " + decimal(view.amount_minor, currency) +
            "\n\n");
  Table table(out, {{"What"}, {"Amount", true}, {"Entry"}, {"Kind"}, {"At"}, {"Via"}, {"Rule"}});
  const auto cells = [&](const ExplainRow& row) {
    return Table::Row{spelled_out(row.code),
                      decimal(row.amount_minor, currency),
                      terminal_text(row.entry) + where(row, currency),
                      row.kind.empty() ? "" : spelled_out(row.kind),
                      row.at ? to_string(*row.at) : "",
                      terminal_text(row.via),
                      row.rule.empty() ? row.clause : row.clause + ", " + row.rule};
  };
  for (const ExplainRow& row : view.rows) table.measure(cells(row));
  table.print_header();
  for (const ExplainRow& row : view.rows) table.print(cells(row));
  if (view.rows.size() < view.facts)
    out.write("and " + counted(view.facts - view.rows.size(), "fact more", "facts more") + "\n");
}

}  // namespace

Placed<void> print_explain(const Engine& engine, const Arguments& arguments, TextSink& out) {
  const Placed<LedgerKey> ledger = chosen_ledger(engine, arguments);
  if (!ledger) return std::unexpected(ledger.error());
  const Window window{0, arguments.limit};
  const Result<ExplainView> view =
      arguments.entry ? engine.explain(*ledger, *arguments.entry, window)
                      : engine.explain_figure(*ledger, arguments.figure.value_or(""), window);
  if (!view) {
    const std::string& asked = arguments.entry ? *arguments.entry : *arguments.figure;
    return refuse_at({}, view.error(), valid_utf8(asked));
  }
  if (arguments.output == OutputFormat::json) {
    print_json(*view, out);
  } else {
    print_tables(*view, out);
  }
  return {};
}

}  // namespace repay
