// That no question walks the ledger: its steps among 10⁶ entries are at most four times those among
// 10³, which the three levels of the timeline and the blocks of sums explain (GOALS.md).

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/engine/engine.h"
#include "tests/core/work/steps.h"

namespace repay {
namespace {

using testing::steps;

constexpr std::int64_t kStart = 1'767'225'600'000;  // 2026-01-01
constexpr std::int64_t kPeriod = 14 * kMsPerDay;

LedgerKey ledger() { return {"", *Currency::from_code("USD")}; }
Window at(std::uint64_t first) { return {first, 10}; }

void feed(Engine& engine, std::string& text) {
  check(engine.feed(text).has_value());
  text.clear();
}

/// Commits what `write` makes of `count` numbers, a piece of text each, between a head and a tail.
template <class Write>
void import(Engine& engine, std::string head, std::uint64_t count, Write write,
            std::string_view tail) {
  engine.begin_import(ImportMode::add);
  engine.begin_file("", count * 100);
  std::string text = std::move(head);
  for (std::uint64_t i = 0; i < count; ++i) {
    text += write(i);
    if (text.size() > 1 << 20) feed(engine, text);
  }
  text += tail;
  feed(engine, text);
  check(engine.end_file().has_value());
  check(engine.commit_import().has_value());
}

std::string entry(const std::string& id, std::int64_t at_ms, std::string_view kind,
                  std::string_view amount, const std::string& more = {}) {
  return R"({"id":")" + id + R"(","at":")" + to_string(Instant{at_ms}) + R"(","kind":")" +
         std::string(kind) + R"(","amount":")" + std::string(amount) + '"' + more + "}";
}

constexpr std::string_view kHead =
    R"({"format":"repay-account","version":1,"store":"","currency":"USD","entries":[)";

/// Charges and some credit that arrive in no order of time; a third of them name a settlement, some
/// sales say when they can be used, and some are undone.
Engine account(std::uint64_t entries) {
  Engine engine;
  Policy policy;
  policy.settlement.deferral_days = 14;
  check(engine.set_policy(std::move(policy)).has_value());
  const auto write = [entries](std::uint64_t i) {
    const auto when = kStart + static_cast<std::int64_t>(i * 7919 % entries) * 60'000;
    const std::string id = "e" + std::to_string(i);
    const std::string named = i % 3 == 0 ? R"(,"settlement":"S")" : "";
    const std::string more =
        named + (i % 20 == 8 ? R"(,"available":")" + to_string(Instant{when + kPeriod}) + '"' : "");
    const std::string comma = i == 0 ? "" : ",";
    if (i % 10 == 8) return comma + entry(id, when, "sale", "2.00", more);
    if (i % 100 == 9)
      return comma + entry(id, when, "reversal", "-0.01",
                           named + R"(,"of":"e)" + std::to_string(i - 1) + '"');
    return comma + entry(id, when, i % 2 == 0 ? "fee" : "subscription", "-1.00", named);
  };
  import(engine, std::string(kHead), entries, write, "]}");
  return engine;
}

/// One settlement whose rows arrive in no order of time, each an order of its own.
Engine settlement(std::uint64_t rows) {
  Engine engine;
  const std::string head =
      "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
      "currency\ttransaction-type\torder-id\tposted-date\tsku\tother-amount\n"
      "7\t2026-01-01T00:00:00+00:00\t2026-01-15T00:00:00+00:00\t2026-01-17T00:00:00+00:00\t-" +
      std::to_string(rows) + ".00\tUSD\t\t\t\t\t\n";
  const auto write = [rows](std::uint64_t i) {
    const auto when = kStart + static_cast<std::int64_t>(i * 7919 % rows) * 1000;
    std::string posted = to_string(Instant{when});
    posted.replace(posted.size() - 1, 1, "+00:00");
    return "7\t\t\t\t\t\tStorage Fee\to" + std::to_string(i) + "\t" + posted + "\t\t-1.00\n";
  };
  import(engine, head, rows, write, "");
  return engine;
}

struct Question {
  const char* what;
  std::function<void(Engine&, std::uint64_t entries)> ask;
};

template <class T>
void good(const T& result) {
  check(result.has_value());
}

const Moment kNow{{kStart + 10 * kMsPerDay}, {}};
const StatementRange kDays = DayRange{{2026, 1, 1}, {2026, 12, 31}, {}};
const StatementRange kNamed = BySettlement{"S"};

PaymentCommand payment(const Engine& engine, const std::string& key) {
  return {.ledger = ledger(),
          .amount_minor = 150,
          .idempotency_key = key,
          .version = engine.balance(ledger())->version,
          .at = {kStart},
          .method = "Visa"};
}

std::vector<Question> questions_of_account() {
  return {
      {"balance", [](Engine& e, auto) { good(e.balance(ledger())); }},
      {"balance with what is deferred", [](Engine& e, auto) { good(e.balance(ledger(), kNow)); }},
      {"balances", [](Engine& e, auto) { check(e.balances(kNow).size() == 1); }},
      {"preview",
       [](Engine& e, auto n) {
         good(e.preview(ledger(), e.balance(ledger())->outstanding_minor / 2, at(n / 3)));
       }},
      {"open charges", [](Engine& e, auto n) { good(e.open_charges(ledger(), at(n / 2))); }},
      {"statement of days", [](Engine& e, auto) { good(e.statement(ledger(), kDays)); }},
      {"statement of all", [](Engine& e, auto) { good(e.statement(ledger(), WholeLedger())); }},
      {"statement of who name a settlement",
       [](Engine& e, auto) { good(e.statement(ledger(), kNamed)); }},
      {"rows of days",
       [](Engine& e, auto n) { good(e.statement_rows(ledger(), kDays, at(n / 3))); }},
      {"rows of all",
       [](Engine& e, auto n) { good(e.statement_rows(ledger(), WholeLedger(), at(n - 20))); }},
      {"rows of who name a settlement",
       [](Engine& e, auto n) { good(e.statement_rows(ledger(), kNamed, at(n / 4))); }},
      {"presets", [](Engine& e, auto) { good(e.presets(ledger(), kNow.now, {})); }},
      {"credits", [](Engine& e, auto) { good(e.credits(ledger())); }},
      {"allocations", [](Engine& e, auto n) { good(e.allocations(ledger(), at(n / 20))); }},
      {"explain an old charge", [](Engine& e, auto) { good(e.explain(ledger(), "e2", at(0))); }},
      {"explain an old credit", [](Engine& e, auto) { good(e.explain(ledger(), "e8", at(0))); }},
      {"explain a reversal", [](Engine& e, auto) { good(e.explain(ledger(), "e109", at(0))); }},
      {"explain the balance",
       [](Engine& e, auto) { good(e.explain_figure(ledger(), "balance", at(0))); }},
      {"explain what is outstanding",
       [](Engine& e, auto) { good(e.explain_figure(ledger(), "outstanding", at(0))); }},
      {"explain what waits",
       [](Engine& e, auto) { good(e.explain_figure(ledger(), "waiting", at(0))); }},
      {"plan",
       [](Engine& e, auto) {
         const std::int64_t each = e.balance(ledger())->outstanding_minor / 400 + 1;
         good(e.plan(ledger(), {.amount_minor = each, .from = {2026, 1, 1}}, {300, 1}));
       }},
      {"pay", [](Engine& e, auto) { good(e.pay(payment(e, "paid"))); }},
      {"submit", [](Engine& e, auto) { good(e.submit(payment(e, "later"))); }},
      {"settle",
       [](Engine& e, auto) {
         good(e.settle({.idempotency_key = "later", .amount_minor = 150, .at = {kStart}}));
       }},
      {"how a payment stands", [](Engine& e, auto) { good(e.payment("later")); }},
      {"reverse a payment",
       [](Engine& e, auto) {
         good(e.reverse_payment(
             {.idempotency_key = "later", .reversal_id = "back", .amount_minor = 150}));
       }},
      {"import one more entry",
       [](Engine& e, auto) {
         import(
             e, std::string(kHead), 1,
             [](auto) { return entry("more", kStart + 5000, "fee", "-1.00"); }, "]}");
       }},
  };
}

std::vector<Question> questions_of_settlement() {
  return {
      {"settlements", [](Engine& e, auto) { check(e.settlements(ledger())->size() == 1); }},
      {"statement of a settlement",
       [](Engine& e, auto) { good(e.statement(ledger(), BySettlement{"7"})); }},
      {"rows of a settlement",
       [](Engine& e, auto n) { good(e.statement_rows(ledger(), BySettlement{"7"}, at(n - 30))); }},
      {"explain a row",
       [](Engine& e, auto n) { good(e.explain(ledger(), "7/" + std::to_string(n - 2), at(0))); }},
  };
}

/// The steps of every question, in the order in which they are asked.
std::vector<std::uint64_t> ask_all(Engine engine, std::uint64_t entries,
                                   const std::vector<Question>& questions) {
  // The first explanation indexes what was recorded until then.
  const bool is_account = engine.settlements(ledger())->empty();
  good(engine.explain(ledger(), is_account ? "e4" : "7/1", at(0)));
  std::vector<std::uint64_t> taken;
  for (const Question& question : questions) {
    const std::uint64_t before = steps();
    question.ask(engine, entries);
    taken.push_back(steps() - before);
  }
  return taken;
}

void check_growth(const std::vector<Question>& questions, Engine (*ledger_of)(std::uint64_t)) {
  const auto few = ask_all(ledger_of(1'000), 1'000, questions);
  const auto many = ask_all(ledger_of(1'000'000), 1'000'000, questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    CAPTURE(questions[i].what);
    CAPTURE(few[i]);
    CAPTURE(many[i]);
    CHECK(few[i] > 0);
    CHECK(many[i] <= 4 * few[i] + 1'000);
  }
}

TEST_CASE("a question about a million entries takes about the steps of one about a thousand") {
  check_growth(questions_of_account(), account);
}

TEST_CASE("a question about a settlement of a million rows is one of a few thousand steps") {
  check_growth(questions_of_settlement(), settlement);
}

TEST_CASE("steps are counted: a search looks at every line") {
  const Engine engine = account(2'000);
  const std::uint64_t before = steps();
  good(engine.search(ledger(), WholeLedger(), {.kinds = {Kind::fee}}));
  CHECK(steps() - before > 2'000);
}

}  // namespace
}  // namespace repay
