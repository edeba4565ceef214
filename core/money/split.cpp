#include "core/money/split.h"

#include "core/base/order.h"

namespace repay {
namespace {

__extension__ typedef unsigned __int128 Wide;  // an amount times a weight

/// The size of an amount without its sign; int64's lowest has one, too.
std::uint64_t magnitude(std::int64_t minor) {
  return minor < 0 ? -static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
}

std::int64_t with_sign(std::uint64_t size, bool negative) {
  return static_cast<std::int64_t>(negative ? -size : size);
}

}  // namespace

Result<std::vector<Money>> split(Money total, std::span<const std::uint32_t> weights) {
  const std::vector<std::uint64_t> wide(weights.begin(), weights.end());
  return split_by_amounts(total, wide);
}

Result<std::vector<Money>> split_by_amounts(Money total, std::span<const std::uint64_t> weights) {
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : weights) {
    if (__builtin_add_overflow(sum, weight, &sum)) return refuse(Error::overflow);
  }
  if (sum == 0) return refuse(Error::invalid_field);

  const std::uint64_t size = magnitude(total.minor);
  std::vector<std::uint64_t> parts;
  std::vector<std::uint64_t> remainders;
  std::uint64_t left = size;
  for (const std::uint64_t weight : weights) {
    const Wide share = static_cast<Wide>(size) * weight;
    parts.push_back(static_cast<std::uint64_t>(share / sum));
    remainders.push_back(static_cast<std::uint64_t>(share % sum));
    left -= parts.back();
  }

  const auto by_remainder = places_in_order(
      weights.size(), [&](auto a, auto b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; i < left; ++i) ++parts[by_remainder[i]];

  std::vector<Money> result;
  for (const std::uint64_t part : parts) {
    result.emplace_back(with_sign(part, total.minor < 0), total.currency);
  }
  return result;
}

}  // namespace repay
