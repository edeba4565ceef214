// Feeds libFuzzer's bytes to the reader of transaction CSVs whole and cut in two, and holds both
// answers against each other and against what every accepted file promises. Built as CMakeLists.txt
// says; run
//
//   transaction_csv_fuzz -dict=tests/fuzz/transaction_csv.dict CORPUS tests/data/transactions

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/check.h"
#include "core/formats/account_json.h"
#include "core/formats/transaction_csv.h"

namespace {

using repay::check;
using Answer = repay::Placed<std::vector<repay::EntryBatch>>;

Answer read(std::span<const char> file, std::size_t cut) {
  const auto reader = repay::make_transaction_csv_reader({.store = ""});
  for (const std::span<const char> part : {file.first(cut), file.subspan(cut)}) {
    // Its own memory, so that the sanitizer sees a read beyond it.
    const std::vector<char> chunk(part.begin(), part.end());
    if (auto fed = reader->feed(chunk); !fed) return std::unexpected(fed.error());
  }
  return reader->finish();
}

void check_promises(const repay::EntryBatch& batch) {
  const std::size_t size = batch.size();
  check(batch.skips_known && !batch.settlement && batch.currency != repay::Currency());
  for (const std::size_t column :
       {batch.amount_minor.size(), batch.kind.size(), batch.group.size(), batch.flags.size(),
        batch.description.size(), batch.order.size(), batch.sku.size(), batch.id.size(),
        batch.names.size(), batch.settlement_id.size(), batch.line.size()}) {
    check(column == size);
  }
  check(std::ranges::is_sorted(batch.at));
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < size; ++i) {
    check(repay::check_sign(batch.kind[i], batch.amount_minor[i]).has_value());
    check(batch.texts.get(batch.id[i]).size() <= repay::kLongestName);
    check(ids.insert(batch.texts.get(batch.id[i])).second);
    check(batch.line[i] > 0);
  }
  for (const auto& [row, at] : batch.available_at) check(row < size);
}

void check_same(const Answer& a, const Answer& b) {
  check(a.has_value() == b.has_value());
  if (!a) {
    check(a.error().error == b.error().error && a.error().detail == b.error().detail);
    check(a.error().place.line == b.error().place.line);
    check(a.error().place.column == b.error().place.column);
    check(a.error().place.field == b.error().place.field);
    return;
  }
  check(a->size() == b->size());
  for (std::size_t i = 0; i < a->size(); ++i) {
    const repay::EntryBatch& left = (*a)[i];
    const repay::EntryBatch& right = (*b)[i];
    check(left.at == right.at && left.amount_minor == right.amount_minor);
    check(left.kind == right.kind && left.group == right.group && left.flags == right.flags);
    check(left.available_at == right.available_at);
    check(std::ranges::equal(left.id, right.id, [&](auto x, auto y) {
      return left.texts.get(x) == right.texts.get(y);
    }));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span file(reinterpret_cast<const char*>(data), size);
  const Answer whole = read(file, 0);
  if (whole) {
    check(whole->size() <= 1);
    for (const repay::EntryBatch& batch : *whole) check_promises(batch);
  }
  const std::size_t cut = size == 0 ? 0 : data[size / 2] * size / 256;
  check_same(whole, read(file, cut));
  repay::Head head{.text = {file.data(), file.size()}, .is_all = true};
  check(repay::is_transaction_csv(head) != repay::Recognition::perhaps);
  return 0;
}
