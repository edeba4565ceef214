#include "core/repayment/posted_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>

namespace repay {
namespace {

// Rows that follow each other with one instant.
struct Stretch {
  std::uint64_t key;  // its instant, counted from the earliest
  std::uint32_t first;
  std::uint32_t rows;
};

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

std::size_t digit_of(std::uint64_t key, unsigned shift) {
  return static_cast<std::size_t>(key >> shift) & (kDigits - 1);
}

std::vector<Stretch> stretches_of(std::span<const Instant> at, std::int64_t earliest_ms) {
  std::vector<Stretch> stretches;
  for (std::size_t row = 0; row < at.size();) {
    const std::size_t first = row;
    while (row < at.size() && at[row] == at[first]) ++row;
    // The difference of two int64 fits uint64.
    stretches.push_back(
        {static_cast<std::uint64_t>(at[first].ms) - static_cast<std::uint64_t>(earliest_ms),
         static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(row - first)});
  }
  return stretches;
}

// Puts them in order of one digit; those of one digit stay as they are.
void sort_by_digit(std::vector<Stretch>& from, std::vector<Stretch>& to, unsigned shift) {
  std::array<std::size_t, kDigits> place{};
  for (const Stretch& stretch : from) ++place[digit_of(stretch.key, shift)];
  std::exclusive_scan(place.begin(), place.end(), place.begin(), std::size_t{0});
  for (const Stretch& stretch : from) to[place[digit_of(stretch.key, shift)]++] = stretch;
  from.swap(to);
}

}  // namespace

std::vector<std::uint32_t> by_posted(std::span<const Instant> at) {
  std::vector<std::uint32_t> order(at.size());
  std::iota(order.begin(), order.end(), 0u);
  if (std::ranges::is_sorted(at)) return order;
  const auto [earliest, latest] = std::ranges::minmax(at);
  std::vector<Stretch> stretches = stretches_of(at, earliest.ms);
  std::vector<Stretch> sorted(stretches.size());
  const std::uint64_t most =
      static_cast<std::uint64_t>(latest.ms) - static_cast<std::uint64_t>(earliest.ms);
  const auto bits = static_cast<unsigned>(std::bit_width(most));
  for (unsigned shift = 0; shift < bits; shift += kDigitBits)
    sort_by_digit(stretches, sorted, shift);
  auto to = order.begin();
  for (const Stretch& stretch : stretches) {
    std::iota(to, to + static_cast<std::ptrdiff_t>(stretch.rows), stretch.first);
    to += static_cast<std::ptrdiff_t>(stretch.rows);
  }
  return order;
}

}  // namespace repay
