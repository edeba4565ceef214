#include "tests/scenarios/expectation.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/ledger/kind.h"
#include "tests/core/support/story.h"
#include "tests/scenarios/closing_truth.h"

namespace repay::scenarios {
namespace {

using Words = std::vector<std::string>;

/// What an expectation is compared with.
struct Scene {
  const Seller& seller;
  const Outcome& outcome;
};

/// "A 39.99, B 10.01", or what an empty list is called.
struct Item {
  std::string name;
  std::int64_t minor;
};

std::string list(const Seller& seller, const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items) {
    if (!text.empty()) text.append(", ");
    text.append(item.name).append(" ").append(seller.print(item.minor));
  }
  return text.empty() ? "nothing" : text;
}

/// The name a table uses for an entry: a payment's is the one it was paid with.
std::string table_name(const std::string& id) {
  const std::string prefix = payment_id("");
  return id.starts_with(prefix) ? id.substr(prefix.size()) : id;
}

std::string paid_by(const Scene& scene, const std::string& credit) {
  std::vector<Item> items;
  if (scene.outcome.preview) {
    for (const ChargeRow& row : scene.outcome.preview->rows) {
      if (row.pays_minor != 0) items.push_back({row.id, row.pays_minor});
    }
    return list(scene.seller, items);
  }
  for (const AllocationRow& fact : scene.seller.facts()) {
    if (table_name(fact.credit) == credit) items.push_back({fact.charge, fact.amount_minor});
  }
  return list(scene.seller, items);
}

/// What the line took back of facts there were before, newest first.
std::string undone(const Scene& scene) {
  std::map<std::pair<std::string, std::string>, std::int64_t> now;
  for (const AllocationRow& fact : scene.seller.facts())
    now[{fact.credit, fact.charge}] += fact.amount_minor;
  std::vector<Item> items;
  for (const AllocationRow& fact : scene.outcome.facts_before) {
    const std::int64_t left = now[{fact.credit, fact.charge}];
    if (left < fact.amount_minor) items.push_back({fact.charge, fact.amount_minor - left});
  }
  std::ranges::reverse(items);
  return list(scene.seller, items);
}

std::string open_list(const Scene& scene) {
  std::vector<Item> items;
  for (const ChargeRow& row : scene.seller.open_charges())
    items.push_back({table_name(row.id), row.open_minor});
  return list(scene.seller, items);
}

/// The sum of amounts of rows that `counts` says yes to.
std::string sum(const Scene& scene, const StatementRange& range,
                const std::function<bool(const StatementRow&)>& counts) {
  std::int64_t total = 0;
  for (const StatementRow& row : scene.seller.rows(range))
    total += counts(row) ? row.amount_minor : 0;
  return scene.seller.print(total);
}

std::function<bool(const StatementRow&)> of_kind(const std::string& kind) {
  return [kind](const StatementRow& row) { return row.kind == kind; };
}

const SettlementView* latest(const Scene& scene) {
  const auto& settlements = scene.seller.imported().settlements;
  return settlements.empty() ? nullptr : &settlements.back();
}

std::int64_t reported(const Scene& scene, std::optional<std::int64_t> ReportedBalances::* which) {
  const auto& reported = scene.seller.balance().reported;
  return reported ? ((*reported).*which).value_or(0) : 0;
}

using Amount = std::int64_t (*)(const Scene&);

// Expectations that are a word and an amount; after a preview, those that it promises.
const std::map<std::string, Amount>& amounts() {
  static const std::map<std::string, Amount> kAmounts = {
      {"balance",
       [](const Scene& s) {
         return s.outcome.preview ? s.outcome.preview->balance_after_minor
                                  : s.seller.balance().balance_minor;
       }},
      {"outstanding",
       [](const Scene& s) {
         return s.outcome.preview ? s.outcome.preview->outstanding_after_minor
                                  : s.seller.balance().outstanding_minor;
       }},
      {"can pay", [](const Scene& s) { return s.seller.balance().can_pay_now_minor; }},
      {"waiting", [](const Scene& s) { return s.seller.balance().unapplied_credit_minor; }},
      {"pending", [](const Scene& s) { return s.seller.balance().pending_minor; }},
      {"available", [](const Scene& s) { return s.seller.balance().available_minor; }},
      {"deferred", [](const Scene& s) { return s.seller.balance().deferred_minor; }},
      {"reported available",
       [](const Scene& s) { return reported(s, &ReportedBalances::available_minor); }},
      {"reported deferred",
       [](const Scene& s) { return reported(s, &ReportedBalances::deferred_minor); }},
      {"reported reserve",
       [](const Scene& s) { return reported(s, &ReportedBalances::account_reserve_minor); }},
      {"reported reserved",
       [](const Scene& s) { return reported(s, &ReportedBalances::reserved_minor); }},
      {"reported total",
       [](const Scene& s) { return reported(s, &ReportedBalances::total_minor); }},
      {"reserved", [](const Scene& s) { return s.seller.balance().reserved_minor; }},
      {"total", [](const Scene& s) { return s.seller.balance().total_minor; }},
      {"disbursed", [](const Scene& s) { return s.seller.balance().disbursed_minor; }},
      {"scheduled", [](const Scene& s) { return s.seller.balance().scheduled_minor; }},
      {"paid",
       [](const Scene& s) {
         std::int64_t total = 0;
         for (const AllocationRow& fact : s.seller.facts()) total += fact.amount_minor;
         return total;
       }},
      {"closing", [](const Scene& s) { return latest(s) == nullptr ? 0 : latest(s)->total_minor; }},
  };
  return kAmounts;
}

/// "repay 62.31", or "no repay" where the seller is offered none.
std::string repay_words(const Scene& scene) {
  const BalanceView view = scene.seller.balance();
  return view.repay_offered ? "repay " + scene.seller.print(view.can_pay_now_minor) : "no repay";
}

/// Of the statement a line asked for: "opens 0.00", "closes at -5.00", "lists A, S1/2".
std::optional<std::string> truth_of_statement(const Words& words, const Scene& scene) {
  if (!scene.outcome.statement) return std::nullopt;
  const auto view =
      scene.seller.engine().statement(scene.seller.ledger(), *scene.outcome.statement);
  if (!view) return std::nullopt;
  if (words[0] == "opens") return "opens " + scene.seller.print(view->opening_minor);
  if (words[0] == "closes") return "closes at " + scene.seller.print(view->closing_minor);
  if (words[0] != "lists") return std::nullopt;
  std::string text;
  for (const StatementRow& row : scene.seller.rows(*scene.outcome.statement))
    text.append(text.empty() ? "" : ", ").append(table_name(row.id));
  return "lists " + (text.empty() ? "nothing" : text);
}

/// Of the settlement imported last, the others of the whole ledger.
std::optional<std::string> truth_of_settlement(const Words& words, const Scene& scene) {
  const SettlementView* settlement = latest(scene);
  if (settlement == nullptr) return std::nullopt;
  if (words[0] == "flagged") return "flagged " + std::to_string(settlement->flagged);
  if (words[0] == "entries") return "entries " + std::to_string(settlement->entries);
  if (words == Words{"gap"} || words == Words{"no", "gap"})
    return settlement->gap_before ? "gap" : "no gap";
  if (words[0] != "settlement" || words.size() != 3) return std::nullopt;
  return "settlement " + words[1] + " " +
         sum(scene, BySettlement{settlement->id}, of_kind(words[1]));
}

/// Sums of three or four words: "sum card_charge 416.09".
std::optional<std::string> truth_of_sum(const Words& words, const Scene& scene) {
  if (words[0] == "activity" && words.size() == 2) {
    return "activity " + sum(scene, WholeLedger(), [](const StatementRow& row) {
             const auto kind = kind_from_name(row.kind);
             return kind && is_activity(*kind);
           });
  }
  if (words[0] == "sum" && words.size() == 3) {
    return "sum " + words[1] + " " + sum(scene, WholeLedger(), of_kind(words[1]));
  }
  if (words[0] == "group" && words.size() == 3) {
    const auto in_group = [&](const StatementRow& row) { return row.group == words[1]; };
    return "group " + words[1] + " " + sum(scene, WholeLedger(), in_group);
  }
  if (words[0] == "owed" && words.size() == 4 && words[1] == "as") {
    std::int64_t total = 0;
    for (const ChargeRow& row : scene.seller.open_charges()) {
      total += row.kind == words[2] ? row.open_minor : 0;
    }
    return "owed as " + words[2] + " " + scene.seller.print(total);
  }
  return std::nullopt;
}

/// "A tells charged 10.00, paid_by P 10.00, open 0.00": what `explain` says of an entry.
std::string explained(const Scene& scene, const std::string& entry) {
  const std::string id = scene.seller.engine_id(entry);
  const auto view = scene.seller.engine().explain(scene.seller.ledger(), id, testing::kEverything);
  if (!view) return entry + " tells " + std::string(code(view.error()));
  std::string text;
  for (const ExplainRow& row : view->rows) {
    text.append(text.empty() ? "" : ", ").append(row.code).append(" ");
    if (!row.entry.empty()) text.append(table_name(row.entry)).append(" ");
    if (row.store) text.append("in ").append(*row.store).append(" ");
    text += scene.seller.print(row.amount_minor);
  }
  return entry + " tells " + text;
}

/// "matched p1 S2/3 50.00": what the latest import said of payments that rows report.
std::string matched(const Scene& scene) {
  std::string text;
  for (const MatchView& match : scene.seller.imported().matched) {
    text.append(text.empty() ? "" : ", ").append(table_name(match.payment)).append(" ");
    text.append(match.row).append(" ").append(scene.seller.print(match.row_minor));
    if (match.by_reference) text += " by reference";
  }
  return "matched " + (text.empty() ? "nothing" : text);
}

/// What is true, in the words in which the table says something of it. None for words that are not
/// in the grammar.
std::optional<std::string> truth(const Words& words, const Scene& scene) {
  const std::string& first = words[0];
  if (auto said = truth_of_closing(words, scene.seller, scene.outcome)) return said;
  const std::string head = words.size() == 3 ? first + " " + words[1] : first;
  if (const auto found = amounts().find(head); found != amounts().end()) {
    return head + " " + scene.seller.print(found->second(scene));
  }
  if (first == "repay" || words == Words{"no", "repay"}) return repay_words(scene);
  if (first == "open") return "open " + open_list(scene);
  if (first == "undoes") return "undoes " + undone(scene);
  if (first == "matched") return matched(scene);
  if (words.size() > 2 && words[1] == "tells") return explained(scene, first);
  if (first == "added") return "added " + std::to_string(scene.seller.imported().added);
  if (first == "closes" && scene.outcome.preview) {
    return "closes " + std::to_string(scene.outcome.preview->closes);
  }
  if (first == "pays") return "pays " + paid_by(scene, table_name(scene.outcome.entry));
  if (words.size() > 2 && words[1] == "pays") return first + " pays " + paid_by(scene, first);
  if (words.size() == 3 && words[1] == "is") {
    const auto payment = scene.seller.engine().payment(first);
    return payment ? first + " is " + payment->state : first + " is unknown";
  }
  if (const auto words_of_statement = truth_of_statement(words, scene)) return words_of_statement;
  if (const auto words_of_sum = truth_of_sum(words, scene)) return words_of_sum;
  return truth_of_settlement(words, scene);
}

/// "row 2 balance 0.00" and "row 3 pays row 1 32.09": rows of the whole ledger, from 1, in order of
/// time.
std::optional<std::string> truth_of_row(const Words& words, const Scene& scene) {
  const auto rows = scene.seller.rows(WholeLedger());
  const auto row = [&](const std::string& number) -> const StatementRow* {
    const std::size_t n = std::strtoull(number.c_str(), nullptr, 10);
    return n == 0 || n > rows.size() ? nullptr : &rows[n - 1];
  };
  if (words.size() == 4 && words[2] == "balance" && row(words[1]) != nullptr) {
    return "row " + words[1] + " balance " + scene.seller.print(row(words[1])->balance_minor);
  }
  if (words.size() != 6 || words[2] != "pays" || words[3] != "row") return std::nullopt;
  const StatementRow* credit = row(words[1]);
  const StatementRow* charge = row(words[4]);
  if (credit == nullptr || charge == nullptr) return std::nullopt;
  std::int64_t total = 0;
  for (const AllocationRow& fact : scene.seller.facts()) {
    if (fact.credit == credit->id && fact.charge == charge->id) total += fact.amount_minor;
  }
  return "row " + words[1] + " pays row " + words[4] + " " + scene.seller.print(total);
}

std::optional<Problem> compare_story(const Words& words, const Scene& scene) {
  if (words == Words{"changes", "nothing"}) {
    if (scene.seller.story() == scene.outcome.before) return std::nullopt;
    return "expected nothing to change";
  }
  if (words.size() != 2) return "expected: like NAME";
  const std::string* story = scene.seller.remembered(words[1]);
  if (story == nullptr) return "nothing is remembered as " + words[1];
  if (*story == scene.seller.story()) return std::nullopt;
  return "not like " + words[1] + "; that was\n" + *story + "but this is\n" + scene.seller.story();
}

}  // namespace

bool is_refusal(const std::string& expectation) {
#define X(name, code, sentence) \
  if (expectation == code) return true;
  REPAY_ERRORS(X)
#undef X
  return false;
}

std::optional<Problem> compare(const std::string& expectation, const Seller& seller,
                               const Outcome& outcome) {
  const Scene scene{seller, outcome};
  const Words words = words_of(expectation);
  if (words[0] == "like" || words[0] == "changes") return compare_story(words, scene);
  std::optional<std::string> actual;
  if (is_refusal(expectation)) {
    actual = outcome.refusal ? std::string(code(outcome.refusal->error)) : "it was accepted";
  } else if (words[0] == "row") {
    actual = truth_of_row(words, scene);
  } else {
    actual = truth(words, scene);
  }
  // A list of charges alone is what the credit of this line pays.
  const bool pays = outcome.preview || !outcome.entry.empty();
  if (!actual && pays) actual = paid_by(scene, table_name(outcome.entry));
  if (!actual) return "nothing is known of “" + expectation + "”";
  if (*actual == expectation) return std::nullopt;
  return "expected “" + expectation + "”, but: " + *actual;
}

}  // namespace repay::scenarios
