#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger/kind.h"
#include "core/repayment/allocation_rule.h"
#include "tests/core/support/random.h"

namespace repay::testing {

/// What may happen to a seller. Every part of a list of these is a history again: an event whose
/// `about` is not there, or that makes no sense by then, does not happen.
struct Event {
  enum class What : std::uint8_t {
    entry,
    pay,
    submit,
    settle,
    fail,
    expire,
    take_back,
    rule,
    settlement
  };
  /// A row of a settlement file.
  struct Row {
    Kind kind = Kind::reimbursement;
    std::int64_t day = 0;  ///< of the period
    std::int64_t amount = 0;
  };

  What what = What::entry;
  Kind kind = Kind::fee;  ///< of an entry
  int name = 0;           ///< its own number: it is entry e7, or payment p7
  int about = 0;         ///< the number of the event that `of`, `for` or the end of a payment names
  std::int64_t day = 0;  ///< from 2026-01-01 on
  std::optional<std::int64_t> due{};  ///< of a charge: another day than `day`
  /// Minor units with the sign of the kind; of what is limited (a reversal, a payment) it is taken
  /// around the limit, so that it always fits.
  std::int64_t amount = 1;
  bool beyond = false;  ///< goes beyond that limit by `amount`: must be refused
  AllocationRule rule = AllocationRule::oldest_first;
  std::vector<Row> rows{};  ///< of a settlement, of the 14 days from 14 × `day` on
  bool carries = false;     ///< it begins with what the one before comes to
  bool look = false;        ///< everything is compared after it, not only at the end
};

using History = std::vector<Event>;

/// A history of so many events, of every kind, by any rule.
[[nodiscard]] History some_history(Random& random, std::int64_t events);

/// The same event with a smaller amount, on an earlier day, or with nothing particular.
[[nodiscard]] std::vector<Event> simpler(const Event& event);

/// Plays a history on an Engine and on the plain model at once. Nothing where all answers agree,
/// else what does not: "outstanding: 3.00, by the model 2.00".
[[nodiscard]] std::optional<std::string> difference(const History& history);

/// The history as lines of a scenario (tests/scenarios/README.md) with what the model says of it,
/// to be pasted there.
[[nodiscard]] std::string scenario_of(const History& history, const std::string& name);

}  // namespace repay::testing
