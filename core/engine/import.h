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
#include "core/repayment/matching.h"

namespace repay {

/// One ledger and how often it has changed.
struct VersionedBooks {
  Books books;
  std::uint64_t version = 0;
};

using Ledgers = std::map<LedgerKey, VersionedBooks>;

/// A payment that has not ended.
struct UnderWay {
  std::string key;  ///< its idempotency key
  std::string id;   ///< of the entry it becomes
  LedgerKey ledger;
  Instant sent;
  std::int64_t amount_minor = 0;
};

/// One that came by what was imported: by the row, of the ledger as it is then, that reports it, or
/// without one as its own entry is in a file (of an account that was kept elsewhere, too).
struct ReportedUnderWay {
  std::string key;
  std::optional<Sequence> row;
};

/// The files of one import on their way to being ledgers: read one after another, then posted
/// together.
class Import {
 public:
  /// A batch to post and the file it is from; none if it was there before.
  struct Posting {
    EntryBatch batch;
    std::optional<std::size_t> file{};
  };

  void begin_file(std::string store, std::uint64_t size_hint, std::optional<Currency> currency);
  [[nodiscard]] Placed<void> feed(std::span<const char> bytes);
  [[nodiscard]] Placed<void> end_file();

  /// Posts everything read to what is in `ledgers`: behind it where it belongs there, else by
  /// making the ledger again. On refusal nothing of it has changed. Which of the payments under way
  /// turn out to have come is left to the caller: reported_under_way.
  [[nodiscard]] Placed<ImportView> post(Ledgers& ledgers, const RepaymentPolicy& policy,
                                        const std::vector<UnderWay>& under_way);
  [[nodiscard]] const std::vector<ReportedUnderWay>& reported_under_way() const {
    return reported_under_way_;
  }

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
                                      const RepaymentPolicy& policy, std::vector<Posting> added,
                                      const std::vector<UnderWay>& under_way);
  [[nodiscard]] Placed<void> post_all(Books& books, const LedgerKey& key,
                                      std::vector<Posting> postings,
                                      const std::vector<UnderWay>& under_way);
  void report_under_way(const Books& books, const Reports& reports, const LedgerKey& key,
                        const std::vector<UnderWay>& under_way);
  [[nodiscard]] std::size_t last_file_of(const LedgerKey& a, const LedgerKey& b) const;

  static void add_deferred(const Part& part, std::vector<DeferredView>& deferred);

  std::vector<Part> parts_;
  bool nothing_new_ = false;       // of the ledger last posted to: all its reports were known
  std::uint64_t passed_over_ = 0;  // entries of the given reports that are there already
  std::vector<ReportedUnderWay> reported_under_way_;
  std::size_t files_ = 0;
  std::unique_ptr<FileReader> reader_;
  std::string store_;
  std::size_t refused_file_ = 0;
};

}  // namespace repay
