#include "core/ledger/kind.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

TEST_CASE("every kind is read back from its own word, and no other word is a kind") {
  for (std::size_t k = 0; k < kKinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    CHECK(kind_from_name(name(kind)).value() == kind);
  }
  for (const char* word : {"", "Sale", "sale ", "shortfall", "sales"}) {
    CHECK(testing::refused(kind_from_name(word)) == Error::unknown_kind);
  }
}

TEST_CASE("a sign that contradicts its kind is refused, zero never is") {
  struct Row {
    Kind kind;
    bool plus;
    bool minus;
  };
  // DOMAIN.md 4, the table of kinds.
  const Row rows[] = {
      {Kind::sale, true, false},
      {Kind::reimbursement, true, false},
      {Kind::fee_refund, true, false},
      {Kind::payment, true, false},
      {Kind::card_charge, true, false},
      {Kind::credit_note, true, false},
      {Kind::fee, false, true},
      {Kind::subscription, false, true},
      {Kind::advertising, false, true},
      {Kind::refund, false, true},
      {Kind::chargeback, false, true},
      {Kind::promotion, false, true},
      {Kind::tax_withheld, false, true},
      {Kind::micro_deposit, false, true},
      {Kind::adjustment, true, true},
      {Kind::cross_account, true, true},
      {Kind::reversal, false, true},
      {Kind::write_off, true, false},
      {Kind::disbursement, false, true},
      {Kind::disbursement_returned, true, false},
      {Kind::reserve, true, true},
      {Kind::carried_balance, true, true},
      {Kind::failed_charge, false, false},
  };
  CHECK(std::size(rows) == kKinds);
  for (const Row& row : rows) {
    CAPTURE(std::string(name(row.kind)));
    CHECK(check_sign(row.kind, 1).has_value() == row.plus);
    CHECK(check_sign(row.kind, -1).has_value() == row.minus);
    CHECK(check_sign(row.kind, 0).has_value());
  }
}

TEST_CASE("activity is everything but money moved between seller and marketplace") {
  for (std::size_t k = 0; k < kKinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    const bool moved = kind == Kind::carried_balance || kind == Kind::payment ||
                       kind == Kind::card_charge || kind == Kind::failed_charge ||
                       kind == Kind::reserve || kind == Kind::disbursement ||
                       kind == Kind::disbursement_returned;
    CHECK(is_activity(kind) == !moved);
  }
}

TEST_CASE("an adjustment is shown with sales or with expenses by its sign") {
  CHECK(group_of(Kind::adjustment, 5) == Group::sales_other);
  CHECK(group_of(Kind::adjustment, -5) == Group::expenses_other);
}

}  // namespace
}  // namespace repay
