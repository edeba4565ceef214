// How a failed check ends an engine of a page: core/base/check.cpp does it by the C library's
// printing, which is 3 kB (brotli) that a page has no other use for.

#include "core/base/check.h"

#include <emscripten/console.h>

#include <cstdlib>
#include <string>

namespace repay {

void fail_check(const char* file, int line) {
  const std::string words =
      std::string("repay: check failed at ").append(file).append(":") + std::to_string(line);
  emscripten_err(words.c_str());
  std::abort();
}

}  // namespace repay
