// Feeds libFuzzer's bytes to the reader of settlement XML whole and cut in two, and holds both
// answers against each other and against what every accepted file promises; then asks for all that
// is wrong, whose first must be the answer. Built as CMakeLists.txt says; run
//
//   settlement_xml_fuzz -dict=tests/fuzz/settlement_xml.dict CORPUS tests/data/settlements

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/formats/settlement_xml.h"
#include "core/formats/xml_reader.h"

namespace {

using repay::check;
using Answer = repay::Placed<repay::EntryBatch>;

Answer read(std::span<const char> file, std::size_t cut, std::vector<repay::Refusal>* problems) {
  const auto reader = repay::make_settlement_xml_reader({.store = "", .problems = problems});
  for (const std::span<const char> part : {file.first(cut), file.subspan(cut)}) {
    // Its own memory, so that the sanitizer sees a read beyond it.
    const std::vector<char> chunk(part.begin(), part.end());
    const auto fed = reader->feed(chunk);
    if (!fed && problems == nullptr) return std::unexpected(fed.error());
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
    check(batch.texts.get(batch.order[i]).size() <= repay::XmlReader::kLongestText);
    check(batch.texts.get(batch.sku[i]).size() <= repay::XmlReader::kLongestText);
  }
  check(sum == batch.settlement->total_minor);
}

void check_same_refusal(const repay::Refusal& a, const repay::Refusal& b) {
  check(a.error == b.error && a.detail == b.detail);
  check(a.place.line == b.place.line && a.place.column == b.place.column);
  check(a.place.field == b.place.field);
}

void check_same(const Answer& a, const Answer& b) {
  check(a.has_value() == b.has_value());
  if (!a) return check_same_refusal(a.error(), b.error());
  check(a->at == b->at && a->amount_minor == b->amount_minor && a->kind == b->kind);
  check(a->group == b->group && a->flags == b->flags);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span file(reinterpret_cast<const char*>(data), size);
  const Answer whole = read(file, 0, nullptr);
  if (whole) check_promises(*whole);
  const std::size_t cut = size == 0 ? 0 : data[size / 2] * size / 256;
  check_same(whole, read(file, cut, nullptr));
  std::vector<repay::Refusal> problems;
  check_same(whole, read(file, cut, &problems));
  check(whole.has_value() == problems.empty());
  if (!whole) check_same_refusal(whole.error(), problems.front());
  return 0;
}
