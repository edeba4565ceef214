// Account JSON: beyond what every reader promises, entries with ids, texts within their limits, and
// lines in order.

#include "core/formats/account_json.h"

#include "tests/fuzz/fuzz.h"

namespace {

using namespace repay;

std::unique_ptr<FileReader> reader() {
  return make_account_json_reader({.store = "", .size_hint = 0});
}

void check_entries(const EntryBatch& batch) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    check(!batch.texts.get(batch.id[i]).empty());
    check(batch.texts.get(batch.description[i]).size() <= kLongestDescription);
    check(i == 0 || batch.line[i - 1] <= batch.line[i]);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  fuzz::check_reader(text, reader);
  const auto batches = fuzz::read_cut(*reader(), text, size);
  if (!batches) {
    const std::string& field = batches.error().place.field;
    check(field.empty() || field.starts_with('/'));
    return 0;
  }
  for (const EntryBatch& batch : *batches) {
    if (!batch.settlement) check_entries(batch);
  }
  return 0;
}
