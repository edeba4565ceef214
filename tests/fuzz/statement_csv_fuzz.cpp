// A statement written as CSV and taken apart again is what it was made of, and no cell of
// somebody's text begins as a formula does. The texts are the lines of the input.

#include "core/formats/statement_csv.h"

#include <array>

#include "core/formats/csv_tokenizer.h"
#include "core/formats/utf8.h"
#include "core/repayment/books.h"
#include "tests/core/support/text_out.h"
#include "tests/fuzz/fuzz.h"

namespace {

using repay::check;

// id, description, order, sku and settlement.
using Texts = std::array<std::string_view, 5>;

std::string written(const Texts& texts) {
  repay::EntryBatch batch;
  batch.currency = *repay::Currency::from_code("CAD");
  batch.at.push_back({0});
  batch.amount_minor.push_back(-123);
  batch.kind.push_back(repay::Kind::fee);
  batch.group.push_back(repay::Group::marketplace_fees);
  batch.flags.push_back(0);
  batch.id.push_back(batch.texts.add(texts[0]));
  batch.description.push_back(batch.texts.add(texts[1]));
  batch.order.push_back(batch.texts.add(texts[2]));
  batch.sku.push_back(batch.texts.add(texts[3]));
  batch.settlement_id.push_back(batch.texts.add(texts[4]));
  batch.names.emplace_back();
  batch.line.push_back(1);
  repay::Books books(batch.currency);
  check(books.post_account(std::move(batch)).has_value());
  repay::testing::TextOut out;
  repay::StatementCsv csv(books.ledger(), texts[1], out);
  csv.write_header();
  csv.write_line(0, -123);
  csv.end();
  return out.text();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = repay::fuzz::text_of(data, size);
  if (repay::first_bad_byte(text) != text.size()) return 0;  // no file that is read holds such text
  Texts texts;
  for (std::string_view& one : texts) {
    const std::size_t end = std::min(text.find('\x1f'), text.size());
    one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const std::string csv = written(texts);
  std::span<const char> bytes(csv);
  repay::CsvTokenizer tokenizer(',');
  check(tokenizer.next(bytes).has_value());  // the header
  const auto record = tokenizer.next(bytes);
  if (!record) {
    check(record.error().error == repay::Error::line_too_long);
    return 0;
  }
  check(*record != nullptr && bytes.empty() && (*record)->size() == 12);
  const std::array<std::size_t, 6> columns = {2, 6, 7, 8, 11, 0};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string_view cell = (**record)[columns[i]];
    check(repay::unguarded(cell) == texts[i < 5 ? i : 1]);
    check(cell.empty() ||
          std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos);
  }
  check((**record)[9] == "-1.23" && (**record)[10] == "-1.23");
  return 0;
}
