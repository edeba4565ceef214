#include "tests/simulation/simulate.h"

#include <algorithm>
#include <string_view>
#include <variant>

namespace repay::simulation {

namespace {

/// Names with how often each was met; those that no story can meet are left out.
struct Row {
  std::string name;
  std::uint64_t count = 0;
};

std::vector<Row> rows_of(const Coverage& coverage) {
  std::vector<Row> rows;
  const auto add = [&](std::string_view kind, std::string_view word, std::uint64_t count) {
    rows.push_back({std::string(kind).append(" ").append(word), count});
  };
  std::size_t i = 0;
#define X(state) add("flow", #state, coverage.flow_states[i++]);
  REPAY_FLOW_STATES(X)
#undef X
  i = 0;
  for (const char* event :
       {"PageLoaded", "PayPressed", "LockAnswered", "IntentRead", "IntentStored", "IntentCleared",
        "Answered", "NotAnswered", "KeyUnknown", "SignedOut", "SignedIn", "TimeUp",
        "NetworkChanged", "CodeEntered", "CodeAgainPressed", "ChallengeReturned", "CancelPressed",
        "LookAgainPressed"}) {
    add("event", event, coverage.flow_events[i++]);
  }
  static_assert(std::variant_size_v<FlowEvent> == 18);
  i = 0;
#define X(screen) add("screen", #screen, coverage.screens[i++]);
  REPAY_SCREENS(X)
#undef X
  i = 0;
#define X(state) add("record", #state, coverage.record_states[i++]);
  REPAY_RECORD_STATES(X)
#undef X
  i = 0;
  for (const char* event :
       {"PayArrived", "LookUpArrived", "AbandonArrived", "CodeArrived", "ResendArrived",
        "CardAnswered", "CardReversed", "AlarmRang", "ServerStarted"}) {
    add("server", event, coverage.server_events[i++]);
  }
  static_assert(std::variant_size_v<ServerEvent> == 9);
  i = 0;
#define X(outcome) add("card", #outcome, coverage.card_outcomes[i++]);
  REPAY_CARD_OUTCOMES(X)
#undef X
  i = 0;
#define X(fault, words) add("fault", #fault, coverage.faults[i++]);
  REPAY_FAULTS(X)
#undef X
  for (const Error error :
       {Error::stale, Error::payment_open, Error::amount_exceeds_balance, Error::offline,
        Error::storage_failed, Error::not_received, Error::locked, Error::code_expired,
        Error::code_wrong, Error::resend_too_soon}) {
    add("told", code(error), coverage.errors[static_cast<std::size_t>(error)]);
  }
  return rows;
}

}  // namespace

Failure shrink(std::uint64_t seed, Violation violation) {
  World world;
  world.run(seed);
  std::vector<Hit> faults = world.hits();
  // Many at a time first, then fewer; what is still there at one at a time is needed.
  for (std::size_t size = std::max<std::size_t>(faults.size() / 2, 1); size > 0; size /= 2) {
    for (std::size_t i = 0; i < faults.size();) {
      std::vector<Hit> fewer = faults;
      const std::size_t end = std::min(i + size, fewer.size());
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i),
                  fewer.begin() + static_cast<std::ptrdiff_t>(end));
      if (world.run(seed, &fewer) == violation) {
        faults = world.hits();
      } else {
        i += size;
      }
    }
  }
  Failure failure{seed, violation, faults, {}};
  world.run(seed, &faults, &failure.story);
  return failure;
}

std::vector<std::string> never_met(const Coverage& coverage) {
  std::vector<std::string> names;
  for (Row& row : rows_of(coverage)) {
    if (row.count == 0) names.push_back(std::move(row.name));
  }
  return names;
}

std::string table_of(const Coverage& coverage) {
  std::string text;
  for (const Row& row : rows_of(coverage)) {
    std::string count = std::to_string(row.count);
    if (count.size() < 14) count.insert(0, 14 - count.size(), ' ');
    text.append(count).append("  ").append(row.name).append("\n");
  }
  return text;
}

}  // namespace repay::simulation
