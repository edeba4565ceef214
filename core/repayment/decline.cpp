#include "core/repayment/decline.h"

#include <array>

namespace repay {
namespace {

struct Row {
  std::string_view name;
  bool is_final;
};

constexpr std::array<Row, kDeclineClasses> kRows = {{
#define X(word, is_final) {#word, is_final},
    REPAY_DECLINES(X)
#undef X
}};

const Row& row(DeclineClass decline) { return kRows[static_cast<std::size_t>(decline)]; }

}  // namespace

std::string_view name(DeclineClass decline) { return row(decline).name; }

bool is_final(DeclineClass decline) { return row(decline).is_final; }

}  // namespace repay
