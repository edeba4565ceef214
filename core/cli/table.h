#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/cli/io.h"

namespace repay {

/// How many cells of a terminal a text takes: East Asian wide characters two, combining ones none
/// (Unicode 15, in ranges; what terminals disagree about counts as one).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` as a terminal may show it: control characters and marks that turn the direction of
/// writing become "\u001b", so that no description can move the cursor or lie about its neighbours.
[[nodiscard]] std::string terminal_text(std::string_view text);

/// A table whose columns line up. Rows come twice, first all to `measure`, then all to `print`, so
/// that a million of them need not be held.
class Table {
 public:
  struct Column {
    std::string_view title;
    bool is_number = false;  ///< to the right
  };
  using Row = std::vector<std::string>;

  Table(TextSink& out, std::vector<Column> columns);

  void measure(const Row& row);
  void print_header();
  void print(const Row& row);

 private:
  TextSink& out_;
  std::vector<Column> columns_;
  std::vector<std::size_t> widths_;
};

/// The whole of a short table; without a header when no column has a title.
void print_table(TextSink& out, std::vector<Table::Column> columns,
                 const std::vector<Table::Row>& rows);

}  // namespace repay
