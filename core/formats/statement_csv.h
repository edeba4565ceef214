#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text_sink.h"
#include "core/formats/csv_writer.h"
#include "core/ledger/ledger.h"

namespace repay {

/// A statement as CSV for spreadsheets: RFC 4180 in UTF-8, one line an entry:
/// `store,currency,id,at,kind,group,description,order,sku,amount,balance,settlement`. Amounts have
/// all digits of their currency, instants are UTC. Somebody's text is guarded against being taken
/// for a formula (csv_writer.h), so that what one file of account JSON says, another program can
/// read out of this one again.
class StatementCsv {
 public:
  /// For a spreadsheet that takes a file for UTF-8 only then.
  static constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

  /// Of entries of one ledger, which outlives it and does not change.
  StatementCsv(const Ledger& ledger, std::string_view store, TextSink& out);

  void write_header();
  void write_line(Sequence entry, std::int64_t balance_minor);
  void end() { csv_.end_document(); }

 private:
  // The cell of a text that is kept in a source.
  struct Kept {
    const Source* source = nullptr;
    TextRef text{};
    CsvCell cell{};
  };
  // Of texts that many entries share; the latest one with these bits of its place stays.
  using Shared = std::vector<Kept>;

  void enter_source(Sequence entry);
  void prepare_id(Sequence entry);
  void prepare_instant(Instant at);
  [[nodiscard]] const CsvCell& description_of(Sequence entry);
  [[nodiscard]] const CsvCell& cell_of(Kept& kept, TextRef text) const;
  [[nodiscard]] const CsvCell& cell_of(Shared& shared, TextRef text) const;

  const Ledger& ledger_;
  CsvWriter csv_;
  std::string text_;  // what a cell is made of
  std::string account_text_;
  CsvCell account_;  // "shop,EUR,"
  std::array<CsvCell, kKinds> kinds_;
  std::array<CsvCell, kGroups> groups_;

  // Of the source the last entry was of.
  const Source* source_ = nullptr;
  bool numbers_rows_ = false;  // "<settlement id>/<row>" is as plain as the settlement's id
  CsvCell numbered_;           // "shop,EUR,<settlement id>/"
  CsvCell settlement_;

  CsvCell id_;           // of an entry that is no numbered row
  CsvCell description_;  // of one that is derived
  Shared descriptions_;
  Shared skus_;
  Kept order_;

  std::optional<Instant> last_at_;
  std::string at_text_;  // "2026-01-05T12:34:56Z,"
  CsvCell at_;
};

/// The text that a guarded cell was made from: without the apostrophe it begins with, if it does.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

}  // namespace repay
