#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/engine/engine.h"

namespace repay::testing {

/// The value, which must be there; so that a loop over it holds it.
template <class T>
T existing(Result<T> result) {
  check(result.has_value());
  return *std::move(result);
}

constexpr Window kEverything{0, std::numeric_limits<std::uint32_t>::max()};

/// Everything an engine tells of an account, a fact a line, but for versions: two accounts with one
/// story are alike.
inline std::string story(const Engine& engine) {
  std::string text;
  const auto add = [&text](auto... values) {
    for (const std::string& value : {std::string(values)...}) text.append(value).append(" ");
    text.push_back('\n');
  };
  const auto number = [](auto value) { return std::to_string(value); };
  for (const BalanceView& view : engine.balances()) {
    const LedgerKey& key = view.ledger;
    add("ledger", key.store, key.currency.code(), number(view.balance_minor),
        number(view.outstanding_minor), number(view.can_pay_now_minor),
        number(view.available_minor), number(view.reserved_minor),
        number(view.unapplied_credit_minor), number(view.open_charges), number(view.repay_offered),
        number(view.disbursed_minor), number(view.scheduled_minor));
    for (const SettlementView& settlement : existing(engine.settlements(key))) {
      add("settlement", settlement.id, to_string(settlement.start), to_string(settlement.end),
          to_string(settlement.deposit), number(settlement.total_minor), number(settlement.entries),
          number(settlement.flagged), number(settlement.gap_before));
    }
    for (const ChargeRow& row : existing(engine.open_charges(key, kEverything))) {
      add("open", row.id, to_string(row.incurred_at), row.kind, number(row.amount_minor),
          number(row.open_minor));
    }
    for (const AllocationRow& row : existing(engine.allocations(key, kEverything))) {
      add("fact", row.credit, row.charge, number(row.amount_minor));
    }
    const StatementView statement = existing(engine.statement(key, WholeLedger()));
    for (const GroupView& group : statement.groups) {
      add("group", name(group.group), number(group.amount_minor), number(group.entries));
    }
    for (const StatementRow& row :
         existing(engine.statement_rows(key, WholeLedger(), kEverything))) {
      add("row", row.id, to_string(row.at), row.kind, row.group, row.description, row.order,
          row.sku, number(row.amount_minor), number(row.balance_minor),
          number(row.open_minor.value_or(-1)), row.settlement, number(row.flagged));
    }
  }
  return text;
}

}  // namespace repay::testing
