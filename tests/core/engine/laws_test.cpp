// What must hold of every account, tried on random ones through the engine's public functions.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/money/decimal.h"
#include "tests/core/support/import.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/story.h"

namespace repay {
namespace {

using testing::import;

using testing::existing;
using testing::kEverything;
using testing::Random;
using testing::seeds;
using testing::story;

const Instant kStart{1767225600000};  // 2026-01-01

Currency cad() { return *Currency::from_code("CAD"); }
LedgerKey ledger() { return {"", cad()}; }
std::string decimal(std::int64_t minor) { return to_decimal(Money(minor, cad())); }
Instant day(std::int64_t number) { return {kStart.ms + number * kMsPerDay}; }

struct Entry {
  std::string id;
  Kind kind = Kind::fee;
  Instant at;
  std::int64_t amount_minor = 0;
  std::string names{};  ///< what `of` or `charge` names
};

std::string account_json(const std::vector<Entry>& entries) {
  std::string text =
      R"({"format":"repay-account","version":1,"store":"","currency":"CAD","entries":[)";
  for (const Entry& entry : entries) {
    if (&entry != &entries.front()) text += ',';
    text += R"({"id":")" + entry.id + R"(","at":")" + to_string(entry.at) + R"(","kind":")" +
            std::string(name(entry.kind)) + R"(","amount":")" + decimal(entry.amount_minor) + '"';
    const std::string field = entry.kind == Kind::reversal ? "of" : "charge";
    if (!entry.names.empty()) text += ",\"" + field + "\":\"" + entry.names + '"';
    text += '}';
  }
  return text + "]}";
}

Placed<ImportView> post(Engine& engine, const Entry& entry) {
  return import(engine, {account_json({entry})});
}

Result<ReceiptView> pay(Engine& engine, const std::string& key, std::int64_t amount_minor,
                        Instant at) {
  const auto balance = engine.balance(ledger());
  if (!balance) return refuse(balance.error());
  return engine.pay({.ledger = ledger(),
                     .amount_minor = amount_minor,
                     .idempotency_key = key,
                     .version = balance->version,
                     .at = at,
                     .method = "Visa •• 4242"});
}

/// Some charges, and perhaps some credit that pays a part of them.
std::vector<Entry> some_debt(Random& random) {
  std::vector<Entry> entries;
  const std::int64_t count = random.between(1, 12);
  for (std::int64_t i = 0; i < count; ++i) {
    const bool credit = random.one_in(5);
    const std::int64_t amount = random.between(1, 2000);
    entries.push_back({.id = "E" + std::to_string(i),
                       .kind = credit ? Kind::sale : Kind::fee,
                       .at = day(random.between(0, 9)),
                       .amount_minor = credit ? amount : -amount});
  }
  return entries;
}

Engine engine_with(const std::vector<Entry>& entries) {
  Engine engine;
  REQUIRE(import(engine, {account_json(entries)}));
  return engine;
}

/// What is open, and what each charge was paid in all, whoever paid it.
std::string standing(const Engine& engine) {
  const BalanceView view = existing(engine.balance(ledger()));
  std::string text = decimal(view.balance_minor) + " " + decimal(view.unapplied_credit_minor) +
                     " " + decimal(view.outstanding_minor);
  for (const ChargeRow& row : existing(engine.open_charges(ledger(), kEverything))) {
    text += "; open " + row.id + " " + decimal(row.open_minor);
  }
  std::map<std::string, std::int64_t> paid;
  for (const AllocationRow& fact : existing(engine.allocations(ledger(), kEverything))) {
    paid[fact.charge] += fact.amount_minor;
  }
  for (const auto& [charge, minor] : paid) text += "; paid " + charge + " " + decimal(minor);
  return text;
}

/// A seller to whom everything happens.
class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed) {
    for (const Entry& entry : some_debt(random_)) REQUIRE(take(entry));
  }

  void step() {
    const std::int64_t amount = random_.between(1, 3000);
    const std::string id = "L" + std::to_string(++number_);
    const Instant at = day(random_.between(0, 40));
    switch (random_.between(0, 8)) {
      case 0:
        return attempt({id, Kind::fee, at, -amount});
      case 1:
        return attempt({id, Kind::sale, at, amount});
      case 2:
        return attempt({id, Kind::disbursement, at, -amount});
      case 3:
        return attempt({id, Kind::reserve, at, random_.one_in(2) ? amount : -amount});
      case 4:
        return attempt({id, Kind::credit_note, at, amount, any(charges_)});
      case 5:
        return attempt({id, Kind::write_off, at, random_.between(1, 400), any(charges_)});
      case 6:
        return attempt_payment(id, at);
      default:
        return attempt({id, Kind::reversal, at, -random_.between(1, 900), any(credits_)});
    }
  }

  void check_conserved() const {
    const BalanceView view = existing(engine_.balance(ledger()));
    REQUIRE(view.outstanding_minor - view.unapplied_credit_minor == -view.balance_minor);
    REQUIRE((view.outstanding_minor == 0 || view.unapplied_credit_minor == 0));
    REQUIRE(view.outstanding_minor >= 0);
    REQUIRE(view.unapplied_credit_minor >= 0);

    std::int64_t sum = 0;
    for (const StatementRow& row :
         existing(engine_.statement_rows(ledger(), WholeLedger(), kEverything))) {
      sum += row.amount_minor;
    }
    REQUIRE(sum == view.balance_minor);

    std::map<std::string, std::int64_t> open;
    for (const ChargeRow& row : existing(engine_.open_charges(ledger(), kEverything))) {
      REQUIRE(row.open_minor > 0);
      REQUIRE(row.open_minor <= row.amount_minor);
      open[row.id] = row.open_minor;
    }
    std::map<std::string, std::int64_t> given;
    std::map<std::string, std::int64_t> paid;
    for (const AllocationRow& fact : existing(engine_.allocations(ledger(), kEverything))) {
      REQUIRE(fact.amount_minor > 0);
      given[fact.credit] += fact.amount_minor;
      paid[fact.charge] += fact.amount_minor;
    }
    for (const auto& [credit, left] : left_of_credit_) REQUIRE(given[credit] <= left);
    for (const auto& [charge, left] : left_of_charge_) REQUIRE(paid[charge] + open[charge] == left);
  }

 private:
  std::string any(const std::vector<std::string>& ids) {
    if (ids.empty()) return "nobody";
    return ids[static_cast<std::size_t>(
        random_.between(0, static_cast<std::int64_t>(ids.size()) - 1))];
  }

  bool take(const Entry& entry) {
    if (!post(engine_, entry)) return false;
    if (entry.kind == Kind::fee) {
      charges_.push_back(entry.id);
      left_of_charge_[entry.id] = -entry.amount_minor;
    } else if (entry.kind == Kind::sale || entry.kind == Kind::credit_note) {
      credits_.push_back(entry.id);
      left_of_credit_[entry.id] = entry.amount_minor;
    } else if (entry.kind == Kind::reversal) {
      left_of_credit_[entry.names] += entry.amount_minor;
    } else if (entry.kind == Kind::write_off) {
      left_of_charge_[entry.names] -= entry.amount_minor;
    }
    return true;
  }

  void attempt(const Entry& entry) {
    const std::string before = story(engine_);
    if (!take(entry)) REQUIRE(story(engine_) == before);
  }

  void attempt_payment(const std::string& key, Instant at) {
    const std::string before = story(engine_);
    const auto receipt = pay(engine_, key, random_.between(1, 3000), at);
    if (!receipt) {
      REQUIRE(story(engine_) == before);
      return;
    }
    credits_.push_back(receipt->payment);
    left_of_credit_[receipt->payment] = receipt->amount_minor;
  }

  Random random_;
  Engine engine_;
  int number_ = 0;
  std::vector<std::string> charges_;
  std::vector<std::string> credits_;
  std::map<std::string, std::int64_t> left_of_charge_;  ///< less what was written off
  std::map<std::string, std::int64_t> left_of_credit_;  ///< less what was reversed
};

TEST_CASE(
    "money is conserved to the minor unit whatever happens, and what is refused changes nothing") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Life life(seed);
    for (int i = 0; i < 12; ++i) {
      life.step();
      life.check_conserved();
    }
  }
}

TEST_CASE("splitting a payment changes nothing") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::vector<Entry> debt = some_debt(random);
    Engine whole = engine_with(debt);
    Engine parts = engine_with(debt);
    const std::int64_t owed = whole.balances().front().outstanding_minor;
    if (owed == 0) continue;
    const std::int64_t amount = random.between(1, owed);
    REQUIRE(pay(whole, "once", amount, day(20)));
    std::int64_t left = amount;
    for (int i = 0; left > 0; ++i) {
      const std::int64_t part = random.between(1, left);
      REQUIRE(pay(parts, "part" + std::to_string(i), part, day(20)));
      left -= part;
    }
    REQUIRE(standing(parts) == standing(whole));
  }
}

TEST_CASE("paying and reversing a part, with nothing between, is paying the difference") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::vector<Entry> debt = some_debt(random);
    Engine reversed = engine_with(debt);
    Engine direct = engine_with(debt);
    // A sale may be more than is owed, so that a part of it waits.
    const std::int64_t amount = random.between(1, 6000);
    const std::int64_t back = random.between(1, amount);
    REQUIRE(post(reversed, {"P", Kind::sale, day(20), amount}));
    std::int64_t left = back;  // the reversal may come in parts as well
    for (int i = 0; left > 0; ++i) {
      const std::int64_t part = random.one_in(2) ? left : random.between(1, left);
      REQUIRE(post(reversed, {"R" + std::to_string(i), Kind::reversal, day(21), -part, "P"}));
      left -= part;
    }
    if (back < amount) REQUIRE(post(direct, {"P", Kind::sale, day(20), amount - back}));
    REQUIRE(standing(reversed) == standing(direct));
    // And the two go on alike.
    for (const Entry& next :
         {Entry{"N1", Kind::fee, day(5), -1500}, Entry{"N2", Kind::sale, day(30), 700},
          Entry{"N3", Kind::disbursement, day(31), -300}}) {
      REQUIRE(post(reversed, next));
      REQUIRE(post(direct, next));
      REQUIRE(standing(reversed) == standing(direct));
    }
    REQUIRE_FALSE(post(reversed, {"R", Kind::reversal, day(40), -(amount - back) - 1, "P"}));
  }
}

TEST_CASE("a preview is what the payment then does, and its windows are parts of one list") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Engine engine = engine_with(some_debt(random));
    const std::int64_t owed = engine.balances().front().outstanding_minor;
    if (owed == 0) continue;
    const std::int64_t amount = random.between(1, owed);
    const PreviewView shown = existing(engine.preview(ledger(), amount, kEverything));
    REQUIRE(shown.rows.size() == shown.open_charges);

    const auto first = static_cast<std::uint64_t>(random.between(0, 14));
    const auto count = static_cast<std::uint64_t>(random.between(0, 14));
    const PreviewView window = existing(engine.preview(ledger(), amount, {first, count}));
    const std::uint64_t rows = shown.rows.size();
    REQUIRE(window.rows.size() == std::min(count, rows - std::min(first, rows)));
    for (std::size_t i = 0; i < window.rows.size(); ++i) {
      REQUIRE(window.rows[i].id == shown.rows[first + i].id);
      REQUIRE(window.rows[i].pays_minor == shown.rows[first + i].pays_minor);
    }

    REQUIRE(pay(engine, "p", amount, day(20)));
    const BalanceView after = existing(engine.balance(ledger()));
    REQUIRE(after.outstanding_minor == shown.outstanding_after_minor);
    REQUIRE(after.balance_minor == shown.balance_after_minor);
    REQUIRE(after.open_charges == shown.open_charges - shown.closes);
    const auto open = existing(engine.open_charges(ledger(), kEverything));
    for (std::size_t i = 0; i < open.size(); ++i) {
      const ChargeRow& promised = shown.rows[shown.closes + i];
      REQUIRE(open[i].id == promised.id);
      REQUIRE(open[i].open_minor == promised.open_after_minor);
    }
  }
}

/// Settlement files of the first version, one after another, each carrying what the one before
/// owed.
std::vector<std::string> some_settlements(Random& random) {
  std::vector<std::string> files;
  std::int64_t carried = 0;
  const std::int64_t count = random.between(2, 5);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string id = std::to_string(1000 + i);
    std::string rows;
    std::int64_t total = 0;
    const auto add = [&](const std::string& type, Instant at, std::int64_t minor) {
      total += minor;
      rows += id + "\t\t\t\t\t\t" + type + "\t" + to_string(at) + "\t" + decimal(minor) + "\n";
    };
    if (carried < 0) {
      add("Payable to Amazon", day(14 * i), carried);
      if (random.one_in(2)) add("Successful charge", {day(14 * i).ms + kMsPerMinute}, -carried);
    }
    for (std::int64_t row = random.between(0, 6); row > 0; --row) {
      const bool credit = random.one_in(2);
      const Instant at{random.between(day(14 * i).ms, day(14 * i + 14).ms + kMsPerMinute)};
      const std::int64_t minor = random.between(1, 5000);
      add(credit ? "REVERSAL_REIMBURSEMENT" : "Subscription Fee", {at.ms / 1000 * 1000},
          credit ? minor : -minor);
    }
    carried = std::min<std::int64_t>(total, 0);
    files.push_back(
        "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-"
        "amount\tcurrency"
        "\ttransaction-type\tposted-date\tother-amount\n" +
        id + "\t" + to_string(day(14 * i)) + "\t" + to_string(day(14 * i + 14)) + "\t" +
        to_string(day(14 * i + 16)) + "\t" + decimal(total) + "\tCAD\t\t\t\n" + rows);
  }
  return files;
}

TEST_CASE("the order in which settlements come makes no difference, together or one by one") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<std::string> files = some_settlements(random);
    if (files.size() > 2 && random.one_in(3)) {  // one was never got: a gap
      files.erase(files.begin() + random.between(0, static_cast<std::int64_t>(files.size()) - 1));
    }
    Engine in_order;
    REQUIRE(import(in_order, files));

    Engine otherwise;
    std::vector<std::string> left = files;
    std::vector<std::string> batch;
    while (!left.empty()) {
      const auto next =
          left.begin() + random.between(0, static_cast<std::int64_t>(left.size()) - 1);
      batch.push_back(*next);
      left.erase(next);
      if (random.one_in(4)) batch.push_back(files.front());  // and some file again
      if (left.empty() || random.one_in(2)) REQUIRE(import(otherwise, std::exchange(batch, {})));
    }
    REQUIRE(story(otherwise) == story(in_order));
  }
}

/// A place whose clocks change in the days of the entries, by up to a day and at any time.
ZoneRules any_zone(Random& random) {
  const auto offset_s = [&] {
    return static_cast<std::int32_t>(random.between(-18 * 4, 18 * 4) * 15 * 60);
  };
  std::vector<ZoneRules::Change> changes;
  Instant at = day(-2);
  for (std::int64_t count = random.between(0, 5); count > 0; --count) {
    at.ms += random.between(1, 4 * 24 * 60) * kMsPerMinute;
    changes.push_back({at, offset_s()});
  }
  return existing(ZoneRules::from_changes(offset_s(), std::move(changes)));
}

TEST_CASE("a statement of two ranges is the first and then the second, in every zone") {
  for (std::uint64_t seed = 1; seed <= seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Entry> entries = some_debt(random);
    for (Entry& entry : entries) entry.at.ms += random.between(0, 23) * 60 * kMsPerMinute;
    const Engine engine = engine_with(entries);
    const ZoneRules zone = any_zone(random);
    const auto date = [](std::int64_t number) { return local_day(day(number), ZoneOffset{}); };
    const std::int64_t a = random.between(-2, 10);
    const std::int64_t b = random.between(a, 12);
    const std::int64_t c = random.between(b + 1, 14);
    const auto whole = existing(engine.statement(ledger(), DayRange{date(a), date(c), zone}));
    const auto first = existing(engine.statement(ledger(), DayRange{date(a), date(b), zone}));
    const auto second = existing(engine.statement(ledger(), DayRange{date(b + 1), date(c), zone}));
    REQUIRE(first.opening_minor == whole.opening_minor);
    REQUIRE(second.opening_minor == first.closing_minor);
    REQUIRE(second.closing_minor == whole.closing_minor);
    REQUIRE(first.entries + second.entries == whole.entries);
    std::map<Group, std::int64_t> sums;
    for (const GroupView& group : first.groups) sums[group.group] += group.amount_minor;
    for (const GroupView& group : second.groups) sums[group.group] += group.amount_minor;
    std::int64_t activity = 0;
    for (const GroupView& group : whole.groups) {
      REQUIRE(sums[group.group] == group.amount_minor);
      activity += group.amount_minor;
    }
    REQUIRE(whole.opening_minor + activity == whole.closing_minor);
  }
}

}  // namespace
}  // namespace repay
