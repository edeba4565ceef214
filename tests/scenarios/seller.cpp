#include "tests/scenarios/seller.h"

#include <algorithm>
#include <cctype>
#include <random>
#include <span>

#include "core/ledger/kind.h"
#include "core/money/decimal.h"
#include "tests/core/support/story.h"
#include "tests/scenarios/files.h"

namespace repay::scenarios {
namespace {

constexpr int kOrders = 12;
constexpr std::size_t kChunk = 1021;  // of the bytes fed at once: a prime, to cut lines anywhere

bool is_plain_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '/' || c == '.';
  });
}

/// −1, +1 or, if the table has to say it, 0.
int sign_of(Kind kind) {
  const bool plus = check_sign(kind, 1).has_value();
  const bool minus = check_sign(kind, -1).has_value();
  return plus == minus ? 0 : plus ? 1 : -1;
}

/// Takes "word value" off the end of a line: "for A" answers "A".
std::optional<std::string> take_clause(std::vector<std::string>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end() || found + 1 == words.end()) return std::nullopt;
  std::string value = *(found + 1);
  words.erase(found, found + 2);
  return value;
}

std::string field(std::string_view name, std::string_view value) {
  return std::string(", \"").append(name).append("\": \"").append(value).append("\"");
}

Refusal refusal(Error error) { return {error, {}, {}}; }

}  // namespace

std::expected<Outcome, Problem> Seller::act(const Line& line) {
  Outcome outcome;
  outcome.before = story();
  outcome.facts_before = facts();
  if (auto problem = dispatch(line.words, outcome)) return std::unexpected(*problem);
  if (auto problem = contradiction(outcome)) return std::unexpected(*problem);
  return outcome;
}

std::optional<Problem> Seller::dispatch(const Words& words, Outcome& outcome) {
  const std::string& verb = words.front();
  if (verb == "ledger") return use_ledger(words);
  if (verb == "pay") return pay(words, outcome);
  if (verb == "submit") return submit(words, outcome);
  if (verb == "settle" || verb == "fail" || verb == "expire" || verb == "reverse")
    return end_payment(words, outcome);
  if (verb == "rule") return use_rule(words, outcome);
  if (verb == "policy") return set_policy(words, outcome);
  if (verb == "at") return set_moment(words);
  if (verb == "bank") return use_bank(words);
  if (verb == "cards") return use_cards(words);
  if (verb == "restricted" && words.size() == 2 && (words[1] == "yes" || words[1] == "no")) {
    restricted_ = words[1] == "yes";
    return std::nullopt;
  }
  if (verb == "next" && words.size() == 3 && words[1] == "close") return expect_close(words);
  if (verb == "close" || verb == "closing") return close(words, outcome);
  if (verb == "transfer") return transfer(words, outcome);
  if (verb == "round" || verb == "charged" || verb == "declined" || verb == "unanswered" ||
      verb == "lost")
    return collect(words, outcome);
  if (verb == "see") return see(words);
  if (verb == "settlement") return post_settlement(words, outcome);
  if (verb == "statement") return ask_statement(words, outcome);
  if (verb == "across") return adjust_across(words, outcome);
  if (verb == "download" && words == Words{"download", "and", "import"}) return download_again();
  if (verb == "preview") return preview(words, outcome);
  if (verb == "import") return import(words, outcome);
  if (verb == "remember") return remember(words);
  if (verb == "now" && words.size() == 1) return std::nullopt;
  if (verb == "folder" && words.size() == 2) {
    folder_ = words[1] + "/";
    return std::nullopt;
  }
  if (verb == "start" && words == Words{"start", "over"}) {
    engine_ = Engine();
    ledger_ = {};
    payments_.clear();
    submitted_.clear();
    seen_.clear();
    imported_ = {};
    moment_.reset();
    policy_.clear();
    bank_.reset();
    cards_ = {};
    restricted_ = false;
    closed_.clear();
    outcome.before.clear();
    outcome.facts_before.clear();
    return std::nullopt;
  }
  return post(words, outcome);
}

// ledger CAD [store NAME]
std::optional<Problem> Seller::use_ledger(const Words& words) {
  Words rest = words;
  const auto store = take_clause(rest, "store");
  const auto currency = Currency::from_code(rest.size() == 2 ? rest[1] : "");
  if (!currency) return "expected: ledger CURRENCY [store NAME]";
  ledger_ = {store.value_or(""), *currency};
  return std::nullopt;
}

// KIND ID [DATE] AMOUNT [for CHARGE] [of CREDIT] [due DATE] [available DATE] [in SETTLEMENT]
// [other STORE] [order REFERENCE]
std::optional<Problem> Seller::post(Words words, Outcome& outcome) {
  const auto kind = kind_from_name(words[0] == "charge" ? "fee" : words[0]);
  if (!kind) return "there is neither a verb nor a kind of entry called " + words[0];
  const auto charge = take_clause(words, "for");
  const auto credit = take_clause(words, "of");
  const auto due = take_clause(words, "due");
  const auto available = take_clause(words, "available");
  const auto settlement = take_clause(words, "in");
  const auto other = take_clause(words, "other");
  const auto order = take_clause(words, "order");
  take_date(words);
  if (words.size() != 3 || !is_plain_name(words[1]))
    return "expected: KIND ID [DATE] AMOUNT [for, of, in …]";
  std::string decimal = words[2];
  const int sign = sign_of(*kind);
  const bool is_signed = decimal.starts_with('-') || decimal.starts_with('+');
  if (is_signed == (sign != 0)) return "write a sign where the kind leaves it open, and only there";
  if (sign < 0) decimal.insert(0, "-");

  std::string json =
      "{\"format\": \"repay-account\", \"version\": 1" + field("store", ledger_.store) +
      field("currency", ledger_.currency.code()) + ", \"entries\": [{\"id\": \"" + words[1] + "\"" +
      field("at", to_string(now_)) + field("kind", name(*kind)) + field("amount", decimal);
  if (charge) json += field("charge", entry_id(*charge));
  if (credit) json += field("of", entry_id(*credit));
  if (due) json += field("due", *due);
  if (available) json += field("available", *available);
  if (settlement) json += field("settlement", *settlement);
  if (other) json += field("otherStore", *other);
  if (order) json += field("order", *order);
  json += "}]}";
  outcome.entry = words[1];
  const auto loaded = load({json}, "");
  if (!loaded) {
    outcome.refusal = loaded.error();
  } else {
    imported_.matched = loaded->matched;
  }
  return std::nullopt;
}

// pay ID [DATE] AMOUNT [seen NAME]
std::optional<Problem> Seller::pay(Words words, Outcome& outcome) {
  const std::uint64_t version = take_version(words);
  take_date(words);
  if (words.size() != 3 || !is_plain_name(words[1])) return "expected: pay ID [DATE] AMOUNT";
  const auto minor = amount(words[2]);
  if (!minor) return minor.error();
  const PaymentCommand command{.ledger = ledger_,
                               .amount_minor = *minor,
                               .idempotency_key = words[1],
                               .version = version,
                               .at = now_,
                               .method = "Visa •• 4242"};
  const auto expected = engine_.preview(ledger_, *minor, testing::kEverything);
  const bool repeated = payments_.contains(words[1]);
  const auto receipt = engine_.pay(command);
  if (!receipt) {
    outcome.refusal = refusal(receipt.error());
    return std::nullopt;
  }
  outcome.entry = receipt->payment;
  payments_.try_emplace(words[1], Payment{command, *receipt});
  if (repeated) return std::nullopt;

  // The preview, the receipt and the facts are three ways to say one thing.
  if (!expected) return "paid what the preview refuses";
  std::vector<AllocationRow> facts_of_payment = facts();
  std::erase_if(facts_of_payment,
                [&](const AllocationRow& fact) { return fact.credit != receipt->payment; });
  const std::size_t touched = facts_of_payment.size();
  if (receipt->charges_paid != touched || receipt->charges.size() != touched ||
      expected->rows.size() < touched) {
    return "preview, receipt and allocations name different numbers of charges";
  }
  for (std::size_t i = 0; i < touched; ++i) {
    const AllocationRow& fact = facts_of_payment[i];
    for (const ChargeRow* row : {&expected->rows[i], &receipt->charges[i]}) {
      if (row->id != fact.charge || row->pays_minor != fact.amount_minor)
        return "preview, receipt and facts differ";
    }
  }
  if (expected->outstanding_after_minor != balance().outstanding_minor ||
      expected->balance_after_minor != balance().balance_minor) {
    return "the preview promised another balance";
  }
  return std::nullopt;
}

// preview AMOUNT
std::optional<Problem> Seller::preview(const Words& words, Outcome& outcome) {
  if (words.size() != 2) return "expected: preview AMOUNT";
  const auto minor = amount(words[1]);
  if (!minor) return minor.error();
  const auto view = engine_.preview(ledger_, *minor, testing::kEverything);
  if (!view) {
    outcome.refusal = refusal(view.error());
  } else {
    outcome.preview = *view;
  }
  return std::nullopt;
}

// import FILE… [store NAME] [with DIRT], or: import in any order FILE…
std::optional<Problem> Seller::import(Words words, Outcome& outcome) {
  const std::string store = take_clause(words, "store").value_or("");
  const std::string dirt = take_clause(words, "with").value_or("");
  const bool any_order =
      words.size() > 4 && words[1] == "in" && words[2] == "any" && words[3] == "order";
  std::vector<std::string> texts;
  for (const std::string& name : std::span(words).subspan(any_order ? 4 : 1)) {
    auto text = file_text(folder_ + name);
    for (const std::string& kind : parts_of(dirt, ",")) {
      if (text && !kind.empty()) text = with_dirt(*text, kind);
    }
    if (!text) return text.error();
    texts.push_back(*text);
  }
  if (texts.empty()) return "expected: import FILE…";
  if (any_order) return import_in_any_order(texts);
  const auto loaded = load(texts, store);
  if (!loaded) {
    outcome.refusal = loaded.error();
    return std::nullopt;
  }
  imported_ = *loaded;
  if (!imported_.settlements.empty()) ledger_ = imported_.settlements.back().ledger;
  if (const auto all = engine_.balances(); all.size() == 1) ledger_ = all[0].ledger;
  return std::nullopt;
}

/// Together and one by one, in given, reversed and shuffled order: the story is always the same.
std::optional<Problem> Seller::import_in_any_order(const std::vector<std::string>& texts) {
  if (!engine_.balances().empty()) return "import in any order starts from an empty account";
  std::vector<std::string> order = texts;
  std::mt19937_64 random(1);
  std::string first_story;
  for (int round = 0; round < kOrders; ++round) {
    if (round == 1) std::ranges::reverse(order);
    if (round > 1) std::ranges::shuffle(order, random);
    Seller seller;
    const bool together = round % 2 == 0;
    for (const std::string& text : together ? std::vector<std::string>{""} : order) {
      const auto loaded = seller.load(together ? order : std::vector{text}, "");
      if (!loaded) return "refused in one order: " + message(loaded.error());
      if (!loaded->settlements.empty()) seller.ledger_ = loaded->settlements.back().ledger;
      if (const auto all = seller.engine_.balances(); all.size() == 1) {
        seller.ledger_ = all[0].ledger;
      }
    }
    const std::string story = seller.story();
    if (first_story.empty()) first_story = story;
    if (story != first_story) return "the order of files changed the account";
    engine_ = std::move(seller.engine_);
    ledger_ = seller.ledger_;
  }
  return std::nullopt;
}

// remember NAME
std::optional<Problem> Seller::remember(const Words& words) {
  if (words.size() != 2) return "expected: remember NAME";
  remembered_[words[1]] = story();
  return std::nullopt;
}

std::optional<Problem> Seller::contradiction(const Outcome& outcome) {
  for (const BalanceView& view : engine_.balances()) {
    const std::int64_t owed = view.outstanding_minor;
    const std::int64_t waiting = view.unapplied_credit_minor;
    if (owed - waiting != -view.balance_minor)
      return "open charges less waiting credit is not the debt";
    if (owed < 0 || waiting < 0 || (owed > 0 && waiting > 0))
      return "credit waits while a charge is open";
    std::int64_t open = 0;
    for (const ChargeRow& row :
         testing::existing(engine_.open_charges(view.ledger, testing::kEverything)))
      open += row.open_minor;
    if (open != owed) return "the open charges do not add up to what is outstanding";
  }
  if (outcome.refusal && story() != outcome.before) return "a refusal changed the account";
  for (const auto& [key, payment] : payments_) {
    const auto again = engine_.pay(payment.command);
    if (!again || again->charges.size() != payment.receipt.charges.size() ||
        again->balance_after_minor != payment.receipt.balance_after_minor) {
      return "the receipt of " + key + " changed";
    }
  }
  return std::nullopt;
}

std::string Seller::story() const { return testing::story(engine_); }

BalanceView Seller::balance() const {
  return engine_.balance(ledger_, moment_).value_or(BalanceView());
}

std::vector<ChargeRow> Seller::open_charges() const {
  return engine_.open_charges(ledger_, testing::kEverything).value_or(std::vector<ChargeRow>());
}

std::vector<AllocationRow> Seller::facts() const {
  return engine_.allocations(ledger_, testing::kEverything).value_or(std::vector<AllocationRow>());
}

std::vector<StatementRow> Seller::rows(const StatementRange& range) const {
  return engine_.statement_rows(ledger_, range, testing::kEverything)
      .value_or(std::vector<StatementRow>());
}

const std::string* Seller::remembered(const std::string& name) const {
  const auto found = remembered_.find(name);
  return found == remembered_.end() ? nullptr : &found->second;
}

std::string Seller::print(std::int64_t minor) const {
  return to_decimal(Money(minor, ledger_.currency));
}

Placed<ImportView> Seller::load(const std::vector<std::string>& files, std::string_view store) {
  engine_.begin_import(ImportMode::add);
  for (const std::string& text : files) {
    engine_.begin_file(std::string(store), text.size());
    for (std::size_t at = 0; at < text.size(); at += kChunk) {
      const auto fed =
          engine_.feed(std::span(text).subspan(at, std::min(kChunk, text.size() - at)));
      if (!fed) return std::unexpected(fed.error());
    }
    const auto ended = engine_.end_file();
    if (!ended) return std::unexpected(ended.error());
  }
  return engine_.commit_import();
}

/// Takes the date out of "pay p1 2026-03-05 40.00"; without one the day is the same as before.
void Seller::take_date(Words& words) {
  if (words.size() != 4) return;
  const auto at = parse_instant(words[2]);
  if (!at) return;
  now_ = *at;
  words.erase(words.begin() + 2);
}

std::expected<std::int64_t, Problem> Seller::amount(std::string_view text) const {
  if (ledger_.currency == Currency()) return std::unexpected("no ledger is named yet");
  const auto amount = parse_decimal(text, ledger_.currency);
  if (!amount)
    return std::unexpected(std::string(text) + ": " + std::string(sentence(amount.error())));
  return amount->minor;
}

std::string Seller::entry_id(const std::string& name) const {
  return payments_.contains(name) || submitted_.contains(name) ? payment_id(name) : name;
}

}  // namespace repay::scenarios
