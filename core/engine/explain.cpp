// Engine's explanations: facts of repayment/explain.h with names for numbers, no rule.

#include <algorithm>
#include <string>

#include "core/engine/present.h"
#include "core/engine/state.h"
#include "core/repayment/explain.h"

namespace repay {
namespace {

std::string rule_word(const Books& books, PaidBecause because) {
  switch (because) {
    case PaidBecause::none:
      return {};
    case PaidBecause::rule:
      return std::string(name(books.policy().rule));
    case PaidBecause::waiting:
      return "waiting_in_order_of_arrival";
    case PaidBecause::named_charge:
      return "named_charge_first";
  }
  return {};
}

ExplainRow present_fact(const Books& books, const ExplainFact& fact) {
  const Ledger& ledger = books.ledger();
  ExplainRow row{.code = std::string(name(fact.code)),
                 .clause = "DOMAIN " + std::to_string(clause(fact.code)),
                 .amount_minor = fact.amount_minor,
                 .entry = {},
                 .kind = std::string(fact.word),
                 .at = {},
                 .via = {},
                 .settlement = {},
                 .rule = rule_word(books, fact.because)};
  if (fact.entry != kNoEntry) {
    row.entry = ledger.id(fact.entry);
    row.kind = name(ledger.kind(fact.entry));
    row.at = ledger.facts().at[fact.entry];
    row.settlement = ledger.settlement_id(fact.entry);
  }
  if (fact.code == ExplainCode::other_side) {
    row.store = row.kind;
    row.kind = name(Kind::cross_account);
  }
  if (fact.via != kNoEntry) row.via = ledger.id(fact.via);
  return row;
}

void present_facts(const Books& books, const std::vector<ExplainFact>& facts, Window window,
                   ExplainView& view) {
  view.facts = facts.size();
  const std::uint64_t first = std::min(window.first, view.facts);
  const std::uint64_t end = first + std::min(window.count, view.facts - first);
  for (std::uint64_t i = first; i < end; ++i) view.rows.push_back(present_fact(books, facts[i]));
}

}  // namespace

Result<ExplainView> Engine::explain(const LedgerKey& key, std::string_view entry,
                                    Window window) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Books& books = (*found)->books;
  const auto sequence = books.ledger().find(entry);
  if (!sequence) return refuse(Error::entry_unknown);
  ExplainView view;
  view.ledger = key;
  view.subject = entry;
  view.kind = name(books.ledger().kind(*sequence));
  view.at = books.ledger().facts().at[*sequence];
  view.amount_minor = books.ledger().facts().amount_minor[*sequence];
  present_facts(books, explain_entry(books, *sequence), window, view);
  for (ExplainRow& row : view.rows) {
    // Both halves have one id; the other's ledger need not be in this account.
    if (row.store && state_->ledgers.contains({*row.store, key.currency})) row.entry = entry;
  }
  return view;
}

Result<ExplainView> Engine::explain_figure(const LedgerKey& key, std::string_view figure,
                                           Window window) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto which = figure_from_name(figure);
  if (!which) return refuse(which.error());
  const Books& books = (*found)->books;
  ExplainView view;
  view.ledger = key;
  view.subject = figure;
  const auto facts = repay::explain_figure(books, *which);
  for (const ExplainFact& fact : facts) view.amount_minor += fact.amount_minor;
  present_facts(books, facts, window, view);
  return view;
}

}  // namespace repay
