#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/engine/view.h"
#include "core/formats/file_reader.h"
#include "core/repayment/books.h"

namespace repay {

/// One ledger and how often it has changed.
struct VersionedBooks {
  Books books;
  std::uint64_t version = 0;
};

using Ledgers = std::map<LedgerKey, VersionedBooks>;

/// The files of one import on their way to being ledgers: read one after another, then posted
/// together.
class Import {
 public:
  /// A batch to post and the file it is from; none if it was there before.
  struct Posting {
    EntryBatch batch;
    std::optional<std::size_t> file{};
  };

  void begin_file(std::string store, std::uint64_t size_hint);
  [[nodiscard]] Placed<void> feed(std::span<const char> bytes);
  [[nodiscard]] Placed<void> end_file();

  /// Posts everything read to what is in `ledgers`: behind it where it belongs there, else by
  /// making the ledger again. On refusal nothing of it has changed.
  [[nodiscard]] Placed<ImportView> post(Ledgers& ledgers, const RepaymentPolicy& policy);

  /// The file, from 0, that the last refusal is about.
  [[nodiscard]] std::size_t refused_file() const { return refused_file_; }

 private:
  // What a file holds for one ledger.
  struct Part {
    std::size_t file;
    LedgerKey key;
    EntryBatch batch;
    bool adds = true;          // false for a settlement that is known already
    std::string settlement{};  // its id, if it is one
  };

  [[nodiscard]] Placed<void> find_known(const Ledgers& ledgers);
  [[nodiscard]] std::vector<Posting> added_to(const LedgerKey& key);
  [[nodiscard]] Placed<Books> rebuild(const LedgerKey& key, const VersionedBooks* before,
                                      const RepaymentPolicy& policy, std::vector<Posting> added);
  [[nodiscard]] Placed<void> post_all(Books& books, std::vector<Posting> postings);

  static void add_deferred(const Part& part, std::vector<DeferredView>& deferred);

  std::vector<Part> parts_;
  bool nothing_new_ = false;       // of the ledger last posted to: all its reports were known
  std::uint64_t passed_over_ = 0;  // entries of the given reports that are there already
  std::size_t files_ = 0;
  std::unique_ptr<FileReader> reader_;
  std::string store_;
  std::size_t refused_file_ = 0;
};

}  // namespace repay
