#include "core/base/error.h"

#include <array>
#include <cstddef>

namespace repay {
namespace {

struct Words {
  std::string_view code;
  std::string_view sentence;
};

constexpr std::array kWords = {
#define X(name, code, sentence) Words{code, sentence},
    REPAY_ERRORS(X)
#undef X
};

}  // namespace

std::string_view code(Error error) { return kWords[static_cast<std::size_t>(error)].code; }

std::string_view sentence(Error error) { return kWords[static_cast<std::size_t>(error)].sentence; }

std::string message(const Refusal& refusal) {
  std::string text(sentence(refusal.error));
  if (!refusal.detail.empty()) text.append(": ").append(refusal.detail);
  return text;
}

}  // namespace repay
