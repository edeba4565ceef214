#include "core/cli/commands.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/windows.h"
#include "core/cli/words.h"

namespace repay {
namespace {

template <class Use>
void for_each_allocation(const Engine& engine, const LedgerKey& ledger, Use use) {
  const auto credits = engine.credits(ledger);
  check(credits.has_value());
  for_each_row(
      *credits, kCreditsAtOnce, [&](Window window) { return engine.allocations(ledger, window); },
      use);
}

template <class Use>
void for_each_open_charge(const Engine& engine, const BalanceView& view, Use use) {
  for_each_row(
      view.open_charges, kRowsAtOnce,
      [&](Window window) { return engine.open_charges(view.ledger, window); }, use);
}

void print_json(const Engine& engine, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.begin_array("ledgers");
  for (const BalanceView& view : engine.balances()) {
    const Currency currency = view.ledger.currency;
    json.begin_object();
    json.field("store", view.ledger.store);
    json.field("currency", currency.code());
    json.begin_array("allocations");
    for_each_allocation(engine, view.ledger, [&](const AllocationRow& row) {
      json.begin_object();
      json.field("credit", row.credit);
      json.field("charge", row.charge);
      json.amount("amount", row.amount_minor, currency);
      json.end_object();
    });
    json.end_array();
    json.begin_array("open");
    for_each_open_charge(engine, view, [&](const ChargeRow& row) {
      json.begin_object();
      json.field("charge", row.id);
      json.field("incurredAt", row.incurred_at);
      json.amount("amount", row.amount_minor, currency);
      json.amount("open", row.open_minor, currency);
      json.end_object();
    });
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

void print_ledger(const Engine& engine, const BalanceView& view, TextSink& out) {
  const auto amount = [&](std::int64_t minor) { return decimal(minor, view.ledger.currency); };
  out.write(title_of(view.ledger) + "\n\n");
  Table paid(out, {{"Credit"}, {"Charge"}, {"Amount", true}});
  std::uint64_t facts = 0;
  const auto paid_row = [&](const AllocationRow& row) {
    return Table::Row{terminal_text(row.credit), terminal_text(row.charge),
                      amount(row.amount_minor)};
  };
  for_each_allocation(engine, view.ledger, [&](const AllocationRow& row) {
    paid.measure(paid_row(row));
    ++facts;
  });
  if (facts > 0) paid.print_header();
  if (facts == 0) out.write("no charge is paid\n");
  for_each_allocation(engine, view.ledger,
                      [&](const AllocationRow& row) { paid.print(paid_row(row)); });

  out.write("\n" + counted(view.open_charges, "open charge", "open charges") + "\n");
  if (view.open_charges == 0) return;
  Table open(out,
             {{"Charge"}, {"Incurred (UTC)"}, {"Amount", true}, {"Open", true}, {"Description"}});
  const auto open_row = [&](const ChargeRow& row) {
    return Table::Row{terminal_text(row.id), local_time(row.incurred_at, {}),
                      amount(row.amount_minor), amount(row.open_minor),
                      terminal_text(row.description)};
  };
  for_each_open_charge(engine, view, [&](const ChargeRow& row) { open.measure(open_row(row)); });
  open.measure({"Sum", "", "", amount(view.outstanding_minor)});
  open.print_header();
  for_each_open_charge(engine, view, [&](const ChargeRow& row) { open.print(open_row(row)); });
  open.print({"Sum", "", "", amount(view.outstanding_minor)});
}

}  // namespace

void print_allocations(const Engine& engine, const Arguments& arguments, TextSink& out) {
  if (arguments.output == OutputFormat::json) return print_json(engine, out);
  bool first = true;
  for (const BalanceView& view : engine.balances()) {
    if (!first) out.write("\n");
    first = false;
    print_ledger(engine, view, out);
  }
}

}  // namespace repay
