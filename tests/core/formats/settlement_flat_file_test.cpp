#include "core/formats/settlement_flat_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "core/formats/file_reader.h"
#include "core/money/decimal.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"
#include "tests/core/support/told.h"

namespace repay {
namespace {

using Answer = Placed<EntryBatch>;
using testing::told;

// Reads a file that comes in chunks which end at these places.
Answer read_cut(const std::string& file, const std::vector<std::size_t>& cuts,
                std::uint64_t size_hint = 0) {
  const auto reader = make_file_reader({.store = "shop", .size_hint = size_hint});
  std::size_t at = 0;
  for (const std::size_t cut : cuts) {
    // Its own memory, so that reading beyond a chunk is found out.
    const std::vector<char> chunk(file.begin() + static_cast<std::ptrdiff_t>(at),
                                  file.begin() + static_cast<std::ptrdiff_t>(cut));
    if (Placed<void> fed = reader->feed(chunk); !fed) return std::unexpected(fed.error());
    at = cut;
  }
  return testing::only_batch(reader->finish());
}

Answer read(const std::string& file) { return read_cut(file, {file.size()}, file.size()); }

Answer read_byte_by_byte(const std::string& file) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i <= file.size(); ++i) cuts.push_back(i);
  return read_cut(file, cuts);
}

std::string on_disk(const std::string& name) {
  std::ifstream file("tests/data/settlements/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "run from the project's root: tests/data/settlements/" << name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// What tests/generate/small.js says of the files it made.
struct Expected {
  std::string file = {}, id = {}, error = {}, field = {};
  std::uint64_t rows = 0, line = 0, column = 0;
  std::int64_t total_minor = 0;
};

std::vector<Expected> expected_files() {
  std::istringstream lines(on_disk("index.tsv"));
  std::vector<Expected> all;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream cell_stream(line);
    for (std::string cell; std::getline(cell_stream, cell, '\t');) cells.push_back(cell);
    cells.resize(8);
    Expected one{.file = cells[0], .id = cells[1], .error = cells[4], .field = cells[7]};
    one.rows = cells[2].empty() ? 0 : std::stoull(cells[2]);
    one.total_minor = cells[3].empty() ? 0 : std::stoll(cells[3]);
    one.line = cells[5].empty() ? 0 : std::stoull(cells[5]);
    one.column = cells[6].empty() ? 0 : std::stoull(cells[6]);
    all.push_back(one);
  }
  REQUIRE(all.size() > 20);
  return all;
}

// A V2 file of few columns, in words: what a claim is about, and no more.
struct Written {
  std::string start = "2025-08-14", end = "2025-08-28", deposit = "2025-08-30";
  std::string total = "0.00";
  std::string currency = "CAD";
  std::vector<std::string> rows =
      {};  // date, amount, transaction-type, amount-type, description, order

  std::string text(const std::string& line_end = "\n") const {
    std::string out =
        "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
        "currency\tposted-date\tamount\ttransaction-type\tamount-type\tamount-description\t"
        "order-id" +
        line_end;
    out += "77\t" + start + "\t" + end + "\t" + deposit + "\t" + total + "\t" + currency +
           "\t\t\t\t\t\t" + line_end;
    for (const std::string& row : rows) out += "77\t\t\t\t\t\t" + row + line_end;
    return out;
  }
};

std::string fee(const std::string& amount, const std::string& date = "2025-08-20") {
  return date + "\t" + amount + "\tother-transaction\tother-transaction\tSubscription Fee\t";
}

void check_refused(const std::string& file, Error error, const Place& place) {
  for (const Answer& answer : {read(file), read_byte_by_byte(file)}) {
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().error == error);
    CHECK(answer.error().place.line == place.line);
    CHECK(answer.error().place.column == place.column);
    CHECK(answer.error().place.field == place.field);
  }
}

}  // namespace

TEST_CASE("every file of the generator is read, or refused at the place it was damaged") {
  for (const Expected& expected : expected_files()) {
    CAPTURE(expected.file);
    const Answer answer = read(on_disk(expected.file));
    if (!expected.error.empty()) {
      REQUIRE_FALSE(answer.has_value());
      CHECK(code(answer.error().error) == expected.error);
      CHECK(answer.error().place.line == expected.line);
      CHECK(answer.error().place.column == expected.column);
      CHECK(answer.error().place.field == expected.field);
      continue;
    }
    REQUIRE_MESSAGE(answer.has_value(), told(answer));
    CHECK(answer->store == "shop");
    CHECK(answer->settlement->id == expected.id);
    CHECK(answer->settlement->total_minor == expected.total_minor);
    CHECK(answer->size() == expected.rows);
    for (std::size_t i = 0; i < answer->size(); ++i) {
      CHECK(check_sign(answer->kind[i], answer->amount_minor[i]).has_value());
    }
  }
}

TEST_CASE("how a file is cut into chunks changes nothing: byte by byte, and at every place") {
  for (const Expected& expected : expected_files()) {
    CAPTURE(expected.file);
    const std::string file = on_disk(expected.file);
    CHECK(told(read_byte_by_byte(file)) == told(read(file)));
  }
  for (const char* name : {"v1-33.txt", "v2-bom-crlf-shuffled.txt", "bad-invalid-utf8.txt"}) {
    CAPTURE(name);
    const std::string file = on_disk(name);
    const std::string whole = told(read(file));
    std::size_t cut = 0;
    while (cut < file.size() && told(read_cut(file, {cut, file.size()})) == whole) ++cut;
    CHECK(cut == file.size());
  }
}

TEST_CASE("a long file is the same in chunks of any size") {
  Written written;
  for (int i = 0; i < 3000; ++i) {
    written.rows.push_back("2025-08-20 10:00:0" + std::to_string(i % 10) +
                           " UTC\t0.01\tOrder\tItemPrice\tPrincipal\t70" + std::to_string(i / 4));
  }
  written.total = "30.00";
  const std::string file = written.text();
  const std::string whole = told(read(file));
  REQUIRE(whole.starts_with("shop 77 3000 CAD"));
  for (const std::size_t size : {1u, 2u, 63u, 64u, 65u, 127u, 128u, 129u, 4096u, 32768u, 65536u}) {
    std::vector<std::size_t> cuts;
    for (std::size_t at = size; at < file.size(); at += size) cuts.push_back(at);
    cuts.push_back(file.size());
    CAPTURE(size);
    CHECK(told(read_cut(file, cuts)) == whole);
  }
}

TEST_CASE("S61 byte order mark, line ends, blank lines and the order of columns do not matter") {
  const std::string plain = told(read(on_disk("v1.txt")));
  const std::string other = told(read(on_disk("v1-bom-crlf-shuffled.txt")));
  CHECK(plain == other);
  const std::string v2 = told(read(on_disk("v2-us.txt")));
  CHECK(v2.substr(v2.find('\n')) == [](std::string text) {
    return text.substr(text.find('\n'));
  }(told(read(on_disk("v2-bom-crlf-shuffled.txt")))));

  Written written{.total = "-5.00", .rows = {fee("-2.00"), fee("-3.00")}};
  const std::string expected = told(read(written.text()));
  CHECK(told(read("\xef\xbb\xbf" + written.text("\r\n") + "\r\n\r\n")) == expected);
  CHECK(told(read(written.text() + "\n \n\t\t\n")) == expected);
  std::string no_last_line_feed = written.text();
  no_last_line_feed.pop_back();
  CHECK(told(read(no_last_line_feed)) == expected);
}

TEST_CASE("dates and amounts mean the same in every style, each deciding for itself") {
  const auto rows = [](const std::string& name) {
    const std::string text = told(read(on_disk(name)));
    return text.substr(text.find(" UTC\n") == text.npos ? text.find('\n') : 0);
  };
  CHECK(rows("v1.txt") == rows("v1-slash.txt"));
  CHECK(rows("v2-point.txt") == rows("v2-us.txt"));
  const Answer comma = read(on_disk("v2-bom-crlf-shuffled.txt"));
  const Answer point = read(on_disk("v2-point.txt"));
  CHECK(comma->amount_minor == point->amount_minor);
  CHECK(comma->at == point->at);
}

TEST_CASE(
    "trailing blanks, missing optional columns and dropped empty ends are read as if complete") {
  Written written{.total = "-5.00", .rows = {fee("-2.00    "), fee("  -3.00")}};
  const std::string expected = told(read(written.text()));
  CHECK(expected.starts_with("shop 77 -500 CAD"));
  std::string dropped = written.text();
  for (std::size_t at; (at = dropped.find("\t\n")) != dropped.npos;) dropped.erase(at, 1);
  CHECK(told(read(dropped)) == expected);

  std::string without_order = written.text();
  without_order.erase(without_order.find("\torder-id"), 9);
  for (std::size_t at = 0; (at = without_order.find("\t\n", at)) != without_order.npos; ++at) {
    without_order.erase(at, 1);
  }
  CHECK(told(read(without_order)) == expected);
}

TEST_CASE("a quote is a letter like any other") {
  Written written{.total = "-5.00",
                  .rows = {"2025-08-20\t-5.00\tOrder\tItemFees\tCommission\t\"70,1\" \"\""}};
  const Answer answer = read(written.text());
  REQUIRE(answer.has_value());
  CHECK(answer->texts.get(answer->order[0]) == "\"70,1\" \"\"");
}

TEST_CASE("rows of one order share its id, and a later order does not") {
  Written written{.total = "0.00"};
  for (const char* order : {"A", "A", "", "A", "B", "B"}) {
    written.rows.push_back(std::string("2025-08-20\t0.00\tOrder\tItemPrice\tPrincipal\t") + order);
  }
  const Answer answer = read(written.text());
  REQUIRE(answer.has_value());
  CHECK(answer->order[0] == answer->order[1]);
  CHECK(answer->order[4] == answer->order[5]);
  CHECK(answer->texts.get(answer->order[2]).empty());
  CHECK(answer->texts.get(answer->order[3]) == "A");
  CHECK(answer->texts.get(answer->order[4]) == "B");
}

TEST_CASE("a V1 row is worth all of its amounts, and named by the first") {
  const std::string header =
      "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
      "currency\ttransaction-type\tposted-date\titem-related-fee-type\titem-related-fee-amount\t"
      "other-fee-amount\tother-fee-reason-description\tbrand-new-amount\n"
      "9\t2025-08-14\t2025-08-28\t2025-08-30\t-1.80\tCAD\t\t\t\t\t\t\t\n";
  const Answer answer =
      read(header +
           "9\t\t\t\t\t\tServiceFee\t2025-08-20\tCost of Advertising\t-1.16\t-0.14\tTaxAmount\t\n"
           "9\t\t\t\t\t\tOrder\t2025-08-20\t\t\t\t\t\n"
           "9\t\t\t\t\t\tOrder\t2025-08-20\t\t\t\t\t-0.50\n");
  REQUIRE_MESSAGE(answer.has_value(), told(answer));
  CHECK(answer->amount_minor == std::vector<std::int64_t>{-130, 0, -50});
  CHECK(answer->texts.get(answer->description[0]) == "Cost of Advertising");
  CHECK(answer->kind[0] == Kind::advertising);
  CHECK(answer->kind[1] == Kind::sale);
  CHECK(answer->flags[1] == kFlagNone);
  CHECK(answer->flags[2] == kFlagUnknownType);  // a column we do not know
}

TEST_CASE("S62 what int64 cannot hold is refused, not wrapped") {
  Written written{.total = "0.00", .rows = {fee("92233720368547758.07"), fee("0.01")}};
  check_refused(written.text(), Error::overflow, {.line = 4, .column = 8, .field = "amount"});
  written.rows = {fee("92233720368547758.08")};
  check_refused(written.text(), Error::overflow, {.line = 3, .column = 8, .field = "amount"});
  written = {.total = "-92233720368547758.08", .rows = {fee("-92233720368547758.08")}};
  CHECK(read(written.text()).has_value());
}

TEST_CASE("S63 a row of an unknown type is kept under Other and flagged, and the total balances") {
  const Answer answer = read(on_disk("v1-unknown-type.txt"));
  REQUIRE(answer.has_value());
  const auto flagged = std::ranges::find(answer->flags, kFlagUnknownType);
  REQUIRE(flagged != answer->flags.end());
  const auto row = static_cast<std::size_t>(flagged - answer->flags.begin());
  CHECK(std::ranges::count(answer->flags, kFlagUnknownType) == 1);
  CHECK(answer->amount_minor[row] == -1234);
  CHECK(answer->kind[row] == Kind::adjustment);
  CHECK(answer->group[row] == Group::expenses_other);
  CHECK(answer->texts.get(answer->description[row]) == "Brand New Programme Fee");
}

TEST_CASE("currencies of no and of three decimals are read in their own minor units") {
  Written written{.total = "-4900", .currency = "JPY", .rows = {fee("-4900")}};
  CHECK(read(written.text())->amount_minor[0] == -4900);
  written = {.total = "-4900.00", .currency = "JPY", .rows = {fee("-4900.0")}};
  CHECK(read(written.text())->amount_minor[0] == -4900);
  written = {.total = "-1,234", .currency = "KWD", .rows = {fee("-1,234")}};
  CHECK(read(written.text())->amount_minor[0] == -1234);
}

TEST_CASE("a settlement without rows is one of nothing") {
  const Answer answer = read(Written{}.text());
  REQUIRE(answer.has_value());
  CHECK(answer->size() == 0);
  check_refused(Written{.total = "0.01"}.text(), Error::settlement_total_mismatch,
                {.line = 2, .column = 5, .field = "total-amount"});
}

TEST_CASE("what is wrong with the bytes is said with its place") {
  const std::string good = Written{.total = "-5.00", .rows = {fee("-2.00"), fee("-3.00")}}.text();
  check_refused("", Error::file_empty, {.line = 1, .column = 1, .field = ""});
  check_refused("\xef\xbb\xbf", Error::file_empty, {.line = 1, .column = 1, .field = ""});
  check_refused("\n \r\n", Error::file_empty, {.line = 1, .column = 1, .field = ""});
  check_refused("\x89PNG\r\n\x1a\n", Error::format_unknown, {.line = 1, .column = 1, .field = ""});
  check_refused(std::string("PK\x03\x04\0\0\0\0\t", 9), Error::nul_byte,
                {.line = 1, .column = 1, .field = ""});
  check_refused("name\tamounts\n", Error::format_unknown, {.line = 1, .column = 1, .field = ""});

  const auto damaged = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.rfind(from), from.size(), to);
    return text;
  };
  const Place order = {.line = 4, .column = 12, .field = "order-id"};
  check_refused(damaged("\n", std::string("\0\n", 2)), Error::nul_byte, order);
  for (const char* bytes :
       {"\xff\n", "\xc3\n", "\xed\xa0\x80\n", "\xc0\x80\n", "\xf4\x90\x80\x80\n"}) {
    check_refused(damaged("\n", bytes), Error::invalid_utf8, order);
  }
  CHECK(read(damaged("\n", "\xc3\xa9\xf0\x9f\x92\xb6\n")).has_value());
}

TEST_CASE("a refusal of an earlier line comes before one of a later") {
  std::string file = Written{.total = "-5.00", .rows = {fee("-2.00x"), fee("-3.00")}}.text();
  file.back() = '\xff';
  check_refused(file + "\n", Error::invalid_amount, {.line = 3, .column = 8, .field = "amount"});
}

TEST_CASE("a line of 10 MB is refused before it has been held") {
  const std::string head = Written{}.text();
  const auto reader = make_file_reader({.store = "", .size_hint = 0});
  REQUIRE(reader->feed(head).has_value());
  const std::string chunk(1 << 14, 'x');
  std::size_t fed = 0;
  Placed<void> answer;
  while (answer && fed < 10'000'000) {
    answer = reader->feed(chunk);
    fed += chunk.size();
  }
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().error == Error::line_too_long);
  CHECK(answer.error().place.line == 3);
  CHECK(fed < 100'000);
  CHECK_FALSE(reader->feed(chunk).has_value());  // and it takes no more
  CHECK(reader->finish().error().error == Error::line_too_long);

  const std::string line = head + std::string(10'000'000, 'x');
  check_refused(line.substr(0, 200'000), Error::line_too_long,
                {.line = 3, .column = 0, .field = ""});
  CHECK(told(read(line)) == told(read_cut(line, {1000, 70'000, line.size()})));
  CHECK(told(read(line + "\n")) == told(read(line)));
}

TEST_CASE("the longest line there may be is read, and a field of it that is too long is named") {
  Written written{.total = "-5.00", .rows = {fee("-5.00")}};
  const std::string head = written.text();
  const std::size_t row = head.size() - head.rfind('\n', head.size() - 2) - 2;
  const auto with_line_of = [&](std::size_t size) {
    return head.substr(0, head.size() - 1) + std::string(size - row, ' ') + "\n";
  };
  CHECK(read(with_line_of(65'534)).has_value());
  check_refused(with_line_of(65'535), Error::line_too_long, {.line = 3, .column = 0, .field = ""});
  check_refused(head.substr(0, head.size() - 1) + std::string(8193, 'x') + "\n",
                Error::line_too_long, {.line = 3, .column = 12, .field = "order-id"});
}

TEST_CASE("too many columns are refused, in a row and in the header") {
  const std::string head = Written{}.text();
  check_refused(head + std::string(9'999, '\t') + "x\n", Error::too_many_columns,
                {.line = 3, .column = 13, .field = ""});
  check_refused(head + fee("0.00") + "\t\t\t\t\t\t\t\n", Error::too_many_columns,
                {.line = 3, .column = 13, .field = ""});
  std::string header = "settlement-id";
  for (int i = 2; i <= 10'000; ++i) header += "\tcolumn-" + std::to_string(i);
  check_refused(header + "\n", Error::too_many_columns, {.line = 1, .column = 257, .field = ""});
  check_refused(header.substr(0, 30'000) + "\n", Error::too_many_columns,
                {.line = 1, .column = 257, .field = ""});
}

TEST_CASE("a missing column is named, the first of the missing with the others after it") {
  const Answer answer = read("settlement-id\tcurrency\torder-id\n");
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().error == Error::column_missing);
  CHECK(answer.error().place.line == 1);
  CHECK(answer.error().place.field == "settlement-start-date");
  CHECK(answer.error().detail ==
        "settlement-start-date, settlement-end-date, deposit-date, total-amount, transaction-type, "
        "amount-type, amount-description, amount, posted-date");
  std::string twice = Written{}.text();
  twice.replace(twice.find("order-id"), 8, "amount");
  check_refused(twice, Error::duplicate_key, {.line = 1, .column = 12, .field = "amount"});
}

TEST_CASE("a file cut off is refused as such, wherever its end went") {
  const std::string good = Written{.total = "-2.00", .rows = {fee("-2.00")}}.text();
  const std::size_t summary = good.find('\n') + 1;
  const std::size_t row = good.find('\n', summary) + 1;
  for (std::size_t size = 14; size < good.size() - 2; ++size) {
    CAPTURE(size);
    const Answer answer = read(good.substr(0, size));
    REQUIRE_FALSE(answer.has_value());
    const bool between_rows = size == row || size == row - 1;
    CHECK(answer.error().error ==
          (between_rows ? Error::settlement_total_mismatch : Error::file_truncated));
  }
}

TEST_CASE("what is wrong with a value is said with its place and text") {
  struct Case {
    Written written;
    Error error;
    Place place;
  };
  const std::vector<std::string> one_fee = {fee("-2.00")};
  const std::vector<Case> cases = {
      {{.currency = "CAX", .rows = one_fee}, Error::unknown_currency, {2, 6, "currency"}},
      {{.currency = "", .rows = one_fee}, Error::unknown_currency, {2, 6, "currency"}},
      {{.start = "2025-02-29", .rows = one_fee},
       Error::invalid_date,
       {2, 2, "settlement-start-date"}},
      {{.end = "", .rows = one_fee}, Error::invalid_date, {2, 3, "settlement-end-date"}},
      {{.end = "2025-08-01", .rows = one_fee}, Error::invalid_date, {2, 3, "settlement-end-date"}},
      {{.deposit = "soon", .rows = one_fee}, Error::invalid_date, {2, 4, "deposit-date"}},
      {{.total = "", .rows = one_fee}, Error::invalid_amount, {2, 5, "total-amount"}},
      {{.total = "-2,00", .rows = one_fee}, Error::mixed_decimal_marks, {3, 8, "amount"}},
      {{.rows = {fee("2.000")}}, Error::invalid_amount, {3, 8, "amount"}},
      {{.rows = {fee("1e3")}}, Error::invalid_amount, {3, 8, "amount"}},
      {{.rows = {fee("-2.00", "")}}, Error::invalid_date, {3, 7, "posted-date"}},
      {{.rows = {fee("-2.00", "2025-13-01")}}, Error::invalid_date, {3, 7, "posted-date"}},
      {{.rows = {fee("-2.01")}}, Error::settlement_total_mismatch, {2, 5, "total-amount"}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.written.text());
    check_refused(one.written.text(), one.error, one.place);
  }
  const Answer mismatch = read(Written{.total = "-2.00", .rows = {fee("-2.01")}}.text());
  CHECK(mismatch.error().detail == "they add up to -2.01, the file says -2.00");

  std::string other_currency = Written{.total = "-2.00", .rows = {fee("-2.00")}}.text();
  other_currency.replace(other_currency.rfind("77\t\t\t\t\t\t"), 8, "77\t\t\t\t\tUSD\t");
  check_refused(other_currency, Error::currency_mismatch, {3, 6, "currency"});
}

TEST_CASE("day and month that nothing tells apart are asked for, not guessed") {
  Written open{.start = "01/02/2025",
               .end = "03/02/2025",
               .deposit = "03/02/2025",
               .total = "-2.00",
               .rows = {fee("-2.00", "02/02/2025")}};
  check_refused(open.text(), Error::ambiguous_date, {2, 2, "settlement-start-date"});
  open.rows[0] = fee("-2.00", "13/02/2025");  // no month has that number
  CHECK(to_string(read(open.text())->settlement->end) == "2025-02-03T00:00:00Z");
  open.rows = {fee("-1.00", "02/02/2025"), fee("-1.00", "02/13/2025")};
  const Answer month_first = read(open.text());
  CHECK(to_string(month_first->settlement->end) == "2025-03-02T00:00:00Z");
  CHECK(to_string(month_first->at[0]) == "2025-02-02T00:00:00Z");
}

struct RealFile {
  const char* path;
  const char* id;
  std::size_t rows;
  std::int64_t total_minor;
};

// Totals as SOURCES.md says them.
constexpr RealFile kReal[] = {
    {"data/amazon-v1flat-ca-adwweaver/50011020300.txt", "23874396421", 3, -32169},
    {"data/amazon-v1flat-ca-adwweaver/50018020314.txt", "23874397121", 15, -6231},
    {"data/amazon-v1flat-ca-adwweaver/50034020328.txt", "24288684721", 189, 101608},
    {"data/amazon-v1flat-ca-adwweaver/50041020342.txt", "24391894961", 489, 253966},
    {"data/amazon-v1flat-ca-adwweaver/50044020356.txt", "24495221541", 729, 463023},
    {"data/amazon-v1flat-ca-adwweaver/50051020370.txt", "24596907561", 685, 389424},
    {"data/amazon-v1flat-ca-adwweaver/50065020384.txt", "24702193891", 1244, 1001564},
    {"data/amazon-v2flat-eu-thetis/EUR-22988491762-2024-09-13.txt", "22988491762", 51, 12884},
    {"data/amazon-v2flat-eu-thetis/GBP-23395380562-2024-11-15.txt", "23395380562", 56, 25343},
};

TEST_CASE("the real files are read to the minor unit, whatever their chunks" *
          doctest::skip(!testing::is_shared(kReal[0].path))) {
  for (const RealFile& real : kReal) {
    CAPTURE(real.path);
    const std::string file = testing::read_shared(real.path);
    const Answer answer = read(file);
    REQUIRE_MESSAGE(answer.has_value(), told(answer));
    CHECK(answer->settlement->id == real.id);
    CHECK(answer->size() == real.rows);
    CHECK(answer->settlement->total_minor == real.total_minor);
    CHECK(answer->settlement->deposit.ms - answer->settlement->end.ms == 2 * kMsPerDay);
    CHECK(std::ranges::count(answer->flags, kFlagUnknownType) == 0);
    for (std::size_t i = 0; i < answer->size(); ++i) {
      CHECK(check_sign(answer->kind[i], answer->amount_minor[i]).has_value());
    }
    CHECK(told(read_byte_by_byte(file)) == told(answer));
  }
}

TEST_CASE("the real files' carried, charged and reserved rows are what they are" *
          doctest::skip(!testing::is_shared(kReal[0].path))) {
  const auto amounts = [](const char* path, Kind kind) {
    const Answer answer = read(testing::read_shared(path));
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < answer->size(); ++i) {
      if (answer->kind[i] == kind) found.push_back(answer->amount_minor[i]);
    }
    return found;
  };
  using Amounts = std::vector<std::int64_t>;
  CHECK(amounts(kReal[0].path, Kind::card_charge) == Amounts{3209});
  CHECK(amounts(kReal[1].path, Kind::carried_balance) == Amounts{-32169});
  CHECK(amounts(kReal[1].path, Kind::card_charge) == Amounts{32169});
  CHECK(amounts(kReal[2].path, Kind::carried_balance) == Amounts{-6231});
  CHECK(amounts(kReal[2].path, Kind::micro_deposit) == Amounts{-1});
  CHECK(amounts(kReal[2].path, Kind::reimbursement) == Amounts{1525});
  CHECK(amounts(kReal[7].path, Kind::reserve) == Amounts{-18201, 18375});
  CHECK(amounts(kReal[8].path, Kind::reserve) == Amounts{7028, -7028});
}

}  // namespace repay
