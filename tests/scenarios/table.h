#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace repay::scenarios {

/// One line of a table: "pay p1 50.00 -> A 39.99, B 10.01; outstanding 102.49".
struct Line {
  int number = 0;
  std::string text;
  std::vector<std::string> words;         ///< {"pay", "p1", "50.00"}
  std::vector<std::string> expectations;  ///< {"A 39.99, B 10.01", "outstanding 102.49"}
};

/// A scenario is a seller's story from an empty account on.
struct Scenario {
  std::string name;
  std::vector<Line> lines;
};

/// A file of scenarios. README.md beside this tells the grammar.
struct Table {
  std::vector<Scenario> scenarios;
  std::vector<std::string> problems;  ///< "reversals.txt:12: nothing begins here"
};

[[nodiscard]] Table read_table(std::string_view file, std::string_view text);

/// What `text` holds between blanks, and between `mark`s without the blanks around.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
[[nodiscard]] std::vector<std::string> parts_of(std::string_view text, std::string_view mark);

}  // namespace repay::scenarios
