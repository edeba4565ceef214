#include "core/base/error.h"

#include <doctest/doctest.h>

#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace repay {
namespace {

struct Named {
  Error error;
  std::string name;
};

const std::vector<Named> kAll = {
#define X(name, code, sentence) {Error::name, #name},
    REPAY_ERRORS(X)
#undef X
};

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

TEST_CASE("an error's code is its enumerator in capitals") {
  for (const auto& [error, name] : kAll) CHECK(code(error) == upper(name));
}

TEST_CASE("every error says something of its own, in one sentence without a full stop") {
  std::set<std::string_view> sentences;
  for (const auto& [error, name] : kAll) {
    CAPTURE(name);
    const std::string_view words = sentence(error);
    REQUIRE_FALSE(words.empty());
    CHECK(std::islower(static_cast<unsigned char>(words.front())));
    CHECK(words.back() != '.');
    CHECK(sentences.insert(words).second);
  }
}

TEST_CASE("a refusal's message is its sentence, then what was found") {
  CHECK(message({Error::file_empty, {}, ""}) == "the file is empty");
  CHECK(message({Error::too_many_columns,
                 {.line = 3, .column = 25, .field = ""},
                 "expected 24, found 25"}) ==
        "the line has more columns than the header: expected 24, found 25");
}

}  // namespace
}  // namespace repay
