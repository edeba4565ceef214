#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/formats/csv_writer.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "tests/core/cli/memory_files.h"
#include "tests/core/support/random.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using testing::Random;
using testing::seeds;
using testing::TextOut;

// Any characters, those that need care more often.
std::string any_text(Random& random) {
  constexpr std::string_view kCareful[] = {"\"",   "\\", "/",  "\n", "\r", "\t", "\x01",
                                           "\x7f", ",",  "'",  "=",  "+",  "-",  "@",
                                           "＝",   "é",  "数", "😀", " ",  "a",  ";"};
  std::string text;
  for (std::int64_t length = random.between(0, 12); length > 0; --length) {
    text += kCareful[random.bits() % std::size(kCareful)];
  }
  return text;
}

// One cell of RFC 4180, read the other way.
std::string read_cell(std::string cell) {
  if (!cell.starts_with('"')) return cell;
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    if (cell[i] == '"') ++i;
    text += cell[i];
  }
  return text;
}

std::string csv_cell(std::string_view text) {
  TextOut out;
  CsvWriter csv(out);
  csv.text(text);
  csv.end_row();
  csv.end_document();
  const std::string line = out.text();
  return line.substr(0, line.size() - 2);
}

TEST_CASE("what JsonWriter writes, another parser reads back") {
  for (std::uint64_t seed = 1; seed <= seeds(2'000); ++seed) {
    Random random(seed);
    const std::string key = any_text(random);
    const std::string value = any_text(random);
    TextOut out;
    JsonWriter json(out);
    json.begin_object();
    json.begin_array("rows");
    json.begin_object();
    json.field(key, value);
    json.end_object();
    json.end_array();
    json.field("number", std::uint64_t{18446744073709551615u});
    json.null_field("none");
    json.end_object();
    json.end_document();
    CAPTURE(out.text());
    REQUIRE(nlohmann::json::accept(out.text()));
    const auto read = nlohmann::json::parse(out.text());
    CHECK(read["rows"][0][key] == value);
    CHECK(read["number"] == 18446744073709551615u);
    CHECK(read["none"].is_null());
  }
}

TEST_CASE("amounts are strings with all digits of their currency") {
  TextOut out;
  JsonWriter json(out);
  json.begin_object();
  json.amount("kwd", -1234, *Currency::from_code("KWD"));
  json.amount("jpy", 5000, *Currency::from_code("JPY"));
  json.amount("least", INT64_MIN, *Currency::from_code("CAD"));
  json.end_object();
  json.end_document();
  CHECK(out.text() ==
        "{\"kwd\":\"-1.234\",\"jpy\":\"5000\",\"least\":\"-92233720368547758.08\"}\n");
}

TEST_CASE("a text a spreadsheet would run is guarded, and the guard comes off again") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("-2") == "'-2");
  CHECK(csv_cell("'tis") == "''tis");
  CHECK(csv_cell("\tx") == "'\tx");
  CHECK(csv_cell("＝1") == "'＝1");
  CHECK(csv_cell("a=1") == "a=1");
  for (std::uint64_t seed = 1; seed <= seeds(5'000); ++seed) {
    Random random(seed);
    const std::string text = any_text(random);
    const std::string cell = read_cell(csv_cell(text));
    CAPTURE(text);
    const bool harmless =
        cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string::npos;
    CHECK(harmless);
    CHECK((cell.starts_with('\'') ? cell.substr(1) : cell) == text);
  }
}

TEST_CASE("a cell is quoted only where it must be, and an amount is never guarded") {
  TextOut out;
  CsvWriter csv(out);
  csv.text("a,b");
  csv.text("say \"x\"");
  csv.plain("-39.99");
  csv.text("");
  csv.end_row();
  csv.end_document();
  CHECK(out.text() == "\"a,b\",\"say \"\"x\"\"\",-39.99,\r\n");
}

TEST_CASE("rows written in the room there is are those written cell by cell, however long") {
  for (std::uint64_t seed = 1; seed <= seeds(50); ++seed) {
    Random random(seed);
    TextOut cell_by_cell;
    TextOut at_once;
    CsvWriter csv(cell_by_cell);
    CsvWriter rows(at_once);
    CsvCell first;
    CsvCell last;
    for (std::int64_t row = random.between(1, 40); row > 0; --row) {
      std::string text = any_text(random);
      if (random.one_in(8)) text.append(static_cast<std::size_t>(random.between(1, 90'000)), '"');
      csv.text(text);
      csv.plain("-1.00");
      csv.text(text + "x");
      csv.end_row();
      first.set_text(text, ",-1.00,");
      last.set_text(text + "x", "\r\n");
      char* to = rows.room(first.size() + last.size() + CsvCell::kPad);
      rows.wrote_to(last.write(first.write(to)));
    }
    csv.end_document();
    rows.end_document();
    CAPTURE(seed);
    const bool same = cell_by_cell.text() == at_once.text();
    CHECK(same);
  }
}

TEST_CASE("columns line up in any script") {
  TextOut out;
  print_table(
      out, {{"Name"}, {"Amount", true}, {"What"}},
      {{"数量", "-1.00", "wide"}, {"e\xcc\x81", "100.00", "combining"}, {"abcdef", "0.00", ""}});
  CHECK(out.text() ==
        "Name    Amount  What\n"
        "数量     -1.00  wide\n"
        "e\xcc\x81       100.00  combining\n"
        "abcdef    0.00\n");
}

TEST_CASE("no text can move the cursor or turn the line") {
  CHECK(terminal_text("\x1b[31mred\r\n\x7f") == "\\u001b[31mred\\u000d\\u000a\\u007f");
  CHECK(terminal_text("a\u202eb\u2066c\u0085") == "a\\u202eb\\u2066c\\u0085");
  CHECK(terminal_text("é 数 😀 العربية") == "é 数 😀 العربية");
}

TEST_CASE("naughty strings leave a table on one line" *
          doctest::skip(!testing::is_shared("data/naughty/blns.json"))) {
  for (const auto& string : nlohmann::json::parse(testing::read_shared("data/naughty/blns.json"))) {
    const std::string shown = terminal_text(string.get<std::string>());
    CAPTURE(shown);
    CHECK(std::ranges::all_of(shown, [](char c) { return static_cast<unsigned char>(c) >= 0x20; }));
    CHECK(display_width(shown) <= 2 * shown.size());
  }
}

TEST_CASE("bytes that are not UTF-8 are shown as such") {
  CHECK(valid_utf8("a\xff\xc3\xa9\xc3") == "a\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd");
}

}  // namespace
}  // namespace repay
