#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace repay {

/// Says of two places whether what stands in the first comes before what stands in the second.
using ComesBefore = bool (*)(const void* values, std::uint32_t a, std::uint32_t b);

/// The places 0…`size` - 1 in order; of what is equal, the earlier comes first. One function for
/// values of every type, as each std::sort brings up to 3 kB of its own to a page; n log n calls
/// through a pointer, n where all is in order already.
[[nodiscard]] std::vector<std::uint32_t> places_in_order(std::size_t size, const void* values,
                                                         ComesBefore comes_before);

/// The same, by a function of two places.
template <class IsBefore>
[[nodiscard]] std::vector<std::uint32_t> places_in_order(std::size_t size,
                                                         const IsBefore& is_before) {
  return places_in_order(size, &is_before, [](const void* by, std::uint32_t a, std::uint32_t b) {
    return (*static_cast<const IsBefore*>(by))(a, b);
  });
}

/// Puts values in order by a function of two of them; equal ones stay as they stand.
template <class T, class IsBefore>
void put_in_order(std::vector<T>& values, const IsBefore& is_before) {
  const auto places = places_in_order(values.size(), [&](std::uint32_t a, std::uint32_t b) {
    return is_before(values[a], values[b]);
  });
  std::vector<T> ordered;
  ordered.reserve(values.size());
  for (const std::uint32_t place : places) ordered.push_back(std::move(values[place]));
  values = std::move(ordered);
}

}  // namespace repay
