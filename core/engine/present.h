#pragma once

#include "core/engine/view.h"
#include "core/ledger/balances.h"
#include "core/repayment/books.h"
#include "core/repayment/preview.h"

namespace repay {

// How the engine's views are filled from books: names for enums, texts for references, no rule.

[[nodiscard]] SettlementView present_settlement(const LedgerKey& key, const Source& source);
/// Of a payment that a settlement row reports.
[[nodiscard]] MatchView present_match(const LedgerKey& key, const Books& books, Sequence payment);
[[nodiscard]] BalanceView present_balance(const LedgerKey& key, const Books& books,
                                          std::uint64_t version, const Deferral& deferral);
[[nodiscard]] ChargeRow present_charge(const Books& books, const PreviewLine& line);
[[nodiscard]] std::vector<ChargeRow> present_charges(const Books& books, std::int64_t amount_minor,
                                                     Window window);
[[nodiscard]] PreviewView present_preview(const LedgerKey& key, const Books& books,
                                          std::int64_t amount_minor, Window window);
[[nodiscard]] StatementRow present_row(const Books& books, Sequence entry,
                                       std::int64_t balance_minor);
[[nodiscard]] std::vector<GroupView> present_groups(const GroupSums& sums);

}  // namespace repay
