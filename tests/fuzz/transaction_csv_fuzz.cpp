// CSV of transactions in a range of dates: what is read is in the order of time, and each entry has
// an id of its own; of what is refused, everything that is wrong is listed.

#include "core/formats/transaction_csv.h"

#include <set>

#include "core/formats/account_json.h"
#include "tests/fuzz/fuzz.h"

namespace {

using repay::check;

void check_report(const repay::EntryBatch& batch) {
  check(batch.skips_known && !batch.settlement && batch.currency != repay::Currency());
  check(std::ranges::is_sorted(batch.at));
  std::set<std::string_view> ids;
  for (const repay::TextRef id : batch.id) {
    check(batch.texts.get(id).size() <= repay::kLongestName);
    check(ids.insert(batch.texts.get(id)).second);
  }
  for (const auto& [row, at] : batch.available_at) check(row < batch.size());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file = repay::fuzz::text_of(data, size);
  repay::fuzz::check_reader(
      file, [] { return repay::make_transaction_csv_reader({.store = "", .size_hint = 0}); });
  std::vector<repay::Refusal> problems;
  const auto reader = repay::make_transaction_csv_reader({.store = "", .problems = &problems});
  const auto batches = repay::fuzz::read_cut(*reader, file, 0);
  check(problems.size() <= repay::kMostProblems && (batches.has_value() || !problems.empty()));
  for (const repay::Refusal& problem : problems) repay::fuzz::check_place(problem.place, file);
  if (!batches) return 0;
  check(batches->size() <= 1);
  for (const repay::EntryBatch& batch : *batches) check_report(batch);
  return 0;
}
