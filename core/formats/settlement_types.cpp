#include "core/formats/settlement_types.h"

#include <algorithm>

#include "core/formats/settlement_type_table.h"

namespace repay {
namespace {

using namespace settlement_table;

bool is_folded(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters and digits alone, in lower case: "FBA Per Unit Fee", "FBAPerUnitFee", "FBA_PER_UNIT_FEE".
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_folded(lower(c))) out.push_back(lower(c));
  }
  return out;
}

// Whether a folded text is a pattern's, or begins with it if it ends in a star.
bool fits(std::string_view pattern, std::string_view folded_text) {
  std::size_t at = 0;
  for (const char c : pattern) {
    if (!is_folded(lower(c))) continue;
    if (at == folded_text.size() || folded_text[at++] != lower(c)) return false;
  }
  return at == folded_text.size() || pattern.ends_with('*');
}

bool says_nothing(std::string_view text) {
  const std::string plain = folded(text);
  return std::ranges::any_of(kEmptyWords, [&](auto words) { return fits(words, plain); });
}

Family family_of(std::string_view folded_transaction) {
  for (const Transaction& transaction : kTransactions) {
    if (fits(transaction.words, folded_transaction)) return transaction.family;
  }
  return Family::account;
}

bool is_of_buyer(Item item) { return item <= Item::withheld_tax; }

const Rule* rule_for(Family family, std::string_view amount_type, std::string_view description) {
  for (const Rule& rule : kRules) {
    if (family == Family::account && is_of_buyer(rule.item)) continue;
    const bool any_type = rule.amount_type.empty();
    if ((any_type || fits(rule.amount_type, amount_type)) && fits(rule.description, description)) {
      return &rule;
    }
  }
  return nullptr;
}

// What an item is, below, at and above zero.
RowType in_groups(std::array<Kind, 3> kind, std::array<Group, 3> group) {
  RowType type;
  type.kind = kind;
  type.group = group;
  return type;
}

// The same when all of it is in one group.
RowType in_group(Group group, Kind below, Kind zero, Kind above) {
  return in_groups({below, zero, above}, {group, group, group});
}

RowType fee_in(Group group, Kind kind = Kind::fee) {
  return in_group(group, kind, kind, Kind::fee_refund);
}

RowType by_sign(Kind below, Kind zero, Kind above) {
  return in_groups({below, zero, above},
                   {Group::expenses_other, Group::sales_other, Group::sales_other});
}

// What a buyer pays, gets back, or takes back with a claim.
RowType price(Family family, Group group) {
  switch (family) {
    case Family::sale:
      return in_group(group, Kind::adjustment, Kind::sale, Kind::sale);
    case Family::other_sale:
      return in_group(Group::sales_other, Kind::adjustment, Kind::sale, Kind::sale);
    case Family::refund:
      return in_group(Group::refunds, Kind::refund, Kind::refund, Kind::adjustment);
    case Family::chargeback:
      return in_group(Group::refunds, Kind::chargeback, Kind::chargeback, Kind::adjustment);
    case Family::account:
      break;
  }
  return by_sign(Kind::adjustment, Kind::adjustment, Kind::adjustment);
}

RowType type_of(Family family, Item item) {
  switch (item) {
    case Item::product:
      return price(family, Group::sales_product);
    case Item::shipping:
      return price(family, Group::sales_shipping);
    case Item::tax:
      return price(family, Group::sales_tax);
    case Item::other_price:
      return price(family, Group::sales_other);
    case Item::promotion:
      return in_group(Group::sales_promotions, Kind::promotion, Kind::promotion, Kind::adjustment);
    case Item::withheld_tax:
      return in_group(Group::sales_tax, Kind::tax_withheld, Kind::tax_withheld, Kind::adjustment);
    case Item::marketplace_fee:
      return fee_in(Group::marketplace_fees);
    case Item::fulfilment_fee:
      return fee_in(Group::fulfilment_fees);
    case Item::other_fee:
      return fee_in(Group::expenses_other);
    case Item::subscription:
      return fee_in(Group::marketplace_fees, Kind::subscription);
    case Item::advertising:
      return fee_in(Group::advertising, Kind::advertising);
    case Item::account_tax:
      return in_group(Group::expenses_other, Kind::tax_withheld, Kind::tax_withheld,
                      Kind::adjustment);
    case Item::reimbursement:
      return by_sign(Kind::adjustment, Kind::reimbursement, Kind::reimbursement);
    case Item::claim:
      return in_group(Group::refunds, Kind::chargeback, Kind::chargeback, Kind::adjustment);
    case Item::adjustment:
      return by_sign(Kind::adjustment, Kind::adjustment, Kind::adjustment);
    case Item::micro_deposit:
      return by_sign(Kind::micro_deposit, Kind::micro_deposit, Kind::adjustment);
    case Item::reserve:
      return in_group(Group::reserves, Kind::reserve, Kind::reserve, Kind::reserve);
    case Item::carried_balance:
      return in_group(Group::beginning_balance, Kind::carried_balance, Kind::carried_balance,
                      Kind::carried_balance);
    case Item::card_charge:
      return in_group(Group::payments, Kind::adjustment, Kind::card_charge, Kind::card_charge);
    case Item::failed_charge:
      return in_groups({Kind::adjustment, Kind::failed_charge, Kind::adjustment},
                       {Group::payments, Group::failed_charges, Group::payments});
    case Item::transfer:
      return in_group(Group::disbursements, Kind::disbursement, Kind::disbursement,
                      Kind::disbursement_returned);
    case Item::cross_account:
      return by_sign(Kind::cross_account, Kind::cross_account, Kind::cross_account);
  }
  return {};
}

// The words of a rule, or the file's own where the rule leaves them open.
std::string words_of(const Rule* rule, std::string_view transaction_type,
                     std::string_view amount_type, std::string_view description) {
  if (rule != nullptr && !rule->description.ends_with('*')) return std::string(rule->description);
  const bool verbatim = rule == nullptr || rule->amount_type.empty() || is_of_buyer(rule->item);
  if (verbatim && !says_nothing(description)) return std::string(description);
  if (verbatim) return std::string(says_nothing(amount_type) ? transaction_type : amount_type);
  const bool prefix = rule->amount_type.ends_with('*');
  const std::string words(prefix ? amount_type : rule->amount_type);
  if (says_nothing(description) || folded(words) == folded(description)) return words;
  return words + ": " + std::string(description);
}

// A V1 row without an amount, which only counts what was sold or came back.
RowType counting_type(Family family, std::string_view transaction_type) {
  RowType type = price(family, Group::sales_product);
  type.known = true;
  type.description = transaction_type;
  return type;
}

}  // namespace

RowType settlement_row_type(std::string_view transaction_type, std::string_view amount_type,
                            std::string_view description) {
  const Family family = family_of(folded(transaction_type));
  if (family != Family::account && amount_type.empty() && description.empty()) {
    return counting_type(family, transaction_type);
  }
  const Rule* rule = rule_for(family, folded(amount_type), folded(description));
  RowType type = rule == nullptr ? by_sign(Kind::adjustment, Kind::adjustment, Kind::adjustment)
                                 : type_of(family, rule->item);
  type.known = rule != nullptr;
  type.description = words_of(rule, transaction_type, amount_type, description);
  if (rule != nullptr && rule->item == Item::promotion && folded(type.description) != "promotion") {
    type.description += " Promotion";
  }
  if (family == Family::refund || family == Family::chargeback) {
    type.group.fill(Group::refunds);
    if (!folded(type.description).starts_with(folded(transaction_type))) {  // "Refund Commission"
      type.description = std::string(transaction_type) + ": " + type.description;
    }
  }
  return type;
}

}  // namespace repay
