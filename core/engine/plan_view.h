#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/engine/view.h"

namespace repay {

/// A payment of a plan, and what it would do.
struct PlanRow {
  CivilDate on;  ///< a local day
  std::int64_t amount_minor = 0;
  std::uint64_t closes = 0;
  std::uint64_t touches = 0;       ///< charges it pays anything of
  std::vector<ChargeRow> charges;  ///< of them, the first 100 in paying order; open as before it
  std::int64_t outstanding_after_minor = 0;
};

/// "50.00 each week": when is it cleared, which charges when. The amounts hold if nothing else
/// happens meanwhile.
struct PlanView {
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::uint64_t payments = 0;
  std::int64_t total_minor = 0;         ///< of all payments: what can be paid now
  std::int64_t last_minor = 0;          ///< the last payment is the rest
  std::optional<CivilDate> cleared_on;  ///< none where there is nothing to pay
  std::vector<PlanRow> rows;            ///< the asked window
  std::optional<RestView> rest;         ///< what the close finds unpaid; none unless the host told
};

}  // namespace repay
