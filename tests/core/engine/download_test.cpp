// What is downloaded can be imported again, and is then the same (DOMAIN.md 13, S47).

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/engine.h"
#include "core/formats/statement_csv.h"
#include "core/money/decimal.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/story.h"
#include "tests/core/support/text_out.h"

namespace repay {
namespace {

using testing::existing;
using testing::Random;
using testing::refused;
using testing::seeds;
using testing::story;
using testing::TextOut;

Currency cad() { return *Currency::from_code("CAD"); }
LedgerKey ledger() { return {"shop", cad()}; }
std::string decimal(std::int64_t minor) { return to_decimal(Money(minor, cad())); }
Instant day(std::int64_t number) { return {1767225600000 + number * kMsPerDay}; }

Placed<ImportView> import(Engine& engine, const std::vector<std::string>& files) {
  engine.begin_import(ImportMode::add);
  for (const std::string& text : files) {
    engine.begin_file("shop", text.size());
    if (auto fed = engine.feed(text); !fed) return std::unexpected(fed.error());
    if (auto ended = engine.end_file(); !ended) return std::unexpected(ended.error());
  }
  return engine.commit_import();
}

std::string json_of(const Engine& engine) {
  TextOut out;
  REQUIRE(engine.export_json(ledger(), out));
  return out.text();
}

std::string csv_of(const Engine& engine, const EntryFilter& filter = {},
                   CsvStart start = CsvStart::header) {
  TextOut out;
  REQUIRE(engine.export_csv(ledger(), WholeLedger(), filter, start, out));
  return out.text();
}

Engine engine_with(const std::vector<std::string>& files) {
  Engine engine;
  const auto imported = import(engine, files);
  CAPTURE((imported ? "" : message(imported.error())));
  REQUIRE(imported);
  return engine;
}

/// Settlement files, one after another. Some of each kind of row: what was carried, reserves, rows
/// of types that nobody knows, and texts that need care in JSON and CSV.
class Settlements {
 public:
  explicit Settlements(Random& random) : random_(random) {}

  std::string next() {
    id_ = std::to_string(1000 + number_);
    rows_.clear();
    total_ = 0;
    const Instant start = day(14 * number_);
    const Instant end = day(14 * ++number_);
    if (carried_ != 0) {
      add("Payable to Amazon", {start.ms + random_.between(0, 5) * kMsPerMinute}, carried_);
      if (carried_ < 0 && random_.one_in(2)) add("Successful charge", start, -carried_);
    }
    if (reserved_ != 0) add("Previous Reserve Amount Balance", start, reserved_);
    for (std::int64_t row = random_.between(0, 6); row > 0; --row) add_any(start, end);
    reserved_ = random_.one_in(3) ? random_.between(1, 3000) : 0;
    if (reserved_ != 0) add("Current Reserve Amount", {end.ms + 7000}, -reserved_);
    carried_ = std::min<std::int64_t>(total_, 0);
    return "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\t"
           "total-amount\tcurrency\ttransaction-type\tposted-date\tother-amount\torder-id\tsku\n" +
           id_ + "\t" + to_string(start) + "\t" + to_string(end) + "\t" +
           to_string(day(14 * number_ + 2)) + "\t" + decimal(total_) + "\tCAD\t\t\t\t\t\n" + rows_;
  }

 private:
  void add(const std::string& type, Instant at, std::int64_t minor) {
    static constexpr std::string_view kTexts[] = {
        "", "", "701-1", "=1+1", "a\"b\\c", "\x01\x1f\x7f", "ＦＢＡ é 数 😀", "'quoted", ",;"};
    const auto text = [&] { return std::string(kTexts[random_.bits() % std::size(kTexts)]); };
    total_ += minor;
    rows_ += id_ + "\t\t\t\t\t\t" + type + "\t" + to_string(at) + "\t" + decimal(minor) + "\t" +
             text() + "\t" + text() + "\n";
  }

  void add_any(Instant start, Instant end) {
    static constexpr std::string_view kTypes[] = {"Subscription Fee", "REVERSAL_REIMBURSEMENT",
                                                  "Nobody's type", "-2+3"};
    const std::int64_t minor = random_.between(-5000, 5000);
    const Instant at{random_.between(start.ms, end.ms + kMsPerMinute) / 1000 * 1000};
    add(std::string(kTypes[random_.bits() % std::size(kTypes)]), at, minor);
  }

  Random& random_;
  std::int64_t number_ = 0;
  std::int64_t carried_ = 0;
  std::int64_t reserved_ = 0;
  std::string id_;
  std::string rows_;
  std::int64_t total_ = 0;
};

/// Entries of every kind that account JSON has, of which a ledger takes what fits.
class Entries {
 public:
  explicit Entries(Random& random) : random_(random) {}

  std::string next(const Engine& engine) {
    const std::int64_t minor = random_.between(1, 3000);
    const auto plus = [&](std::string_view kind, const std::string& more = {}) {
      return entry(kind, minor, more);
    };
    const auto minus = [&](std::string_view kind, const std::string& more = {}) {
      return entry(kind, -minor, more);
    };
    switch (random_.between(0, 10)) {
      case 10:
        return random_.one_in(2) ? plus("cross_account", R"(,"otherStore":"")")
                                 : minus("cross_account", R"(,"otherStore":"elsewhere")");
      case 0:
        return minus(
            "fee",
            R"(,"description":"=1\u0007\n\"x","order":"o\t1","sku":"'s","due":"2026-05-01","available":"unknown")");
      case 1:
        return plus("sale", R"(,"settlement":"open","flagged":true,"group":"sales_tax")");
      case 2:
        return minus("disbursement");
      case 3:
        return random_.one_in(2) ? plus("reserve") : minus("reserve");
      case 4:
        return plus("credit_note", R"(,"charge":")" + any_id(engine) + '"');
      case 5:
        return plus("write_off", R"(,"charge":")" + any_id(engine) + '"');
      case 6:
        return random_.one_in(2) ? plus("carried_balance") : minus("carried_balance");
      case 7:
        return entry("failed_charge", 0, {});
      default:
        return minus("reversal", R"(,"of":")" + any_id(engine) + '"');
    }
  }

  std::string key() { return "key " + std::to_string(++number_); }

 private:
  std::string entry(std::string_view kind, std::int64_t minor, const std::string& more) {
    // Some ids look like a row of a settlement, and are none.
    const std::string number = std::to_string(++number_);
    const std::string id = random_.one_in(8)   ? "1000/" + std::to_string(500 + number_)
                           : random_.one_in(8) ? "x/disbursement" + number
                                               : "E" + number;
    return R"({"format":"repay-account","version":1,"store":"shop","currency":"CAD","entries":[)"
           R"({"id":")" +
           id + R"(","at":")" + to_string(Instant{day(random_.between(0, 60)).ms + number_}) +
           R"(","kind":")" + std::string(kind) + R"(","amount":")" + decimal(minor) + '"' + more +
           "}]}";
  }

  // An entry there is, of settlements too.
  std::string any_id(const Engine& engine) {
    const auto view = engine.statement(ledger(), WholeLedger());
    if (!view || view->entries == 0) return "none";
    const auto number = random_.bits() % view->entries;
    return existing(engine.statement_rows(ledger(), WholeLedger(), {number, 1}))[0].id;
  }

  Random& random_;
  std::int64_t number_ = 0;
};

/// An account with settlements, gaps between some of them, entries of its own and payments.
Engine any_account(Random& random, Settlements& settlements) {
  Engine engine;
  Entries entries(random);
  for (std::int64_t step = random.between(1, 24); step > 0; --step) {
    if (random.one_in(4)) {
      const std::string file = settlements.next();
      // One that is left out is a gap; so is one that no longer fits what was posted since.
      if (!random.one_in(4)) (void)import(engine, {file});
    } else if (const auto balance = engine.balance(ledger()); balance && random.one_in(3)) {
      // What is paid in full is often what a settlement's row then reports.
      const PaymentCommand payment{
          .ledger = ledger(),
          .amount_minor = random.one_in(2) ? random.between(1, 4000) : balance->can_pay_now_minor,
          .idempotency_key = entries.key(),
          .version = balance->version,
          .at = day(random.between(0, 60)),
          .method = "Visa •• 4242"};
      if (random.one_in(2)) {
        (void)engine.pay(payment);
      } else if (engine.submit(payment)) {
        const Instant at{payment.at.ms + random.between(0, 5) * kMsPerDay};
        (void)engine.settle({payment.idempotency_key, payment.amount_minor, at});
      }
    } else {
      (void)import(engine, {entries.next(engine)});
    }
  }
  return engine;
}

TEST_CASE("a download imported again is the same account, and its download the same bytes") {
  for (std::uint64_t seed = 1; seed <= seeds(1500); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Settlements settlements(random);
    Engine original = any_account(random, settlements);
    if (!original.balance(ledger())) continue;
    const std::string file = json_of(original);
    CAPTURE(file);
    Engine copy = engine_with({file});
    REQUIRE(story(copy) == story(original));
    REQUIRE(json_of(copy) == file);
    REQUIRE(csv_of(copy) == csv_of(original));
    // And the next settlement continues both alike.
    const std::string later = settlements.next();
    const auto taken = import(original, {later});
    REQUIRE(import(copy, {later}).has_value() == taken.has_value());
    REQUIRE(story(copy) == story(original));
    REQUIRE(json_of(copy) == json_of(original));
  }
}

std::string document(std::string_view settlements, std::string_view entries) {
  return R"({"format":"repay-account","version":1,"store":"shop","currency":"CAD","settlements":[)" +
         std::string(settlements) + R"(],"entries":[)" + std::string(entries) + "]}";
}

constexpr std::string_view kOne =
    R"({"id":"S","start":"2026-01-01","end":"2026-01-15","deposit":"2026-01-17","total":"-3.00","rows":2})";
constexpr std::string_view kRows =
    R"({"id":"S/1","at":"2026-01-02","kind":"fee","amount":"-5.00"},)"
    R"({"id":"S/2","at":"2026-01-03","kind":"sale","amount":"2.00"})";

TEST_CASE("rows of a settlement come back in any order, and what is derived is derived again") {
  const std::string swapped = document(
      kOne,
      R"({"id":"S/2","at":"2026-01-03","kind":"sale","amount":"2.00"},)"
      R"({"id":"S/disbursement","at":"2026-01-15","kind":"disbursement","amount":"-9.00","derived":true},)"
      R"({"id":"A","at":"2026-01-09","kind":"fee","amount":"-1.00"},)"
      R"({"id":"S/1","at":"2026-01-02","kind":"fee","amount":"-5.00","settlement":"S"})");
  const Engine engine = engine_with({swapped});
  CHECK(existing(engine.balance(ledger())).balance_minor == -400);
  const auto settlements = existing(engine.settlements(ledger()));
  REQUIRE(settlements.size() == 1);
  CHECK(settlements[0].entries == 2);
  CHECK(json_of(engine).contains(R"("rows":2)"));
  CHECK_FALSE(json_of(engine).contains("disbursement"));
  const auto rows = existing(engine.statement_rows(ledger(), BySettlement{"S"}, {0, 9}));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == "S/1");
}

TEST_CASE("a settlement of a download is the one of its file") {
  Random random(7);
  Settlements settlements(random);
  const std::string file = settlements.next();
  Engine engine = engine_with({file});
  const auto again = import(engine, {json_of(engine)});
  REQUIRE(again);
  CHECK(again->added == 0);
  REQUIRE(again->settlements.size() == 1);
  CHECK(again->settlements[0].id == "1000");
}

struct Wrong {
  std::string settlements;
  std::string entries;
  Error error;
  std::string field;
};

TEST_CASE("what does not make a settlement is refused where it stands") {
  const std::string one(kOne);
  const std::string rows(kRows);
  const auto row = [](std::string_view number, std::string_view more) {
    return R"({"id":"S/)" + std::string(number) +
           R"(","at":"2026-01-02","kind":"fee","amount":"-5.00")" + std::string(more) + "}";
  };
  const std::string second = R"(,{"id":"S/2","at":"2026-01-03","kind":"sale","amount":"2.00"})";
  for (
      const auto& [settlements, entries, error, field] : std::vector<Wrong>{
          {one, rows + "," + row("2", ""), Error::duplicate_id, "/entries/2/id"},
          {one, row("1", ""), Error::field_missing, "/settlements/0"},
          {one, row("1", "") + "," + row("3", ""), Error::field_missing, "/settlements/0"},
          {one, row("01", "") + second, Error::field_missing, "/settlements/0"},
          {one, row("0", "") + second, Error::field_missing, "/settlements/0"},
          {one, row("1", R"(,"settlement":"T")") + second, Error::invalid_field, "/settlements/0"},
          {one,
           rows + R"(,{"id":"T/disbursement","at":"2026-01-15","kind":"disbursement",)"
                  R"("amount":"-1.00","derived":true})",
           Error::invalid_field, "/entries/2/derived"},
          {one,
           rows + R"(,{"id":"S/other","at":"2026-01-15","kind":"disbursement",)"
                  R"("amount":"-1.00","derived":true})",
           Error::invalid_field, "/entries/2/derived"},
          {one + "," + one, rows, Error::duplicate_id, "/settlements/1"},
          {one, row("1", "") + R"(,{"id":"S/2","at":"2026-01-03","kind":"sale","amount":"2.01"})",
           Error::settlement_total_mismatch, "/settlements/0/total"},
          {R"({"id":"S","start":"2026-01-01","end":"2026-01-15","total":"0","rows":0})", "",
           Error::field_missing, "/settlements/0"},
          {R"({"id":"S","start":"2026-01-01","end":"x","deposit":"2026-01-17","total":"0","rows":0})",
           "", Error::invalid_date, "/settlements/0/end"},
          {R"({"id":"S","start":"2026-01-01","end":"2026-01-15","deposit":"2026-01-17","total":0,"rows":0})",
           "", Error::invalid_amount, "/settlements/0/total"},
          {R"({"id":"S","start":"2026-01-01","end":"2026-01-15","deposit":"2026-01-17","total":"0","rows":-1})",
           "", Error::invalid_field, "/settlements/0/rows"},
          {R"({"id":"S","start":"2026-01-01","end":"2026-01-15","deposit":"2026-01-17","total":"0","rows":0,"x":1})",
           "", Error::field_unknown, "/settlements/0/x"},
          {R"("S")", "", Error::invalid_field, "/settlements/0"},
      }) {
    CAPTURE(settlements);
    CAPTURE(entries);
    Engine engine;
    const auto imported = import(engine, {document(settlements, entries)});
    REQUIRE_FALSE(imported);
    CHECK(code(imported.error().error) == code(error));
    CHECK(imported.error().place.field == field);
  }
}

TEST_CASE("an entry that cannot be posted is named by its place in the file") {
  Engine engine;
  const auto imported = import(
      engine, {document(kOne, R"({"id":"S/disbursement","at":"2026-01-15","kind":"disbursement",)"
                              R"("amount":"-9.00","derived":true},)" +
                                  std::string(kRows) +
                                  R"(,{"id":"R","at":"2026-01-15","kind":"reversal","of":"none",)"
                                  R"("amount":"-9.00"})")});
  REQUIRE_FALSE(imported);
  CHECK(imported.error().error == Error::unknown_reference);
  CHECK(imported.error().place.field == "/entries/3");
}

/// The cells of RFC 4180, with CRLF.
std::vector<std::vector<std::string>> cells_of(std::string_view csv) {
  std::vector<std::vector<std::string>> rows = {{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && csv.substr(i + 1).starts_with('"')) {
      rows.back().back() += csv[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && csv.substr(i).starts_with("\r\n")) {
      rows.push_back({""});
      ++i;
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

TEST_CASE("a CSV download read again gives every text back, and begins no cell as a formula") {
  for (std::uint64_t seed = 1; seed <= seeds(200); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Settlements settlements(random);
    const Engine engine = any_account(random, settlements);
    if (!engine.balance(ledger())) continue;
    const auto rows = existing(engine.statement_rows(ledger(), WholeLedger(), {0, 100000}));
    const auto cells = cells_of(csv_of(engine));
    REQUIRE(cells.size() == rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& line = cells[i + 1];
      REQUIRE(line.size() == 12);
      const auto text = [&](std::size_t at) { return std::string(unguarded(line[at])); };
      REQUIRE(text(2) == rows[i].id);
      REQUIRE(parse_instant(line[3]) == rows[i].at);
      REQUIRE(line[4] == rows[i].kind);
      REQUIRE(line[5] == rows[i].group);
      REQUIRE(text(6) == rows[i].description);
      REQUIRE(text(7) == rows[i].order);
      REQUIRE(text(8) == rows[i].sku);
      REQUIRE(existing(parse_decimal(line[9], cad())).minor == rows[i].amount_minor);
      REQUIRE(existing(parse_decimal(line[10], cad())).minor == rows[i].balance_minor);
      REQUIRE(text(11) == rows[i].settlement);
      for (const std::size_t at : std::vector<std::size_t>{0, 2, 6, 7, 8, 11})
        REQUIRE((line[at].empty() || !std::string_view("=+-@\t\r").contains(line[at].front())));
    }
  }
}

TEST_CASE("more texts than a CSV's writer remembers are written as well, and long ones") {
  std::string entries;
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(i);
    const std::string text = std::to_string(i * 7 % 900) + std::string(i % 50 == 0 ? 900 : 5, ',');
    entries += (i == 0 ? "" : ",") + std::string(R"({"id":"e)") + number +
               R"(","at":"2026-01-02T00:00:00Z","kind":"fee","amount":"-1.00","description":"d)" +
               text + R"(","order":"o)" + std::to_string(i / 3) + R"(","sku":"s)" + text + "\"}";
  }
  const Engine engine = engine_with(
      {R"({"format":"repay-account","version":1,"store":"shop","currency":"CAD","entries":[)" +
       entries + "]}"});
  const auto rows = existing(engine.statement_rows(ledger(), WholeLedger(), {0, 3000}));
  const auto cells = cells_of(csv_of(engine, {}, CsvStart::none));
  REQUIRE(cells.size() == 3000);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    REQUIRE(cells[i][6] == rows[i].description);
    REQUIRE(cells[i][7] == rows[i].order);
    REQUIRE(cells[i][8] == rows[i].sku);
  }
}

TEST_CASE("a CSV may begin with a byte order mark, or go on from another") {
  const Engine engine = engine_with({document(kOne, kRows)});
  const std::string header = csv_of(engine);
  CHECK(csv_of(engine, {}, CsvStart::byte_order_mark) == "\xef\xbb\xbf" + header);
  CHECK(csv_of(engine, {}, CsvStart::none) == header.substr(header.find("\r\n") + 2));
  CHECK(csv_of(engine, {.kinds = {Kind::fee}}, CsvStart::none) ==
        "shop,CAD,S/1,2026-01-02T00:00:00Z,fee,marketplace_fees,,,,-5.00,-5.00,S\r\n");
  TextOut out;
  CHECK(refused(engine.export_json({"none", cad()}, out)) == Error::ledger_unknown);
  CHECK(refused(engine.export_csv(ledger(), DayRange{{2026, 1, 2}, {2026, 1, 1}, {}}, {},
                                  CsvStart::header, out)) == Error::invalid_range);
  CHECK(out.text().empty());
}

}  // namespace
}  // namespace repay
