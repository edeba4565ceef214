// The same files in one import, in several, in any order and with payments in between are one
// account: what is appended, what is made again and what is downloaded and read again are alike.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/engine.h"
#include "core/money/decimal.h"
#include "tests/core/support/random.h"
#include "tests/core/support/story.h"
#include "tests/core/support/text_out.h"

namespace repay {
namespace {

using testing::existing;
using testing::kEverything;
using testing::Random;
using testing::seeds;

const std::int64_t kStart = 1767225600000;  // 2026-01-01
constexpr std::int64_t kPeriodDays = 5;

Currency usd() { return *Currency::from_code("USD"); }
std::string decimal(std::int64_t minor) { return to_decimal(Money(minor, usd())); }

struct File {
  std::string text;
  std::string store;
};

/// Files that have to be imported together, as the halves of pairs do.
using Files = std::vector<File>;

struct Row {
  Instant at;
  Kind kind = Kind::fee;
  std::int64_t amount_minor = 0;
  std::string order{};
};

/// Writes a seller's files. Few amounts and few days, so that many rows may report a payment.
class Author {
 public:
  explicit Author(Random& random) : random_(random) {}

  Instant some_time(std::int64_t from_day, std::int64_t to_day) {
    const std::int64_t day = random_.between(from_day, to_day - 1);
    return {kStart + day * kMsPerDay + random_.between(0, 3) * 6 * 60 * kMsPerMinute};
  }

  Files settlement(const std::string& store, std::int64_t number) {
    const std::string id = std::to_string(500 + number);
    std::int64_t& carried = closing_[store];
    std::vector<Row> rows;
    const std::int64_t first = (number - 1) * kPeriodDays;
    const Instant start{kStart + first * kMsPerDay};
    if (carried < 0) rows.push_back({start, Kind::carried_balance, carried});
    for (std::int64_t i = random_.between(0, 4); i > 0; --i)
      rows.push_back(some_row(some_time(first, first + kPeriodDays)));
    carried = 0;
    for (const Row& row : rows) carried += row.amount_minor;
    return {{settlement_text(id, number, rows, carried, store), store}};
  }

  Files report(std::int64_t number) {
    static const char* const kMonths[] = {"Jan", "Feb"};
    std::string text =
        "\"Includes Amazon Marketplace\"\n\"All amounts in USD, unless specified\"\n"
        "\"date/time\",\"settlement id\",\"type\",\"order id\",\"sku\",\"description\","
        "\"other\",\"total\",\"Transaction Status\",\"Transaction Release Date\"\n";
    for (std::int64_t i = random_.between(1, 4); i > 0; --i) {
      // Reports do not overlap: which tells what is theirs both is a matter of order.
      const std::int64_t day = random_.between((number - 1) * 13, number * 13 - 1);
      const std::int64_t settlement = day / kPeriodDays + 1;
      const bool charged = random_.one_in(2);
      const std::string amount = charged             ? decimal(some_amount())
                                 : random_.one_in(2) ? "-3.00"
                                                     : "7.00";
      const std::string at = std::string(kMonths[day / 31]) + " " + std::to_string(day % 31 + 1) +
                             ", 2026 6:00:00 AM UTC";
      const bool deferred = !charged && random_.one_in(3);
      text += "\"" + at + "\",\"" + std::to_string(500 + settlement) + "\",\"" +
              (charged ? "Debt" : "Adjustment") + "\",\"\",\"\",\"" +
              (charged ? "Successful charge" : "Other") + "\",\"" + amount + "\",\"" + amount +
              "\",\"" + (deferred ? "Deferred" : "Released") + "\",\"\"\n";
    }
    return {{text, ""}};
  }

  Files account(const std::string& store) {
    std::string entries;
    for (std::int64_t i = random_.between(1, 4); i > 0; --i) entries += some_entry(store);
    return {{json(store, entries), store}};
  }

  Files pair() {
    const std::string id = "pair" + std::to_string(++ids_);
    const std::int64_t minor = random_.one_in(2) ? some_amount() : -some_amount();
    const auto half = [&](const std::string& store, const std::string& other, std::int64_t of) {
      return File{json(store, entry(id, some_time(0, 40), Kind::cross_account, of,
                                    R"(,"otherStore":")" + other + '"')),
                  store};
    };
    return {half("", "de", minor), half("de", "", -minor)};
  }

  std::int64_t some_amount() { return random_.between(1, 3) * 1'000; }

 private:
  Row some_row(Instant at) {
    if (random_.one_in(2)) {
      // Few name a payment. The amount is then the payment's, as a reversal of more is refused.
      if (random_.one_in(4)) {
        const std::int64_t number = random_.between(1, 6);
        return {at, Kind::card_charge, named_minor(number), "P" + std::to_string(number)};
      }
      return {at, Kind::card_charge, some_amount()};
    }
    return random_.one_in(3) ? Row{at, Kind::sale, some_amount()}
                             : Row{at, Kind::fee, -some_amount() - some_amount()};
  }

  static std::int64_t named_minor(std::int64_t number) { return (number % 3 + 1) * 1'000; }

  std::string settlement_text(const std::string& id, std::int64_t number,
                              const std::vector<Row>& rows, std::int64_t total,
                              const std::string& store) {
    const std::int64_t first = kStart + (number - 1) * kPeriodDays * kMsPerDay;
    const std::string start = to_string(Instant{first});
    const std::string end = to_string(Instant{first + kPeriodDays * kMsPerDay});
    const std::string deposit = to_string(Instant{first + (kPeriodDays + 2) * kMsPerDay});
    const auto sale = [](const Row& row) { return row.kind == Kind::sale || !row.order.empty(); };
    if (std::ranges::any_of(rows, sale) || random_.one_in(3)) {
      std::string text;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string order =
            rows[i].order.empty() ? "" : R"(,"order":")" + rows[i].order + '"';
        text += entry(id + "/" + std::to_string(i + 1), rows[i].at, rows[i].kind,
                      rows[i].amount_minor, order);
      }
      const std::string listed = R"("settlements":[{"id":")" + id + R"(","start":")" + start +
                                 R"(","end":")" + end + R"(","deposit":")" + deposit +
                                 R"(","total":")" + decimal(total) + R"(","rows":)" +
                                 std::to_string(rows.size()) + "}],";
      return json(store, text, listed);
    }
    const auto type = [](const Row& row) {
      return row.kind == Kind::carried_balance ? "Payable to Amazon"
             : row.kind == Kind::card_charge   ? "Successful charge"
                                               : "Storage Fee";
    };
    if (random_.one_in(2)) {
      std::string text =
          "<AmazonEnvelope><Message><SettlementReport><SettlementData><AmazonSettlementID>" + id +
          "</AmazonSettlementID><TotalAmount currency=\"USD\">" + decimal(total) +
          "</TotalAmount><StartDate>" + start + "</StartDate><EndDate>" + end +
          "</EndDate><DepositDate>" + deposit + "</DepositDate></SettlementData>";
      for (const Row& row : rows)
        text += std::string("<OtherTransaction><TransactionType>") + type(row) +
                "</TransactionType><PostedDate>" + to_string(row.at) +
                "</PostedDate><Amount currency=\"USD\">" + decimal(row.amount_minor) +
                "</Amount></OtherTransaction>";
      return text + "</SettlementReport></Message></AmazonEnvelope>";
    }
    const auto iso = [](std::string at) { return at.substr(0, 19) + "+00:00"; };
    std::string text =
        "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
        "currency\ttransaction-type\torder-id\tposted-date\tsku\tother-amount\n" +
        id + "\t" + iso(start) + "\t" + iso(end) + "\t" + iso(deposit) + "\t" + decimal(total) +
        "\tUSD\t\t\t\t\t\n";
    for (const Row& row : rows)
      text += id + "\t\t\t\t\t\t" + type(row) + "\t\t" + iso(to_string(row.at)) + "\t\t" +
              decimal(row.amount_minor) + "\n";
    return text;
  }

  std::string some_entry(const std::string& store) {
    const std::string id = "e" + std::to_string(++ids_);
    const Instant at = some_time(0, 40);
    std::vector<std::pair<std::string, std::int64_t>>& paid = paid_[store];
    switch (random_.between(0, 7)) {
      case 0:
      case 1: {
        // Some are named by rows.
        if (store.empty() && payments_ < 6 && random_.one_in(2)) {
          const std::string named = "P" + std::to_string(++payments_);
          paid.emplace_back(named, named_minor(payments_));
          return entry(named, at, Kind::payment, paid.back().second);
        }
        paid.emplace_back(id, some_amount());
        return entry(id, at, Kind::payment, paid.back().second);
      }
      case 2:
        paid.emplace_back(id, some_amount());
        return entry(
            id, at, Kind::card_charge, paid.back().second,
            random_.one_in(2) ? R"(,"sent":")" + to_string(Instant{at.ms - kMsPerDay}) + '"' : "");
      case 3: {
        if (paid.empty()) return entry(id, at, Kind::failed_charge, 0);
        const auto which =
            paid.begin() + random_.between(0, static_cast<std::int64_t>(paid.size()) - 1);
        const auto [of, minor] = *which;
        paid.erase(which);
        return entry(id, at, Kind::reversal, -random_.between(1, minor), R"(,"of":")" + of + '"');
      }
      case 4:
        return entry(id, at, Kind::sale, some_amount());
      case 5:
        return entry(id, at, Kind::reserve, random_.one_in(2) ? some_amount() : -some_amount());
      default:
        return entry(id, at, Kind::fee, -some_amount());
    }
  }

  static std::string entry(const std::string& id, Instant at, Kind kind, std::int64_t minor,
                           const std::string& more = {}) {
    return R"({"id":")" + id + R"(","at":")" + to_string(at) + R"(","kind":")" +
           std::string(name(kind)) + R"(","amount":")" + decimal(minor) + '"' + more + "},";
  }

  static std::string json(const std::string& store, std::string entries,
                          const std::string& settlements = {}) {
    if (!entries.empty()) entries.pop_back();
    return R"({"format":"repay-account","version":1,"store":")" + store +
           R"(","currency":"USD","zone":"UTC",)" + settlements + R"("entries":[)" + entries + "]}";
  }

  Random& random_;
  std::map<std::string, std::int64_t> closing_;
  std::map<std::string, std::vector<std::pair<std::string, std::int64_t>>> paid_;
  std::int64_t ids_ = 0;
  std::int64_t payments_ = 0;
};

Placed<ImportView> import(Engine& engine, const Files& files) {
  engine.begin_import(ImportMode::add);
  for (const File& file : files) {
    engine.begin_file(file.store, file.text.size());
    if (auto fed = engine.feed(file.text); !fed) return std::unexpected(fed.error());
    if (auto ended = engine.end_file(); !ended) return std::unexpected(ended.error());
  }
  return engine.commit_import();
}

void import_well(Engine& engine, const Files& files) {
  const auto done = import(engine, files);
  REQUIRE_MESSAGE(done, (done ? "" : message(done.error()) + done.error().detail));
}

Files downloads(const Engine& engine) {
  Files files;
  for (const BalanceView& view : engine.balances()) {
    testing::TextOut out;
    REQUIRE(engine.export_json(view.ledger, out));
    files.push_back({out.text(), view.ledger.store});
  }
  return files;
}

/// The story and which rows report which payments.
std::string all_of(const Engine& engine) {
  std::string text = testing::story(engine);
  for (const BalanceView& view : engine.balances()) {
    for (const StatementRow& row :
         existing(engine.statement_rows(view.ledger, WholeLedger(), kEverything))) {
      if (!row.same_as.empty()) text += row.id + " is " + row.same_as + "\n";
    }
  }
  return text;
}

// Settlements and reports in any order; account files in theirs.
std::vector<Files> shuffled(const std::vector<Files>& ordered, const std::vector<Files>& free,
                            Random& random) {
  std::vector<Files> all = ordered;
  for (const Files& files : free)
    all.insert(all.begin() + random.between(0, static_cast<std::int64_t>(all.size())), files);
  return all;
}

struct Account {
  std::vector<Files> ordered;  // account files
  std::vector<Files> free;     // settlements, reports
};

Account some_account(Author& author, Random& random) {
  Account account;
  for (const std::string store : {"", "de"}) {
    for (std::int64_t i = 1; i <= random.between(1, 5); ++i) {
      Files files = author.settlement(store, i);
      if (!random.one_in(6)) account.free.push_back(std::move(files));
    }
  }
  for (std::int64_t i = random.between(0, 3); i > 0; --i) account.free.push_back(author.report(i));
  for (std::int64_t i = random.between(0, 5); i > 0; --i)
    account.ordered.push_back(random.one_in(4) ? author.pair()
                                               : author.account(random.one_in(3) ? "de" : ""));
  return account;
}

TEST_CASE("however files are spread over imports, they are one account") {
  int matched = 0;
  for (std::uint64_t seed = testing::first_seed(); seed <= seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Author author(random);
    const Account account = some_account(author, random);
    Engine together;
    Files all;
    for (const Files& files : shuffled(account.ordered, account.free, random))
      std::ranges::copy(files, std::back_inserter(all));
    import_well(together, all);
    Engine apart;
    Files some;
    for (const Files& files : shuffled(account.ordered, account.free, random)) {
      std::ranges::copy(files, std::back_inserter(some));
      if (random.one_in(3)) continue;
      import_well(apart, some);
      some.clear();
    }
    import_well(apart, some);
    const std::string whole = all_of(together);
    REQUIRE(all_of(apart) == whole);
    Engine again;
    import_well(again, downloads(apart));
    CHECK(all_of(again) == whole);
    matched += whole.contains(" is ") ? 1 : 0;
  }
  CHECK(matched > 20);
}

/// A seller, a host and its processor, who do something between the imports.
class Desk {
 public:
  Desk(Engine& engine, Author& author, Random& random)
      : engine_(engine), author_(author), random_(random) {}

  void something() {
    const auto balances = engine_.balances();
    if (balances.empty()) return;
    const BalanceView& seen = balances[static_cast<std::size_t>(
        random_.between(0, static_cast<std::int64_t>(balances.size()) - 1))];
    switch (random_.between(0, 5)) {
      case 0:
      case 1:
        return pay(seen);
      case 2:
        return end_payment();
      case 3:
        return charge(seen.ledger);
      case 4:
        return reverse();
      default:
        if (balances.size() > 1) {
          CrossAccountAdjustment moved;
          moved.id = "across" + std::to_string(++ids_);
          moved.from = balances[0].ledger;
          moved.to = balances[1].ledger;
          moved.amount_minor = author_.some_amount();
          moved.at = author_.some_time(0, 40);
          REQUIRE(engine_.adjust_across(moved));
        }
    }
  }

  /// Ends everything that is under way.
  void settle_down() {
    while (!pending_.empty()) end_payment();
    for (const BalanceView& view : engine_.balances()) {
      while (const auto attempt = existing(engine_.collection(view.ledger)).attempt)
        answer(view.ledger, *attempt);
    }
    for (const BalanceView& view : engine_.balances()) CHECK(view.pending_minor == 0);
  }

 private:
  void pay(const BalanceView& seen) {
    const PaymentCommand command{
        .ledger = seen.ledger,
        .amount_minor = std::min(author_.some_amount(), seen.can_pay_now_minor),
        .idempotency_key = "k" + std::to_string(++ids_),
        .version = seen.version,
        .at = author_.some_time(0, 40),
        .method = "Visa"};
    if (command.amount_minor <= 0) return;
    if (random_.one_in(2)) {
      REQUIRE(engine_.pay(command));
    } else {
      REQUIRE(engine_.submit(command));
      pending_.push_back(command);
    }
    paid_.push_back(command.idempotency_key);
  }

  void end_payment() {
    if (pending_.empty()) return;
    const PaymentCommand command = pending_.back();
    pending_.pop_back();
    if (existing(engine_.payment(command.idempotency_key)).state != "pending") return;
    if (random_.one_in(4)) {
      REQUIRE(engine_.fail({command.idempotency_key, "other", author_.some_time(0, 40)}));
    } else {
      const std::int64_t came =
          std::max<std::int64_t>(command.amount_minor - 1'000 * random_.between(0, 1), 1);
      REQUIRE(engine_.settle({command.idempotency_key, came, author_.some_time(0, 40)}));
    }
  }

  void charge(const LedgerKey& ledger) {
    if (const auto attempt = existing(engine_.collection(ledger)).attempt)
      return answer(ledger, *attempt);
    ChargeMethods methods;
    methods.active = ChargeMethod{"a"};
    REQUIRE(engine_.collect({ledger, RoundDue{methods}, author_.some_time(0, 40)}));
  }

  void answer(const LedgerKey& ledger, const ChargeAttempt& attempt) {
    const Instant now = author_.some_time(0, 40);
    if (random_.one_in(3)) {
      REQUIRE(engine_.collect({ledger, ChargeDeclined{attempt.number}, now}));
    } else {
      const std::int64_t came = std::min(attempt.amount_minor, author_.some_amount());
      REQUIRE(engine_.collect({ledger, ChargeSucceeded{attempt.number, came}, now}));
    }
  }

  void reverse() {
    if (paid_.empty()) return;
    const PaymentView payment = existing(engine_.payment(paid_.back()));
    const std::int64_t left = payment.settled_minor - payment.reversed_minor;
    if (left <= 0) return;
    ReversePayment command;
    command.idempotency_key = paid_.back();
    command.reversal_id = "r" + std::to_string(++ids_);
    command.amount_minor = random_.between(1, left);
    command.at = author_.some_time(0, 40);
    REQUIRE(engine_.reverse_payment(command));
    paid_.pop_back();
  }

  Engine& engine_;
  Author& author_;
  Random& random_;
  std::vector<PaymentCommand> pending_;
  std::vector<std::string> paid_;
  std::int64_t ids_ = 0;
};

TEST_CASE("what is paid and charged between imports is the same when all is derived again") {
  int matched = 0;
  for (std::uint64_t seed = testing::first_seed(); seed <= seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Author author(random);
    const Account account = some_account(author, random);
    Engine engine;
    Desk desk(engine, author, random);
    for (const Files& files : shuffled(account.ordered, account.free, random)) {
      for (std::int64_t i = random.between(0, 3); i > 0; --i) desk.something();
      import_well(engine, files);
    }
    for (std::int64_t i = random.between(0, 3); i > 0; --i) desk.something();
    desk.settle_down();
    const std::string before = all_of(engine);
    matched += before.contains(" is ") ? 1 : 0;
    RepaymentPolicy policy;
    policy.match_days = 9;
    REQUIRE(engine.set_repayment_policy(policy));
    REQUIRE(engine.set_repayment_policy({}));
    REQUIRE(all_of(engine) == before);
    Engine again;
    import_well(again, downloads(engine));
    REQUIRE(all_of(again) == before);
  }
  CHECK(matched > 20);
}

}  // namespace
}  // namespace repay
