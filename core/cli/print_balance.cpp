#include "core/cli/commands.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/words.h"

namespace repay {
namespace {

// What an interface reported; what it did not say, and what does not follow from it, is left out.
void print_reported(const ReportedBalances& reported, Currency currency, JsonWriter& json) {
  const auto amount = [&](std::string_view key, const std::optional<std::int64_t>& minor) {
    if (minor) json.amount(key, *minor, currency);
  };
  json.begin_object("reported");
  if (reported.as_of) json.field("asOf", *reported.as_of);
  amount("available", reported.available_minor);
  amount("deferred", reported.deferred_minor);
  amount("accountLevelReserve", reported.account_reserve_minor);
  amount("reserved", reported.reserved_minor);
  amount("total", reported.total_minor);
  json.end_object();
}

void print_json(const std::vector<BalanceView>& balances, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.begin_array("ledgers");
  for (const BalanceView& view : balances) {
    const Currency currency = view.ledger.currency;
    json.begin_object();
    json.field("store", view.ledger.store);
    json.field("currency", currency.code());
    json.amount("balance", view.balance_minor, currency);
    json.amount("outstanding", view.outstanding_minor, currency);
    json.amount("canPayNow", view.can_pay_now_minor, currency);
    json.amount("available", view.available_minor, currency);
    json.amount("deferred", view.deferred_minor, currency);
    json.amount("reserved", view.reserved_minor, currency);
    json.amount("total", view.total_minor, currency);
    json.amount("unappliedCredit", view.unapplied_credit_minor, currency);
    json.field("openCharges", view.open_charges);
    json.field("repayOffered", view.repay_offered);
    json.amount("disbursed", view.disbursed_minor, currency);
    json.amount("scheduled", view.scheduled_minor, currency);
    if (view.oldest_open_at) {
      json.field("oldestOpenAt", *view.oldest_open_at);
    } else {
      json.null_field("oldestOpenAt");
    }
    if (view.reported) print_reported(*view.reported, currency, json);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

void print_ledger(const BalanceView& view, TextSink& out) {
  const auto amount = [&](std::int64_t minor) { return decimal(minor, view.ledger.currency); };
  std::string open = counted(view.open_charges, "open charge", "open charges");
  if (view.oldest_open_at) open += ", the oldest of " + local_time(*view.oldest_open_at, {});
  const std::string sent = view.latest_settlement && view.scheduled_minor != 0
                               ? amount(view.scheduled_minor) + " of it on " +
                                     local_time(view.latest_settlement->deposit, {})
                               : "";
  out.write(title_of(view.ledger) + "\n");
  std::string reported;
  if (view.reported && view.reported->total_minor)
    reported = amount(*view.reported->total_minor) + " in all, as reported";
  print_table(out, {{""}, {"", true}, {""}},
              {{"  Balance", amount(view.balance_minor), reported},
               {"  Outstanding", amount(view.outstanding_minor), open},
               {"  Can pay now", amount(view.can_pay_now_minor),
                view.repay_offered ? "Repay balance is offered" : ""},
               {"  Available", amount(view.available_minor), ""},
               {"  Deferred", amount(view.deferred_minor), ""},
               {"  Reserved", amount(view.reserved_minor), ""},
               {"  Waiting credit", amount(view.unapplied_credit_minor), ""},
               {"  Disbursed", amount(view.disbursed_minor), sent}});
}

}  // namespace

void print_balance(const Engine& engine, const Arguments& arguments, const ZoneRules& zone,
                   TextSink& out) {
  std::optional<Moment> moment;
  if (arguments.at) moment = Moment{*arguments.at, zone};
  const std::vector<BalanceView> balances = engine.balances(moment);
  if (arguments.output == OutputFormat::json) return print_json(balances, out);
  for (std::size_t i = 0; i < balances.size(); ++i) {
    if (i > 0) out.write("\n");
    print_ledger(balances[i], out);
  }
}

}  // namespace repay
