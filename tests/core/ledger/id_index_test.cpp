#include "core/ledger/id_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

namespace repay {
namespace {

/// Entries whose ids are their own number, hashed as a test wants it.
template <class Hash>
void check_all_found(Sequence count, Hash hash) {
  IdIndex index;
  const auto find = [&](Sequence id) {
    return index.find(hash(id), [&](Sequence entry) { return entry == id; });
  };
  for (Sequence id = 0; id < count; ++id) {
    REQUIRE_FALSE(find(id));
    index.add(id, hash(id), hash);
    REQUIRE(find(id) == id);
  }
  for (Sequence id = 0; id < count; ++id) REQUIRE(find(id) == id);
  CHECK_FALSE(find(count));
}

std::uint32_t mixed(Sequence id) {
  std::uint64_t h = (id + 1) * 0x9e3779b97f4a7c15u;
  h ^= h >> 29;
  return static_cast<std::uint32_t>((h * 0xbf58476d1ce4e5b9u) >> 32);
}

TEST_CASE("whatever was added is found, and nothing else, as pages split") {
  check_all_found(50'000, mixed);
}

TEST_CASE("ids whose hashes begin alike, or are one, are found, too") {
  check_all_found(3'000, [](Sequence) { return 0xffff'ffffu; });
  check_all_found(20'000, [](Sequence id) { return id; });  // the highest bits are all 0
  check_all_found(20'000, [](Sequence id) { return id << 16; });
}

TEST_CASE("one entry more moves the entries of one page, and the index stays small") {
  IdIndex index;
  std::uint64_t moved = 0;
  std::uint64_t most = 0;
  constexpr Sequence kMany = 300'000;
  for (Sequence id = 0; id < kMany; ++id) {
    const std::uint64_t before = moved;
    index.add(id, mixed(id), [&](Sequence entry) {
      ++moved;
      return mixed(entry);
    });
    most = std::max(most, moved - before);
  }
  CHECK(most <= 2 * 192);
  CHECK(moved <= 4 * std::uint64_t{kMany});
  CHECK(index.bytes() <= 12 * std::size_t{kMany});
}

}  // namespace
}  // namespace repay
