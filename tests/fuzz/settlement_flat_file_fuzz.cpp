// Settlement flat files: beyond what every reader promises, rows that add up to the total and texts
// within their limits.

#include "core/formats/settlement_flat_file.h"

#include "tests/fuzz/fuzz.h"

namespace {

using namespace repay;

std::unique_ptr<FileReader> reader() {
  return make_settlement_flat_file_reader({.store = "", .size_hint = 0});
}

void check_rows(const EntryBatch& batch) {
  check(batch.settlement.has_value() && batch.settlement->start <= batch.settlement->end);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    check(!__builtin_add_overflow(sum, batch.amount_minor[i], &sum));
    check(batch.texts.get(batch.description[i]).size() <= 32767);
    check(batch.texts.get(batch.order[i]).size() <= 8192);
    check(batch.texts.get(batch.sku[i]).size() <= 8192);
  }
  check(sum == batch.settlement->total_minor);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  fuzz::check_reader(text, reader);
  const auto batches = fuzz::read_cut(*reader(), text, size);
  if (!batches) return 0;
  check(batches->size() == 1);
  check_rows(batches->front());
  return 0;
}
