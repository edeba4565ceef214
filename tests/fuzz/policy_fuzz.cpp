// A policy is read or refused at a place in it; one that is read is written and read again the
// same.

#include "core/engine/policy.h"

#include "tests/core/support/text_out.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = repay::fuzz::text_of(data, size);
  const auto policy = repay::read_policy(text);
  if (!policy) {
    repay::fuzz::check_place(policy.error().place, text);
    return 0;
  }
  repay::check(repay::check_policy(*policy).has_value());
  repay::testing::TextOut out;
  repay::write_policy(*policy, out);
  const auto again = repay::read_policy(out.text());
  repay::check(again && *again == *policy);
  return 0;
}
