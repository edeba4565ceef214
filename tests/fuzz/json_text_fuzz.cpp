// JSON as we read it is JSON as nlohmann/json reads it, but for what we refuse besides; and an
// object taken without a lexer is the object that the lexer finds.

#include <nlohmann/json.hpp>

#include "core/formats/json_text.h"
#include "core/formats/json_tree.h"
#include "core/formats/plain_object.h"
#include "tests/fuzz/fuzz.h"

namespace {

using repay::check;
using repay::Error;
using repay::JsonTree;
using repay::JsonType;

void check_values(const JsonTree::Value& value, std::string_view text) {
  check(value.offset() < text.size());
  for (const JsonTree::Value child : value.children()) {
    check(child.offset() > value.offset());
    if (value.is(JsonType::object)) check(bool(value.get(child.key())));
    check_values(child, text);
  }
}

void check_plain_object(std::string_view text) {
  repay::PlainObject plain;
  if (repay::check_json_bytes(text).has_value() && text.starts_with('{') && plain.scan(text, 0)) {
    const auto tree = JsonTree::read(text.substr(0, plain.end() + 1), {.keys_once = false});
    check(tree.has_value() && tree->root().is(JsonType::object));
    std::size_t number = 0;
    for (const JsonTree::Value child : tree->root().children()) {
      const auto& member = plain.members()[number++];
      check(child.key() == member.key && child.text() == member.value);
      check(child.offset() == member.value_offset);
    }
    check(number == plain.members().size());
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = repay::fuzz::text_of(data, size);
  const bool valid = nlohmann::json::accept(text.begin(), text.end());
  const auto tree = JsonTree::read(text);
  if (tree) {
    check(valid);
    check_values(tree->root(), text);
  } else {
    repay::fuzz::check_place(tree.error().place, text);
    const Error error = tree.error().error;
    const bool mark = text.starts_with("\xef\xbb\xbf");
    if (valid && !mark)
      check(error == Error::too_deep || error == Error::duplicate_key || error == Error::nul_byte);
  }
  check_plain_object(text);
  return 0;
}
