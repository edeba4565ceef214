#include "tests/scenarios/play.h"

#include <algorithm>
#include <expected>

#include "tests/scenarios/expectation.h"
#include "tests/scenarios/files.h"
#include "tests/scenarios/seller.h"

namespace repay::scenarios {
namespace {

/// Whether its verb only prepares what follows.
bool prepares(const Line& line) {
  const std::string& verb = line.words[0];
  return verb == "ledger" || verb == "folder" || verb == "remember" || verb == "start" ||
         verb == "see" || verb == "rule" || verb == "policy" || verb == "at" ||
         verb == "download" || verb == "bank" || verb == "cards" || verb == "restricted" ||
         verb == "next";
}

std::optional<Problem> play_line(const Line& line, Seller& seller) {
  const auto outcome = seller.act(line);
  if (!outcome) return outcome.error();
  const bool refusal_expected = std::ranges::any_of(line.expectations, is_refusal);
  if (outcome->refusal && !refusal_expected) return "refused: " + message(*outcome->refusal);
  for (const std::string& expectation : line.expectations) {
    if (auto problem = compare(expectation, seller, *outcome)) return problem;
  }
  const bool proves = !line.expectations.empty() || prepares(line);
  if (!proves && seller.story() == outcome->before)
    return "this line has neither an effect nor an expectation";
  return std::nullopt;
}

std::expected<Scenario, Problem> find(const std::string& file, const std::string& name) {
  const auto text = file_text(file);
  if (!text) return std::unexpected(text.error());
  const Table table = read_table(file, *text);
  if (!table.problems.empty()) return std::unexpected(table.problems.front());
  const auto found = std::ranges::find(table.scenarios, name, &Scenario::name);
  if (found == table.scenarios.end()) return std::unexpected("there is no scenario " + name);
  return *found;
}

}  // namespace

std::optional<std::string> play(const Scenario& scenario) {
  Seller seller;
  bool expects = false;
  for (const Line& line : scenario.lines) {
    expects = expects || !line.expectations.empty();
    if (const auto problem = play_line(line, seller)) {
      return "line " + std::to_string(line.number) + ": " + line.text + "\n  " + *problem;
    }
  }
  if (!expects) return "this scenario expects nothing";
  return std::nullopt;
}

std::optional<std::string> play(const std::string& file, const std::string& name) {
  const auto scenario = find(file, name);
  if (!scenario) return scenario.error();
  return play(*scenario);
}

bool can_play(const std::string& file, const std::string& name) {
  const auto scenario = find(file, name);
  if (!scenario) return true;  // and fail
  std::string folder;
  for (const Line& line : scenario->lines) {
    if (line.words[0] == "folder" && line.words.size() == 2) folder = line.words[1] + "/";
    if (line.words[0] != "import") continue;
    for (const std::string& word : line.words) {
      const std::string path = folder + word;
      if (path.starts_with("shared/") && path.ends_with(".txt") && !is_there(path)) return false;
    }
  }
  return true;
}

}  // namespace repay::scenarios
