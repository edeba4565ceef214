#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/check.h"
#include "core/engine/view.h"

namespace repay {

/// Asks for `total` rows in windows of `size` and gives them to `use` one by one, so that only one
/// window is ever held. The ledger is known to be there.
template <class Ask, class Use>
void for_each_row(std::uint64_t total, std::uint64_t size, Ask ask, Use use) {
  for (std::uint64_t first = 0; first < total; first += size) {
    const auto rows = ask(Window{.first = first, .count = std::min(size, total - first)});
    check(rows.has_value());
    for (const auto& row : *rows) use(row);
  }
}

constexpr std::uint64_t kRowsAtOnce = 4096;
constexpr std::uint64_t kCreditsAtOnce = 256;  // a credit may have paid many charges

}  // namespace repay
