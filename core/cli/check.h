#pragma once

#include "core/cli/arguments.h"
#include "core/cli/io.h"
#include "core/engine/policy.h"
#include "core/cli/program.h"

namespace repay {

/// `repay check`: reads every file to its end and says on `out` all that is wrong with each, then,
/// once all read well, what stands in the way of posting them together. kExitRefused when anything
/// is.
[[nodiscard]] Exit check_files(const Arguments& arguments, const Policy& policy, FileSource& files,
                               TextSink& out);

}  // namespace repay
