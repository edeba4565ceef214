#include <algorithm>

#include "core/cli/commands.h"
#include "core/cli/ledger_choice.h"
#include "core/cli/rest.h"
#include "core/cli/table.h"
#include "core/cli/words.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

// Long enough ago that no hold is left of it.
constexpr Instant kLongAgo{-30'000 * kMsPerDay};

// Of the days given, else of a settlement that came as a file.
Placed<SettlementPeriod> period_of(const Engine& engine, const LedgerKey& ledger,
                                   const Arguments& arguments, const ZoneRules& zone) {
  if (arguments.from) {
    if (*arguments.to < *arguments.from) return refuse_at({}, Error::invalid_range);
    return SettlementPeriod{.id = arguments.settlement.value_or(to_string(*arguments.from) + ".." +
                                                                to_string(*arguments.to)),
                            .start = start_of_day(*arguments.from, zone),
                            .end = start_of_day(add_days(*arguments.to, 1), zone)};
  }
  const auto settlements = engine.settlements(ledger);
  if (!settlements) return refuse_at({}, settlements.error());
  const auto found = std::ranges::find_if(
      settlements->rbegin(), settlements->rend(),
      [&](const auto& s) { return !arguments.settlement || s.id == *arguments.settlement; });
  if (found == settlements->rend()) {
    return refuse_at({}, Error::unknown_reference,
                     arguments.settlement.value_or("no settlement file: say --from and --to"));
  }
  return SettlementPeriod{.id = found->id, .start = found->start, .end = found->end};
}

ClosingTerms terms_of(const SettlementPeriod& period, const Arguments& arguments,
                      const ZoneRules& zone) {
  ClosingTerms terms{.period = period,
                     .zone = zone,
                     .restricted = arguments.restricted,
                     .charge_methods = charge_methods(arguments)};
  if (!arguments.no_deposit_method) {
    terms.deposit_method = DepositMethod{
        .id = "deposit method", .changed_at = arguments.deposit_changed.value_or(kLongAgo)};
  }
  return terms;
}

void write_instant(std::string_view key, const std::optional<Instant>& at, JsonWriter& json) {
  if (at) return json.field(key, *at);
  json.null_field(key);
}

void print_json(const ClosingView& view, const Arguments& arguments, TextSink& out) {
  const ClosingPlan& plan = view.plan;
  const Currency currency = view.ledger.currency;
  JsonWriter json(out);
  json.begin_object();
  json.field("store", view.ledger.store);
  json.field("currency", currency.code());
  json.field("settlement", plan.period.id);
  json.field("start", plan.period.start);
  json.field("end", plan.period.end);
  json.amount("opening", plan.opening_minor, currency);
  json.amount("closing", plan.closing_minor, currency);
  json.amount("deferred", plan.deferred_minor, currency);
  json.amount("available", plan.available_minor, currency);
  json.amount("disbursed", plan.disbursed_minor, currency);
  json.amount("carried", plan.carried_minor, currency);
  write_instant("depositDue", plan.deposit_due, json);
  write_instant("depositAt", plan.deposit_at, json);
  json.amount("charged", plan.charged_minor, currency);
  write_instant("firstChargeAt", plan.first_charge, json);
  if (plan.charge_method && arguments.method) {
    json.field("method", *arguments.method);
  } else {
    json.null_field("method");
  }
  json.begin_array("reasons");
  for (const ClosingReason& reason : plan.reasons) {
    json.begin_object();
    json.field("code", name(reason.code));
    write_instant("until", reason.until, json);
    if (reason.amount_minor) {
      json.amount("amount", *reason.amount_minor, currency);
    } else {
      json.null_field("amount");
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

std::string sentence_of(const ClosingReason& reason, Currency currency, const ZoneRules& zone) {
  const std::string amount = decimal(reason.amount_minor.value_or(0), currency);
  switch (reason.code) {
    case ClosingReasonCode::security_hold:
      return "the deposit method was changed: nothing is sent before " +
             local_time(*reason.until, zone);
    case ClosingReasonCode::no_deposit_method:
      return "there is no deposit method: nothing can be sent";
    case ClosingReasonCode::account_restricted:
      return "the account is restricted: nothing is sent";
    case ClosingReasonCode::deferred:
      return amount + " is deferred and carried";
    case ClosingReasonCode::spent_since:
      return amount + " has been used by entries of the next period";
    case ClosingReasonCode::below_minimum:
      return "less than the smallest payout of " + amount + " is carried";
    case ClosingReasonCode::payments_pending:
      return amount + " is being paid and not charged";
    case ClosingReasonCode::below_threshold:
      return "less than the threshold of " + amount + " rolls forward";
    case ClosingReasonCode::no_charge_method:
      return "there is no method to charge";
  }
  return {};
}

void print_tables(const ClosingView& view, const Arguments& arguments, const ZoneRules& zone,
                  TextSink& out) {
  const ClosingPlan& plan = view.plan;
  const Currency currency = view.ledger.currency;
  const auto amount = [&](std::int64_t minor) { return decimal(minor, currency); };
  const auto time = [&](std::string_view before, const std::optional<Instant>& at) {
    return at ? std::string(before).append(local_time(*at, zone)) : std::string();
  };
  out.write(title_of(view.ledger) + "\nSettlement " + terminal_text(plan.period.id) + ", " +
            local_time(plan.period.start, zone) + " to " + local_time(plan.period.end, zone) +
            " (" + zone_name(arguments.zone) + ")\n\n");
  std::string charged = time("from ", plan.first_charge);
  if (plan.charge_method && arguments.method)
    charged += ", first on " + terminal_text(*arguments.method);
  print_table(out, {{""}, {"", true}, {""}},
              {{"Opening balance", amount(plan.opening_minor), ""},
               {"Closing balance", amount(plan.closing_minor), ""},
               {"Available", amount(plan.available_minor), ""},
               {"Paid out", amount(plan.disbursed_minor), time("sent on ", plan.deposit_at)},
               {"Charged automatically", amount(plan.charged_minor), charged},
               {"Carried", amount(plan.carried_minor), ""}});
  if (!plan.reasons.empty()) out.write("\n");
  for (const ClosingReason& reason : plan.reasons) {
    out.write(std::string(name(reason.code)) + ": " + sentence_of(reason, currency, zone) + "\n");
  }
}

}  // namespace

Placed<void> print_closing(const Engine& engine, const Arguments& arguments, const ZoneRules& zone,
                           TextSink& out) {
  const Placed<LedgerKey> ledger = chosen_ledger(engine, arguments);
  if (!ledger) return std::unexpected(ledger.error());
  const auto period = period_of(engine, *ledger, arguments, zone);
  if (!period) return std::unexpected(period.error());
  const auto view = engine.closing(
      {.ledger = *ledger, .terms = terms_of(*period, arguments, zone), .now = period->end});
  if (!view) return std::unexpected(view.error());
  if (arguments.output == OutputFormat::json) {
    print_json(*view, arguments, out);
  } else {
    print_tables(*view, arguments, zone, out);
  }
  return {};
}

}  // namespace repay
