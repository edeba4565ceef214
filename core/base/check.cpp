#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace repay {

void fail_check(const char* file, int line) {
  std::fprintf(stderr, "repay: check failed at %s:%d\n", file, line);
  std::abort();
}

}  // namespace repay
