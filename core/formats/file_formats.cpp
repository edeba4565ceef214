// Every format there is. In a file by itself, so that a program with fewer formats leaves the
// others out of its bytes.

#include <array>

#include "core/formats/account_json.h"
#include "core/formats/csv_mapping_rows.h"
#include "core/formats/file_reader.h"
#include "core/formats/settlement_flat_file.h"
#include "core/formats/settlement_xml.h"
#include "core/formats/sp_api_json.h"
#include "core/formats/transaction_csv.h"

namespace repay {

std::span<const FileFormat> file_formats() {
  static constexpr std::array kFormats = {
      FileFormat{is_sp_api_json, make_sp_api_json_reader},
      FileFormat{is_account_json, make_account_json_reader},
      FileFormat{is_settlement_xml, make_settlement_xml_reader},
      FileFormat{is_settlement_flat_file, make_settlement_flat_file_reader},
      FileFormat{is_mapped_csv, make_built_in_csv_reader},
      FileFormat{is_transaction_csv, make_transaction_csv_reader},
  };
  return kFormats;
}

}  // namespace repay
