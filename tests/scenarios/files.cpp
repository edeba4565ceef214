#include "tests/scenarios/files.h"

#include <algorithm>

#include "tests/core/support/shared_data.h"
#include "tests/scenarios/table.h"

namespace repay::scenarios {
namespace {

constexpr std::string_view kShared = "shared/";

const BuiltIn* find_built_in(std::string_view path) {
  const auto found = std::ranges::find(built_in_files(), path, &BuiltIn::path);
  return found == built_in_files().end() ? nullptr : &*found;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (const std::string& part : parts_of(text, what)) {
    if (!out.empty()) out.append(by);
    out.append(part);
  }
  return out;
}

/// `change` done to the fields of every line.
template <class Change>
std::string with_fields(const std::string& text, Change change) {
  std::string out;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::vector<std::string> fields;
    std::size_t field = start;
    for (std::size_t at = start; at <= end; ++at) {
      if (at < end && text[at] != '\t') continue;
      fields.push_back(text.substr(field, at - field));
      field = at + 1;
    }
    change(fields);
    for (std::size_t i = 0; i < fields.size(); ++i)
      out.append(i == 0 ? "" : "\t").append(fields[i]);
    out.push_back('\n');
    start = end + 1;
  }
  return out;
}

}  // namespace

std::expected<std::string, std::string> file_text(const std::string& path) {
  if (const BuiltIn* file = find_built_in(path)) return std::string(file->text);
  if (path.starts_with(kShared)) {
    const std::string rest = path.substr(kShared.size());
    if (testing::is_shared(rest)) return testing::read_shared(rest);
  }
  return std::unexpected("there is no file " + path);
}

bool is_there(const std::string& path) { return file_text(path).has_value(); }

std::expected<std::string, std::string> with_dirt(std::string text, std::string_view dirt) {
  if (dirt == "bom") return "\xEF\xBB\xBF" + text;
  if (dirt == "crlf") return replaced(text, "\n", "\r\n");
  if (dirt == "blank_lines") return text + "\n\n";
  if (dirt == "columns_reversed") {
    return with_fields(text, [](auto& fields) { std::ranges::reverse(fields); });
  }
  if (dirt == "blanks_after_amounts") {
    return with_fields(text, [](auto& fields) {
      for (std::string& field : fields) {
        const bool amount = field.find_first_not_of("-0123456789.,") == field.npos;
        if (amount && field.find_first_of(".,") != field.npos) field.append("    ");
      }
    });
  }
  return std::unexpected("there is no dirt called " + std::string(dirt));
}

}  // namespace repay::scenarios
