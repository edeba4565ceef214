#include "core/base/order.h"

#include <algorithm>
#include <numeric>

#include "core/base/check.h"

namespace repay {

std::vector<std::uint32_t> places_in_order(std::size_t size, const void* values,
                                           ComesBefore comes_before) {
  check(size <= UINT32_MAX);
  std::vector<std::uint32_t> places(size);
  std::iota(places.begin(), places.end(), 0u);
  const auto by_value = [&](std::uint32_t a, std::uint32_t b) {
    return comes_before(values, a, b);
  };
  if (!std::ranges::is_sorted(places, by_value)) std::ranges::stable_sort(places, by_value);
  return places;
}

}  // namespace repay
