#include "core/formats/transaction_types.h"

#include <algorithm>

#include "core/formats/transaction_words.h"
#include "core/ledger/search_text.h"

namespace repay {
namespace {

using namespace transaction_words;

constexpr std::string_view kApostrophe = "\xe2\x80\x99";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);  // shorter each time
  }
}

std::string_view without(std::string_view text, std::string_view beginning) {
  if (text.starts_with(beginning)) text.remove_prefix(beginning.size());
  return text;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::optional<Currency> from_code(std::string_view code) {
  const auto currency = Currency::from_code(code);
  return currency ? std::optional(*currency) : std::nullopt;
}

// "usd" or "euro"
std::optional<Currency> currency_of_word(std::string_view word) {
  const auto known = std::ranges::find(kCurrencyWords, word, &CurrencyWord::word);
  if (known != kCurrencyWords.end()) return from_code(known->code);
  std::string code(word);
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return from_code(code);
}

RowType unknown_type() {
  RowType type;
  type.kind.fill(Kind::adjustment);
  type.group = {Group::expenses_other, Group::sales_other, Group::sales_other};
  return type;
}

// What a description says by itself: as it stands, or in the two halves of "FBA Inventory
// Reimbursement - Customer Return".
std::optional<RowType> type_by_description(const TransactionType& type,
                                           std::string_view description) {
  if (description.empty()) return std::nullopt;
  const std::string folded = folded_words(description);
  const auto known = std::ranges::find_if(
      kDescriptions, [&](const Description& one) { return folded.starts_with(one.begins); });
  if (known != kDescriptions.end()) {
    return settlement_row_type(type.transaction, known->amount_type, known->words);
  }
  RowType whole = settlement_row_type(type.transaction, {}, description);
  if (whole.known) return whole;
  const std::size_t cut = description.find(" - ");
  if (cut == description.npos) return std::nullopt;
  RowType halves = settlement_row_type(type.transaction, description.substr(0, cut),
                                       description.substr(cut + 3));
  return halves.known ? std::optional(std::move(halves)) : std::nullopt;
}

}  // namespace

std::string folded_words(std::string_view text) {
  std::string folded = fold_for_search(without(text, kByteOrderMark));
  replace_all(folded, kApostrophe, "'");
  replace_all(folded, "  ", " ");
  while (folded.ends_with(' ') || folded.ends_with(':')) folded.pop_back();
  while (folded.starts_with(' ')) folded.erase(0, 1);
  return folded;
}

TransactionColumn transaction_column(std::string_view header) {
  const auto found = std::ranges::find(kHeaders, folded_words(header), &Header::name);
  return found == std::ranges::end(kHeaders) ? TransactionColumn::unknown : found->column;
}

const TransactionAmount* transaction_amount(TransactionColumn column) {
  const auto found = std::ranges::find(kAmounts, column, &TransactionAmount::column);
  return found == kAmounts.end() ? nullptr : &*found;
}

const TransactionType* transaction_type(std::string_view name) {
  const std::string folded = folded_words(name);
  auto found = std::ranges::find(kTypes, folded, &TypeName::name);
  if (found == std::ranges::end(kTypes)) {
    const std::string_view first = std::string_view(folded).substr(0, folded.find(" - "));
    found = std::ranges::find(kTypes, first, &TypeName::name);
  }
  return found == std::ranges::end(kTypes) ? nullptr : &found->type;
}

RowType transaction_row_type(const TransactionType* type, const TransactionAmount* amount,
                             std::string_view description) {
  if (type == nullptr || amount == nullptr) return unknown_type();
  RowType row;
  if (is_of_order(*type)) {
    row = settlement_row_type(type->transaction, amount->amount_type, amount->words);
  } else {
    row = type_by_description(*type, description)
              .value_or(settlement_row_type(type->transaction, {}, type->words));
  }
  row.description.clear();
  return row;
}

TransactionStatus transaction_status(std::string_view status) {
  const std::string folded = folded_words(status);
  if (folded.empty() || std::ranges::find(kReleased, folded) != kReleased.end()) {
    return TransactionStatus::released;
  }
  const bool deferred = std::ranges::find(kDeferred, folded) != kDeferred.end();
  return deferred ? TransactionStatus::deferred : TransactionStatus::unknown;
}

std::optional<Currency> currency_of_line(std::string_view line) {
  const std::string folded = folded_words(line);
  for (const std::string_view beginning : kCurrencyLines) {
    if (!folded.starts_with(beginning)) continue;
    std::string_view word = std::string_view(folded).substr(beginning.size());
    word = word.substr(
        0, static_cast<std::size_t>(std::ranges::find_if_not(word, is_letter) - word.begin()));
    if (const auto currency = currency_of_word(word)) return currency;
  }
  return std::nullopt;
}

std::optional<Currency> currency_of_marketplace(std::string_view marketplace) {
  const std::string folded = folded_words(marketplace);
  std::string_view name = without(without(without(folded, "https://"), "http://"), "www.");
  while (name.ends_with('/')) name.remove_suffix(1);
  const auto found = std::ranges::find(kMarketplaces, name, &CurrencyWord::word);
  return found == kMarketplaces.end() ? std::nullopt : from_code(found->code);
}

}  // namespace repay
