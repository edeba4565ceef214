#pragma once

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
  void write_amount(std::int64_t minor, Currency currency);

  CsvWriter csv_;
  std::string decimal_;
};

/// The text that a guarded cell was made from: without the apostrophe it begins with, if it does.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

}  // namespace repay
