#pragma once

#include <string>
#include <vector>

#include "core/engine/engine.h"

namespace repay::testing {

/// One import of files, added to the account: what it did, or the first refusal.
inline Placed<ImportView> import(Engine& engine, const std::vector<std::string>& files) {
  engine.begin_import(ImportMode::add);
  for (const std::string& text : files) {
    engine.begin_file("", text.size());
    if (auto fed = engine.feed(text); !fed) return std::unexpected(fed.error());
    if (auto ended = engine.end_file(); !ended) return std::unexpected(ended.error());
  }
  return engine.commit_import();
}

}  // namespace repay::testing
