#include "core/formats/csv_tokenizer.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<Refusal> refusals;
};

// All records of a text fed in chunks of `chunk` bytes.
Read read(std::string_view text, std::size_t chunk = 1 << 20, char separator = ',') {
  CsvTokenizer csv(separator);
  Read all;
  const auto keep = [&](const Placed<const CsvRecord*>& record) {
    if (!record) {
      all.refusals.push_back(record.error());
      return true;
    }
    if (*record == nullptr) return false;
    auto& row = all.rows.emplace_back();
    for (std::size_t i = 0; i < (*record)->size(); ++i) row.emplace_back((**record)[i]);
    return true;
  };
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    const std::string piece(text.substr(at, chunk));  // its own memory
    std::span<const char> bytes(piece);
    while (keep(csv.next(bytes))) continue;
  }
  keep(csv.finish());
  return all;
}

Rows rows(std::string_view text) { return read(text).rows; }

Refusal refusal(std::string_view text) {
  const Read all = read(text);
  REQUIRE(all.refusals.size() == 1);
  return all.refusals.front();
}

}  // namespace

TEST_CASE("fields of CSV are what stands between separators, without their quotes") {
  CHECK(rows("a,b\n1,2\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows("a,b\r\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows("\"a,b\",\"say \"\"hi\"\"\",\"\"\n") == Rows{{"a,b", "say \"hi\"", ""}});
  CHECK(rows("\"two\nlines\",x\n") == Rows{{"two\nlines", "x"}});
  CHECK(rows(",\n\n") == Rows{{"", ""}, {""}});
  CHECK(rows("a, b ,5\" disk\n") == Rows{{"a", " b ", "5\" disk"}});
  CHECK(rows("a\rb,c\r\n") == Rows{{"a\rb", "c"}});
  CHECK(rows("\xef\xbb\xbfid,\xef\xbb\xbf\n") == Rows{{"id", "\xef\xbb\xbf"}});
  CHECK(rows("").empty());
  CHECK(read("a;b\tc\n", 1, ';').rows == Rows{{"a", "b\tc"}});
  CHECK(read("a;b\tc\n", 1, '\t').rows == Rows{{"a;b", "c"}});
}

TEST_CASE("CSV is the same however it is cut into chunks") {
  const std::string text =
      "\xef\xbb\xbf"
      "id,\"a \"\"b\"\"\",c\r\n\"x\ry\r\nz\",\xe2\x82\xac\r\r\n\n\"\",,\"\"\"\"\n\"q\"\r";
  const Rows whole = rows(text);
  CHECK(whole.size() == 5);
  for (std::size_t chunk = 1; chunk < text.size(); ++chunk) {
    CHECK(read(text, chunk).rows == whole);
    CHECK(read(text, chunk).refusals.empty());
  }
}

TEST_CASE("a field of CSV says on which line it begins") {
  CsvTokenizer csv(',');
  const std::string text = "a\n\n\"1\n2\",\"3\n4\",5\n6";
  std::span<const char> bytes(text);
  CHECK((*csv.next(bytes))->line() == 1);
  CHECK((*csv.next(bytes))->is_blank());
  const CsvRecord* record = *csv.next(bytes);
  CHECK(record->line(0) == 3);
  CHECK(record->line(1) == 4);
  CHECK(record->line(2) == 5);
  CHECK(*csv.next(bytes) == nullptr);
  CHECK((*csv.finish())->line() == 6);
}

TEST_CASE("what is wrong with CSV is refused at its place, and the rest can be read") {
  const auto at = [](std::string_view text, Error error, std::uint64_t line, std::uint64_t column) {
    CAPTURE(text.substr(0, 40));
    const Refusal refused = refusal(text);
    CHECK(refused.error == error);
    CHECK(refused.place.line == line);
    CHECK(refused.place.column == column);
  };
  at(std::string_view("a\nb,\0\nc", 7), Error::nul_byte, 2, 2);
  at(std::string_view("\xff,\0\n", 4), Error::nul_byte, 1, 2);
  at("a,\"x\n\xe2\x82\",\xac\n", Error::invalid_utf8, 1, 2);
  at("\xef\xbb", Error::invalid_utf8, 1, 1);
  at("a\n\"b\" c,d\n", Error::invalid_field, 2, 1);
  at("a\nb,\"never\nclosed", Error::file_truncated, 2, 2);
  at("a\n" + std::string(300, ','), Error::too_many_columns, 2, 257);
  at("x," + std::string(kLongestCsvRecord, 'a'), Error::line_too_long, 1, 2);
  at("\"" + std::string(kLongestCsvRecord + 1, 'a') + "\"", Error::line_too_long, 1, 1);
  const Read both = read("a\n\xff\nb\n" + std::string(kLongestCsvRecord + 1, 'a') + "\nc\n", 7);
  CHECK(both.rows == Rows{{"a"}, {"b"}, {"c"}});
  CHECK(both.refusals.size() == 2);
}

TEST_CASE("csv-spectrum's files read as their JSON says, in chunks of any size" *
          doctest::skip(!repay::testing::is_shared("data/csv/csvs/simple.csv"))) {
  for (const std::string name :
       {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
        "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"}) {
    CAPTURE(name);
    const std::string text = testing::read_shared("data/csv/csvs/" + name + ".csv");
    const auto expected = nlohmann::json::parse(
        testing::read_shared("data/csv/json/" + name + ".json"), nullptr, false);
    REQUIRE(expected.is_array());
    for (const std::size_t chunk : {1U, 2U, 3U, 5U, 7U, 64U, 4096U}) {
      const Read all = read(text, chunk);
      REQUIRE(all.refusals.empty());
      REQUIRE(all.rows.size() == expected.size() + 1);
      for (std::size_t row = 1; row < all.rows.size(); ++row) {
        REQUIRE(all.rows[row].size() == all.rows[0].size());
        REQUIRE(all.rows[0].size() == expected[row - 1].size());
        for (std::size_t column = 0; column < all.rows[0].size(); ++column) {
          CHECK(expected[row - 1][all.rows[0][column]] == all.rows[row][column]);
        }
      }
    }
  }
}

// Its JSON is of another row: only the field that the file is about is the same.
TEST_CASE("csv-spectrum's quotes inside a field that does not begin with one are data" *
          doctest::skip(!repay::testing::is_shared("data/csv/csvs/location_coordinates.csv"))) {
  const Read all = read(testing::read_shared("data/csv/csvs/location_coordinates.csv"));
  const auto expected = nlohmann::json::parse(
      testing::read_shared("data/csv/json/location_coordinates.json"), nullptr, false);
  REQUIRE(all.rows.size() == 2);
  CHECK(expected["Location Coordinates"] == all.rows[1][1]);
}

}  // namespace repay
