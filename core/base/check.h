#pragma once

#include <source_location>

namespace repay {

/// Ends the program with the place of the bug, on the error stream.
[[noreturn]] void fail_check(std::source_location where);

/// States what must be true unless the code is wrong; left on in release, because a wrong balance
/// is worse than none. Bad input is never a bug: that is a Result.
inline void check(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    fail_check(where);
}

}  // namespace repay
