#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace repay {

void fail_check(std::source_location where) {
  std::fprintf(stderr, "repay: check failed at %s:%u (%s)\n", where.file_name(),
               static_cast<unsigned>(where.line()), where.function_name());
  std::abort();
}

}  // namespace repay
