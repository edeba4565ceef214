#pragma once

#include <memory>

#include "core/formats/file_reader.h"

namespace repay {

/// Reads settlement XML (GET_V2_SETTLEMENT_REPORT_DATA_XML), as settlement_xml.md describes it. The
/// settlement's own data come first, then its transactions in any order; an element with an amount
/// is an entry, by the same table of types as a row of a flat file (settlement_types.h), so that
/// V1, V2 and XML of one settlement have the same total, kinds and groups.
///
/// Refused as flat files are, and by XmlReader. INVALID_DATE for an instant without its distance
/// from UTC; ROW_TOTAL_MISMATCH where a transaction's amount is not its base and its tax.
[[nodiscard]] std::unique_ptr<FileReader> make_settlement_xml_reader(ReadOptions options);

/// Whether a document's first element is an AmazonEnvelope.
[[nodiscard]] Recognition is_settlement_xml(const Head& head);

}  // namespace repay
