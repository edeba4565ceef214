// A file of any format, or of none: the format is found, and the file read, the same however it is
// cut.

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  repay::fuzz::check_reader(repay::fuzz::text_of(data, size),
                            [] { return repay::make_file_reader({.store = "", .size_hint = 0}); });
  return 0;
}
