#include "tests/scenarios/table.h"

#include <map>
#include <optional>
#include <set>

namespace repay::scenarios {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// What follows "scenario " in "scenario S08 a partial payment …"; none if the line begins
/// otherwise.
std::optional<std::string> after(std::string_view word, std::string_view line) {
  if (!line.starts_with(word) || !line.substr(word.size()).starts_with(' ')) return std::nullopt;
  return std::string(trimmed(line.substr(word.size())));
}

Line read_line(int number, std::string_view text) {
  const std::vector<std::string> sides = parts_of(text, "->");
  Line line{
      .number = number, .text = std::string(text), .words = words_of(sides[0]), .expectations = {}};
  if (sides.size() == 2) line.expectations = parts_of(sides[1], ";");
  return line;
}

/// Reads line by line; what is wrong is kept with its place.
class Reader {
 public:
  Reader(std::string_view file, Table& table) : file_(file), table_(table) {}

  void read(std::string_view text) {
    ++number_;
    text = trimmed(text.substr(0, text.find('#')));
    if (text.empty()) return;
    if (text.find_first_of("\t\r") != text.npos) return problem("a tab or carriage return");
    if (const auto name = after("scenario", text)) return begin_scenario(*name);
    if (const auto name = after("base", text)) return begin_base(*name);
    if (lines_ == nullptr) return problem("a scenario or base must begin first");
    if (const auto name = after("from", text)) return include(*name);
    const Line line = read_line(number_, text);
    if (parts_of(text, "->").size() > 2) problem("two arrows");
    if (line.words.empty()) problem("nothing happens here");
    for (const std::string& expectation : line.expectations) {
      if (expectation.empty()) problem("an empty expectation");
    }
    lines_->push_back(line);
  }

  void end() {
    for (const auto& [name, lines] : bases_) {
      if (!used_.contains(name)) problem("no scenario is from the base " + name);
    }
    for (const Scenario& scenario : table_.scenarios) {
      if (scenario.lines.empty()) problem("nothing happens in " + scenario.name);
    }
  }

 private:
  void problem(const std::string& what) {
    table_.problems.push_back(std::string(file_) + ":" + std::to_string(number_) + ": " + what);
  }

  void begin_scenario(const std::string& name) {
    for (const Scenario& other : table_.scenarios) {
      if (other.name == name) problem("there is another scenario of this name");
    }
    table_.scenarios.push_back({name, {}});
    lines_ = &table_.scenarios.back().lines;
  }

  void begin_base(const std::string& name) {
    if (bases_.contains(name)) problem("there is another base of this name");
    lines_ = &bases_[name];
  }

  void include(const std::string& name) {
    const auto base = bases_.find(name);
    if (base == bases_.end() || &base->second == lines_) return problem("there is no base " + name);
    lines_->insert(lines_->end(), base->second.begin(), base->second.end());
    used_.insert(name);
  }

  std::string_view file_;
  Table& table_;
  int number_ = 0;
  std::map<std::string, std::vector<Line>> bases_;
  std::set<std::string> used_;
  std::vector<Line>* lines_ = nullptr;
};

}  // namespace

std::vector<std::string> parts_of(std::string_view text, std::string_view mark) {
  std::vector<std::string> parts;
  for (std::size_t end = text.find(mark); end != text.npos; end = text.find(mark)) {
    parts.emplace_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end + mark.size());
  }
  parts.emplace_back(trimmed(text));
  return parts;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::string& part : parts_of(text, " ")) {
    if (!part.empty()) words.push_back(std::move(part));
  }
  return words;
}

Table read_table(std::string_view file, std::string_view text) {
  Table table;
  Reader reader(file, table);
  for (const std::string& line : parts_of(text, "\n")) reader.read(line);
  reader.end();
  return table;
}

}  // namespace repay::scenarios
