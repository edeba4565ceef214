#pragma once

#include <span>
#include <string_view>

#include "core/cli/io.h"

namespace repay {

/// Exit codes of `repay`.
enum Exit : int {
  kExitDone = 0,
  kExitRefused = 1,  ///< the input or the question was refused; the code is on standard error
  kExitUsage = 2,    ///< the arguments make no sense
};

/// The whole command but for the operating system: reads the files, answers on `out`, says on
/// `error` why it does not. Nothing is written to `out` when it refuses. `arguments` are those
/// behind the program's name.
[[nodiscard]] Exit run_program(std::span<const std::string_view> arguments, FileSource& files,
                               TextSink& out, TextSink& error);

}  // namespace repay
