#include "core/formats/settlement_xml_rows.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/formats/byte_block.h"
#include "core/formats/json_text.h"
#include "core/formats/settlement_xml_table.h"
#include "core/formats/utf8.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

using namespace settlement_xml_table;

constexpr std::size_t kMostAmounts = 10'000;     // of one transaction, which are held together
constexpr std::size_t kLongestWord = 512;        // bytes of what each of them may say
constexpr std::size_t kMostTexts = 0xff00'0000;  // bytes; a TextRef counts to 4 GiB

const Transaction* find_transaction(std::string_view element) {
  const auto found = std::ranges::find(kTransactions, element, &Transaction::element);
  return found == kTransactions.end() ? nullptr : &*found;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

void SettlementXmlRows::set_currency(Currency currency) {
  currency_ = currency;
  amounts_reader_ = AmountReader(currency.digits());
}

void SettlementXmlRows::begin() {
  is_refused_ = false;
  depth_ = xml_.depth();
  place_ = xml_.place();
  element_ = xml_.name(depth_);
  known_ = find_transaction(element_);
  transaction_type_.clear();
  order_.clear();
  reason_.clear();
  first_posted_.reset();
  amounts_.clear();
  scopes_.assign(1, Scope{});
}

Placed<void> SettlementXmlRows::open(const XmlAttributes& attributes) {
  Scope& scope = scopes_.emplace_back();
  scope.first_amount = amounts_.size();
  const std::string_view name = xml_.name(xml_.depth());
  const std::optional<std::string_view> currency = attributes.find("currency");
  scope.is_amount = currency || name.ends_with("Amount");
  if (find_transaction(name) != nullptr) {
    return refuse({Error::field_unknown, xml_.place(), "a transaction within another"});
  }
  if (currency && *currency != currency_.code()) {
    return refuse({Error::currency_mismatch, xml_.place(),
                   quote(currency_.code()) + " and " + quote(*currency)});
  }
  return {};
}

Placed<void> SettlementXmlRows::close(std::string_view text, bool has_elements) {
  const Scope scope = std::move(scopes_.back());
  scopes_.pop_back();
  if (is_refused_) return {};
  if (scope.is_amount) {
    if (!has_elements) return close_amount(text);
    return refuse({Error::invalid_field, xml_.place(), "an amount with elements in it"});
  }
  if (has_elements) {
    hand_down(scope);
    return {};
  }
  return close_text(xml_.name(xml_.depth()), text);
}

Placed<void> SettlementXmlRows::close_amount(std::string_view text) {
  const Result<std::int64_t> minor = amounts_reader_.read(text);
  if (!minor) return refuse({minor.error(), xml_.place(), quote(text)});
  if (amounts_.size() == kMostAmounts) {
    return refuse({Error::too_large, xml_.place(), "too many amounts in one transaction"});
  }
  const std::size_t depth = xml_.depth();
  Amount& amount = amounts_.emplace_back();
  amount.minor = *minor;
  amount.part = part_of(xml_.name(depth));
  amount.container = container_of();
  amount.parent = xml_.name(depth - 1);
  amount.type = scopes_.back().type;
  amount.place = xml_.place();
  return {};
}

// What an element without elements says, if it is one of those that are read.
Placed<void> SettlementXmlRows::close_text(std::string_view name, std::string_view text) {
  Scope& around = scopes_.back();
  std::string* const kept = name == "Type"                                  ? &around.type
                            : name == "SKU"                                 ? &around.sku
                            : name == "TransactionType"                     ? &transaction_type_
                            : is_one_of(name, {"AmazonOrderID", "OrderId"}) ? &order_
                            : is_one_of(name, {"ReasonDescription", "PaymentReason"}) ? &reason_
                                                                                      : nullptr;
  if (kept != nullptr) {
    if (text.size() > kLongestWord) {
      return refuse({Error::line_too_long, xml_.place(),
                     "at most " + std::to_string(kLongestWord) + " bytes are read"});
    }
    if (!text.empty() && !is_plain_name(text)) {
      return refuse({Error::invalid_field, xml_.place(), quote(text)});
    }
    kept->assign(text);
  }
  if (name == "PostedDate") {
    const Result<Instant> at = parse_instant(text);
    if (!at || !text.contains('T')) {
      return refuse({Error::invalid_date, xml_.place(), quote(text)});
    }
    around.posted = *at;
    if (!first_posted_) first_posted_ = *at;
  }
  return {};
}

// Gives what an element has said to those amounts in it that nothing further in has said it of.
void SettlementXmlRows::hand_down(const Scope& scope) {
  for (std::size_t i = scope.first_amount; i < amounts_.size(); ++i) {
    Amount& amount = amounts_[i];
    if (amount.type.empty()) amount.type = scope.type;
    if (amount.sku.empty()) amount.sku = scope.sku;
    if (amount.is_dated || !scope.posted) continue;
    amount.at = *scope.posted;
    amount.is_dated = true;
  }
}

SettlementXmlRows::Part SettlementXmlRows::part_of(std::string_view name) const {
  if (xml_.depth() == depth_ + 1) {
    const bool own = is_one_of(name, {"Amount", "TransactionAmount", "TotalAmount"});
    return own ? Part::whole : Part::beside;
  }
  return xml_.name(depth_ + 1) == "OtherTransactionItem" ? Part::item : Part::within;
}

const Container* SettlementXmlRows::container_of() const {
  for (std::size_t depth = depth_ + 1; depth < xml_.depth(); ++depth) {
    const auto found = std::ranges::find(kContainers, xml_.name(depth), &Container::element);
    if (found != kContainers.end()) return &*found;
  }
  return nullptr;
}

Placed<void> SettlementXmlRows::end() {
  if (is_refused_) return {};
  hand_down(scopes_.front());
  if (auto chosen = choose_rows(); !chosen) return chosen;
  const auto undated = [this](const Amount& a) { return !a.is_dated && !first_posted_; };
  if (const auto found = std::ranges::find_if(amounts_, undated); found != amounts_.end()) {
    place_.field += "/PostedDate";
    return refuse({Error::field_missing, place_, {}});
  }
  std::int64_t sum = sum_;
  for (const Amount& amount : amounts_) {
    if (!amount.is_row) continue;
    const Result<std::int64_t> added = add_minor(sum, amount.minor);
    if (!added) return refuse({added.error(), amount.place, {}});
    sum = *added;
  }
  if (batch_.texts.used() > kMostTexts) {
    return refuse({Error::too_large, place_, "its texts are beyond 4 GiB"});
  }
  order_ref_ = batch_.texts.add(order_);
  for (const Amount& amount : amounts_) {
    if (amount.is_row) add_row(amount);
  }
  sum_ = sum;
  return {};
}

// Which amounts are rows, so that none counts twice.
Placed<void> SettlementXmlRows::choose_rows() {
  const auto is = [](Part part) { return [part](const Amount& a) { return a.part == part; }; };
  const auto whole = std::ranges::find_if(amounts_, is(Part::whole));
  if (whole == amounts_.end()) {
    for (Amount& amount : amounts_) amount.is_row = true;
    return {};
  }
  const auto second = std::find_if(whole + 1, amounts_.end(), is(Part::whole));
  if (second != amounts_.end()) return refuse({Error::duplicate_key, second->place, {}});

  std::int64_t beside = 0;
  std::int64_t within = 0;
  for (const Amount& amount : amounts_) {
    if (amount.part == Part::whole) continue;
    std::int64_t& sum = amount.part == Part::beside ? beside : within;
    const Result<std::int64_t> added = add_minor(sum, amount.minor);
    if (!added) return refuse({added.error(), amount.place, {}});
    sum = *added;
  }
  if (std::ranges::count_if(amounts_, is(Part::beside)) > 1 && beside != whole->minor) {
    return refuse({Error::row_total_mismatch, whole->place,
                   "they add up to " + to_decimal({beside, currency_})});
  }
  const bool has_parts = std::ranges::any_of(
      amounts_, [](const Amount& a) { return a.part == Part::item || a.part == Part::within; });
  const bool is_split = has_parts && within == whole->minor;
  for (Amount& amount : amounts_) {
    amount.is_row =
        amount.part == Part::within || amount.part == (is_split ? Part::item : Part::whole);
  }
  return {};
}

void SettlementXmlRows::add_row(const Amount& amount) {
  const RowTypeMemo::Kept& type = type_of(amount);
  const std::size_t sign = sign_index(amount.minor);
  batch_.at.push_back(amount.is_dated ? amount.at : *first_posted_);
  batch_.amount_minor.push_back(amount.minor);
  batch_.kind.push_back(type.kind[sign]);
  batch_.group.push_back(type.group[sign]);
  batch_.flags.push_back(type.flags);
  batch_.description.push_back(type.description);
  batch_.order.push_back(order_ref_);
  batch_.sku.push_back(batch_.texts.intern(amount.sku));
}

const RowTypeMemo::Kept& SettlementXmlRows::type_of(const Amount& amount) {
  if (known_ == nullptr || known_->transaction_type.empty()) return type_of_account(amount);
  const Container* const container = amount.container;
  std::string_view amount_type = known_->amount_type;
  if (amount_type.empty()) amount_type = container ? container->amount_type : amount.parent;
  std::string_view description = amount.type;
  if (description.empty() && container) description = container->description;
  const bool is_withheld = std::ranges::any_of(
      kWithheld, [&](std::string_view prefix) { return description.starts_with(prefix); });
  if (is_withheld) amount_type = "ItemWithheldTax";
  return find(known_->transaction_type, amount_type, description);
}

// The first reading that the table knows; if there is none, what it says of itself.
const RowTypeMemo::Kept& SettlementXmlRows::type_of_account(const Amount& amount) {
  const bool is_named = !transaction_type_.empty();
  const std::string_view transaction = is_named ? transaction_type_ : element_;
  const std::string_view description = amount.type.empty() ? reason_ : amount.type;
  const auto is_known = [](const RowTypeMemo::Kept& type) { return type.flags == kFlagNone; };
  if (!description.empty()) {
    if (const auto& type = find(transaction, transaction, description); is_known(type)) return type;
  }
  constexpr std::string_view kOther = "other-transaction";
  if (const auto& type = find(transaction, kOther, transaction); is_known(type)) return type;
  if (known_ != nullptr && !known_->amount_type.empty()) {
    return find(transaction, known_->amount_type, description);
  }
  return find(transaction, kOther, is_named || description.empty() ? transaction : description);
}

const RowTypeMemo::Kept& SettlementXmlRows::find(std::string_view transaction_type,
                                                 std::string_view amount_type,
                                                 std::string_view description) {
  words_.clear();
  for (const std::string_view text : {transaction_type, amount_type, description}) {
    words_.append(text).append(kReadablePad, '\0');
  }
  const std::string_view all = words_;
  const std::size_t second = transaction_type.size() + kReadablePad;
  const std::size_t third = second + amount_type.size() + kReadablePad;
  return types_.find({.transaction_type = all.substr(0, transaction_type.size()),
                      .amount_type = all.substr(second, amount_type.size()),
                      .description = all.substr(third, description.size())},
                     batch_.texts);
}

Placed<void> SettlementXmlRows::refuse(Refusal refusal) {
  is_refused_ = true;
  return std::unexpected(std::move(refusal));
}

}  // namespace repay
