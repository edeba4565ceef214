// The formats of the small engine: account JSON, which is how a host tells a page what is owed.

#include <array>

#include "core/formats/account_json.h"
#include "core/formats/file_reader.h"

namespace repay {

std::span<const FileFormat> file_formats() {
  static constexpr std::array kFormats = {FileFormat{is_account_json, make_account_json_reader}};
  return kFormats;
}

}  // namespace repay
