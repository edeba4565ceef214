// Whatever the bytes, account JSON is read or refused: no crash, no endless run, and a batch whose
// columns are whole. Where it is refused, the place lies inside the file.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/check.h"
#include "core/formats/account_json.h"

namespace {

using namespace repay;

void check_batch(const EntryBatch& batch) {
  const std::size_t size = batch.size();
  check(batch.amount_minor.size() == size && batch.kind.size() == size);
  check(batch.group.size() == size && batch.flags.size() == size);
  check(batch.description.size() == size && batch.order.size() == size && batch.sku.size() == size);
  check(batch.id.size() == size && batch.names.size() == size && batch.line.size() == size);
  for (std::size_t i = 0; i < size; ++i) {
    check(!batch.texts.get(batch.id[i]).empty());
    check(batch.texts.get(batch.description[i]).size() <= kLongestDescription);
    check(check_sign(batch.kind[i], batch.amount_minor[i]).has_value());
    check(i == 0 || batch.line[i - 1] <= batch.line[i]);
  }
}

void check_place(const Place& place, std::string_view text) {
  check(place.line <= static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1);
  check(place.column <= text.size() + 1);
  check(place.field.empty() || place.field.starts_with('/'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reader = make_account_json_reader({.store = "", .size_hint = size});
  if (!reader->feed(text)) return 0;
  const auto batches = reader->finish();
  if (batches) {
    check(batches->size() == 1);
    check_batch(batches->front());
  } else {
    check_place(batches.error().place, text);
  }
  return 0;
}
