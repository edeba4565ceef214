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
  const auto is_out_of_order = [&](std::uint32_t next) {
    return comes_before(values, next, next - 1);
  };
  if (size < 2 || std::none_of(places.begin() + 1, places.end(), is_out_of_order)) return places;
  std::vector<std::uint32_t> merged(size);
  for (std::size_t width = 1; width < size; width *= 2) {
    for (std::size_t low = 0; low < size; low += 2 * width) {
      const std::size_t middle = std::min(low + width, size);
      const std::size_t high = std::min(middle + width, size);
      std::size_t left = low;
      std::size_t right = middle;
      for (std::size_t at = low; at < high; ++at) {
        const bool takes_right =
            right < high && (left == middle || comes_before(values, places[right], places[left]));
        merged[at] = places[takes_right ? right++ : left++];
      }
    }
    places.swap(merged);
  }
  return places;
}

}  // namespace repay
