#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/world.h"

namespace repay::simulation {

/// A story that went wrong, with as few faults as it still goes wrong with.
struct Failure {
  std::uint64_t seed = 0;
  Violation violation = Violation::none;
  std::vector<Hit> faults;
  std::string story;
};

/// The seeds [first, first + count).
struct Seeds {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

struct Simulated {
  Coverage coverage;
  std::uint64_t failures = 0;
  std::optional<Failure> first_failure;  ///< of the lowest seed that failed, not shrunk yet
};

/// Lives the stories of these seeds, `jobs` at a time, and stops after the first failure where
/// asked to. What comes out is the same for any number of jobs.
[[nodiscard]] Simulated simulate(Seeds seeds, unsigned jobs, bool stop_at_first);

/// The same failure with faults left out one by one as long as it stays the same violation, and its
/// story in words.
[[nodiscard]] Failure shrink(std::uint64_t seed, Violation violation);

/// States, events, faults and screens that no story met, but for those that none can meet.
[[nodiscard]] std::vector<std::string> never_met(const Coverage& coverage);

/// The same as a table: how often each was met.
[[nodiscard]] std::string table_of(const Coverage& coverage);

/// The seed that is being lived on this thread, for a message when a check of core ends the
/// program.
extern thread_local std::uint64_t seed_of_this_thread;

}  // namespace repay::simulation
