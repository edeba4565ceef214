#include "core/formats/json_tree.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/formats/json_text.h"

namespace repay {

// Takes the events of nlohmann/json and lays the values down in the order of the document.
class JsonTree::Sax {
 public:
  Sax(JsonText& text, JsonTree& tree, const JsonLimits& limits)
      : text_(text), tree_(tree), limits_(limits) {}

  struct Fault {
    Error error;
    std::size_t offset;
    std::string detail;
  };
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

  bool null() { return scalar(JsonType::null, "null"); }
  bool boolean(bool value) { return scalar(JsonType::boolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(std::string& value) { return scalar(JsonType::string, value); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(JsonType::object); }
  bool start_array(std::size_t) { return open(JsonType::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    text_.end_token();
    key_ = keep(name);
    key_size_ = static_cast<std::uint32_t>(name.size());
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& exception) {
    constexpr int kNumberBeyondDouble = 406;
    if (exception.id == kNumberBeyondDouble) {
      fault_ = {Error::invalid_field, text_.token_start(), "the number is too large"};
    } else if (text_.ended()) {
      fault_ = {Error::file_truncated, text_.bytes().size(), {}};
    } else {
      const std::size_t read = text_.read();
      fault_ = {Error::invalid_json, read == 0 ? 0 : read - 1, syntax_detail(exception.what())};
    }
    return false;
  }

 private:
  std::uint32_t keep(std::string_view text) {
    const auto at = static_cast<std::uint32_t>(tree_.texts_.size());
    tree_.texts_ += text;
    return at;
  }

  // Adds a node for the value whose token ends here.
  bool add(JsonType type) {
    const auto offset = static_cast<std::uint32_t>(text_.token_start());
    if (type == JsonType::number) {
      text_.end_number_token();
    } else {
      text_.end_token();
    }
    if (tree_.nodes_.size() >= limits_.values) {
      fault_ = {Error::too_large, offset,
                "more than " + std::to_string(limits_.values) + " values"};
      return false;
    }
    tree_.nodes_.push_back({.offset = offset,
                            .end = static_cast<std::uint32_t>(tree_.nodes_.size() + 1),
                            .key = key_,
                            .key_size = key_size_,
                            .type = type});
    key_ = key_size_ = 0;
    return true;
  }

  void set_text(std::string_view text) {
    tree_.nodes_.back().text = keep(text);
    tree_.nodes_.back().text_size = static_cast<std::uint32_t>(text.size());
  }

  bool scalar(JsonType type, std::string_view text) {
    if (!add(type)) return false;
    set_text(text);
    return true;
  }

  bool number() {
    if (!add(JsonType::number)) return false;
    const std::size_t start = tree_.nodes_.back().offset;
    set_text(text_.bytes().substr(start, text_.token_end() - start));
    return true;
  }

  bool open(JsonType type) {
    if (!add(type)) return false;
    open_.push_back(static_cast<std::uint32_t>(tree_.nodes_.size() - 1));
    if (open_.size() <= limits_.depth) return true;
    fault_ = {Error::too_deep, tree_.nodes_.back().offset,
              "more than " + std::to_string(limits_.depth) + " open objects and arrays"};
    return false;
  }

  bool close() {
    text_.end_token();
    tree_.nodes_[open_.back()].end = static_cast<std::uint32_t>(tree_.nodes_.size());
    open_.pop_back();
    return true;
  }

  JsonText& text_;
  JsonTree& tree_;
  const JsonLimits& limits_;
  std::optional<Fault> fault_;
  std::vector<std::uint32_t> open_;
  std::uint32_t key_ = 0;
  std::uint32_t key_size_ = 0;
};

Placed<JsonTree> JsonTree::read(std::string_view bytes, const JsonLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return refuse_at({}, Error::too_large,
                     "more than " + std::to_string(limits.bytes >> 20) + " MiB");
  }
  if (auto well = check_json_bytes(bytes); !well) return std::unexpected(std::move(well.error()));
  JsonTree tree;
  JsonText text(bytes);
  Sax sax(text, tree, limits);
  (void)nlohmann::json::sax_parse(JsonText::Cursor(text), JsonText::Cursor(), &sax);
  if (const auto& fault = sax.fault()) {
    return refuse_at(place_in_json(bytes, fault->offset), fault->error, fault->detail);
  }
  if (!limits.keys_once) return tree;
  if (const auto node = tree.node_with_repeated_key()) {
    const Node& second = tree.nodes_[*node];
    return refuse_at(place_in_json(bytes, second.offset), Error::duplicate_key,
                     quote(tree.key_of(second)));
  }
  return tree;
}

// Of all members whose key stands before in their object, the first in the document.
std::optional<std::uint32_t> JsonTree::node_with_repeated_key() const {
  std::optional<std::uint32_t> first;
  std::vector<std::uint32_t> members;
  for (std::uint32_t object = 0; object < nodes_.size(); ++object) {
    if (nodes_[object].type != JsonType::object) continue;
    members.clear();
    for (std::uint32_t i = object + 1; i < nodes_[object].end; i = nodes_[i].end)
      members.push_back(i);
    std::ranges::sort(members, {}, [&](auto i) { return std::pair(key_of(nodes_[i]), i); });
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (key_of(nodes_[members[i]]) != key_of(nodes_[members[i - 1]])) continue;
      first = std::min(first.value_or(members[i]), members[i]);
    }
  }
  return first;
}

bool JsonTree::Value::is(JsonType type) const {
  return tree_ != nullptr && tree_->nodes_[node_].type == type;
}

std::string_view JsonTree::Value::text() const {
  if (tree_ == nullptr) return {};
  const Node& node = tree_->nodes_[node_];
  return std::string_view(tree_->texts_).substr(node.text, node.text_size);
}

std::string_view JsonTree::Value::key() const {
  return tree_ == nullptr ? std::string_view() : tree_->key_of(tree_->nodes_[node_]);
}

std::size_t JsonTree::Value::offset() const {
  return tree_ == nullptr ? 0 : tree_->nodes_[node_].offset;
}

JsonTree::Value JsonTree::Value::get(std::string_view key) const {
  Value found;
  if (!is(JsonType::object)) return found;
  for (const Value child : children()) {
    if (child.key() == key) found = child;
  }
  return found;
}

JsonTree::Children JsonTree::Value::children() const {
  if (tree_ == nullptr) return {nullptr, 0, 0};
  return {tree_, node_ + 1, tree_->nodes_[node_].end};
}

JsonTree::Children::Iterator& JsonTree::Children::Iterator::operator++() {
  check(tree_ != nullptr);
  node_ = tree_->nodes_[node_].end;
  return *this;
}

}  // namespace repay
