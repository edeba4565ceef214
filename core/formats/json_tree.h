#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace repay {

enum class JsonType : std::uint8_t { null, boolean, number, string, array, object };

/// What a JSON document may be beyond RFC 8259, which leaves these to its readers.
struct JsonLimits {
  std::size_t bytes = std::size_t{256} << 20;
  std::size_t depth = 64;          ///< open objects and arrays
  std::size_t values = 8'000'000;  ///< all values together, 32 bytes each in memory
  bool keys_once = true;           ///< whether a key may stand only once in an object
};

/// A JSON document read whole, strictly by RFC 8259: nothing before or after it, not even a byte
/// order mark or a NUL. Numbers are kept as their text, so that no amount goes through a double.
///
///     const auto tree = JsonTree::read(bytes);
///     const JsonTree::Value amount = tree->root().get("totalAmount").get("currencyAmount");
///     amount.text()   // "10.50"
class JsonTree {
 public:
  class Children;

  /// A value of the tree, or none: what is asked of none is none, "" or 0, so that a path can be
  /// followed without asking at every step. Valid as long as the tree.
  class Value {
   public:
    Value() = default;

    [[nodiscard]] explicit operator bool() const { return tree_ != nullptr; }
    [[nodiscard]] bool is(JsonType type) const;
    /// A string's content; a number's text as it stands in the document; "true", "false", "null".
    /// Empty for arrays and objects.
    [[nodiscard]] std::string_view text() const;
    /// Its key in the object it stands in.
    [[nodiscard]] std::string_view key() const;
    /// Its first byte in the document, for place_in_json.
    [[nodiscard]] std::size_t offset() const;
    /// The member of an object with this key: the last one, where several were allowed.
    [[nodiscard]] Value get(std::string_view key) const;
    /// The elements of an array or the members of an object, in their order.
    [[nodiscard]] Children children() const;

   private:
    friend class JsonTree;
    friend class Children;
    Value(const JsonTree& tree, std::uint32_t node) : tree_(&tree), node_(node) {}
    const JsonTree* tree_ = nullptr;
    std::uint32_t node_ = 0;
  };

  /// A range for `for (const JsonTree::Value child : value.children())`.
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}
      Value operator*() const { return {*tree_, node_}; }
      Iterator& operator++();
      bool operator==(const Iterator& other) const { return node_ == other.node_; }

     private:
      const JsonTree* tree_;
      std::uint32_t node_;
    };
    [[nodiscard]] Iterator begin() const { return {tree_, first_}; }
    [[nodiscard]] Iterator end() const { return {tree_, end_}; }
    [[nodiscard]] bool empty() const { return first_ == end_; }

   private:
    friend class Value;
    Children(const JsonTree* tree, std::uint32_t first, std::uint32_t end)
        : tree_(tree), first_(first), end_(end) {}
    const JsonTree* tree_;
    std::uint32_t first_;
    std::uint32_t end_;
  };

  /// Reads a document. Of several wrong things the first in this order is the answer: TOO_LARGE,
  /// FILE_EMPTY, NUL_BYTE, INVALID_UTF8, then of FILE_TRUNCATED, INVALID_JSON, TOO_DEEP, TOO_LARGE
  /// (more values than allowed) and INVALID_FIELD (a number beyond any double) the first in the
  /// document, then DUPLICATE_KEY. Each names line, column and pointer.
  [[nodiscard]] static Placed<JsonTree> read(std::string_view bytes, const JsonLimits& limits = {});

  [[nodiscard]] Value root() const { return {*this, 0}; }

 private:
  struct Node {
    std::uint32_t offset = 0;
    std::uint32_t end = 0;  // the node after its last descendant
    std::uint32_t text = 0;
    std::uint32_t text_size = 0;
    std::uint32_t key = 0;
    std::uint32_t key_size = 0;
    JsonType type = JsonType::null;
  };
  class Sax;

  [[nodiscard]] std::string_view key_of(const Node& node) const {
    return std::string_view(texts_).substr(node.key, node.key_size);
  }
  [[nodiscard]] std::optional<std::uint32_t> node_with_repeated_key() const;

  std::vector<Node> nodes_;  // each before its descendants
  std::string texts_;
};

}  // namespace repay
