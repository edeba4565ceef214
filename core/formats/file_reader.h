#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/entry.h"
#include "core/money/currency.h"

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
  /// The currency of a file that does not say it itself, as a transaction CSV without the lines
  /// above its header may not; none: such a file is refused with UNKNOWN_CURRENCY.
  std::optional<Currency> currency = std::nullopt;
  /// Where to list everything that is wrong with the file, up to kMostProblems: a reader that is
  /// given one goes on after a refusal as far as that makes sense, and may be fed to the end. What
  /// `finish` answers is the same with it and without.
  std::vector<Refusal>* problems = nullptr;
};

constexpr std::size_t kMostProblems = 1000;

/// What a format says to the first bytes of a file.
enum class Recognition : std::uint8_t { no, perhaps, yes };

/// The first bytes of a file, without a byte order mark and the blanks before its content.
struct Head {
  std::string_view text;  ///< begins with what is not blank; up to kMostSniffed bytes
  bool is_all = false;    ///< more will not come: nothing is `perhaps` any more
};

/// A format that files may be in.
struct FileFormat {
  Recognition (*recognise)(const Head& head);
  std::unique_ptr<FileReader> (*make_reader)(ReadOptions options);
};

/// Enough for what stands before the content, and for the header line of any format.
constexpr std::size_t kMostSniffed = 16384;

/// The formats of this program, in the order in which they are asked: the first that says `yes` has
/// the file, once none before it says `perhaps`. Which formats a program holds is decided when it
/// is linked: all of them, unless it brings a list of its own (file_formats.cpp).
[[nodiscard]] std::span<const FileFormat> file_formats();

/// A reader that finds out the format from the first bytes. What none of `file_formats` takes is
/// FORMAT_UNKNOWN, nothing at all FILE_EMPTY; a PNG is refused at its first NUL byte or as unknown.
[[nodiscard]] std::unique_ptr<FileReader> make_file_reader(ReadOptions options);

}  // namespace repay
