// A mapping is read or refused at a place in it; by one that is read, CSV with its columns is read
// or refused, too.

#include "core/formats/csv_mapping.h"

#include "core/formats/csv_mapping_rows.h"
#include "tests/fuzz/fuzz.h"

namespace {

std::string file_of(const repay::CsvMapping& mapping) {
  const char separator = mapping.separators.empty() ? ',' : mapping.separators.front();
  std::string file;
  for (const std::string& column : mapping.header) file.append(column).append(1, separator);
  file += "more\n";
  for (const std::string_view value : {"2024-05-06 07:08:09", "1.00", "-12,50", "CAD", ""}) {
    for (std::size_t i = 0; i < mapping.header.size(); ++i) file.append(value).append(1, separator);
    file += "\n";
  }
  return file;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = repay::fuzz::text_of(data, size);
  const auto mapping = repay::read_csv_mapping(text);
  if (!mapping) {
    repay::fuzz::check_place(mapping.error().place, text);
    return 0;
  }
  repay::fuzz::check_reader(file_of(*mapping), [&] {
    return repay::make_mapped_csv_reader(*mapping, {.store = "", .size_hint = 0});
  });
  return 0;
}
