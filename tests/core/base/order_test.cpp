#include "core/base/order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace repay {
namespace {

using Numbered = std::pair<std::uint32_t, std::uint32_t>;  // a value and where it stood

bool has_less(const Numbered& a, const Numbered& b) { return a.first < b.first; }

TEST_CASE("values come in order, and equal ones as they stood") {
  std::uint32_t random = 1;
  for (std::uint32_t size = 0; size < 70; ++size) {
    std::vector<Numbered> values;
    for (std::uint32_t i = 0; i < size; ++i) {
      random = random * 1664525 + 1013904223;
      values.emplace_back((random >> 16) % (1 + size / 3), i);
    }
    auto expected = values;
    std::ranges::sort(expected);
    put_in_order(values, has_less);
    CHECK(values == expected);
  }
}

TEST_CASE("values in order already are only looked at") {
  std::vector<int> values(1000);
  for (int i = 0; i < 1000; ++i) values[static_cast<std::size_t>(i)] = i / 3;
  int asked = 0;
  const auto places = places_in_order(values.size(), [&](std::uint32_t a, std::uint32_t b) {
    ++asked;
    return values[a] < values[b];
  });
  CHECK(std::ranges::is_sorted(places));
  CHECK(asked == 999);
}

TEST_CASE("values are moved, as not all can be copied") {
  std::vector<std::unique_ptr<std::string>> values;
  for (const char* word : {"third", "first", "second"})
    values.push_back(std::make_unique<std::string>(word));
  put_in_order(values, [](const auto& a, const auto& b) { return *a < *b; });
  CHECK(*values[0] == "first");
  CHECK(*values[1] == "second");
  CHECK(*values[2] == "third");
}

}  // namespace
}  // namespace repay
