#include "core/base/result.h"

#include <doctest/doctest.h>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::refused;

Result<int> half(int number) {
  if (number % 2 != 0) return refuse(Error::invalid_field);
  return number / 2;
}

Placed<int> half_in_line(int number, std::uint64_t line) {
  if (number % 2 != 0) {
    return refuse_at({.line = line, .column = 2, .field = "count"}, Error::invalid_field, "odd");
  }
  return number / 2;
}

TEST_CASE("a result is a value or the reason why there is none") {
  CHECK(half(8) == 4);
  CHECK(refused(half(7)) == Error::invalid_field);
}

TEST_CASE("a placed result also tells where the reason stands and what was found") {
  CHECK(half_in_line(8, 1).value() == 4);
  const Refusal refusal = half_in_line(7, 3).error();
  CHECK(refusal.error == Error::invalid_field);
  CHECK(refusal.place.line == 3);
  CHECK(refusal.place.column == 2);
  CHECK(refusal.place.field == "count");
  CHECK(refusal.detail == "odd");
}

}  // namespace
}  // namespace repay
