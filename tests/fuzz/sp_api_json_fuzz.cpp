// Answers of SP-API finances.

#include "core/formats/sp_api_json.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  repay::fuzz::check_reader(repay::fuzz::text_of(data, size), [] {
    return repay::make_sp_api_json_reader({.store = "", .size_hint = 0});
  });
  return 0;
}
