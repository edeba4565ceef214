#include "core/repayment/report.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace repay {
namespace {

/// Whether entries of a settlement are there by its file. Rows of one settlement stand together.
class KnownSettlements {
 public:
  explicit KnownSettlements(const Ledger& ledger) : ledger_(ledger) {}

  bool has(std::string_view id) {
    if (id.empty()) return false;
    if (id != last_) known_ = ledger_.find_settlement(last_ = id) != nullptr;
    return known_;
  }

 private:
  const Ledger& ledger_;
  std::string_view last_;
  bool known_ = false;
};

std::vector<bool> known_entries(const EntryBatch& report, const Ledger& ledger) {
  std::vector<bool> known(report.size());
  KnownSettlements settlements(ledger);
  for (std::size_t row = report.size(); row-- > 0;) {
    const bool opens_known =
        report.kind[row] == Kind::carried_balance && row + 1 < known.size() && known[row + 1];
    known[row] = opens_known || settlements.has(report.texts.get(report.settlement_id[row])) ||
                 ledger.find(report.texts.get(report.id[row])).has_value();
  }
  return known;
}

template <class Column>
void keep_others(Column& column, const std::vector<bool>& known) {
  std::size_t kept = 0;
  for (std::size_t row = 0; row < known.size(); ++row) {
    if (!known[row]) column[kept++] = column[row];
  }
  column.resize(kept);
}

}  // namespace

Instant first_instant(const EntryBatch& report) {
  return report.at.empty() ? Instant{} : *std::ranges::min_element(report.at);
}

std::uint64_t pass_over_known(EntryBatch& report, const Ledger& ledger) {
  const std::vector<bool> known = known_entries(report, ledger);
  const auto passed_over = static_cast<std::uint64_t>(std::ranges::count(known, true));
  if (passed_over == 0) return 0;
  keep_others(report.at, known);
  keep_others(report.amount_minor, known);
  keep_others(report.kind, known);
  keep_others(report.group, known);
  keep_others(report.flags, known);
  keep_others(report.description, known);
  keep_others(report.order, known);
  keep_others(report.sku, known);
  keep_others(report.id, known);
  keep_others(report.names, known);
  keep_others(report.settlement_id, known);
  keep_others(report.line, known);
  std::map<std::uint32_t, Instant> available_at;
  std::uint32_t looked_at = 0;
  std::uint32_t passed_before = 0;
  for (const auto& [row, at] : report.available_at) {
    for (; looked_at < row; ++looked_at) {
      if (known[looked_at]) ++passed_before;
    }
    if (!known[row]) available_at.emplace(row - passed_before, at);
  }
  report.available_at = std::move(available_at);
  return passed_over;
}

}  // namespace repay
