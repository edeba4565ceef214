#include <algorithm>

#include "core/cli/commands.h"
#include "core/cli/ledger_choice.h"
#include "core/cli/rest.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/windows.h"
#include "core/cli/words.h"

namespace repay {
namespace {

// What is printed: at most `listed` of the charges the payment reaches.
struct Answer {
  const Engine& engine;
  PreviewView view;
  std::uint64_t listed;

  template <class Use>
  void for_each_charge(Use use) const {
    for_each_row(
        listed, kRowsAtOnce,
        [&](Window window) -> Result<std::vector<ChargeRow>> {
          Result<PreviewView> part = engine.preview(view.ledger, view.amount_minor, window);
          if (!part) return refuse(part.error());
          return std::move(part->rows);
        },
        use);
  }
};

void print_json(const Answer& answer, TextSink& out) {
  const PreviewView& view = answer.view;
  const Currency currency = view.ledger.currency;
  JsonWriter json(out);
  json.begin_object();
  json.field("store", view.ledger.store);
  json.field("currency", currency.code());
  json.amount("amount", view.amount_minor, currency);
  json.field("closes", view.closes);
  json.begin_array("allocations");
  answer.for_each_charge([&](const ChargeRow& row) {
    json.begin_object();
    json.field("charge", row.id);
    json.field("incurredAt", row.incurred_at);
    json.field("description", row.description);
    json.amount("amount", row.pays_minor, currency);
    json.amount("openAfter", row.open_after_minor, currency);
    json.end_object();
  });
  json.end_array();
  json.amount("outstandingAfter", view.outstanding_after_minor, currency);
  json.amount("balanceAfter", view.balance_after_minor, currency);
  json.field("openChargesAfter", view.open_charges - view.closes);
  if (view.oldest_open_after_at) {
    json.field("oldestOpenAfterAt", *view.oldest_open_after_at);
  } else {
    json.null_field("oldestOpenAfterAt");
  }
  write_rest(view.rest, currency, json);
  json.end_object();
  json.end_document();
}

void print_tables(const Answer& answer, TextSink& out) {
  const PreviewView& view = answer.view;
  const auto amount = [&](std::int64_t minor) { return decimal(minor, view.ledger.currency); };
  out.write(title_of(view.ledger) + "\n\nPaying " + amount(view.amount_minor) + " closes " +
            counted(view.closes, "charge", "charges") +
            (view.part_pays ? " and pays part of one" : "") + ".\n\n");
  Table table(
      out, {{"Charge"}, {"Incurred (UTC)"}, {"Pays", true}, {"Open after", true}, {"Description"}});
  const auto cells = [&](const ChargeRow& row) {
    return Table::Row{terminal_text(row.id), local_time(row.incurred_at, {}),
                      amount(row.pays_minor), amount(row.open_after_minor),
                      terminal_text(row.description)};
  };
  answer.for_each_charge([&](const ChargeRow& row) { table.measure(cells(row)); });
  table.print_header();
  answer.for_each_charge([&](const ChargeRow& row) { table.print(cells(row)); });
  const std::uint64_t reached = view.touches;
  if (answer.listed < reached) {
    out.write("and " + counted(reached - answer.listed, "charge more", "charges more") + "\n");
  }
  std::string rest = counted(view.open_charges - view.closes, "open charge", "open charges");
  if (view.oldest_open_after_at) {
    rest += ", the oldest of " + local_time(*view.oldest_open_after_at, {});
  }
  out.write("\n");
  print_table(out, {{""}, {"", true}, {""}},
              {{"Outstanding after", amount(view.outstanding_after_minor), rest},
               {"Balance after", amount(view.balance_after_minor), ""}});
  if (view.rest) out.write("\n" + rest_sentence(*view.rest, view.ledger.currency) + "\n");
}

}  // namespace

Placed<void> print_preview(Engine& engine, const Arguments& arguments, TextSink& out) {
  const Placed<LedgerKey> ledger = chosen_ledger(engine, arguments);
  if (!ledger) return std::unexpected(ledger.error());
  const Placed<Money> amount = chosen_amount(*ledger, arguments);
  if (!amount) return std::unexpected(amount.error());
  expect_charge(engine, *ledger, arguments, {});
  Result<PreviewView> view = engine.preview(*ledger, amount->minor, {});
  if (!view) return refuse_at({}, view.error(), to_decimal(*amount));
  const std::uint64_t reached = view->touches;
  const Answer answer{
      .engine = engine, .view = *std::move(view), .listed = std::min(reached, arguments.limit)};
  if (arguments.output == OutputFormat::json) {
    print_json(answer, out);
  } else {
    print_tables(answer, out);
  }
  return {};
}

}  // namespace repay
