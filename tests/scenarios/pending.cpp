// The words of tables about payments that take time, and about the policy.

#include <algorithm>
#include <sstream>

#include "core/repayment/policy.h"
#include "tests/scenarios/seller.h"

namespace repay::scenarios {
namespace {

Refusal refusal(Error error) { return {error, {}, {}}; }

}  // namespace

// submit ID [DATE] AMOUNT [seen NAME]
std::optional<Problem> Seller::submit(Words words, Outcome& outcome) {
  const auto version = take_version(words);
  take_date(words);
  if (words.size() != 3) return "expected: submit ID [DATE] AMOUNT [seen NAME]";
  const auto minor = amount(words[2]);
  if (!minor) return minor.error();
  const PaymentCommand command{.ledger = ledger_,
                               .amount_minor = *minor,
                               .idempotency_key = words[1],
                               .version = version,
                               .at = now_,
                               .method = "Visa •• 4242"};
  const std::int64_t owed = balance().balance_minor;
  const auto view = engine_.submit(command);
  if (!view) {
    outcome.refusal = refusal(view.error());
    return std::nullopt;
  }
  submitted_[words[1]] = command;
  if (balance().balance_minor != owed) return "a pending payment changed the balance";
  return std::nullopt;
}

// settle ID [DATE] AMOUNT; fail ID [DATE]; expire ID [DATE]; reverse ID [DATE] AMOUNT as REVERSAL
std::optional<Problem> Seller::end_payment(Words words, Outcome& outcome) {
  std::string reversal;
  if (words.size() > 2 && words[words.size() - 2] == "as") {
    reversal = words.back();
    words.resize(words.size() - 2);
  }
  const bool has_amount = words[0] == "settle" || words[0] == "reverse";
  if (words.size() == 3 && !has_amount) words.emplace_back();
  take_date(words);
  if (words.size() < (has_amount ? 3u : 2u)) return "expected: " + words[0] + " ID [DATE] …";
  const std::string& key = words[1];
  const auto minor = has_amount ? amount(words[2]) : 0;
  if (!minor) return minor.error();
  const std::int64_t before = balance().balance_minor;
  const auto view = words[0] == "settle" ? engine_.settle({key, *minor, now_})
                    : words[0] == "fail" ? engine_.fail({key, "insufficient_funds", now_})
                    : words[0] == "expire"
                        ? engine_.expire(key)
                        : engine_.reverse_payment({key, reversal, *minor, "", now_});
  if (!view) {
    outcome.refusal = refusal(view.error());
    return std::nullopt;
  }
  outcome.entry = reversal.empty() ? view->payment : reversal;
  if (view->receipt) payments_.try_emplace(key, Payment{submitted_[key], *view->receipt});
  if (!has_amount && balance().balance_minor != before)
    return "what did not come changed the balance";
  return std::nullopt;
}

// rule RULE [KIND,KIND…] [minimum AMOUNT]
std::optional<Problem> Seller::use_rule(Words words, Outcome& outcome) {
  RepaymentPolicy policy;
  if (words.size() > 3 && words[words.size() - 2] == "minimum") {
    const auto minor = amount(words.back());
    if (!minor) return minor.error();
    policy.minimum_minor[ledger_.currency] = *minor;
    words.resize(words.size() - 2);
  }
  const auto rule = allocation_rule_from_name(words.size() > 1 ? words[1] : "");
  if (!rule) return "expected: rule RULE [KIND,…] [minimum AMOUNT]";
  policy.rule = *rule;
  std::istringstream kinds(words.size() > 2 ? words[2] : "");
  for (std::string kind; std::getline(kinds, kind, ',');) {
    const auto known = kind_from_name(kind);
    if (!known) return "there is no kind called " + kind;
    policy.kind_priority.push_back(*known);
  }
  const auto set = engine_.set_repayment_policy(policy);
  if (!set) outcome.refusal = set.error();
  return std::nullopt;
}

// see NAME
std::optional<Problem> Seller::see(const Words& words) {
  if (words.size() != 2) return "expected: see NAME";
  seen_[words[1]] = balance().version;
  return std::nullopt;
}

/// "seen NAME" at a line's end: the version that was there at `see NAME`, else the present one.
std::uint64_t Seller::take_version(Words& words) const {
  if (words.size() < 3 || words[words.size() - 2] != "seen") return balance().version;
  const auto found = seen_.find(words.back());
  words.resize(words.size() - 2);
  return found == seen_.end() ? balance().version : found->second;
}

}  // namespace repay::scenarios
