#include "core/cli/check.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/cli/table.h"
#include "core/cli/words.h"
#include "core/engine/engine.h"
#include "core/formats/file_reader.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

struct Checked {
  std::string file;
  std::uint64_t entries = 0;
  std::vector<Refusal> problems{};
};

// Two readings of the same bytes: one that goes on after a refusal, and the engine's own.
class Checker {
 public:
  Checker(const Arguments& arguments, const Policy& policy, FileSource& files)
      : arguments_(arguments), files_(files) {
    const auto set = engine_.set_policy(policy);
    repay::check(set.has_value());  // it was read, and there is nothing yet to post again
    engine_.begin_import(ImportMode::add);
  }

  std::vector<Checked> check() {
    std::vector<Checked> all;
    for (const std::string& file : arguments_.files) all.push_back(check_file(file));
    if (!importing_) return all;
    if (auto posted = engine_.commit_import(); !posted)
      all[engine_.refused_file()].problems.push_back(std::move(posted.error()));
    return all;
  }

 private:
  Checked check_file(const std::string& file) {
    Checked checked{.file = file};
    const Placed<std::uint64_t> size = files_.open(file);
    if (!size) {
      importing_ = false;
      checked.problems.push_back(size.error());
      return checked;
    }
    const std::string store = arguments_.store.value_or("");
    if (importing_) engine_.begin_file(store, *size);
    const auto reader =
        make_file_reader({.store = store, .size_hint = *size, .problems = &checked.problems});
    const Placed<std::vector<EntryBatch>> read = read_all(*reader);
    if (!read && checked.problems.empty()) checked.problems.push_back(read.error());
    for (std::size_t i = 0; read && i < read->size(); ++i) checked.entries += (*read)[i].size();
    if (importing_) importing_ = engine_.end_file().has_value();
    return checked;
  }

  // What the reader answers at the end, or why there is no end.
  Placed<std::vector<EntryBatch>> read_all(FileReader& reader) {
    while (true) {
      const Placed<std::span<const char>> bytes = files_.next();
      if (!bytes) {
        importing_ = false;
        return std::unexpected(bytes.error());
      }
      if (bytes->empty()) return reader.finish();
      (void)reader.feed(*bytes);  // `finish` answers what it refuses
      if (importing_) importing_ = engine_.feed(*bytes).has_value();
    }
  }

  const Arguments& arguments_;
  FileSource& files_;
  Engine engine_;
  bool importing_ = true;
};

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
  const std::vector<Checked> all = Checker(arguments, policy, files).check();
  if (arguments.output == OutputFormat::json) {
    print_json(all, out);
  } else {
    for (const Checked& checked : all) print_table(checked, out);
  }
  const bool well = std::ranges::all_of(all, [](const Checked& c) { return c.problems.empty(); });
  return well ? kExitDone : kExitRefused;
}

}  // namespace repay
