#include "core/formats/json_tree.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

Refusal refusal_of(const std::string& text, const JsonLimits& limits = {}) {
  const auto tree = JsonTree::read(text, limits);
  REQUIRE_FALSE(tree.has_value());
  return tree.error();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("a JSON document is read whole, its numbers by their text") {
  const std::string text = R"({"a": {"b": [10.50, "x\n", true, null]}, "c": -0})";
  const auto tree = JsonTree::read(text);
  REQUIRE(tree.has_value());
  const JsonTree::Value root = tree->root();
  CHECK(root.is(JsonType::object));
  CHECK(root.get("c").text() == "-0");
  const JsonTree::Value list = root.get("a").get("b");
  CHECK(list.key() == "b");
  std::string all;
  for (const JsonTree::Value element : list.children()) all.append(element.text()).append("|");
  CHECK(all == "10.50|x\n|true|null|");
  CHECK(text.substr(list.offset(), 6) == "[10.50");
  CHECK_FALSE(root.get("none").get("at all"));
  CHECK(root.get("none").children().empty());
  CHECK(JsonTree::read("7")->root().text() == "7");
}

TEST_CASE("a JSON document has limits of bytes, depth and values") {
  CHECK(refusal_of("[1]", {.bytes = 2}).error == Error::too_large);
  CHECK(JsonTree::read(nested(64)).has_value());
  CHECK(refusal_of(nested(65)).error == Error::too_deep);
  CHECK(refusal_of(std::string(100'000, '[')).error == Error::too_deep);
  CHECK(JsonTree::read("[1, 2]", {.values = 3}).has_value());
  const Refusal many = refusal_of("[1,\n 2, 3]", {.values = 3});
  CHECK(many.error == Error::too_large);
  CHECK(many.place.line == 2);
  CHECK(many.place.field == "/2");
}

TEST_CASE("what is wrong with a JSON document is told with its place") {
  struct Case {
    std::string text;
    Error error;
    std::string field;
  };
  const Case cases[] = {
      {"", Error::file_empty, ""},
      {" \n", Error::file_empty, ""},
      {std::string("{}\0", 3), Error::nul_byte, ""},
      {"{\"a\": \"\xff\"}", Error::invalid_utf8, "/a"},
      {"{\"a\": [1, ", Error::file_truncated, "/a/0"},
      {"{\"a\": [1, }", Error::invalid_json, "/a/0"},
      {"{} {}", Error::invalid_json, ""},
      {"{\"a\": 1e999}", Error::invalid_field, "/a"},
      {"{\"a\": {\"b\": 1, \"b\": 2}}", Error::duplicate_key, "/a/b"},
      {R"({"a": {"b": 1, "\u0062": 2}})", Error::duplicate_key, "/a/b"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const Refusal refusal = refusal_of(one.text);
    CHECK(refusal.error == one.error);
    CHECK(refusal.place.field == one.field);
  }
}

}  // namespace repay
