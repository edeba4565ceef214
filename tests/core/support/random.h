#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace repay::testing {

/// A source of random values that a failure can be repeated from: the same on every platform,
/// because mt19937_64 is specified and the distributions here are our own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }

  /// low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t count =
        static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    const std::uint64_t offset = count == 0 ? bits() : bits() % count;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
  }

  /// Any int64, of any size: as often small as large, so that both carries and edges are met.
  std::int64_t any_minor() { return static_cast<std::int64_t>(bits()) >> between(0, 63); }

  bool one_in(std::int64_t count) { return between(1, count) == 1; }

 private:
  std::mt19937_64 engine_;
};

/// How many seeds a property is tried with: `usual`, or REPAY_SEEDS from the environment.
inline std::uint64_t seeds(std::uint64_t usual) {
  const char* asked = std::getenv("REPAY_SEEDS");
  return asked == nullptr ? usual : std::strtoull(asked, nullptr, 10);
}

/// The first of them: 1, or REPAY_FIRST_SEED.
inline std::uint64_t first_seed() {
  const char* asked = std::getenv("REPAY_FIRST_SEED");
  return asked == nullptr ? 1 : std::strtoull(asked, nullptr, 10);
}

}  // namespace repay::testing
