#include "core/ledger/kind.h"

#include <algorithm>

namespace repay {
namespace {

struct KindRow {
  std::string_view name;
  Effect effect;
  Sign sign;
  bool activity;
};

constexpr std::array kKindRows = {
#define X(kind, effect, sign, activity) KindRow{#kind, Effect::effect, Sign::sign, activity},
    REPAY_KINDS(X)
#undef X
};

constexpr std::array<std::string_view, kGroups> kGroupNames = {
#define X(group) #group,
    REPAY_GROUPS(X)
#undef X
};

const KindRow& row(Kind kind) { return kKindRows[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view name(Kind kind) { return row(kind).name; }

Result<Kind> kind_from_name(std::string_view name) {
  const auto found = std::ranges::find(kKindRows, name, &KindRow::name);
  if (found == kKindRows.end()) return refuse(Error::unknown_kind);
  return static_cast<Kind>(found - kKindRows.begin());
}

Effect effect(Kind kind) { return row(kind).effect; }

bool is_activity(Kind kind) { return row(kind).activity; }

Result<void> check_sign(Kind kind, std::int64_t amount_minor) {
  const Sign sign = row(kind).sign;
  const bool contradicts = (amount_minor > 0 && (sign == Sign::negative || sign == Sign::zero)) ||
                           (amount_minor < 0 && (sign == Sign::positive || sign == Sign::zero));
  if (contradicts) return refuse(Error::sign_contradicts_kind);
  return {};
}

std::string_view name(Group group) { return kGroupNames[static_cast<std::size_t>(group)]; }

Group group_of(Kind kind, std::int64_t amount_minor) {
  const Group other = amount_minor < 0 ? Group::expenses_other : Group::sales_other;
  switch (kind) {
    case Kind::sale:
      return Group::sales_product;
    case Kind::reimbursement:
      return Group::sales_other;
    case Kind::fee_refund:
      return Group::refunds;
    case Kind::payment:
      return Group::payments;
    case Kind::card_charge:
      return Group::payments;
    case Kind::credit_note:
      return Group::sales_other;
    case Kind::fee:
      return Group::marketplace_fees;
    case Kind::subscription:
      return Group::marketplace_fees;
    case Kind::advertising:
      return Group::advertising;
    case Kind::refund:
      return Group::refunds;
    case Kind::chargeback:
      return Group::refunds;
    case Kind::promotion:
      return Group::sales_promotions;
    case Kind::tax_withheld:
      return Group::sales_tax;
    case Kind::micro_deposit:
      return Group::expenses_other;
    case Kind::adjustment:
      return other;
    case Kind::cross_account:
      return other;
    case Kind::reversal:
      return Group::expenses_other;
    case Kind::write_off:
      return Group::sales_other;
    case Kind::disbursement:
      return Group::disbursements;
    case Kind::disbursement_returned:
      return Group::disbursements;
    case Kind::reserve:
      return Group::reserves;
    case Kind::carried_balance:
      return Group::beginning_balance;
    case Kind::failed_charge:
      return Group::failed_charges;
  }
  return other;
}

}  // namespace repay
