#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

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

  explicit StatementCsv(TextSink& out) : csv_(out) {}

  void write_header();
  void write_line(const Ledger& ledger, std::string_view store, Sequence entry,
                  std::int64_t balance_minor);
  void end() { csv_.end_document(); }

 private:
  // Whether a text that many entries share is plain; the latest one with these bits of its place
  // stays.
  struct Known {
    const Source* source = nullptr;
    TextRef text{};
    bool plain = false;
  };

  void enter_source(const Ledger& ledger, Sequence entry);
  void write_id(const Ledger& ledger, Sequence entry);
  void write_instant(Instant at);
  void write_shared(TextRef ref);
  void write_amount(std::int64_t minor, Currency currency);

  CsvWriter csv_;
  std::string text_;  // the cell being made

  // Of the source the last entry was of.
  const Source* source_ = nullptr;
  bool plain_settlement_ = false;
  std::array<Known, 256> known_{};

  std::int64_t at_ms_ = std::numeric_limits<std::int64_t>::min();  // the last instant
  std::string at_text_;                                            // "2026-01-05T12:34:56Z"
};

/// The text that a guarded cell was made from: without the apostrophe it begins with, if it does.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

}  // namespace repay
