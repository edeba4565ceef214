#include "tests/core/formats/types_page.h"

#include <map>
#include <vector>

#include "core/base/check.h"
#include "core/formats/csv_mapping.h"
#include "core/formats/settlement_type_table.h"
#include "core/formats/settlement_types.h"
#include "core/formats/sp_api_event_table.h"

namespace repay::testing {
namespace {

constexpr std::string_view kIntroduction =
    R"(# From a file's types to kinds and groups

What the rows of files become: the kind of entry and the group of the statement, by the row's type and the
sign of its amount. This page is what the tables say (`settlement_type_table.h`, `sp_api_event_table.h`,
`mappings/*.json`); `tests/core/formats/types_test.cpp` keeps it so, and writes it anew with
`REPAY_WRITE_PAGES=1`. A type that no table has is an adjustment under *Other*, and flagged.
)";

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += " " + cell + " |";
  return text + "\n";
}

std::string header(const std::vector<std::string>& titles) {
  return "\n" + row(titles) + row(std::vector<std::string>(titles.size(), "---"));
}

// "fee, marketplace_fees"
std::string what(Kind kind, Group group) {
  return std::string(name(kind)) + ", " + std::string(name(group));
}

// What rows of these words are below and above zero, or at zero where that is all there may be.
std::vector<std::string> by_sign(const RowType& type) {
  return {what(type.kind[0], type.group[0]), what(type.kind[2], type.group[2])};
}

// A pattern's words as a file may have them.
std::string_view sample(std::string_view words) {
  while (words.ends_with('*')) words.remove_suffix(1);
  return words;
}

std::string families() {
  std::string text =
      "\n## Whose money a row is about\n\nBy its transaction-type; any other is about the account. "
      "Here what a price is (`ItemPrice`,\n`Principal`), which all else of a buyer follows.\n";
  text += header({"transaction-type", "below zero", "above zero"});
  for (const auto& transaction : settlement_table::kTransactions) {
    std::vector<std::string> cells = {code(transaction.words)};
    for (const std::string& cell :
         by_sign(settlement_row_type(transaction.words, "ItemPrice", "Principal")))
      cells.push_back(cell);
    text += row(cells);
  }
  return text;
}

std::string rules() {
  std::string text =
      "\n## Rows of settlement files\n\nThe first line that fits counts; a `*` is whatever "
      "follows. "
      "Letter case, blanks and punctuation do not\nmatter. A V1 row says these words in other "
      "columns "
      "(`settlement_types.h`). What a buyer pays is shown\nhere as in an order; in a refund, a "
      "chargeback or a claim all of it is in the group refunds, with the kinds\nof the table "
      "above.\n";
  text += header({"amount-type", "amount-description", "below zero", "above zero"});
  for (const auto& rule : settlement_table::kRules) {
    const bool of_buyer = rule.item <= settlement_table::Item::withheld_tax;
    const RowType type = settlement_row_type(of_buyer ? "Order" : "", sample(rule.amount_type),
                                             sample(rule.description));
    const auto kinds = by_sign(type);
    text += row({rule.amount_type.empty() ? "any" : code(rule.amount_type),
                 rule.description == "*" ? "any" : code(rule.description), kinds[0], kinds[1]});
  }
  return text;
}

std::string_view direction_words(sp_api_events::Direction direction) {
  switch (direction) {
    case sp_api_events::Direction::as_given:
      return "as given";
    case sp_api_events::Direction::out:
      return "leaves the seller";
    case sp_api_events::Direction::in:
      return "comes to the seller";
    case sp_api_events::Direction::against_tax:
      return "against the tax beside it";
    case sp_api_events::Direction::nothing:
      return "moves nothing";
  }
  return {};
}

std::string part_rows(std::string_view list, std::string_view transaction,
                      sp_api_events::Parts parts, std::string_view event_type) {
  std::string text;
  for (const auto& part : parts) {
    const std::string path =
        std::string(part.path) + (part.amount.empty() ? "" : "/") + std::string(part.amount);
    const std::string_view said = !part.words.empty()  ? part.words
                                  : !part.type.empty() ? part.type
                                                       : event_type;
    const std::string words = !part.words.empty() ? code(said)
                              : said.empty()      ? "nothing more"
                                                  : "what " + code(said) + " says";
    text += row({code(list), code(path), code(transaction),
                 part.amount_type.empty() ? "any" : code(part.amount_type), words,
                 std::string(direction_words(part.direction))});
  }
  return text;
}

std::string events() {
  std::string text =
      "\n## Events of SP-API finances v0\n\nEach amount that a line names is an entry: what a row "
      "of a "
      "settlement file with these words is.\n";
  text += header({"list", "amount", "transaction-type", "amount-type", "words", "sign"});
  for (const auto& list : sp_api_events::kEventLists)
    text += part_rows(list.name, list.transaction, list.parts, list.type);
  for (const auto& variant : sp_api_events::kVariants) {
    if (variant.parts.empty()) continue;
    text += part_rows(std::string(variant.list) + ", " + std::string(variant.type),
                      variant.transaction, variant.parts, "DebtRecoveryType");
  }
  text += "\nAmounts that tell something and move no money:\n";
  for (const auto& told : sp_api_events::kTold)
    text += (told.list == sp_api_events::kTold[0].list && told.path == sp_api_events::kTold[0].path
                 ? "\n- "
                 : "- ") +
            code(std::string(told.list) + "/" + std::string(told.path)) + "\n";
  return text;
}

std::string mappings() {
  std::string text = "\n## CSV by mappings\n";
  for (const std::string_view json : built_in_mappings()) {
    const auto mapping = read_csv_mapping(json);
    check(mapping.has_value());
    text += "\n### " + mapping->name + "\n\nBy the column " + code(mapping->type_column) + ".\n";
    text += header({"type", "a debit", "a credit"});
    for (const auto& [type, class_name] : mapping->types) {
      const auto& in = mapping->classes.at(class_name);
      text += row(
          {code(type), what(in.debit_kind, in.debit_group), what(in.credit_kind, in.credit_group)});
    }
  }
  return text;
}

}  // namespace

std::string types_page() {
  return std::string(kIntroduction) + families() + rules() + events() + mappings();
}

}  // namespace repay::testing
