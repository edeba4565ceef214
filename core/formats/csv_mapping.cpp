#include "core/formats/csv_mapping.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/formats/csv_values.h"
#include "core/formats/json_text.h"
#include "core/formats/json_tree.h"

namespace repay {
namespace {

using Type = JsonType;

struct JsonMember;

/// A value of the document with its members and elements beside it, as mappings are small.
struct JsonNode {
  Type type = Type::null;
  bool truth = false;
  std::string text;
  std::vector<JsonNode> items;
  std::vector<JsonMember> members;
  std::size_t offset = 0;

  [[nodiscard]] const JsonNode* find(std::string_view name) const;
};

struct JsonMember {
  std::string key;
  JsonNode value;
};

const JsonNode* JsonNode::find(std::string_view name) const {
  const auto found = std::ranges::find(members, name, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

JsonNode node_of(const JsonTree::Value& value) {
  JsonNode node;
  node.offset = value.offset();
  for (const Type type :
       {Type::null, Type::boolean, Type::number, Type::string, Type::array, Type::object}) {
    if (value.is(type)) node.type = type;
  }
  node.text = value.text();
  node.truth = node.type == Type::boolean && node.text == "true";
  for (const JsonTree::Value child : value.children()) {
    if (node.type == Type::array) node.items.push_back(node_of(child));
    if (node.type == Type::object)
      node.members.push_back({std::string(child.key()), node_of(child)});
  }
  return node;
}

using Names = std::initializer_list<std::string_view>;

bool has(const auto& range, const auto& value) {
  return std::ranges::find(range, value) != std::ranges::end(range);
}

/// Reads the object part by part and keeps the first thing that is wrong with it.
class MappingReader {
 public:
  explicit MappingReader(std::string_view json) : json_(json) {}

  Placed<CsvMapping> read(const JsonNode& root) {
    read_document(root);
    if (fault_) return std::unexpected(*std::move(fault_));
    return std::move(mapping_);
  }

 private:
  void refuse(const JsonNode& node, Error error, std::string detail) {
    if (fault_) return;
    fault_ = Refusal{error, place_in_json(json_, node.offset), std::move(detail)};
  }

  void read_document(const JsonNode& root) {
    if (!is_object(root, {"format", "version", "name", "header", "time", "amounts"},
                   {"separator", "decimalMark", "currency", "net", "gross", "balance", "sumsToZero",
                    "id", "order", "sku", "settlement", "description", "type", "classes", "skip",
                    "defer", "$schema"})) {
      return;
    }
    for (const auto& [name, node] : root.members) read_member(name, node);
    if (const JsonNode* type = root.find("type")) read_types(*type);
    check_whole(root);
  }

  void read_member(std::string_view name, const JsonNode& node) {
    if (name == "format") expect(node, Type::string, kCsvMappingFormat);
    if (name == "version") expect(node, Type::number, "1");
    if (name == "name") mapping_.name = text(node);
    if (name == "separator") mapping_.separators = one_of(node, {",", ";", "\t"});
    if (name == "decimalMark") mapping_.decimal_mark = one_of(node, {".", ","});
    if (name == "header") mapping_.header = texts(node);
    if (name == "time") read_time_of(node);
    if (name == "currency") read_currency(node);
    if (name == "amounts") read_amounts(node);
    if (name == "net") mapping_.net = read_source(node, {});
    if (name == "gross") read_gross(node);
    if (name == "balance") mapping_.balance = text(node);
    if (name == "sumsToZero") mapping_.sums_to_zero = text(node);
    if (name == "id") mapping_.id = texts(node);
    if (name == "order") mapping_.order = text(node);
    if (name == "sku") mapping_.sku = text(node);
    if (name == "settlement") mapping_.settlement = text(node);
    if (name == "description") mapping_.description = texts(node);
    if (name == "classes") read_classes(node);
    if (name == "skip") mapping_.skip = values(node);
    if (name == "defer") mapping_.defer = values(node);
  }

  // An object with all of `required` and nothing that is neither there nor in `optional`.
  bool is_object(const JsonNode& node, Names required, Names optional) {
    if (node.type != Type::object) {
      refuse(node, Error::invalid_field, "an object is expected");
      return false;
    }
    for (const auto& [name, value] : node.members) {
      const bool known = has(required, name) || has(optional, name);
      if (!known) refuse(value, Error::field_unknown, quote(name));
    }
    for (const std::string_view name : required) {
      if (node.find(name) == nullptr) refuse(node, Error::field_missing, quote(name));
    }
    return !fault_;
  }

  void expect(const JsonNode& node, Type type, std::string_view value) {
    if (node.type != type || node.text != value) {
      refuse(node, Error::invalid_field, "expected " + std::string(value));
    }
  }

  std::string text(const JsonNode& node) {
    if (node.type != Type::string || node.text.empty()) {
      refuse(node, Error::invalid_field, "a text is expected");
    }
    return node.text;
  }

  std::string one_of(const JsonNode& node, Names choices) {
    const std::string value = text(node);
    if (!has(choices, value)) refuse(node, Error::invalid_field, quote(value));
    return value;
  }

  // One text, or an array of them.
  std::vector<std::string> texts(const JsonNode& node) {
    std::vector<std::string> all;
    if (node.type != Type::array) return {text(node)};
    for (const JsonNode& item : node.items) all.push_back(text(item));
    if (all.empty()) refuse(node, Error::invalid_field, "it is empty");
    return all;
  }

  std::vector<CsvMapping::Values> values(const JsonNode& node) {
    std::vector<CsvMapping::Values> all;
    if (node.type != Type::array) refuse(node, Error::invalid_field, "an array is expected");
    for (const JsonNode& item : node.items) {
      if (!is_object(item, {"column", "values"}, {})) return all;
      const auto list = texts(*item.find("values"));
      all.push_back({.column = text(*item.find("column")), .values = {list.begin(), list.end()}});
    }
    return all;
  }

  void read_time_of(const JsonNode& node) {
    if (!is_object(node, {"columns", "pattern"}, {"zone"})) return;
    mapping_.time_columns = texts(*node.find("columns"));
    const JsonNode& patterns = *node.find("pattern");
    mapping_.time_patterns = texts(patterns);
    for (const std::string& pattern : mapping_.time_patterns) {
      if (!is_time_pattern(pattern)) refuse(patterns, Error::invalid_field, quote(pattern));
    }
    if (mapping_.time_patterns.size() > 4) {
      refuse(patterns, Error::invalid_field, "at most 4 patterns");
    }
    const JsonNode* zone = node.find("zone");
    if (zone == nullptr) return;
    if (zone->type == Type::string || zone->find("column") == nullptr) {
      mapping_.zone = read_zone(*zone);
      return;
    }
    if (!is_object(*zone, {"column", "names"}, {})) return;
    mapping_.zone_column = text(*zone->find("column"));
    const JsonNode& names = *zone->find("names");
    if (names.type != Type::object) refuse(names, Error::invalid_field, "an object is expected");
    for (const auto& [name, rules] : names.members) mapping_.zones[name] = read_zone(rules);
  }

  // "-08:00", or {"standard": "-08:00", "daylight": "us"}.
  ZoneRules read_zone(const JsonNode& node) {
    if (node.type == Type::string) return read_offset(node);
    if (!is_object(node, {"standard", "daylight"}, {})) return {};
    const ZoneOffset standard = read_offset(*node.find("standard"));
    const std::string rule = one_of(*node.find("daylight"), {"us", "eu"});
    return daylight_zone(standard, rule == "us" ? Daylight::us : Daylight::eu);
  }

  ZoneOffset read_offset(const JsonNode& node) {
    const auto offset = parse_zone_offset(text(node));
    if (!offset) refuse(node, Error::invalid_field, quote(node.text));
    return offset.value_or(ZoneOffset());
  }

  void read_currency(const JsonNode& node) {
    if (node.type == Type::string) {
      const auto currency = Currency::from_code(node.text);
      if (!currency) return refuse(node, currency.error(), quote(node.text));
      mapping_.currency = *currency;
    } else if (is_object(node, {"column"}, {})) {
      mapping_.currency_column = text(*node.find("column"));
    }
  }

  // {"column": …, "negate": true} or {"debit": …, "credit": …}, and more members.
  CsvMapping::Source read_source(const JsonNode& node, Names more) {
    std::vector<std::string_view> known = {"column", "debit", "credit", "negate"};
    known.insert(known.end(), more.begin(), more.end());
    CsvMapping::Source source;
    if (node.type != Type::object) {
      refuse(node, Error::invalid_field, "an object is expected");
      return source;
    }
    for (const auto& [name, value] : node.members) {
      if (!has(known, name)) refuse(value, Error::field_unknown, quote(name));
      if (name == "column") source.column = text(value);
      if (name == "debit") source.debit = text(value);
      if (name == "credit") source.credit = text(value);
      if (name == "negate") source.negate = read_truth(value);
    }
    const bool in_two = !source.debit.empty() || !source.credit.empty();
    const bool whole =
        in_two ? source.column.empty() && !source.debit.empty() && !source.credit.empty() : true;
    if (!whole) refuse(node, Error::field_missing, "\"column\", or \"debit\" and \"credit\"");
    return source;
  }

  bool read_truth(const JsonNode& node) {
    if (node.type != Type::boolean) refuse(node, Error::invalid_field, "true or false is expected");
    return node.truth;
  }

  void read_amounts(const JsonNode& node) {
    if (node.type != Type::array || node.items.empty()) {
      return refuse(node, Error::invalid_field, "an array of amounts is expected");
    }
    for (const JsonNode& item : node.items) {
      CsvMapping::Amount amount;
      amount.source = read_source(item, {"class", "id", "description", "rest"});
      const JsonNode* rest = item.find("rest");
      const bool is_rest = rest != nullptr && read_truth(*rest);
      if (is_rest == amount.source.is_set()) {
        refuse(item, Error::field_missing, "\"column\", \"debit\" and \"credit\", or \"rest\"");
      }
      if (const JsonNode* name = item.find("class")) amount.class_name = text(*name);
      if (const JsonNode* id = item.find("id")) amount.id = text(*id);
      if (const JsonNode* words = item.find("description")) amount.description = text(*words);
      const bool twice = std::ranges::any_of(
          mapping_.amounts, [&](const auto& other) { return other.id == amount.id; });
      if (twice) refuse(item, Error::duplicate_id, "two amounts of a row with the same \"id\"");
      mapping_.amounts.push_back(std::move(amount));
      amount_nodes_.push_back(&item);
    }
  }

  void read_gross(const JsonNode& node) {
    CsvMapping::Gross gross;
    gross.source = read_source(node, {"currency"});
    const JsonNode* currency = node.find("currency");
    if (currency == nullptr) return refuse(node, Error::field_missing, "\"currency\"");
    gross.currency = text(*currency);
    if (!gross.source.is_set()) refuse(node, Error::field_missing, "\"column\"");
    mapping_.gross = std::move(gross);
  }

  void read_classes(const JsonNode& node) {
    if (node.type != Type::object)
      return refuse(node, Error::invalid_field, "an object is expected");
    for (const auto& [name, value] : node.members) {
      if (!is_object(value, {"credit", "debit"}, {})) return;
      CsvMapping::Class& made = mapping_.classes[name];
      read_side(*value.find("credit"), 1, made.credit_kind, made.credit_group);
      read_side(*value.find("debit"), -1, made.debit_kind, made.debit_group);
    }
  }

  // A kind, or {"kind": …, "group": …} where the group is not the kind's own.
  void read_side(const JsonNode& node, std::int64_t sign, Kind& kind, Group& group) {
    const JsonNode* named = &node;
    if (node.type == Type::object) {
      if (!is_object(node, {"kind", "group"}, {})) return;
      named = node.find("kind");
    }
    const auto found = kind_from_name(text(*named));
    if (!found) return refuse(*named, found.error(), quote(named->text));
    if (const auto fits = check_sign(*found, sign); !fits) {
      return refuse(*named, fits.error(), quote(named->text));
    }
    const bool stands_alone =
        effect(*found) != Effect::reversal && effect(*found) != Effect::write_off;
    if (!stands_alone) {
      return refuse(*named, Error::invalid_field, quote(named->text) + " needs another entry");
    }
    kind = *found;
    group = group_of(kind, sign);
    if (named != &node) read_group(*node.find("group"), group);
  }

  void read_group(const JsonNode& node, Group& group) {
    const std::string word = text(node);
    for (std::size_t i = 0; i < kGroups; ++i) {
      if (name(static_cast<Group>(i)) != word) continue;
      group = static_cast<Group>(i);
      return;
    }
    refuse(node, Error::invalid_field, quote(word));
  }

  void read_types(const JsonNode& node) {
    if (!is_object(node, {"column", "classes"}, {})) return;
    mapping_.type_column = text(*node.find("column"));
    const JsonNode& list = *node.find("classes");
    if (list.type != Type::object)
      return refuse(list, Error::invalid_field, "an object is expected");
    for (const auto& [value, class_name] : list.members) {
      if (!mapping_.classes.contains(text(class_name))) {
        return refuse(class_name, Error::unknown_reference, quote(class_name.text));
      }
      mapping_.types[value] = class_name.text;
    }
  }

  void check_whole(const JsonNode& root) {
    if (fault_) return;
    if (!mapping_.currency && mapping_.currency_column.empty()) {
      return refuse(root, Error::field_missing, "\"currency\"");
    }
    std::size_t rests = 0;
    for (std::size_t i = 0; i < mapping_.amounts.size(); ++i) {
      const CsvMapping::Amount& amount = mapping_.amounts[i];
      if (!amount.source.is_set()) ++rests;
      if (!amount.class_name.empty() && !mapping_.classes.contains(amount.class_name)) {
        return refuse(*amount_nodes_[i], Error::unknown_reference, quote(amount.class_name));
      }
    }
    if (rests > 0 && !mapping_.net.is_set()) refuse(root, Error::field_missing, "\"net\"");
    if (rests > 1) refuse(root, Error::invalid_field, "two amounts are the \"rest\"");
    if (mapping_.gross && rests == 0)
      refuse(root, Error::field_missing, "an amount that is the \"rest\"");
  }

  std::string_view json_;
  CsvMapping mapping_;
  std::vector<const JsonNode*> amount_nodes_;
  std::optional<Refusal> fault_;
};

}  // namespace

Placed<CsvMapping> read_csv_mapping(std::string_view json) {
  const auto tree = JsonTree::read(json, {.bytes = kLargestCsvMapping, .depth = 16});
  if (!tree) return std::unexpected(tree.error());
  return MappingReader(json).read(node_of(tree->root()));
}

}  // namespace repay
