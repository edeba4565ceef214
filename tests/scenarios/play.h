#pragma once

#include <optional>
#include <string>

#include "tests/scenarios/table.h"

namespace repay::scenarios {

/// Plays a scenario from an empty account on; nothing if every line did what the table says, else
/// the first line that did not: "line 12: pay p1 50.00 …: expected …". A table that proves nothing
/// fails: a line without effect and expectation, a refusal nobody expects, a scenario without an
/// expectation.
[[nodiscard]] std::optional<std::string> play(const Scenario& scenario);

/// The scenario of that name in that file, which must be built in and free of problems.
[[nodiscard]] std::optional<std::string> play(const std::string& file, const std::string& name);

/// Whether every file it imports is there; the real ones are beside the project on some machines
/// only.
[[nodiscard]] bool can_play(const std::string& file, const std::string& name);

}  // namespace repay::scenarios
