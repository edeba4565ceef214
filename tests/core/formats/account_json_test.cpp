#include "core/formats/account_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/formats/utf8.h"
#include "tests/core/support/random.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using testing::is_shared;
using testing::Random;
using testing::read_shared;
using testing::seeds;
using testing::shared_path;

Placed<EntryBatch> read(std::string_view text, std::size_t chunk = std::string_view::npos) {
  const auto reader = make_account_json_reader({.store = "", .size_hint = text.size()});
  for (std::size_t at = 0; at < text.size(); at += std::min(chunk, text.size() - at)) {
    const std::string_view piece = text.substr(at, chunk);
    if (Placed<void> fed = reader->feed(piece); !fed) return std::unexpected(fed.error());
  }
  return testing::only_batch(reader->finish());
}

std::optional<Error> refusal(std::string_view text) {
  const Placed<EntryBatch> batch = read(text);
  if (batch) return std::nullopt;
  return batch.error().error;
}

std::string document(std::string_view entries) {
  return R"({"format":"repay-account","version":1,"store":"amazon.ca","currency":"CAD","zone":"UTC",)"
         R"("entries":[)" +
         std::string(entries) + "]}";
}

// "line:column pointer" of the refusal.
std::string place(std::string_view text) {
  const Placed<EntryBatch> batch = read(text);
  if (batch) return "accepted";
  const Place& at = batch.error().place;
  return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + at.field;
}

std::string detail(std::string_view text) {
  const Placed<EntryBatch> batch = read(text);
  return batch ? "accepted" : batch.error().detail;
}

constexpr std::string_view kFee =
    R"({"id":"A","at":"2026-01-01T00:00:00Z","kind":"fee","amount":"-39.99","description":"Fee"})";

std::string entry(std::string_view rest) {
  return document(R"({"id":"A","at":"2026-01-01T00:00:00Z",)" + std::string(rest) + "}");
}

std::string marked_entry(std::string_view rest) {
  return document(R"(▸{"id":"A","at":"2026-01-01T00:00:00Z",)" + std::string(rest) + "}");
}

// "line:column " of a byte.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::ranges::count(before, '\n') + 1;
  return std::to_string(line) + ":" + std::to_string(offset - (before.rfind('\n') + 1) + 1) + " ";
}

TEST_CASE("an account's entries are read in arrival order with all that is said of them") {
  const Placed<EntryBatch> batch = read(document(R"(
    {"id":"A","at":"2026-01-05T09:30:00+02:00","kind":"fee","amount":"-39.99",
     "description":"Inbound","settlement":"S1","order":"702-1","sku":"MUG","group":"fulfilment_fees"},
    {"id":"B","at":"2026-01-01","kind":"sale","amount":"100","description":"","flagged":true},
    {"id":"C","at":"2026-01-02T00:00:00.5Z","kind":"reversal","amount":"-0.01","of":"B"},
    {"id":"D","at":"2026-01-02T00:00:00Z","kind":"write_off","amount":"1.5","charge":"A"})"));
  REQUIRE(batch);
  CHECK(batch->store == "amazon.ca");
  CHECK(batch->currency.code() == "CAD");
  CHECK(!batch->settlement);
  REQUIRE(batch->size() == 4);
  const auto text = [&](const std::vector<TextRef>& column, std::size_t i) {
    return std::string(batch->texts.get(column[i]));
  };
  CHECK(to_string(batch->at[0]) == "2026-01-05T07:30:00Z");
  CHECK(to_string(batch->at[1]) == "2026-01-01T00:00:00Z");
  CHECK(to_string(batch->at[2]) == "2026-01-02T00:00:00.500Z");
  CHECK(batch->amount_minor == std::vector<std::int64_t>{-3999, 10000, -1, 150});
  CHECK(batch->kind == std::vector{Kind::fee, Kind::sale, Kind::reversal, Kind::write_off});
  CHECK(batch->group[0] == Group::fulfilment_fees);
  CHECK(batch->group[1] == group_of(Kind::sale, 10000));
  CHECK(batch->flags ==
        std::vector<std::uint8_t>{kFlagNone, kFlagUnknownType, kFlagNone, kFlagNone});
  CHECK(text(batch->id, 0) == "A");
  CHECK(text(batch->description, 0) == "Inbound");
  CHECK(text(batch->settlement_id, 0) == "S1");
  CHECK(text(batch->order, 0) == "702-1");
  CHECK(text(batch->sku, 0) == "MUG");
  CHECK(text(batch->names, 0).empty());
  CHECK(text(batch->names, 2) == "B");
  CHECK(text(batch->names, 3) == "A");
  CHECK(batch->line == std::vector<std::uint64_t>{2, 4, 5, 6});
}

TEST_CASE("an account without entries is one") {
  const Placed<EntryBatch> batch = read(document(""));
  REQUIRE(batch);
  CHECK(batch->size() == 0);
}

TEST_CASE("keys come in any order, the currency even behind the entries it is for") {
  const std::string entries = R"({"amount":"-1.5","kind":"fee","at":"2026-01-01","id":"A"})";
  const Placed<EntryBatch> batch = read(
      R"({"entries":[)" + entries +
      R"(],"zone":"Europe/Berlin","currency":"KWD","store":"","version":1,"format":"repay-account"})");
  REQUIRE(batch);
  CHECK(batch->amount_minor == std::vector<std::int64_t>{-1500});
  CHECK(refusal(R"({"entries":[{"amount":"-1.5","kind":"sale","at":"2026-01-01","id":"A"}],)"
                R"("currency":"KWD","store":"","version":1,"format":"repay-account"})") ==
        Error::sign_contradicts_kind);
}

TEST_CASE("a document reads the same however its bytes are cut") {
  const std::string text = document(std::string(kFee));
  for (std::size_t chunk = 1; chunk < text.size(); chunk += 7) {
    const Placed<EntryBatch> batch = read(text, chunk);
    REQUIRE(batch);
    CHECK(batch->amount_minor == std::vector<std::int64_t>{-3999});
  }
}

TEST_CASE("a text is the same whether its letters are written or escaped") {
  const Placed<EntryBatch> plain =
      read(entry(R"("kind":"fee","amount":"-1","description":"é😀/")"));
  const Placed<EntryBatch> escaped = read(
      entry(R"("\u006bind":"f\u0065e","amount":"\u002d1","description":"\u00e9\ud83d\ude00\/")"));
  REQUIRE(plain);
  REQUIRE(escaped);
  CHECK(plain->amount_minor == escaped->amount_minor);
  CHECK(plain->texts.get(plain->description[0]) == escaped->texts.get(escaped->description[0]));
}

TEST_CASE("null is as if an optional text were not there") {
  CHECK(!refusal(entry(R"("kind":"fee","amount":"-1","charge":null,"of":null,"order":null)")));
  CHECK(refusal(entry(R"("kind":null,"amount":"-1")")) == Error::invalid_field);
  CHECK(refusal(entry(R"("kind":"fee","amount":"-1","flagged":null)")) == Error::invalid_field);
}

// The refused place is behind the mark, which is taken out before reading.
constexpr std::string_view kMark = "▸";

struct RefusalRow {
  Error error;
  std::string marked;
  std::string pointer;
};

// Each breaks the rules below it too, as far as one document can.
std::vector<RefusalRow> refusals() {
  const std::string bad_entry =
      R"({"id":"A","at":"yesterday","kind":"tip","amount":1.5,"description":7,"note":""})";
  const std::string marked_note =
      R"({"id":"A","at":"yesterday","kind":"tip","amount":1.5,"description":7,▸"note":""})";
  const std::string fee(kFee);
  return {
      {Error::file_empty, "", ""},
      {Error::file_empty, " \r\n\t", ""},
      {Error::nul_byte, document(bad_entry) + "\xff▸" + std::string(1, '\0'), ""},
      {Error::invalid_utf8,
       R"({"format":"other","entries":[{"id":"▸)"
       "\xc0\xaf"
       R"("}],)",
       "/entries/0/id"},
      {Error::format_unknown, R"({"format":▸"other","entries":[)", "/format"},
      {Error::format_unknown, R"(▸{"version":2,"store":5,"store":6})", ""},
      {Error::format_unknown, "▸[1,2]", ""},
      {Error::file_truncated, R"({"format":"repay-account","format":▸)", "/format"},
      {Error::file_truncated, "{\n\"entries\":[{\"id\":\"A▸", "/entries/0/id"},
      {Error::invalid_json, document(bad_entry) + "▸]", ""},
      {Error::invalid_json, "▸\xef\xbb\xbf" + document(""), ""},
      {Error::invalid_json, "{\n \"format\": ▸'x'}", "/format"},
      {Error::too_deep, document("[[[[[[[[[[[[[[▸[[[]]]]]]]]]]]]]]]]]," + bad_entry),
       "/entries/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0"},
      {Error::duplicate_key, document(R"({"id":"A",▸"id":"B","x":1.5})"), "/entries/0/id"},
      {Error::duplicate_key, document(R"({"x":{"y":1,"y/":2,▸"y/":3}})"), "/entries/0/x/y~1"},
      {Error::duplicate_key, R"({"format":"repay-account","version":1,▸"version":"2"})",
       "/version"},
      {Error::field_missing, document(R"(▸{"x":1})"), "/entries/0"},
      {Error::field_missing, R"(▸{"format":"repay-account","zone":"?"})", ""},
      {Error::field_missing, marked_entry(R"("kind":"reversal","amount":"1","charge":"B")"),
       "/entries/0"},
      {Error::field_missing, marked_entry(R"("kind":"write_off","amount":"-1")"), "/entries/0"},
      {Error::field_missing, marked_entry(R"("kind":"credit_note","amount":"-1")"), "/entries/0"},
      {Error::field_unknown, document(marked_note), "/entries/0/note"},
      {Error::invalid_field, document("▸null"), "/entries/0"},
      {Error::invalid_field, entry(R"("kind":"tip","amount":"x","description":▸["no"])"),
       "/entries/0/description"},
      {Error::invalid_field, entry(R"("kind":"fee","amount":"1","charge":▸"B")"),
       "/entries/0/charge"},
      {Error::unknown_currency,
       R"({"format":"repay-account","version":1,"store":"","currency":▸"cad","entries":[)"
       R"({"id":"A","at":"?","kind":"?","amount":"?"}]})",
       "/currency"},
      {Error::invalid_date, document(R"({"id":"A","at":▸"2026-02-30","kind":"tip","amount":5})"),
       "/entries/0/at"},
      {Error::invalid_amount, entry(R"("kind":"tip","amount":▸-39.99)"), "/entries/0/amount"},
      {Error::invalid_amount, entry(R"("kind":"tip","amount":▸18446744073709551616)"),
       "/entries/0/amount"},
      {Error::invalid_amount, entry(R"("kind":"tip","amount":▸"1e3")"), "/entries/0/amount"},
      {Error::too_many_decimals, entry(R"("kind":"tip","amount":▸"10.005")"), "/entries/0/amount"},
      {Error::overflow, entry(R"("kind":"tip","amount":▸"92233720368547758.08")"),
       "/entries/0/amount"},
      {Error::unknown_kind, entry(R"("kind":▸"tip","amount":"1")"), "/entries/0/kind"},
      {Error::sign_contradicts_kind,
       document(fee + R"(,{"id":"A","at":"2026-01-01","kind":"fee","amount":▸"0.01"})"),
       "/entries/1/amount"},
      {Error::duplicate_id,
       document(fee + ",\n" + R"({"id":▸"A","at":"2026-01-01","kind":"fee","amount":"0"})"),
       "/entries/1/id"},
  };
}

TEST_CASE("of several refusals the first in error.h's order is the answer, with its place") {
  for (const RefusalRow& row : refusals()) {
    CAPTURE(row.marked);
    std::string text = row.marked;
    const std::size_t mark = text.find(kMark);
    if (mark != std::string::npos) text.erase(mark, kMark.size());
    CHECK(refusal(text) == row.error);
    CHECK(place(text) == (mark == std::string::npos ? "0:0 " : place_of(text, mark) + row.pointer));
  }
  CHECK(std::ranges::is_sorted(refusals(), {}, &RefusalRow::error));
}

TEST_CASE("of equal refusals the first in the file is the answer") {
  CHECK(place(document(R"({"id":5},{"id":6})")).ends_with("/entries/0"));
}

TEST_CASE("a refusal says what was found") {
  CHECK(detail(entry(R"("kind":"fee","amount":5)")).contains("\"-39.99\""));
  CHECK(detail(entry(R"("kind":"fee","amount":"5")")) == "fee of 5.00");
  CHECK(detail(entry(R"("kind":"reversal","amount":"-5")")).contains("\"of\""));
  CHECK(detail(document(std::string(kFee) + ",\n" + std::string(kFee))) ==
        "\"A\" is also in line 1");
  CHECK(detail("[1 2]").contains("expected ']'"));
  const std::string name(100'000, 'x');
  CHECK(detail(entry(R"("kind":"fee","amount":"-1",")" + name + R"(":1)")).size() < 60);
}

TEST_CASE("what reports told is a batch a report again, before all else") {
  const auto entry = [](const std::string& id, const std::string& more) {
    return R"({"id":")" + id + R"(","at":"2026-01-05T00:00:00Z","kind":"sale","amount":"1.00")" +
           more + "}";
  };
  const std::string text =
      document(entry("b", R"(,"report":2,"available":"unknown")") + "," + entry("own", "") + "," +
               entry("a", R"(,"report":1,"order":"o","sku":"s","settlement":"7")") + "," +
               entry("c", R"(,"report":2)"));
  const auto reader = make_account_json_reader({.store = "", .size_hint = text.size()});
  REQUIRE(reader->feed(text));
  const auto batches = reader->finish();
  REQUIRE(batches.has_value());
  std::string told;
  for (const EntryBatch& batch : *batches) {
    told += batch.skips_known ? "report:" : "account:";
    for (std::uint32_t row = 0; row < batch.size(); ++row) {
      for (const TextRef ref : {batch.id[row], batch.order[row], batch.sku[row]})
        told.append(" ").append(batch.texts.get(ref));
      told.append(batch.texts.get(batch.settlement_id[row]));
      told += batch.available_at.contains(row) ? " later;" : ";";
    }
  }
  CHECK(told == "report: a o s7;report: b   later; c  ;account: own  ;");
  CHECK(refusal(document(entry("a", R"(,"report":0)"))) == Error::invalid_field);
  CHECK(refusal(document(entry("a", R"(,"report":4294967296)"))) == Error::invalid_field);
  CHECK(refusal(document(entry("a", R"(,"report":-1)"))) == Error::invalid_field);
  CHECK(refusal(document(entry("a", R"(,"report":1,"due":"2026-01-06")"))) == Error::invalid_field);
}

TEST_CASE("a zone is UTC, a fixed distance or a name") {
  const auto with_zone = [](std::string_view zone) {
    return R"({"format":"repay-account","version":1,"store":"","currency":"CAD","zone":")" +
           std::string(zone) + R"(","entries":[]})";
  };
  CHECK(!refusal(with_zone("UTC")));
  CHECK(!refusal(with_zone("+02:00")));
  CHECK(!refusal(with_zone("America/Argentina/Buenos_Aires")));
  CHECK(refusal(with_zone("soon")) == Error::invalid_field);
  CHECK(refusal(with_zone("a/<b>")) == Error::invalid_field);
}

TEST_CASE("texts have limits, to the byte") {
  const auto with = [](std::string_view field, const std::string& text) {
    return refusal(document(R"({"at":"2026-01-01","kind":"fee","amount":"-1",)" +
                            std::string(field == "id" ? "" : R"("id":"A",)") + "\"" +
                            std::string(field) + R"(":")" + text + R"("})"));
  };
  for (const std::string_view field : {"id", "settlement"}) {
    CAPTURE(field);
    CHECK(!with(field, std::string(kLongestName, 'x')));
    CHECK(with(field, std::string(kLongestName + 1, 'x')) == Error::invalid_field);
    CHECK(with(field, R"(a\tb)") == Error::invalid_field);
    CHECK(with(field, R"(a\u007fb)") == Error::invalid_field);
  }
  CHECK(with("id", "") == Error::invalid_field);
  for (const std::string_view field : {"order", "sku"}) {
    CAPTURE(field);
    CHECK(!with(field, std::string(kLongestReference, 'x')));
    CHECK(with(field, std::string(kLongestReference + 1, 'x')) == Error::invalid_field);
    CHECK(with(field, R"(a\u0000b)") == Error::invalid_field);
    CHECK(!with(field, R"(a\tb\u007f)"));
  }
  CHECK(!with("description", std::string(kLongestDescription, 'x')));
  CHECK(with("description", std::string(kLongestDescription + 1, 'x')) == Error::invalid_field);
  CHECK(with("description", R"(a\u0000b)") == Error::invalid_field);
  CHECK(!with("description", R"(\u001b[31m\r\n\u202e)"));
}

TEST_CASE("a file above the limit is refused before it is held") {
  const auto reader = make_account_json_reader({.store = "", .size_hint = UINT64_MAX / 2});
  const std::vector<char> blanks(1 << 20, ' ');
  Placed<void> fed;
  std::size_t chunks = 0;
  while ((fed = reader->feed(blanks))) ++chunks;
  CHECK(fed.error().error == Error::too_large);
  CHECK(chunks == kLargestAccountJson / blanks.size());
}

TEST_CASE("depth costs no stack and unknown keys no unbounded memory") {
  CHECK(refusal(std::string(3'000'000, '[')) == Error::file_truncated);
  CHECK(refusal(document(std::string(1'000'000, '[') + std::string(1'000'000, ']'))) ==
        Error::too_deep);
  std::string keys;
  for (int i = 0; i < 100'000; ++i) keys += "\"x" + std::to_string(i) + "\":" + "[],";
  CHECK(refusal(document("{" + keys + "\"id\":\"A\"}")) == Error::field_missing);
}

TEST_CASE("an id is taken again however many there are") {
  std::string entries;
  for (int i = 0; i < 5'000; ++i) {
    entries += R"({"id":"e)" + std::to_string(i) +
               R"(","at":"2026-01-01","kind":"fee","amount":"-0.01"},)" + "\n";
  }
  const std::string again = R"({"id":"e17","at":"2026-01-01","kind":"fee","amount":"-0.01"})";
  CHECK(!refusal(
      document(entries + R"({"id":"e5000","at":"2026-01-01","kind":"fee","amount":"0"})")));
  CHECK(place(document(entries + again)) == "5001:7 /entries/5000/id");
  CHECK(detail(document(entries + again)) == "\"e17\" is also in line 18");
}

TEST_CASE("first_bad_byte finds what is not UTF-8, byte for byte as the table says") {
  CHECK(first_bad_byte("") == 0);
  CHECK(first_bad_byte("plain ASCII, long enough for words") == 34);
  CHECK(first_bad_byte("é€😀") == 9);
  CHECK(first_bad_byte(std::string_view("abc\0def", 7)) == 3);
  for (const std::string_view bad : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
                                     "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                     "\xff", "\xe2\x82", "\xf0\x9f\x98", "\xe2\x28\xa1"}) {
    CHECK(first_bad_byte("eight by" + std::string(bad) + "te") == 8);
  }
}

TEST_CASE("JSONTestSuite: what is not JSON is refused as such, what is JSON is not" *
          doctest::skip(!is_shared("data/json/LICENSE"))) {
  const std::string folder = "data/json/test_parsing/";
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(shared_path(folder))) {
    const std::string name = file.path().filename().string();
    CAPTURE(name);
    const std::optional<Error> error = refusal(read_shared(folder + name));
    ++files;
    REQUIRE(error);
    const bool not_json = *error == Error::file_empty || *error == Error::nul_byte ||
                          *error == Error::invalid_utf8 || *error == Error::file_truncated ||
                          *error == Error::invalid_json;
    if (name.starts_with("n_")) CHECK(not_json);
    if (name.starts_with("y_")) CHECK(!not_json);
  }
  CHECK(files == 318);
}

TEST_CASE("naughty strings come through as descriptions" *
          doctest::skip(!is_shared("data/naughty/blns.json"))) {
  const auto strings = nlohmann::json::parse(read_shared("data/naughty/blns.json"));
  for (const auto& string : strings) {
    const auto text = string.get<std::string>();
    const Placed<EntryBatch> batch =
        read(entry(R"("kind":"fee","amount":"-1","description":)" + string.dump()));
    CAPTURE(text);
    REQUIRE(batch);
    CHECK(batch->texts.get(batch->description[0]) == text);
  }
}

// The same JSON with the first character of every string escaped, so that the lexer reads all of
// it.
std::string escaped(std::string_view text) {
  std::string result;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '"') continue;
    inside = !inside;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (!inside || next == '"' || next >= 0x80) continue;
    constexpr std::string_view kHex = "0123456789abcdef";
    result.append("\\u00").append({kHex[next >> 4], kHex[next & 15]});
    ++i;
  }
  return result;
}

// A member of an entry, more often right than wrong.
std::string any_member(Random& random, std::size_t field) {
  const std::vector<std::vector<std::string_view>> members = {
      {R"("id":"A")", R"("id":"B")", R"("id":"")", R"("id":7)"},
      {R"("at":"2026-01-01")", R"("at":"2026-01-01T01:02:03.5+02:00")", R"("at":"soon")"},
      {R"("kind":"fee")", R"("kind":"reversal")", R"("kind":"sale")", R"("kind":"tip")"},
      {R"("amount":"-1.50")", R"("amount":"2")", R"("amount":"0.001")", R"("amount":-1)"},
      {R"("description":"é , { } [ ]")", R"("description":"")", R"("description" : "a" )"},
      {R"("of":"A")", R"("of":null)", R"("charge":"B")"},
      {R"("sku":"M")", R"("settlement":"S")", R"("flagged":true)", R"("flagged":"yes")"},
      {R"("order":"702")", R"("group":"refunds")", R"("group":"none")", R"("note":"x")"},
  };
  const auto& choices = members[field];
  return std::string(random.one_in(3) ? choices[random.bits() % choices.size()] : choices[0]);
}

std::string any_entries(Random& random) {
  std::string entries;
  for (std::int64_t count = random.between(1, 3); count > 0; --count) {
    std::string entry;
    for (std::size_t field = 0; field < 8; ++field) {
      if (field >= 4 ? random.one_in(2) : random.one_in(40)) continue;
      if (field == 5 && !random.one_in(4)) continue;
      const std::string member = any_member(random, field);
      const std::string comma = entry.empty() ? "" : random.one_in(4) ? " ,\n " : ",";
      entry = random.one_in(3) && !entry.empty() ? member + comma + entry : entry + comma + member;
    }
    entries += (entries.empty() ? "{" : ",\n{") + entry + (random.one_in(5) ? " }" : "}");
  }
  return entries;
}

TEST_CASE("an entry of plain strings is read as the lexer reads it") {
  std::size_t accepted = 0;
  for (std::uint64_t seed = 1; seed <= seeds(20'000); ++seed) {
    Random random(seed);
    const std::string text = document(any_entries(random));
    CAPTURE(text);
    const Placed<EntryBatch> plain = read(text);
    const Placed<EntryBatch> lexed = read(escaped(text));
    REQUIRE(plain.has_value() == lexed.has_value());
    if (!plain) {
      CHECK(plain.error().error == lexed.error().error);
      CHECK(plain.error().place.field == lexed.error().place.field);
      CHECK(plain.error().place.line == lexed.error().place.line);
      continue;
    }
    ++accepted;
    const auto texts = [](const EntryBatch& batch) {
      std::vector<std::string> all;
      for (const auto* column : {&batch.id, &batch.names, &batch.settlement_id, &batch.description,
                                 &batch.order, &batch.sku}) {
        for (const TextRef ref : *column) all.emplace_back(batch.texts.get(ref));
      }
      return all;
    };
    const bool same = plain->at == lexed->at && plain->amount_minor == lexed->amount_minor &&
                      plain->kind == lexed->kind && plain->group == lexed->group &&
                      plain->flags == lexed->flags && plain->line == lexed->line &&
                      texts(*plain) == texts(*lexed);
    if (!same) FAIL("the readings differ");
  }
  CHECK(accepted > 500);
}

TEST_CASE("whatever happens to a document, it is read or refused with a place inside it") {
  const std::string whole = document(
      std::string(kFee) + ",\n" +
      R"({"id":"B","at":"2026-01-02T03:04:05Z","kind":"reversal","amount":"-1","of":"A","flagged":true})");
  constexpr std::string_view kBits = "{}[]\",:\\u0eE+-.tfn\n \x80\xff";
  for (std::uint64_t seed = 1; seed <= seeds(20'000); ++seed) {
    Random random(seed);
    std::string text = whole;
    for (std::int64_t edits = random.between(1, 3); edits > 0; --edits) {
      const auto at =
          static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(text.size()) - 1));
      const char c = kBits[random.bits() % kBits.size()];
      switch (random.between(0, 3)) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        case 2:
          text.erase(at, 1);
          break;
        default:
          text.insert(at, text.substr(at, 20));
          break;
      }
    }
    const Placed<EntryBatch> batch = read(text);
    if (batch) continue;
    CAPTURE(text);
    const Place& at = batch.error().place;
    const bool inside = at.line <= static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1 &&
                        at.column <= text.size() + 1;
    if (!inside) FAIL("the place is outside");
  }
}

}  // namespace
}  // namespace repay
