// CSV of other services, read by the mappings this program brings, which are read once here, as
// they are large; and everything that is wrong with such a file, listed.

#include "core/formats/csv_mapping_rows.h"
#include "tests/fuzz/fuzz.h"

namespace {

using repay::CsvMapping;

// The first of them whose header the file has.
const CsvMapping* mapping_for(std::string_view file) {
  static const std::vector<CsvMapping> mappings = [] {
    std::vector<CsvMapping> all;
    for (const std::string_view json : repay::built_in_mappings())
      all.push_back(*repay::read_csv_mapping(json));
    return all;
  }();
  if (file.starts_with("\xef\xbb\xbf")) file.remove_prefix(3);
  const std::size_t start = std::min(file.find_first_not_of(" \t\r\n"), file.size());
  const repay::Head head{.text = file.substr(start, repay::kMostSniffed), .is_all = true};
  for (const CsvMapping& mapping : mappings) {
    if (recognise_mapped_csv(head, mapping) == repay::Recognition::yes) return &mapping;
  }
  return nullptr;
}

void check_problems(std::string_view file, const CsvMapping& mapping) {
  std::vector<repay::Refusal> problems;
  const auto reader =
      repay::make_mapped_csv_reader(mapping, {.store = "", .size_hint = 0, .problems = &problems});
  const auto batches = repay::fuzz::read_cut(*reader, file, 0);
  repay::check(problems.size() <= repay::kMostProblems);
  repay::check(batches.has_value() || !problems.empty());
  for (const repay::Refusal& problem : problems) repay::fuzz::check_place(problem.place, file);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file = repay::fuzz::text_of(data, size);
  const CsvMapping* mapping = mapping_for(file);
  if (mapping == nullptr) return -1;  // not worth keeping
  repay::fuzz::check_reader(
      file, [&] { return repay::make_mapped_csv_reader(*mapping, {.store = "", .size_hint = 0}); });
  check_problems(file, *mapping);
  return 0;
}
