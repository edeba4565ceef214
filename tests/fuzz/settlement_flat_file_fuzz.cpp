// Feeds libFuzzer's bytes to the settlement reader whole and cut in two, and holds both answers
// against each other and against what every accepted file promises. Built as CMakeLists.txt says;
// run
//
//   settlement_flat_file_fuzz -dict=tests/fuzz/settlement_flat_file.dict CORPUS
//   tests/data/settlements

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/formats/settlement_flat_file.h"

namespace {

using repay::check;
using Answer = repay::Placed<repay::EntryBatch>;

Answer read(std::span<const char> file, std::size_t cut) {
  const auto reader = repay::make_settlement_flat_file_reader({.store = "", .size_hint = 0});
  for (const std::span<const char> part : {file.first(cut), file.subspan(cut)}) {
    // Its own memory, so that the sanitizer sees a read beyond it.
    const std::vector<char> chunk(part.begin(), part.end());
    if (auto fed = reader->feed(chunk); !fed) return std::unexpected(fed.error());
  }
  auto batches = reader->finish();
  if (!batches) return std::unexpected(std::move(batches.error()));
  check(batches->size() == 1);
  return std::move(batches->front());
}

void check_promises(const repay::EntryBatch& batch) {
  const std::size_t rows = batch.size();
  check(batch.settlement.has_value() && batch.settlement->start <= batch.settlement->end);
  for (const std::size_t size :
       {batch.amount_minor.size(), batch.kind.size(), batch.group.size(), batch.flags.size(),
        batch.description.size(), batch.order.size(), batch.sku.size()}) {
    check(size == rows);
  }
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    check(repay::check_sign(batch.kind[i], batch.amount_minor[i]).has_value());
    check(!__builtin_add_overflow(sum, batch.amount_minor[i], &sum));
    check(batch.texts.get(batch.description[i]).size() <= 32767);
    check(batch.texts.get(batch.order[i]).size() <= 8192);
    check(batch.texts.get(batch.sku[i]).size() <= 8192);
  }
  check(sum == batch.settlement->total_minor);
}

bool same_texts(const repay::EntryBatch& a, const std::vector<repay::TextRef>& of_a,
                const repay::EntryBatch& b, const std::vector<repay::TextRef>& of_b) {
  return std::ranges::equal(
      of_a, of_b, [&](auto left, auto right) { return a.texts.get(left) == b.texts.get(right); });
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
  check(a->at == b->at && a->amount_minor == b->amount_minor && a->kind == b->kind);
  check(a->group == b->group && a->flags == b->flags);
  check(same_texts(*a, a->description, *b, b->description));
  check(same_texts(*a, a->order, *b, b->order) && same_texts(*a, a->sku, *b, b->sku));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span file(reinterpret_cast<const char*>(data), size);
  const Answer whole = read(file, 0);
  if (whole) check_promises(*whole);
  const std::size_t cut = size == 0 ? 0 : data[size / 2] * size / 256;
  check_same(whole, read(file, cut));
  return 0;
}
