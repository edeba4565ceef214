#include "core/cli/rest.h"

#include "core/base/check.h"
#include "core/cli/table.h"
#include "core/cli/words.h"

namespace repay {

ChargeMethods charge_methods(const Arguments& arguments) {
  return {.active = ChargeMethod{.id = arguments.method.value_or("the charge method")},
          .backups = {},
          .others = {}};
}

void expect_charge(Engine& engine, const LedgerKey& ledger, const Arguments& arguments,
                   const ZoneRules& zone) {
  if (!arguments.close) return;
  const auto told = engine.expect_charge(
      ledger, {.methods = charge_methods(arguments), .closes_at = arguments.close, .zone = zone});
  check(told.has_value());  // the ledger was chosen from those there are
}

void write_rest(const std::optional<RestView>& rest, Currency currency, JsonWriter& json) {
  if (!rest) return json.null_field("rest");
  json.begin_object("rest");
  json.field("outcome", rest->outcome);
  json.amount("amount", rest->amount_minor, currency);
  if (rest->at) {
    json.field("at", *rest->at);
  } else {
    json.null_field("at");
  }
  if (rest->method.empty()) {
    json.null_field("method");
  } else {
    json.field("method", rest->method);
  }
  json.amount("threshold", rest->threshold_minor, currency);
  json.end_object();
}

std::string rest_sentence(const RestView& rest, Currency currency) {
  const std::string amount = decimal(rest.amount_minor, currency);
  const std::string at = rest.at ? " on " + local_time(*rest.at, {}) + " (UTC)" : "";
  if (rest.outcome == name(RestOutcome::nothing_owed)) return "Nothing is left to be charged.";
  if (rest.outcome == name(RestOutcome::rolls_forward)) {
    return amount + " is below the threshold of " + decimal(rest.threshold_minor, currency) +
           ": it rolls forward" + at + ".";
  }
  if (rest.outcome == name(RestOutcome::no_method))
    return amount + " is due" + at + ", but no method can be charged.";
  return amount + " is charged automatically" + at + ", first on " + terminal_text(rest.method) +
         ".";
}

}  // namespace repay
