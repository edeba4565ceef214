#include "core/ledger/statement.h"

namespace repay {
Sequence first_row(const Ledger& ledger, const Source& settlement) {
  const bool behind = settlement.rows > 0 && ledger.derived(settlement.first) != Derived::none;
  return settlement.first + (behind ? 1 : 0);
}

StatementFigures statement_between(const Ledger& ledger, Instant from, Instant to) {
  const Timeline& timeline = ledger.timeline();
  const auto begin = timeline.lower_bound(ledger.facts(), from);
  const auto end = timeline.lower_bound(ledger.facts(), to);
  StatementFigures figures{.opening_minor = begin.before.total_minor,
                           .closing_minor = end.before.total_minor,
                           .entries = end.before.entries - begin.before.entries,
                           .groups = timeline.groups_before(end, ledger.facts())};
  figures.groups.subtract(timeline.groups_before(begin, ledger.facts()));
  return figures;
}

StatementFigures statement_of(const Ledger& ledger, const Source& settlement) {
  const Sequence begin = first_row(ledger, settlement);
  return {.opening_minor = ledger.balance_before(begin),
          .closing_minor = ledger.balance_before(begin + settlement.rows),
          .entries = settlement.rows,
          .groups = settlement.groups};
}

StatementFigures statement_of(const Ledger& ledger, const NamingEntries& naming) {
  if (naming.entries.empty()) return {};
  const std::int64_t opening = ledger.balance_before(naming.entries[0]);
  return {.opening_minor = opening,
          .closing_minor = opening + naming.sum_minor,
          .entries = naming.entries.size(),
          .groups = naming.groups};
}

}  // namespace repay
