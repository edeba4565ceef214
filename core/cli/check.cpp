#include "core/cli/check.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/cli/table.h"
#include "core/cli/words.h"
#include "core/engine/file_check.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

struct Checked : CheckedFile {
  std::string file{};
};

// Feeds one file of the command line to its end, or to where it can be read no further.
void check_file(FileCheck& check, const std::string& file, const Arguments& arguments,
                FileSource& files) {
  const Placed<std::uint64_t> size = files.open(file);
  check.begin_file(arguments.store.value_or(""), size.value_or(0), arguments.file_currency);
  if (!size) return check.abandon_file(size.error());
  while (true) {
    const Placed<std::span<const char>> bytes = files.next();
    if (!bytes) return check.abandon_file(bytes.error());
    if (bytes->empty()) return check.end_file();
    check.feed(*bytes);
  }
}

std::vector<Checked> check_all(const Arguments& arguments, const Policy& policy,
                               FileSource& files) {
  FileCheck check(policy);
  for (const std::string& file : arguments.files) check_file(check, file, arguments, files);
  std::vector<Checked> all;
  for (CheckedFile& found : check.finish())
    all.push_back({std::move(found), arguments.files[all.size()]});
  return all;
}

void print_json(const Checked& checked, JsonWriter& json) {
  json.begin_object();
  json.field("file", valid_utf8(checked.file));
  json.field("entries", checked.entries);
  json.begin_array("problems");
  for (const Refusal& problem : checked.problems) {
    const auto& [error, place, detail] = problem;
    json.begin_object();
    json.field("code", code(error));
    json.field("message", message(problem));
    if (place.line != 0) json.field("line", place.line);
    if (place.column != 0) json.field("column", place.column);
    if (!place.field.empty()) json.field("field", place.field);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void print_json(const std::vector<Checked>& all, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.begin_array("files");
  for (const Checked& checked : all) print_json(checked, json);
  json.end_array();
  json.end_object();
  json.end_document();
}

std::string number_or_blank(std::uint64_t number) {
  return number == 0 ? "" : std::to_string(number);
}

void print_table(const Checked& checked, TextSink& out) {
  const std::string file = terminal_text(valid_utf8(checked.file));
  if (checked.problems.empty()) {
    out.write(file + ": " + counted(checked.entries, "entry", "entries") + ", nothing wrong\n");
    return;
  }
  const std::size_t count = checked.problems.size();
  out.write(file + ": " + (count >= kMostProblems ? "at least " : "") +
            counted(count, "problem", "problems") + "\n");
  std::vector<Table::Row> rows;
  for (const Refusal& problem : checked.problems) {
    rows.push_back({number_or_blank(problem.place.line), number_or_blank(problem.place.column),
                    terminal_text(problem.place.field), std::string(code(problem.error)),
                    terminal_text(message(problem))});
  }
  print_table(out, {{"Line", true}, {"Column", true}, {"Field"}, {"Code"}, {"What is wrong"}},
              rows);
}

}  // namespace

Exit check_files(const Arguments& arguments, const Policy& policy, FileSource& files,
                 TextSink& out) {
  const std::vector<Checked> all = check_all(arguments, policy, files);
  if (arguments.output == OutputFormat::json) {
    print_json(all, out);
  } else {
    for (const Checked& checked : all) print_table(checked, out);
  }
  const bool well = std::ranges::all_of(all, [](const Checked& c) { return c.problems.empty(); });
  return well ? kExitDone : kExitRefused;
}

}  // namespace repay
