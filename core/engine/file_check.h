#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/engine.h"
#include "core/formats/file_reader.h"

namespace repay {

/// What was found in one file.
struct CheckedFile {
  std::uint64_t entries = 0;  ///< it holds; 0 where there is something wrong
  /// All that is wrong, in the file's order, up to kMostProblems of it.
  std::vector<Refusal> problems{};
};

/// Reads files to their ends and lists all that is wrong with each; nothing is stored. For each
/// file begin_file, feed…, end_file (or abandon_file), then finish, once.
///
/// What only shows when files are posted together (an id twice, a reference to nothing) is told
/// once all of them read well, and of that the first.
class FileCheck {
 public:
  /// Files are posted under this policy, to an empty account.
  explicit FileCheck(const Policy& policy);

  /// As Engine::begin_file.
  void begin_file(std::string store, std::uint64_t size_hint,
                  std::optional<Currency> currency = {});
  void feed(std::span<const char> bytes);
  void end_file();
  /// Instead of end_file: its bytes, or the rest of them, cannot be had.
  void abandon_file(Refusal why);

  /// Of each file, in the order given.
  [[nodiscard]] std::vector<CheckedFile> finish();

 private:
  // Two readings of the same bytes: one that goes on after a refusal, and the engine's own.
  std::vector<std::unique_ptr<CheckedFile>> files_;  // a reader knows where to list problems
  std::unique_ptr<FileReader> reader_;
  Engine engine_;
  bool importing_ = true;
};

}  // namespace repay
