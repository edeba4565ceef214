// JSONTestSuite (in the folder of shared data): what must be JSON is, what must not be is not, and
// what RFC 8259 leaves open is decided here, once.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/account_json.h"
#include "core/formats/json_tree.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using testing::is_shared;
using testing::read_shared;
using testing::shared_path;

const bool kNotShared = !is_shared("data/json/test_parsing/y_array_empty.json");

// The suite is about the grammar, which lets a key stand twice.
constexpr JsonLimits kGrammar = {.keys_once = false};

std::optional<Error> verdict(const std::string& text, const JsonLimits& limits = kGrammar) {
  const auto tree = JsonTree::read(text, limits);
  if (tree) return {};
  return tree.error().error;
}

std::optional<Error> verdict_on_account(const std::string& text) {
  const auto reader = make_account_json_reader({.store = "", .size_hint = text.size()});
  if (const auto fed = reader->feed(text); !fed) return fed.error().error;
  const auto batches = reader->finish();
  if (batches) return {};
  return batches.error().error;
}

std::vector<std::string> files_of(const std::string& folder, std::string_view prefix) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(shared_path(folder))) {
    const std::string name = file.path().filename().string();
    if (name.starts_with(prefix)) files.push_back(folder + "/" + name);
  }
  std::ranges::sort(files);
  return files;
}

// What is free to be JSON or not: numbers no double holds, half surrogate pairs (they stand for no
// character), what is not UTF-8, and nesting beyond any document of ours.
struct Free {
  std::string_view name;
  std::optional<Error> verdict;  // none: accepted
};

constexpr std::optional<Error> kAccepted;
constexpr std::array kFree = {
    Free{"number_double_huge_neg_exp", kAccepted},
    Free{"number_huge_exp", Error::invalid_field},
    Free{"number_neg_int_huge_exp", Error::invalid_field},
    Free{"number_pos_double_huge_exp", Error::invalid_field},
    Free{"number_real_neg_overflow", Error::invalid_field},
    Free{"number_real_pos_overflow", Error::invalid_field},
    Free{"number_real_underflow", kAccepted},
    Free{"number_too_big_neg_int", kAccepted},
    Free{"number_too_big_pos_int", kAccepted},
    Free{"number_very_big_negative_int", kAccepted},
    Free{"object_key_lone_2nd_surrogate", Error::invalid_json},
    Free{"string_1st_surrogate_but_2nd_missing", Error::invalid_json},
    Free{"string_1st_valid_surrogate_2nd_invalid", Error::invalid_json},
    Free{"string_UTF-16LE_with_BOM", Error::nul_byte},
    Free{"string_UTF-8_invalid_sequence", Error::invalid_utf8},
    Free{"string_UTF8_surrogate_U+D800", Error::invalid_utf8},
    Free{"string_incomplete_surrogate_and_escape_valid", Error::invalid_json},
    Free{"string_incomplete_surrogate_pair", Error::invalid_json},
    Free{"string_incomplete_surrogates_escape_valid", Error::invalid_json},
    Free{"string_invalid_lonely_surrogate", Error::invalid_json},
    Free{"string_invalid_surrogate", Error::invalid_json},
    Free{"string_invalid_utf-8", Error::invalid_utf8},
    Free{"string_inverted_surrogates_U+1D11E", Error::invalid_json},
    Free{"string_iso_latin_1", Error::invalid_utf8},
    Free{"string_lone_second_surrogate", Error::invalid_json},
    Free{"string_lone_utf8_continuation_byte", Error::invalid_utf8},
    Free{"string_not_in_unicode_range", Error::invalid_utf8},
    Free{"string_overlong_sequence_2_bytes", Error::invalid_utf8},
    Free{"string_overlong_sequence_6_bytes", Error::invalid_utf8},
    Free{"string_overlong_sequence_6_bytes_null", Error::invalid_utf8},
    Free{"string_truncated-utf-8", Error::invalid_utf8},
    Free{"string_utf16BE_no_BOM", Error::nul_byte},
    Free{"string_utf16LE_no_BOM", Error::nul_byte},
    Free{"structure_500_nested_arrays", Error::too_deep},
    Free{"structure_UTF-8_BOM_empty_object", Error::invalid_json},
};

// What a document is refused for that is JSON, but not an account.
bool is_about_fields(Error error) {
  return error == Error::format_unknown || error == Error::field_missing ||
         error == Error::field_unknown || error == Error::invalid_field;
}

}  // namespace

TEST_CASE("all that must be JSON is read" * doctest::skip(kNotShared)) {
  const auto files = files_of("data/json/test_parsing", "y_");
  CHECK(files.size() == 95);
  for (const std::string& file : files) {
    CAPTURE(file);
    const std::string text = read_shared(file);
    CHECK(verdict(text) == std::nullopt);
    // A key that stands twice is JSON, but no account: which of the values is meant?
    const bool twice = file.contains("duplicated_key");
    CHECK(verdict(text, {}) == (twice ? std::optional(Error::duplicate_key) : std::nullopt));
    const auto error = verdict_on_account(text);
    REQUIRE(error.has_value());
    CHECK((is_about_fields(*error) || (twice && *error == Error::duplicate_key)));
  }
}

TEST_CASE("all that must not be JSON is refused, also the one that ends in a NUL" *
          doctest::skip(kNotShared)) {
  const auto files = files_of("data/json/test_parsing", "n_");
  CHECK(files.size() == 188);
  for (const std::string& file : files) {
    CAPTURE(file);
    const std::string text = read_shared(file);
    const auto error = verdict(text);
    REQUIRE(error.has_value());
    CHECK_FALSE(is_about_fields(*error));
    CHECK(verdict_on_account(text).has_value());
  }
  CHECK(verdict(read_shared("data/json/test_parsing/n_multidigit_number_then_00.json")) ==
        Error::nul_byte);
}

TEST_CASE("what may be JSON or not is decided as the table says" * doctest::skip(kNotShared)) {
  const auto files = files_of("data/json/test_parsing", "i_");
  CHECK(files.size() == kFree.size());
  for (const Free& row : kFree) {
    const std::string file = "data/json/test_parsing/i_" + std::string(row.name) + ".json";
    CAPTURE(file);
    REQUIRE(is_shared(file));
    CHECK(verdict(read_shared(file)) == row.verdict);
  }
}

TEST_CASE("what others transform is kept as it was or refused" * doctest::skip(kNotShared)) {
  const auto read = [](const std::string& name) {
    return read_shared("data/json/test_transform/" + name + ".json");
  };
  const auto only_text = [&](const std::string& name) {
    const auto tree = JsonTree::read(read(name), kGrammar);
    REQUIRE(tree.has_value());
    return std::string((*tree->root().children().begin()).text());
  };
  SUBCASE("numbers keep every digit") {
    for (const std::string number :
         {"-9223372036854775808", "-9223372036854775809", "1.0", "1.000000000000000005",
          "1000000000000000", "10000000000000000999", "1e6", "9223372036854775807",
          "9223372036854775808"}) {
      CAPTURE(number);
      // The file of 1e6 says 1E6.
      const std::string text = only_text("number_" + number);
      CHECK(text == (number == "1e6" ? "1E6" : number));
    }
  }
  SUBCASE("keys that look alike are two, and none is lost") {
    for (const std::string name : {"object_key_nfc_nfd", "object_key_nfd_nfc"}) {
      const auto tree = JsonTree::read(read(name));
      REQUIRE(tree.has_value());
      std::size_t members = 0;
      for (const auto member : tree->root().children()) members += member.key().empty() ? 0u : 1u;
      CHECK(members == 2);
    }
  }
  SUBCASE("a key that stands twice is refused where it matters") {
    for (const std::string name :
         {"same_key_different_values", "same_key_same_value", "same_key_unclear_values"}) {
      CHECK(verdict(read("object_" + name), {}) == Error::duplicate_key);
    }
  }
  SUBCASE("half a surrogate pair is refused, an escaped NUL is a character") {
    for (const std::string name : {"1_escaped_invalid_codepoint", "2_escaped_invalid_codepoints",
                                   "3_escaped_invalid_codepoints"}) {
      CHECK(verdict(read("string_" + name)) == Error::invalid_json);
    }
    for (const std::string name :
         {"1_invalid_codepoint", "2_invalid_codepoints", "3_invalid_codepoints"}) {
      CHECK(verdict(read("string_" + name)) == Error::invalid_utf8);
    }
    CHECK(only_text("string_with_escaped_NULL") == std::string("A\0B", 3));
  }
}

}  // namespace repay
