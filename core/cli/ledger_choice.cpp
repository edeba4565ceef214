#include "core/cli/ledger_choice.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/cli/words.h"
#include "core/formats/json_writer.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

// What one may choose from, for the refusal.
std::string ledgers_there_are(const Engine& engine) {
  constexpr std::size_t kNamed = 5;
  const std::vector<BalanceView> balances = engine.balances();
  std::string names;
  for (std::size_t i = 0; i < std::min(balances.size(), kNamed); ++i) {
    names.append(i == 0 ? "" : "; ").append(title_of(balances[i].ledger));
  }
  return balances.size() > kNamed ? names + "; …" : names;
}

}  // namespace

Placed<LedgerKey> chosen_ledger(const Engine& engine, const Arguments& arguments) {
  std::optional<Currency> currency;
  if (arguments.currency) {
    const Result<Currency> named = Currency::from_code(*arguments.currency);
    if (!named) return refuse_at({}, named.error(), valid_utf8(*arguments.currency));
    currency = *named;
  }
  const Result<LedgerKey> ledger = engine.find_ledger(arguments.store, currency);
  if (!ledger) return refuse_at({}, ledger.error(), ledgers_there_are(engine));
  return *ledger;
}

Placed<Money> chosen_amount(const LedgerKey& ledger, const Arguments& arguments) {
  const Result<Money> amount = parse_decimal(arguments.pay, ledger.currency);
  if (!amount) return refuse_at({}, amount.error(), valid_utf8(arguments.pay));
  return *amount;
}

}  // namespace repay
