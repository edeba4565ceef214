#include "core/ledger/text_arena.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace repay {
namespace {

TEST_CASE("texts of every length come back as they were kept") {
  TextArena arena;
  std::vector<TextRef> refs;
  for (std::size_t length : {0u, 1u, 126u, 127u, 128u, 129u, 255u, 256u, 32767u}) {
    refs.push_back(arena.add(std::string(length, 'x')));
  }
  std::size_t i = 0;
  for (std::size_t length : {0u, 1u, 126u, 127u, 128u, 129u, 255u, 256u, 32767u}) {
    CHECK(arena.get(refs[i++]) == std::string(length, 'x'));
  }
  CHECK(refs[0] == TextRef{});
}

TEST_CASE("an interned text is kept once") {
  TextArena arena;
  std::vector<TextRef> first;
  for (int i = 0; i < 500; ++i) first.push_back(arena.intern("type " + std::to_string(i)));
  const std::size_t bytes = arena.bytes();
  for (int i = 0; i < 500; ++i)
    CHECK(arena.intern("type " + std::to_string(i)) == first[static_cast<std::size_t>(i)]);
  CHECK(arena.bytes() == bytes);
  CHECK(arena.get(first[123]) == "type 123");
}

}  // namespace
}  // namespace repay
