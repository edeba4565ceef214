#pragma once

#include <cstddef>
#include <string_view>

namespace repay {

/// The first byte of `text` that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF) or is NUL; `text.size()` when there is
/// none.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

/// Whether text may stand for a name: not empty, and free of control characters (C0 and DEL).
[[nodiscard]] bool is_plain_name(std::string_view text);

}  // namespace repay
