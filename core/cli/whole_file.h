#pragma once

#include <cstddef>
#include <string>

#include "core/cli/io.h"

namespace repay {

/// All of a file. FILE_UNREADABLE, TOO_LARGE.
[[nodiscard]] Placed<std::string> read_whole(const std::string& name, std::size_t most_bytes,
                                             FileSource& files);

}  // namespace repay
