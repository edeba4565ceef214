#include "core/engine/append.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/engine.h"
#include "core/money/decimal.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/import.h"
#include "tests/core/support/random.h"
#include "tests/core/support/story.h"

namespace repay {
namespace {

using testing::import;

using testing::account;
using testing::Line;
using testing::Random;
using testing::seeds;
using testing::settlement;
using testing::story;

EntryBatch report(const std::vector<Line>& lines) {
  EntryBatch batch = account(lines);
  batch.skips_known = true;
  return batch;
}

Books books_of(std::vector<EntryBatch> batches) {
  Books books(testing::currency("USD"));
  for (EntryBatch& batch : batches) {
    const bool is_settlement = batch.settlement.has_value();
    REQUIRE((is_settlement ? books.post_settlement(std::move(batch))
                           : books.post_account(std::move(batch))));
  }
  return books;
}

bool appends(const Books& books, const EntryBatch& batch) {
  const EntryBatch* const one[] = {&batch};
  return can_append(books, one);
}

const Line kRow{"", 10, Kind::sale, 80};

TEST_CASE("a settlement belongs behind earlier ones, and before all that is no settlement") {
  const EntryBatch second = settlement("2", 100, 200, {kRow});
  CHECK(appends(books_of({}), second));
  CHECK(appends(books_of({settlement("1", 0, 100, {kRow})}), second));
  CHECK_FALSE(appends(books_of({settlement("3", 200, 300, {kRow})}), second));
  CHECK_FALSE(appends(books_of({report({{"a", 1, Kind::fee, -1}})}), second));
  CHECK_FALSE(appends(books_of({account({{"a", 1, Kind::fee, -1}})}), second));
}

TEST_CASE("a report belongs behind settlements and reports that do not begin later") {
  const EntryBatch of_march = report({{"m", 60, Kind::fee, -1}, {"l", 50, Kind::fee, -1}});
  CHECK(appends(books_of({settlement("1", 0, 100, {kRow})}), of_march));
  CHECK(appends(books_of({report({{"a", 50, Kind::fee, -1}})}), of_march));
  CHECK_FALSE(appends(books_of({report({{"a", 51, Kind::fee, -1}})}), of_march));
  CHECK_FALSE(appends(books_of({account({{"a", 1, Kind::fee, -1}})}), of_march));
}

TEST_CASE("what may be refused, or is in doubt, is not appended") {
  const Books books =
      books_of({account({{"charge", 1, Kind::fee, -9}, {"credit", 2, Kind::sale, 5}})});
  const auto goes = [&](const std::vector<Line>& lines) { return appends(books, account(lines)); };
  CHECK(goes({{"a", 0, Kind::fee, -1}, {"b", 0, Kind::sale, 1}}));
  CHECK_FALSE(goes({{"charge", 0, Kind::fee, -1}}));
  CHECK_FALSE(goes({{"a", 0, Kind::fee, -1}, {"a", 0, Kind::fee, -1}}));
  CHECK(goes({{"a", 0, Kind::credit_note, 2, "charge"}, {"b", 0, Kind::credit_note, 2}}));
  CHECK_FALSE(goes({{"a", 0, Kind::credit_note, 2, "credit"}}));
  CHECK_FALSE(goes({{"a", 0, Kind::write_off, 1, "charge"}}));
  CHECK(goes({{"a", 0, Kind::reversal, -2, "credit"}, {"b", 0, Kind::reversal, -3, "credit"}}));
  CHECK_FALSE(
      goes({{"a", 0, Kind::reversal, -2, "credit"}, {"b", 0, Kind::reversal, -4, "credit"}}));
  CHECK_FALSE(goes({{"a", 0, Kind::reversal, -2, "charge"}}));
  CHECK_FALSE(goes({{"a", 0, Kind::sale, 2}, {"b", 0, Kind::reversal, -2, "a"}}));
  CHECK_FALSE(goes({{"a", 0, Kind::fee, -(INT64_MAX - 8)}}));
  CHECK_FALSE(goes({{"a", 0, Kind::carried_balance, INT64_MIN}}));
}

TEST_CASE("an id that a new settlement's row has is refused as ever") {
  const Books books = books_of({settlement("1", 0, 100, {kRow})});
  const EntryBatch second = settlement("2", 100, 200, {kRow});
  const EntryBatch after = account({{"2/1", 300, Kind::fee, -1}});
  const EntryBatch* const both[] = {&second, &after};
  CHECK_FALSE(can_append(books, both));
}

TEST_CASE("an id of any report of an import is taken, as it is without what was there before") {
  const Books books = books_of({settlement("1", 0, 100, {kRow})});
  const EntryBatch first = report({{"x", 110, Kind::fee, -1}});
  const EntryBatch second = report({{"x", 110, Kind::fee, -1}, {"y", 120, Kind::fee, -1}});
  const EntryBatch after = account({{"x", 130, Kind::fee, -1}});
  const EntryBatch* const reports[] = {&first, &second};
  CHECK(can_append(books, reports));
  const EntryBatch other = report({{"y", 120, Kind::fee, -1}});
  const EntryBatch* const all[] = {&first, &other, &after};
  CHECK_FALSE(can_append(books, all));
}

struct Entry {
  std::string id;
  Kind kind;
  std::int64_t amount_minor;
  std::string names{};
};

Entry any_entry(Random& random, std::int64_t number) {
  // Now and then an id is there already, or a name is nobody's.
  const auto some_id = [&] { return "e" + std::to_string(random.between(0, number)); };
  const std::string id = random.one_in(60) ? some_id() : "e" + std::to_string(number);
  const std::int64_t amount = random.between(1, 40);
  switch (random.between(0, 9)) {
    case 0:
      return {id, Kind::reversal, -random.between(1, 15), some_id()};
    case 1:
      return {id, Kind::credit_note, amount, random.one_in(3) ? "" : some_id()};
    case 2:
      return {id, Kind::write_off, random.between(1, 3), some_id()};
    case 3:
      return {id, Kind::carried_balance, random.one_in(2) ? amount : -amount};
    case 4:
    case 5:
    case 6:
      return {id, Kind::sale, amount};
    default:
      return {id, Kind::fee, -amount};
  }
}

std::string json_of(const std::vector<Entry>& entries) {
  std::string text =
      R"({"format":"repay-account","version":1,"store":"","currency":"USD","entries":[)";
  for (const Entry& entry : entries) {
    text += text.ends_with('[') ? "" : ",";
    text += R"({"id":")" + entry.id + R"(","at":"2026-01-01T00:00:00Z","kind":")" +
            std::string(name(entry.kind)) + R"(","amount":")" +
            to_decimal(Money(entry.amount_minor, testing::currency("USD"))) + '"';
    const bool undoes = entry.kind == Kind::reversal;
    if (!entry.names.empty())
      text += (undoes ? R"(,"of":")" : R"(,"charge":")") + entry.names + '"';
    text += '}';
  }
  return text + "]}";
}

TEST_CASE("an import after another ends as both together do, or changes nothing") {
  int appended = 0;
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= seeds(400); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Entry> first;
    std::vector<Entry> second;
    for (std::int64_t i = random.between(0, 8); i > 0; --i)
      first.push_back(any_entry(random, static_cast<std::int64_t>(first.size())));
    for (std::int64_t i = random.between(1, 4); i > 0; --i)
      second.push_back(any_entry(random, static_cast<std::int64_t>(first.size() + second.size())));
    Engine apart;
    if (!import(apart, {json_of(first)})) continue;
    Engine together;
    const auto whole = import(together, {json_of(first), json_of(second)});
    const std::string before = story(apart);
    const auto added = import(apart, {json_of(second)});
    REQUIRE(added.has_value() == whole.has_value());
    CHECK(story(apart) == (added ? story(together) : before));
    if (!added) {
      CHECK(added.error().error == whole.error().error);
      CHECK(added.error().place.line == whole.error().place.line);
    }
    ++(added ? appended : refused);
  }
  CHECK(appended > 50);
  CHECK(refused > 50);
}

}  // namespace
}  // namespace repay
