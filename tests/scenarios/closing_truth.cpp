#include "tests/scenarios/closing_truth.h"

namespace repay::scenarios {
namespace {

using Words = std::vector<std::string>;
using Truth = std::optional<std::string>;

std::string reasons(const Seller& seller, const ClosingPlan& plan) {
  std::string text;
  for (const ClosingReason& reason : plan.reasons) {
    text.append(text.empty() ? "" : ", ").append(name(reason.code));
    if (reason.amount_minor) text.append(" ").append(seller.print(*reason.amount_minor));
    if (reason.until) text.append(" ").append(to_string(*reason.until));
  }
  return "because " + (text.empty() ? "nothing" : text);
}

Truth of_plan(const Words& words, const Seller& seller, const ClosingPlan& plan) {
  const std::string& first = words[0];
  const bool is_amount = words.size() == 2;
  if (is_amount && first == "opens") return "opens " + seller.print(plan.opening_minor);
  if (is_amount && first == "closing") return "closing " + seller.print(plan.closing_minor);
  if (is_amount && first == "disburses") return "disburses " + seller.print(plan.disbursed_minor);
  if (is_amount && first == "carries") return "carries " + seller.print(plan.carried_minor);
  if (first == "because") return reasons(seller, plan);
  if (first == "deposit" || words == Words{"no", "deposit"})
    return plan.deposit_at ? "deposit " + to_string(*plan.deposit_at) : "no deposit";
  if (first != "charges") return std::nullopt;
  if (!plan.charge_method) return "charges nothing";
  return "charges " + seller.print(plan.charged_minor) + " on " + plan.charge_method->id + " at " +
         to_string(*plan.first_charge);
}

Truth of_effects(const Words& words, const Seller& seller, const CollectionView& view) {
  std::string asks = "asks nothing";
  std::string wakes = "wakes never";
  for (const CollectionEffect& effect : view.effects) {
    if (const auto* send = std::get_if<SendCharge>(&effect))
      asks = "asks " + send->attempt.method.id + " " + seller.print(send->attempt.amount_minor);
    if (const auto* ask = std::get_if<AskOutcome>(&effect))
      asks = "asks outcome " + std::to_string(ask->attempt.number);
    if (const auto* wake = std::get_if<WakeAt>(&effect)) wakes = "wakes " + to_string(wake->at);
  }
  if (words[0] == "asks") return asks;
  if (words[0] == "wakes") return wakes;
  return std::nullopt;
}

Truth of_collection(const Words& words, const Seller& seller) {
  const auto view = seller.engine().collection(seller.ledger());
  if (!view) return std::nullopt;
  if (words.size() == 2 && words[0] == "collection") return "collection " + view->state;
  if (words.size() == 2 && words[0] == "due") return "due " + seller.print(view->owed_minor);
  if (words.size() == 3 && words[words[0] == "no" ? 2 : 1] == "round") {
    return view->next_round_at ? "next round " + to_string(*view->next_round_at) : "no next round";
  }
  return std::nullopt;
}

Truth of_sending(const Words& words, const Seller& seller, const TransferView& view) {
  if (words[0] == "sends") {
    for (const TransferEffect& effect : view.effects) {
      if (const auto* send = std::get_if<SendTransfer>(&effect))
        return "sends " + send->method.id + " " + seller.print(send->amount_minor);
    }
    return "sends nothing";
  }
  const bool is_time = words.size() == 3 && words[0] == "transfer" && words[1] == "at";
  if (!is_time && words != Words{"no", "transfer"}) return std::nullopt;
  return view.send_at ? "transfer at " + to_string(*view.send_at) : "no transfer";
}

Truth of_transfer(const Words& words, const Seller& seller) {
  if (words.size() != 4 || words[0] != "transfer" || words[2] != "is") return std::nullopt;
  ClosePeriod asked{.ledger = seller.ledger(), .terms = {}, .now = {}};
  if (const SettlementPeriod* period = seller.closed(words[1])) asked.terms.period = *period;
  const auto view = seller.engine().closing(asked);
  const std::string state = view && view->transfer ? view->transfer->state : "not there";
  return "transfer " + words[1] + " is " + state;
}

Truth of_rest(const Words& words, const Seller& seller, const PreviewView& preview) {
  if (words[0] != "rest" || !preview.rest) return std::nullopt;
  const RestView& rest = *preview.rest;
  if (rest.outcome == "nothing_owed") return "rest nothing_owed";
  std::string text = "rest " + seller.print(rest.amount_minor) + " ";
  text += rest.outcome == "charged" ? "on " + rest.method : rest.outcome;
  if (rest.at) text += " at " + to_string(*rest.at);
  return text;
}

}  // namespace

std::optional<std::string> truth_of_closing(const Words& words, const Seller& seller,
                                            const Outcome& outcome) {
  Truth truth;
  if (outcome.closing) truth = of_plan(words, seller, outcome.closing->plan);
  if (!truth && outcome.collection) truth = of_effects(words, seller, *outcome.collection);
  if (!truth && outcome.transfer) truth = of_sending(words, seller, *outcome.transfer);
  if (!truth && outcome.preview) truth = of_rest(words, seller, *outcome.preview);
  if (!truth) truth = of_transfer(words, seller);
  return truth ? truth : of_collection(words, seller);
}

}  // namespace repay::scenarios
