#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace repay::scenarios {

/// The text of a file that a table names: one of tests/, which is built into the program so that a
/// browser has it, too; or one of shared/, which is read where it is.
[[nodiscard]] std::expected<std::string, std::string> file_text(const std::string& path);

/// Whether `file_text` has it.
[[nodiscard]] bool is_there(const std::string& path);

/// The same settlement with some dirt that real files have, by name: "bom", "crlf", "blank_lines",
/// "columns_reversed", "blanks_after_amounts".
[[nodiscard]] std::expected<std::string, std::string> with_dirt(std::string text,
                                                                std::string_view dirt);

struct BuiltIn {
  std::string_view path;
  std::string_view text;
};

/// The files built in; made by CMake.
[[nodiscard]] const std::vector<BuiltIn>& built_in_files();

}  // namespace repay::scenarios
