#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/entry.h"

namespace repay {

/// Reads one file of one format, fed in chunks of any size. After a refusal it takes no more.
class FileReader {
 public:
  virtual ~FileReader() = default;

  /// Takes the next bytes. They are not kept beyond what a line across two chunks needs.
  [[nodiscard]] virtual Placed<void> feed(std::span<const char> bytes) = 0;

  /// The file has ended: all of its entries, one batch a ledger they are for (a settlement file is
  /// about one, a report of account activity may be about several currencies), or why there are
  /// none. Called once.
  [[nodiscard]] virtual Placed<std::vector<EntryBatch>> finish() = 0;
};

/// The answer of a reader whose files are each about one ledger.
[[nodiscard]] inline Placed<std::vector<EntryBatch>> alone(Placed<EntryBatch> batch) {
  if (!batch) return std::unexpected(std::move(batch.error()));
  std::vector<EntryBatch> batches;
  batches.push_back(*std::move(batch));
  return batches;
}

/// What the caller knows of a file beforehand.
struct ReadOptions {
  /// Of settlement files, which do not name their store (DOMAIN.md 4). Account JSON has its own.
  std::string store;
  /// Bytes in the file, if known, so that columns need not grow; 0 when unknown.
  std::uint64_t size_hint = 0;
  /// Where to list everything that is wrong with the file, up to kMostProblems: a reader that is
  /// given one goes on after a refusal as far as that makes sense. What `feed` and `finish` answer
  /// is the same with it and without.
  std::vector<Refusal>* problems = nullptr;
};

constexpr std::size_t kMostProblems = 1000;

/// A reader that finds out the format from the first bytes: a settlement flat file (its header line
/// begins with a column of settlements, in any order of columns) or account JSON (`{`). Anything
/// else is FORMAT_UNKNOWN, nothing at all FILE_EMPTY; a PNG is refused at its first NUL byte or as
/// unknown.
[[nodiscard]] std::unique_ptr<FileReader> make_file_reader(ReadOptions options);

}  // namespace repay
