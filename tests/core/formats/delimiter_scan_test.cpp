#include "core/formats/delimiter_scan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/formats/byte_block.h"
#include "tests/core/support/random.h"

namespace repay {
namespace {

std::size_t below(testing::Random& random, std::size_t count) {
  return static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(count) - 1));
}

void check_same(const std::string& text) {
  // Of its own size, so that reading beyond it is found out.
  const std::vector<char> bytes(text.begin(), text.end());
  FieldEnds fast;
  FieldEnds plain;
  fast.scan(bytes.data(), bytes.size());
  plain.scan_plainly(bytes.data(), bytes.size());
  CAPTURE(text.size());
  REQUIRE(fast.count() == plain.count());
  REQUIRE(fast.lines() == plain.lines());
  CHECK(fast.suspicious() == plain.suspicious());
  CHECK(std::equal(fast.ends() - 1, fast.ends() + fast.count(), plain.ends() - 1));
  CHECK(std::equal(fast.line_ends(), fast.line_ends() + fast.lines(), plain.line_ends()));
}

}  // namespace

TEST_CASE("the ends of fields and lines stand one after another") {
  const std::string text = "a\tb\n\tcd\n";
  FieldEnds ends;
  ends.scan(text.data(), text.size());
  CHECK(std::vector<std::uint16_t>(ends.ends(), ends.ends() + ends.count()) ==
        std::vector<std::uint16_t>{1, 3, 4, 7});
  CHECK(static_cast<std::uint16_t>(ends.ends()[-1] + 1) == 0);
  CHECK(std::vector<std::uint32_t>(ends.line_ends(), ends.line_ends() + ends.lines()) ==
        std::vector<std::uint32_t>{2, 4});
  CHECK_FALSE(ends.suspicious());
}

TEST_CASE("looking at 64 bytes at once finds what looking at each one finds") {
  testing::Random random(11);
  const std::string alphabets[] = {"ab\t\n",
                                   "\t",
                                   "\n",
                                   "abcdefghijklmnop\t",
                                   "\b\t\n\v\f\x7f",
                                   std::string("a\t\n\0", 4),
                                   "a\t\n\x80\x8a\x89\xff"};
  for (const std::string& alphabet : alphabets) {
    for (std::size_t size = 0; size < 200; ++size) {
      std::string text;
      for (std::size_t i = 0; i < size; ++i) text += alphabet[below(random, alphabet.size())];
      check_same(text);
    }
  }
  check_same(std::string(FieldEnds::kMostBytes, '\t'));
  check_same(std::string(FieldEnds::kMostBytes, '\n'));
}

TEST_CASE("each single suspicious byte is noticed wherever it stands, and no other") {
  for (int c = 0; c < 256; ++c) {
    for (std::size_t at = 0; at < 130; ++at) {
      std::string text(130, 'x');
      text[at] = static_cast<char>(c);
      FieldEnds ends;
      ends.scan(text.data(), text.size());
      CHECK(ends.suspicious() == (c == 0 || c >= 0x80));
    }
  }
}

TEST_CASE("short texts are the same when size and every byte are") {
  testing::Random random(12);
  for (std::size_t size = 0; size <= 64; ++size) {
    std::string text(size, 'a');
    for (char& c : text) c = static_cast<char>(below(random, 256));
    ShortText known;
    REQUIRE(known.set(text));
    std::string other = text + std::string(64, 'z');
    CHECK(known.is({other.data(), size}));
    CHECK(same_text(text.data(), other.data(), size));
    if (size < 64) CHECK_FALSE(known.is({other.data(), size + 1}));
    for (std::size_t at = 0; at < size; ++at) {
      other[at] = static_cast<char>(other[at] ^ (1 << below(random, 8)));
      CHECK_FALSE(known.is({other.data(), size}));
      CHECK_FALSE(same_text(text.data(), other.data(), size));
      other[at] = text[at];
    }
  }
  ShortText known;
  CHECK_FALSE(known.set(std::string(65, 'x')));
  CHECK(known.view().empty());
}

TEST_CASE("what any machine can do and what this one does are the same") {
  testing::Random random(13);
  for (std::uint64_t i = 0; i < testing::seeds(20'000); ++i) {
    std::array<char, 64> bytes;
    const std::string alphabet = random.one_in(2) ? "a\t\n\b\v" : std::string("\t\n\x89\x8a\0z", 6);
    for (char& c : bytes) {
      c = random.one_in(8) ? static_cast<char>(below(random, 256))
                           : alphabet[below(random, alphabet.size())];
    }
    const ByteMasks here = look_at_64(bytes.data());
    const ByteMasks anywhere = portable::look_at_64(bytes.data());
    CHECK(here.ends == anywhere.ends);
    CHECK(here.line_feeds == anywhere.line_feeds);
    CHECK((here.suspicious != 0) == (anywhere.suspicious != 0));

    std::array<char, 64> other = bytes;
    other[below(random, 64)] = 'q';
    const std::size_t size = below(random, 65);
    CHECK(same_up_to_64(bytes.data(), other.data(), size) ==
          portable::same_up_to_64(bytes.data(), other.data(), size));

    std::array<std::uint8_t, 8> places;
    for (std::uint8_t& place : places) place = static_cast<std::uint8_t>(below(random, 8));
    const auto base = static_cast<std::uint16_t>(below(random, 65'000));
    std::array<std::uint16_t, 8> written{};
    std::array<std::uint16_t, 8> expected{};
    write_8(places.data(), base, written.data());
    portable::write_8(places.data(), base, expected.data());
    CHECK(written == expected);
  }
}

TEST_CASE("as many bits are counted as there are") {
  CHECK(count_bits(0) == 0);
  CHECK(count_bits(~std::uint64_t{0}) == 64);
  for (unsigned i = 0; i < 64; ++i) CHECK(count_bits(~std::uint64_t{0} >> i) == 64 - i);
}

}  // namespace repay
