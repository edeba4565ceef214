#pragma once

namespace repay {

/// Ends the program with the place of the bug, on the error stream.
[[noreturn]] void fail_check(const char* file, int line);

/// States what must be true unless the code is wrong; left on in release, because a wrong balance
/// is worse than none. Bad input is never a bug: that is a Result. The place is the caller's.
inline void check(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (!holds) [[unlikely]]
    fail_check(file, line);
}

}  // namespace repay
