#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/view.h"

namespace repay {

/// One thing to tell, in stable words (ExplainCode in repayment/explain.h): the page and support
/// staff find their own sentences by them.
struct ExplainRow {
  std::string code;    ///< "paid_by"
  std::string clause;  ///< where DOMAIN.md has it: "DOMAIN 5"
  std::int64_t amount_minor = 0;
  std::string entry;          ///< the other entry's id; empty for none
  std::string kind;           ///< its kind; of a figure's part the kind or group
  std::optional<Instant> at;  ///< when it was incurred
  std::string via;  ///< reopened_by: the credit that had paid; reopened: that, or the reversal
  std::string settlement;              ///< the other entry's
  std::optional<std::string> store{};  ///< of other_side: the store of the ledger that has it
  /// Why a credit paid a charge: the allocation rule's word, "waiting_in_order_of_arrival" or
  /// "named_charge_first"; empty where nothing was paid.
  std::string rule;
};

/// Why an entry or a figure is what it is.
struct ExplainView {
  LedgerKey ledger;
  std::string subject;  ///< the entry's id, or the figure's word
  std::string kind;     ///< the entry's; empty for a figure
  std::optional<Instant> at;
  std::int64_t amount_minor = 0;  ///< the entry's effect on the balance, or the figure
  std::uint64_t facts = 0;        ///< how many there are to tell
  std::vector<ExplainRow> rows;   ///< the asked window of them
};

}  // namespace repay
