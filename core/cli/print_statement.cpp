#include "core/cli/commands.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/windows.h"
#include "core/cli/words.h"

namespace repay {
namespace {

// The statements of all ledgers and how to ask for their rows.
struct Answer {
  const Engine& engine;
  const Arguments& arguments;
  const ZoneRules& zone;
  StatementRange range;
  std::vector<StatementView> views;
  std::vector<MatchesView> matches;  // of each, what the filter admits

  [[nodiscard]] bool is_filtered() const {
    const EntryFilter& filter = arguments.filter;
    return !filter.kinds.empty() || !filter.groups.empty() || !filter.text.empty();
  }

  template <class Use>
  void for_each_entry(const MatchesView& found, Use use) const {
    for_each_row(
        found.entries, kRowsAtOnce,
        [&](Window window) {
          return is_filtered() ? engine.matching_rows(range, arguments.filter, found, window)
                               : engine.statement_rows(found.ledger, range, window);
        },
        use);
  }
};

StatementRange range_of(const Arguments& arguments, const ZoneRules& zone) {
  if (arguments.settlement) return BySettlement{*arguments.settlement};
  if (!arguments.from) return WholeLedger{};
  return DayRange{.from = *arguments.from, .to = *arguments.to, .zone = zone};
}

void write_date(JsonWriter& json, std::string_view key, const std::optional<CivilDate>& date) {
  if (date) {
    json.field(key, to_string(*date));
  } else {
    json.null_field(key);
  }
}

void write_entry(JsonWriter& json, const StatementRow& row, Currency currency) {
  json.begin_object();
  json.field("id", row.id);
  json.field("at", row.at);
  json.field("kind", row.kind);
  json.field("description", row.description);
  json.amount("amount", row.amount_minor, currency);
  json.amount("balance", row.balance_minor, currency);
  if (row.settlement.empty()) {
    json.null_field("settlement");
  } else {
    json.field("settlement", row.settlement);
  }
  json.field("group", row.group);
  if (!row.order.empty()) json.field("order", row.order);
  if (!row.sku.empty()) json.field("sku", row.sku);
  if (row.open_minor) json.amount("open", *row.open_minor, currency);
  if (row.flagged) json.field("flagged", true);
  if (!row.same_as.empty()) json.field("sameAs", row.same_as);
  json.end_object();
}

void write_matches(JsonWriter& json, const MatchesView& matches) {
  const Currency currency = matches.ledger.currency;
  json.begin_object("matches");
  json.field("entries", matches.entries);
  json.amount("amount", matches.amount_minor, currency);
  json.amount("credits", matches.credits_minor, currency);
  json.amount("charges", matches.charges_minor, currency);
  json.end_object();
}

void print_json(const Answer& answer, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.begin_array("ledgers");
  for (std::size_t i = 0; i < answer.views.size(); ++i) {
    const StatementView& view = answer.views[i];
    const MatchesView& matches = answer.matches[i];
    const Currency currency = view.ledger.currency;
    json.begin_object();
    json.field("store", view.ledger.store);
    json.field("currency", currency.code());
    write_date(json, "from", view.from);
    write_date(json, "to", view.to);
    json.amount("opening", view.opening_minor, currency);
    json.amount("closing", view.closing_minor, currency);
    json.begin_array("groups");
    for (const GroupView& group : view.groups) {
      json.begin_object();
      json.field("group", name(group.group));
      json.amount("amount", group.amount_minor, currency);
      json.field("entries", group.entries);
      json.end_object();
    }
    json.end_array();
    if (answer.is_filtered()) write_matches(json, matches);
    json.begin_array("entries");
    answer.for_each_entry(matches,
                          [&](const StatementRow& row) { write_entry(json, row, currency); });
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

void print_groups(const StatementView& view, TextSink& out) {
  const auto amount = [&](std::int64_t minor) { return decimal(minor, view.ledger.currency); };
  std::vector<Table::Row> rows = {{"Opening balance", amount(view.opening_minor), ""}};
  for (const GroupView& group : view.groups) {
    rows.push_back({"  " + spelled_out(name(group.group)), amount(group.amount_minor),
                    counted(group.entries, "entry", "entries")});
  }
  rows.push_back({"Closing balance", amount(view.closing_minor), ""});
  print_table(out, {{""}, {"", true}, {""}}, rows);
}

std::string remark(const StatementRow& row) {
  if (row.flagged) return " (unknown type)";
  return row.same_as.empty() ? "" : " (one credit with " + terminal_text(row.same_as) + ")";
}

void print_entries(const Answer& answer, const MatchesView& view, TextSink& out) {
  const std::string at_title = "At (" + zone_name(answer.arguments.zone) + ")";
  Table table(out, {{at_title},
                    {"Entry"},
                    {"Kind"},
                    {"Amount", true},
                    {"Balance", true},
                    {"Settlement"},
                    {"Description"}});
  const auto cells = [&](const StatementRow& row) {
    return Table::Row{local_time(row.at, answer.zone),
                      terminal_text(row.id),
                      spelled_out(row.kind),
                      decimal(row.amount_minor, view.ledger.currency),
                      decimal(row.balance_minor, view.ledger.currency),
                      terminal_text(row.settlement),
                      terminal_text(row.description) + remark(row)};
  };
  answer.for_each_entry(view, [&](const StatementRow& row) { table.measure(cells(row)); });
  table.print_header();
  answer.for_each_entry(view, [&](const StatementRow& row) { table.print(cells(row)); });
}

void print_tables(const Answer& answer, TextSink& out) {
  for (std::size_t i = 0; i < answer.views.size(); ++i) {
    const StatementView& view = answer.views[i];
    const MatchesView& matches = answer.matches[i];
    if (i > 0) out.write("\n");
    std::string title = title_of(view.ledger);
    if (view.from && view.to) {
      title += ", " + to_string(*view.from) + " to " + to_string(*view.to) + " (" +
               zone_name(answer.arguments.zone) + ")";
    }
    if (answer.arguments.settlement) {
      title += ", settlement " + terminal_text(*answer.arguments.settlement);
    }
    out.write(title + "\n\n");
    print_groups(view, out);
    out.write("\n");
    if (answer.is_filtered()) {
      out.write(counted(matches.entries, "entry", "entries") + " of " +
                std::to_string(view.entries) +
                " found: " + decimal(matches.amount_minor, view.ledger.currency) + "\n\n");
    }
    if (matches.entries > 0) print_entries(answer, matches, out);
    if (view.entries == 0) out.write("no entries\n");
  }
}

bool knows_settlement(const Engine& engine, const StatementView& view, const std::string& id) {
  if (view.entries > 0) return true;
  const auto settlements = engine.settlements(view.ledger);
  return settlements &&
         std::ranges::find(*settlements, id, &SettlementView::id) != settlements->end();
}

// Without a filter nothing need be looked at.
MatchesView matches_of(const Answer& answer, const StatementView& view) {
  if (answer.is_filtered()) {
    auto matches = answer.engine.search(view.ledger, answer.range, answer.arguments.filter);
    check(matches.has_value());
    return *std::move(matches);
  }
  MatchesView all;
  all.ledger = view.ledger;
  all.entries = view.entries;
  return all;
}

}  // namespace

Placed<void> print_statement(const Engine& engine, const Arguments& arguments,
                             const ZoneRules& zone, TextSink& out) {
  Answer answer{.engine = engine,
                .arguments = arguments,
                .zone = zone,
                .range = range_of(arguments, zone),
                .views = {},
                .matches = {}};
  std::vector<LedgerKey> ledgers;
  for (const BalanceView& balance : engine.balances()) {
    Result<StatementView> view = engine.statement(balance.ledger, answer.range);
    if (!view) return refuse_at({}, view.error());
    if (arguments.settlement && !knows_settlement(engine, *view, *arguments.settlement)) continue;
    answer.views.push_back(*std::move(view));
    answer.matches.push_back(matches_of(answer, answer.views.back()));
    ledgers.push_back(balance.ledger);
  }
  if (arguments.settlement && answer.views.empty()) {
    return refuse_at({}, Error::unknown_reference,
                     "settlement " + valid_utf8(*arguments.settlement));
  }
  switch (arguments.output) {
    case OutputFormat::json:
      print_json(answer, out);
      break;
    case OutputFormat::csv:
      return print_csv(engine, ledgers, answer.range, arguments, out);
    case OutputFormat::table:
      print_tables(answer, out);
      break;
  }
  return {};
}

}  // namespace repay
