#include <algorithm>

#include "core/cli/commands.h"
#include "core/cli/ledger_choice.h"
#include "core/cli/rest.h"
#include "core/cli/table.h"
#include "core/cli/windows.h"
#include "core/cli/words.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

constexpr std::uint64_t kPaymentsAtOnce = 64;  // each may touch many charges

// What is printed: at most `listed` payments.
struct Answer {
  const Engine& engine;
  const PlanTerms& terms;
  PlanView view;
  std::uint64_t listed;

  template <class Use>
  void for_each_payment(Use use) const {
    for_each_row(
        listed, kPaymentsAtOnce,
        [&](Window window) -> Result<std::vector<PlanRow>> {
          Result<PlanView> part = engine.plan(view.ledger, terms, window);
          if (!part) return refuse(part.error());
          return std::move(part->rows);
        },
        use);
  }
};

void print_json(const Answer& answer, TextSink& out) {
  const PlanView& view = answer.view;
  const Currency currency = view.ledger.currency;
  JsonWriter json(out);
  json.begin_object();
  json.field("store", view.ledger.store);
  json.field("currency", currency.code());
  json.amount("amount", view.amount_minor, currency);
  json.field("payments", view.payments);
  json.amount("total", view.total_minor, currency);
  json.amount("last", view.last_minor, currency);
  if (view.cleared_on) {
    json.field("clearedOn", to_string(*view.cleared_on));
  } else {
    json.null_field("clearedOn");
  }
  json.begin_array("plan");
  answer.for_each_payment([&](const PlanRow& row) {
    json.begin_object();
    json.field("on", to_string(row.on));
    json.amount("amount", row.amount_minor, currency);
    json.field("closes", row.closes);
    json.field("touches", row.touches);
    json.amount("outstandingAfter", row.outstanding_after_minor, currency);
    json.begin_array("charges");
    for (const ChargeRow& charge : row.charges) {
      json.begin_object();
      json.field("charge", charge.id);
      json.amount("amount", charge.pays_minor, currency);
      json.amount("openAfter", charge.open_after_minor, currency);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  });
  json.end_array();
  write_rest(view.rest, currency, json);
  json.end_object();
  json.end_document();
}

std::string charges_of(const PlanRow& row, Currency currency) {
  constexpr std::size_t kNamed = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(row.charges.size(), kNamed); ++i) {
    const ChargeRow& charge = row.charges[i];
    text.append(text.empty() ? "" : ", ").append(terminal_text(charge.id));
    text.append(" ").append(decimal(charge.pays_minor, currency));
  }
  return row.touches > kNamed ? text + ", …" : text;
}

void print_tables(const Answer& answer, TextSink& out) {
  const PlanView& view = answer.view;
  const Currency currency = view.ledger.currency;
  out.write(title_of(view.ledger) + "\n\n");
  if (!view.cleared_on) {
    out.write("Nothing can be paid.\n");
    return;
  }
  out.write(counted(view.payments, "payment", "payments") + ", the last of " +
            decimal(view.last_minor, currency) + "; cleared on " + to_string(*view.cleared_on) +
            ".\n\n");
  Table table(
      out, {{"Day"}, {"Pays", true}, {"Closes", true}, {"Outstanding after", true}, {"Charges"}});
  const auto cells = [&](const PlanRow& row) {
    return Table::Row{to_string(row.on), decimal(row.amount_minor, currency),
                      std::to_string(row.closes), decimal(row.outstanding_after_minor, currency),
                      charges_of(row, currency)};
  };
  answer.for_each_payment([&](const PlanRow& row) { table.measure(cells(row)); });
  table.print_header();
  answer.for_each_payment([&](const PlanRow& row) { table.print(cells(row)); });
  if (answer.listed < view.payments) {
    out.write("and " + counted(view.payments - answer.listed, "payment more", "payments more") +
              "\n");
  }
  if (view.rest) out.write("\n" + rest_sentence(*view.rest, currency) + "\n");
}

}  // namespace

Placed<void> print_plan(Engine& engine, const Arguments& arguments, const ZoneRules& zone,
                        TextSink& out) {
  const Placed<LedgerKey> ledger = chosen_ledger(engine, arguments);
  if (!ledger) return std::unexpected(ledger.error());
  const Placed<Money> amount = chosen_amount(*ledger, arguments);
  if (!amount) return std::unexpected(amount.error());
  const PlanTerms terms{
      .amount_minor = amount->minor, .from = *arguments.from, .every = arguments.every};
  expect_charge(engine, *ledger, arguments, zone);
  Result<PlanView> view = engine.plan(*ledger, terms, {});
  if (!view) return refuse_at({}, view.error(), to_decimal(*amount));
  const std::uint64_t listed = std::min(view->payments, arguments.limit);
  const Answer answer{engine, terms, *std::move(view), listed};
  if (arguments.output == OutputFormat::json) {
    print_json(answer, out);
  } else {
    print_tables(answer, out);
  }
  return {};
}

}  // namespace repay
