#include "core/formats/transaction_csv.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/formats/transaction_types.h"
#include "core/money/decimal.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using Answer = Placed<EntryBatch>;

std::string on_disk(const std::string& name) {
  std::ifstream file("tests/data/transactions/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "run from the project's root: tests/data/transactions/" << name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Reads a file that comes in chunks which end at these places.
Answer read_cut(const std::string& file, const std::vector<std::size_t>& cuts,
                std::optional<Currency> currency = std::nullopt) {
  const auto reader = make_file_reader({.store = "shop", .currency = currency});
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

Answer read(const std::string& file, std::optional<Currency> currency = std::nullopt) {
  return read_cut(file, {file.size()}, currency);
}

// Everything an answer says, to compare two of them.
std::string told(const Answer& answer) {
  std::ostringstream out;
  if (!answer) {
    const Refusal& refusal = answer.error();
    out << code(refusal.error) << ' ' << refusal.place.line << ':' << refusal.place.column << ' '
        << refusal.place.field << ' ' << refusal.detail;
    return out.str();
  }
  const EntryBatch& batch = *answer;
  out << batch.store << ' ' << batch.currency.code() << ' ' << batch.skips_known << '\n';
  for (std::uint32_t i = 0; i < batch.size(); ++i) {
    const auto available = batch.available_at.find(i);
    out << to_string(batch.at[i]) << ' ' << batch.amount_minor[i] << ' ' << name(batch.kind[i])
        << ' ' << name(batch.group[i]) << ' ' << int{batch.flags[i]} << ' '
        << batch.texts.get(batch.id[i]) << '|' << batch.texts.get(batch.description[i]) << '|'
        << batch.texts.get(batch.order[i]) << '|' << batch.texts.get(batch.sku[i]) << '|'
        << batch.texts.get(batch.settlement_id[i]) << '|'
        << (available == batch.available_at.end() ? 0 : available->second.ms) << '\n';
  }
  return out.str();
}

// The entries of a file as "kind group amount", in its order.
std::vector<std::string> entries(const EntryBatch& batch) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    all.push_back(std::string(name(batch.kind[i])) + " " + std::string(name(batch.group[i])) + " " +
                  to_decimal({batch.amount_minor[i], batch.currency}));
  }
  return all;
}

std::vector<std::string> ids(const EntryBatch& batch) {
  std::vector<std::string> all;
  for (const TextRef id : batch.id) all.emplace_back(batch.texts.get(id));
  return all;
}

std::int64_t balance(const EntryBatch& batch) {
  std::int64_t sum = 0;
  for (const std::int64_t minor : batch.amount_minor) sum += minor;
  return sum;
}

std::size_t flagged(const EntryBatch& batch) {
  return static_cast<std::size_t>(std::ranges::count(batch.flags, std::uint8_t{kFlagUnknownType}));
}

// A file of few columns, in words: what a claim is about, and no more.
std::string file(const std::string& rows, const std::string& more_columns = "",
                 const std::string& above = "\"All amounts in USD, unless specified\"\n") {
  return above +
         "date/time,settlement id,type,order id,description,product sales,selling fees,other,"
         "total" +
         more_columns + "\n" + rows;
}

std::string order(const std::string& amounts, const std::string& more = "") {
  return "\"Jan 2, 2026 9:15:00 AM PST\",1,Order,O-1,Mug," + amounts + more + "\n";
}

void check_refused(const std::string& text, Error error, std::uint64_t line, std::uint64_t column,
                   const std::string& field) {
  CAPTURE(text);
  const Answer answer = read(text);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().error == error);
  CHECK(answer.error().place.line == line);
  CHECK(answer.error().place.column == column);
  CHECK(answer.error().place.field == field);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != text.npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("files of every language come to their totals") {
  struct Case {
    std::string name;
    std::string currency;
    std::size_t entries;
    std::string balance;
    std::size_t flagged;
    std::string first;
  };
  const std::array cases = {
      Case{"us.csv", "USD", 26, "980.86", 0, "2026-01-02T17:15:00Z"},
      Case{"uk.csv", "GBP", 9, "-57.45", 0, "2026-01-01T00:12:33Z"},
      Case{"ca.csv", "CAD", 5, "31.36", 0, "2026-05-01T04:35:30Z"},
      Case{"au.csv", "AUD", 9, "29.30", 0, "2026-06-29T08:39:32Z"},
      Case{"in.csv", "INR", 13, "-123456.00", 0, "2026-04-03T04:30:00Z"},
      Case{"de.csv", "EUR", 13, "194.69", 0, "2026-01-01T00:12:33Z"},
      Case{"fr.csv", "EUR", 11, "500.61", 0, "2025-12-31T23:12:33Z"},
      Case{"be.csv", "EUR", 5, "4.00", 4, "2026-04-07T08:00:00Z"},
      Case{"it.csv", "EUR", 8, "8.67", 0, "2026-01-08T00:12:33Z"},
      Case{"es.csv", "EUR", 9, "0.00", 0, "2025-12-31T23:21:47Z"},
      Case{"mx.csv", "MXN", 6, "67.28", 0, "2026-01-01T08:00:09Z"},
      Case{"jp.csv", "JPY", 14, "1296", 0, "2025-12-31T15:00:05Z"},
      Case{"br.csv", "BRL", 5, "1085.41", 0, "2025-07-02T06:36:22Z"},
      Case{"nl.csv", "EUR", 7, "-1.40", 0, "2026-01-01T00:12:33Z"},
      Case{"pl.csv", "PLN", 3, "549.38", 0, "2025-10-01T00:00:00Z"},
      Case{"se.csv", "SEK", 3, "465.36", 0, "2026-06-03T00:12:33Z"},
      Case{"tr.csv", "TRY", 6, "1025.33", 0, "2026-06-01T12:55:55Z"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    const Answer answer = read(on_disk(one.name));
    REQUIRE_MESSAGE(answer.has_value(), told(answer));
    CHECK(answer->store == "shop");
    CHECK(answer->currency.code() == one.currency);
    CHECK(answer->size() == one.entries);
    CHECK(to_decimal({balance(*answer), answer->currency}) == one.balance);
    CHECK(flagged(*answer) == one.flagged);
    CHECK(to_string(answer->at.front()) == one.first);
    CHECK(answer->skips_known);
    for (std::size_t i = 0; i < answer->size(); ++i) {
      CHECK(check_sign(answer->kind[i], answer->amount_minor[i]).has_value());
    }
  }
}

TEST_CASE("each amount of a row is an entry of its kind and group") {
  const Answer answer = read(on_disk("us.csv"));
  REQUIRE_MESSAGE(answer.has_value(), told(answer));
  const std::vector<std::string> expected = {
      "sale sales_product 1234.56",
      "sale sales_tax 100.00",
      "sale sales_shipping 5.99",
      "sale sales_other 3.50",
      "sale sales_other 0.25",
      "sale sales_tax 0.02",
      "promotion sales_promotions -5.99",
      "tax_withheld sales_tax -100.02",
      "fee marketplace_fees -185.18",
      "fee fulfilment_fees -4.75",
      "fee marketplace_fees -0.99",
      "refund refunds -20.00",
      "refund refunds -1.60",
      "adjustment refunds 1.00",
      "adjustment refunds 1.60",
      "fee_refund refunds 2.40",
      "refund refunds -0.50",
      "advertising advertising -42.10",
      "subscription marketplace_fees -39.99",
      "fee fulfilment_fees -12.34",
      "reimbursement sales_other 8.75",
      "disbursement disbursements -500.00",
      "disbursement_returned disbursements 500.00",
      "card_charge payments 15.00",
      "sale sales_product 25.00",
      "fee marketplace_fees -3.75",
  };
  CHECK(entries(*answer) == expected);
}

TEST_CASE("an entry tells what a seller looks for") {
  const Answer answer = read(on_disk("us.csv"));
  REQUIRE(answer.has_value());
  const auto description = [&](std::size_t i) { return answer->texts.get(answer->description[i]); };
  CHECK(description(0) == "Mug, blue");
  CHECK(description(8) == "selling fees");
  CHECK(description(11) == "Refund: Mug, blue");
  CHECK(description(15) == "Refund: selling fees");
  CHECK(description(17) == "Cost of Advertising");
  CHECK(description(21) == "To your account ending in: 4417");
  CHECK(answer->texts.get(answer->order[8]) == "111-0000001-0000001");
  CHECK(answer->texts.get(answer->sku[8]) == "MUG-1");
  CHECK(answer->texts.get(answer->settlement_id[21]) == "90000002");
}

TEST_CASE("deferred money comes on the day of its release, or nobody knows yet when") {
  const Answer us = read(on_disk("us.csv"));
  REQUIRE(us.has_value());
  const auto available = [&](std::uint32_t i) {
    const auto found = us->available_at.find(i);
    return found == us->available_at.end() ? std::string("at once") : to_string(found->second);
  };
  CHECK(available(0) == "2026-01-09T17:15:00Z");
  CHECK(available(11) == "at once");
  CHECK(us->available_at.at(24) == kNotYetKnown);
  const Answer au = read(on_disk("au.csv"));
  REQUIRE(au.has_value());
  CHECK(to_string(au->available_at.at(0)) == "2026-07-17T07:26:32Z");
  CHECK(au->available_at.at(8) == kNotYetKnown);
  // A status that no table knows is told, and its date believed.
  const Answer be = read(on_disk("be.csv"));
  REQUIRE(be.has_value());
  CHECK(be->flags[0] == kFlagUnknownType);
  CHECK(to_string(be->available_at.at(0)) == "2026-04-14T08:00:00Z");
  CHECK_FALSE(be->available_at.contains(4));
}

TEST_CASE("fed at every cut, a file is the same") {
  for (const std::string name : {"nl.csv", "us.csv", "mx.csv", "jp.csv", "in.csv"}) {
    CAPTURE(name);
    const std::string text = on_disk(name);
    const std::string whole = told(read(text));
    const std::size_t step = name == "nl.csv" ? 1 : 29;
    for (std::size_t cut = 0; cut <= text.size(); cut += step) {
      CAPTURE(cut);
      REQUIRE(told(read_cut(text, {cut, text.size()})) == whole);
    }
    std::vector<std::size_t> bytes;
    for (std::size_t i = 1; i <= text.size(); ++i) bytes.push_back(i);
    CHECK(told(read_cut(text, bytes)) == whole);
  }
}

TEST_CASE("of two headers the first is the file's, however the file comes") {
  const std::string text =
      "Datum/Uhrzeit;Typ;Beschreibung;Marktplatz\n"
      "date/time,type,product sales,total\n"
      "\"Jan 2, 2026 1:02:03 AM UTC\",Order,1.00,1.00\n";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CAPTURE(cut);
    const auto reader = make_transaction_csv_reader({.store = "shop"});
    auto fed = reader->feed(std::span(text).first(cut));
    if (fed) fed = reader->feed(std::span(text).subspan(cut));
    REQUIRE_FALSE(fed);
    CHECK(code(fed.error().error) == "COLUMN_MISSING");
    CHECK(fed.error().place.line == 1);
  }
}

TEST_CASE("line ends, blank lines and a byte order mark do not matter") {
  const std::string lf = file(order("10.00,-1.50,0,8.50"));
  std::string crlf;
  for (const char c : lf) crlf.append(c == '\n' ? "\r\n" : std::string(1, c));
  const std::string whole = told(read(lf));
  CHECK(told(read(crlf)) == whole);
  CHECK(told(read("\xef\xbb\xbf" + lf)) == whole);
  CHECK(told(read(lf + "\n\n,,,,,,,,\n\n")) == whole);
  CHECK(told(read(lf.substr(0, lf.size() - 1))) == whole);
}

TEST_CASE("the order of columns and the language do not matter to the ids") {
  const std::string one =
      file("\"Jan 2, 2026 9:15:00 AM PST\",1,Order,O-1,Mug,1000,-1.50,0,998.50\n");
  const std::string other =
      "\"Alle Beträge in USD\"\n"
      "Gesamt;Typ;Beschreibung;Bestellnummer;Verkaufsgebühren;Umsätze;Datum/Uhrzeit\n"
      "998,50;Bestellung;Mug;O-1;-1,50;1.000,00;02.01.2026 17:15:00 UTC\n";
  const Answer a = read(one);
  const Answer b = read(other);
  REQUIRE_MESSAGE(a.has_value(), told(a));
  REQUIRE_MESSAGE(b.has_value(), told(b));
  CHECK(ids(*a) == ids(*b));
  CHECK(entries(*a) == entries(*b));
}

TEST_CASE("a transaction has its ids before and after its release") {
  const std::string columns = ",Transaction Status,Transaction Release Date";
  const Answer before = read(file(order("10.00,-1.50,0,8.50", ",Deferred,"), columns));
  const Answer after =
      read(file(order("10.00,-1.50,0,8.50", ",Released,\"Jan 9, 2026 9:15:00 AM PST\""), columns));
  REQUIRE(before.has_value());
  REQUIRE(after.has_value());
  CHECK(ids(*before) == ids(*after));
}

TEST_CASE("two rows that say the same are two") {
  const std::string row = order("10.00,-1.50,0,8.50");
  const Answer answer = read(file(row + row));
  REQUIRE(answer.has_value());
  const std::vector<std::string> all = ids(*answer);
  CHECK(std::set(all.begin(), all.end()).size() == 4);
  CHECK(all[2] == all[0] + "/2");
}

TEST_CASE("entries are in the order of time, then of the file") {
  const Answer answer =
      read(file("\"Jan 3, 2026 9:00:00 AM PST\",1,Order,O-3,C,1.00,0,0,1.00\n"
                "\"Jan 1, 2026 9:00:00 AM PST\",1,Order,O-1,A,2.00,0,0,2.00\n"
                "\"Jan 3, 2026 9:00:00 AM PST\",1,Order,O-4,D,3.00,0,0,3.00\n"
                "\"Jan 2, 2026 9:00:00 AM PST\",1,Order,O-2,B,4.00,0,0,4.00\n"));
  REQUIRE(answer.has_value());
  CHECK(answer->amount_minor == std::vector<std::int64_t>{200, 400, 100, 300});
  CHECK(answer->line == std::vector<std::uint64_t>{4, 6, 3, 5});
}

TEST_CASE("an unknown type is kept under Other and flagged, with all of its amounts") {
  const Answer answer =
      read(file("\"Jan 2, 2026 9:15:00 AM PST\",1,Moon Levy,O-1,Mug,10.00,-1.50,-3.00,5.50\n"));
  REQUIRE(answer.has_value());
  CHECK(entries(*answer) == std::vector<std::string>{"adjustment sales_other 10.00",
                                                     "adjustment expenses_other -1.50",
                                                     "adjustment expenses_other -3.00"});
  CHECK(flagged(*answer) == 3);
  CHECK(answer->texts.get(answer->description[0]) == "Moon Levy: product sales");
}

TEST_CASE("an unknown column that the total needs is an amount under Other, flagged") {
  const Answer needed =
      read(file(order("10.00,-1.50,0,8.25", ",-0.25,7"), ",moon levy,moon count"));
  REQUIRE_MESSAGE(needed.has_value(), told(needed));
  CHECK(entries(*needed) == std::vector<std::string>{"sale sales_product 10.00",
                                                     "fee marketplace_fees -1.50",
                                                     "adjustment expenses_other -0.25"});
  CHECK(flagged(*needed) == 1);
  const Answer both = read(file(order("10.00,-1.50,0,8.00", ",-0.25,-0.25"), ",levy a,levy b"));
  REQUIRE_MESSAGE(both.has_value(), told(both));
  CHECK(balance(*both) == 800);
  const Answer unneeded = read(file(order("10.00,-1.50,0,8.50", ",8.50,text"), ",subtotal,note"));
  REQUIRE(unneeded.has_value());
  CHECK(unneeded->size() == 2);
  check_refused(file(order("10.00,-1.50,0,8.25", ",-0.50,7"), ",moon levy,moon count"),
                Error::row_total_mismatch, 3, 9, "total");
}

TEST_CASE("a row without amounts is an entry of zero") {
  const Answer answer = read(file(order("0,0,0,0")));
  REQUIRE(answer.has_value());
  CHECK(entries(*answer) == std::vector<std::string>{"sale sales_other 0.00"});
  CHECK(balance(*answer) == 0);
}

TEST_CASE("what went to the bank, came back from it, and was charged to the card") {
  const auto kind = [](const std::string& type, const std::string& description,
                       const std::string& amount) {
    const Answer answer = read(file("\"Jan 2, 2026 9:15:00 AM PST\",1," + type + ",," +
                                    description + ",0,0," + amount + "," + amount + "\n"));
    REQUIRE(answer.has_value());
    return name(answer->kind[0]);
  };
  CHECK(kind("Transfer", "To your account ending in: 4417", "-1.00") == "disbursement");
  CHECK(kind("Transfer", "Failed transfer", "1.00") == "disbursement_returned");
  CHECK(kind("Transfer", "Credit card charge", "1.00") == "card_charge");
  CHECK(kind("Debt", "Seller repayment", "1.00") == "card_charge");
  CHECK(kind("Debt", "Cross-account debt adjustment for CA", "-1.00") == "cross_account");
  CHECK(kind("Übertrag", "An Konto", "-1.00") == "disbursement");
}

TEST_CASE("a chargeback and a claim take back what was sold") {
  const Answer answer = read(file(
      "\"Jan 2, 2026 9:15:00 AM PST\",1,A-to-z Guarantee Claim,O-1,Mug,-10.00,1.50,0,-8.50\n"));
  REQUIRE(answer.has_value());
  CHECK(entries(*answer) ==
        std::vector<std::string>{"chargeback refunds -10.00", "fee_refund refunds 1.50"});
}

TEST_CASE("the currency is of the lines above, else of a marketplace, else of the caller") {
  const std::string row =
      "\"Jan 2, 2026 9:15:00 AM PST\",Order,O-1,amazon.ca,10.00,10.00\n"
      "\"Jan 1, 2026 9:15:00 AM PST\",Transfer,,,0,0\n";
  const std::string header = "date/time,type,order id,marketplace,product sales,total\n";
  const auto code = [](const Answer& answer) {
    REQUIRE_MESSAGE(answer.has_value(), told(answer));
    return answer->currency.code();
  };
  CHECK(code(read("\"All amounts in USD, unless specified\"\n" + header + row)) == "USD");
  CHECK(code(read(header + row, testing::currency("EUR"))) == "CAD");
  const std::string blank = replaced(row, "amazon.ca", "");
  CHECK(code(read(header + blank, testing::currency("EUR"))) == "EUR");
  check_refused(header + blank, Error::unknown_currency, 1, 4, "marketplace");
  check_refused("\"Amazon\"\n" + header + replaced(row, "amazon.ca", "amazon.moon"),
                Error::unknown_currency, 2, 4, "marketplace");
}

TEST_CASE("a line above the header tells the currency in its language") {
  const auto code = [](const std::string& line) {
    const auto currency = currency_of_line(line);
    return currency ? currency->code() : std::string_view("none");
  };
  CHECK(code("All amounts in GBP, unless specified") == "GBP");
  CHECK(code("Alle Betr\xc3\xa4ge in Euro sofern nicht anders gekennzeichnet") == "EUR");
  CHECK(code("Tous les montants sont en CAD, sauf mention contraire.") == "CAD");
  CHECK(code("Tutti gli importi sono espressi in EUR, se non diversamente specificato.") == "EUR");
  CHECK(code("Todos los importes en EUR, a menos que se especifique lo contrario") == "EUR");
  CHECK(code("Todos los importes en d\xc3\xb3lares, a menos que se especifique") == "none");
  CHECK(code("Alle bedragen in EUR, tenzij anders vermeld") == "EUR");
  CHECK(code("Wszystkie kwoty w PLN") == "PLN");
  CHECK(code("Alla belopp i kr") == "SEK");
  CHECK(code("指定のない場合、単位は円") == "JPY");
  CHECK(code("All amounts in local currency") == "none");
  CHECK(code("Definitions: USD") == "none");
}

TEST_CASE("words are compared without case, width, and the colon behind them") {
  CHECK(transaction_column(" Data/Ora: ") == TransactionColumn::time);
  CHECK(transaction_column("FBA\xc2\xa0 FEES") == TransactionColumn::fba_fees);
  CHECK(transaction_column("ＦＢＡ 手数料") == TransactionColumn::fba_fees);
  CHECK(transaction_column("taxe sur les cr\xc3\xa9"
                           "dits d\xe2\x80\x99"
                           "exp\xc3\xa9"
                           "dition") == TransactionColumn::shipping_credits_tax);
  CHECK(transaction_column("İşlem durumu") == TransactionColumn::status);
  CHECK(transaction_column("total sales") == TransactionColumn::unknown);
  REQUIRE(transaction_type("FBA Inventory Fee - Reversal") != nullptr);
  CHECK(transaction_type("FBA Inventory Fee - Reversal")->key == "fba-fee");
  CHECK(transaction_type("Orders") == nullptr);
}

TEST_CASE("a damaged file is refused at its place") {
  const std::string good = order("10.00,-1.50,0,8.50");
  check_refused(file(order("10.00,-1.50,0,8.51")), Error::row_total_mismatch, 3, 9, "total");
  check_refused(file(good + order("10.00,-1.50,0,8.49")), Error::row_total_mismatch, 4, 9, "total");
  check_refused(file(order("10.00,-1.50,0,")), Error::row_total_mismatch, 3, 9, "total");
  check_refused(file(order("ten,-1.50,0,8.50")), Error::invalid_amount, 3, 6, "product sales");
  check_refused(file(good + order("\"10,00\",-1.50,0,8.50")), Error::mixed_decimal_marks, 4, 6,
                "product sales");
  check_refused(file(order("92233720368547758.08,0,0,0")), Error::overflow, 3, 6, "product sales");
  check_refused(file(order("92233720368547758.07,0.01,0,0")), Error::overflow, 3, 7,
                "selling fees");
  check_refused(file(replaced(good, "Jan 2", "Feb 30")), Error::invalid_date, 3, 1, "date/time");
  check_refused(file(order("10.00,-1.50,0,8.50,1,2")), Error::too_many_columns, 3, 10, "");
  check_refused(file(good + "\"Jan 2, 2026 9:15:00 AM PST\",1,Ord"), Error::file_truncated, 4, 3,
                "type");
  check_refused(file(good + "\"Jan 2, 2026 9:15:00 AM PST\",1,Order,\"O-1"), Error::file_truncated,
                4, 4, "");
  check_refused(file(good + std::string("\"Jan 2, 2026\",1,O\0der\n", 22)), Error::nul_byte, 4, 3,
                "");
  check_refused(file(good + "\"Jan 2, 2026\",1,\xff\n"), Error::invalid_utf8, 4, 3, "");
  check_refused("date/time,settlement id,type,order id,product sales\n", Error::column_missing, 1,
                0, "total");
  check_refused("\"Amazon\"\ndate/time,settlement id,order id,total\n", Error::column_missing, 2, 0,
                "type");
  check_refused("", Error::file_empty, 1, 1, "");
  check_refused("\"Amazon\"\n\"All amounts in USD\"\n", Error::format_unknown, 1, 1, "");
}

TEST_CASE("a damaged file on disk is refused at its place") {
  const auto check_file = [](const std::string& name, Error error, std::uint64_t line,
                             std::uint64_t column, const std::string& field) {
    CAPTURE(name);
    check_refused(on_disk("bad-" + name + ".csv"), error, line, column, field);
  };
  check_file("wrong-total", Error::row_total_mismatch, 5, 11, "total");
  check_file("truncated", Error::file_truncated, 5, 7, "");
  check_file("nul", Error::nul_byte, 5, 3, "");
  check_file("mixed-marks", Error::mixed_decimal_marks, 5, 9, "selling fees");
  check_file("too-many-columns", Error::too_many_columns, 5, 12, "");
  check_file("header", Error::column_missing, 3, 0, "total");
  check_file("date", Error::invalid_date, 5, 1, "date/time");
  check_file("ambiguous-date", Error::ambiguous_date, 5, 1, "date/time");
  check_file("no-currency", Error::unknown_currency, 3, 7, "marketplace");
}

TEST_CASE("days that could be months are refused if no row of the file tells") {
  const auto row = [](const std::string& date) {
    return date + " 10:00:00 UTC,1,Order,O-1,Mug,1.00,0,0,1.00\n";
  };
  check_refused(file(row("05/05/2026") + row("03/04/2026") + row("04/05/2026")),
                Error::ambiguous_date, 4, 1, "date/time");
  check_refused(file(row("13/04/2026") + row("04/13/2026")), Error::invalid_date, 4, 1,
                "date/time");
  const Answer day_first = read(file(row("03/04/2026") + row("27/06/2026")));
  REQUIRE(day_first.has_value());
  CHECK(to_string(day_first->at[0]) == "2026-04-03T10:00:00Z");
  const Answer month_first = read(file(row("03/04/2026") + row("06/27/2026")));
  REQUIRE(month_first.has_value());
  CHECK(to_string(month_first->at[0]) == "2026-03-04T10:00:00Z");
  const Answer later = read(file(row("06/27/2026") + row("03/04/2026")));
  REQUIRE(later.has_value());
  CHECK(to_string(later->at[0]) == "2026-03-04T10:00:00Z");
}

TEST_CASE("all that is wrong with a file is listed, that of rows that waited for a currency too") {
  std::vector<Refusal> problems;
  const auto reader = make_file_reader({.store = "", .problems = &problems});
  const std::string text =
      "date/time,type,marketplace,product sales,total\n"
      "\"Jan 1, 2026 9:15:00 AM PST\",Order,,1.00,2.00\n"
      "\"Jan 99, 2026 9:15:00 AM PST\",Order,,1.00,1.00\n"
      "\"Jan 1, 2026 9:15:00 AM PST\",Order,amazon.com,1.00,1.00\n"
      "\"Jan 1, 2026 9:15:00 AM PST\",Order,amazon.com,x,1.00\n";
  (void)reader->feed(text);
  const auto answer = reader->finish();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().place.line == 2);
  std::set<std::pair<std::uint64_t, Error>> found;
  for (const Refusal& problem : problems) found.emplace(problem.place.line, problem.error);
  CHECK(found == std::set<std::pair<std::uint64_t, Error>>{{2, Error::row_total_mismatch},
                                                           {3, Error::invalid_date},
                                                           {5, Error::invalid_amount}});
  CHECK(problems.size() == 3);
}

}  // namespace repay
