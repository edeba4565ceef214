#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/ledger/entry_matcher.h"
#include "core/money/currency.h"
#include "core/repayment/plan.h"

namespace repay {

enum class CommandName : std::uint8_t {
  import,
  balance,
  statement,
  allocations,
  preview,
  plan,
  explain,
  closing,
  export_ledger,
  check,
  policy
};

enum class OutputFormat : std::uint8_t { table, json, csv };

/// What was asked for, in a form that makes sense.
struct Arguments {
  CommandName command = CommandName::balance;
  bool help = false;  ///< nothing else counts then
  bool version = false;
  std::vector<std::string> files;
  OutputFormat output = OutputFormat::table;
  bool byte_order_mark = false;           ///< before CSV
  std::optional<std::string> store;       ///< of settlement files; in a preview also the ledger's
  std::optional<std::string> currency;    ///< the ledger's, as given
  std::optional<Currency> file_currency;  ///< of files that do not say theirs
  std::optional<std::string> settlement;
  std::optional<CivilDate> from;  ///< of a statement both or neither; of a plan the first day
  std::optional<CivilDate> to;
  std::optional<Instant> at;               ///< of a balance: when what is deferred is looked at
  std::string zone = "UTC";                ///< a distance from UTC or the name of a zone
  std::optional<std::string> policy;       ///< the file of one; none: the defaults
  std::optional<std::string> zones;        ///< the file of zones; none: the one beside the program
  EntryFilter filter;                      ///< of a statement's lines
  std::optional<Instant> close;            ///< when the running period ends
  std::optional<std::string> method;       ///< what is charged, as it is shown
  std::optional<Instant> deposit_changed;  ///< when the deposit method was given or edited
  bool no_deposit_method = false;
  bool restricted = false;           ///< whether the account is
  std::string pay;                   ///< as given: its currency is not known yet
  std::optional<std::string> entry;  ///< what to explain: one of the two
  std::optional<std::string> figure;
  PlanEvery every = PlanEvery::week;
  std::uint64_t limit = 1000;
};

/// What is wrong with the usage, as a sentence: "--pay is missing".
struct WrongUsage {
  std::optional<CommandName> command;  ///< the one whose usage line helps
  std::string what;
};

/// Reads the arguments behind the program's name. `--option value` and `--option=value` are the
/// same, options and files mix, what follows `--` is files.
[[nodiscard]] std::expected<Arguments, WrongUsage> parse_arguments(
    std::span<const std::string_view> arguments);

/// "balance"
[[nodiscard]] std::string_view name(CommandName command);

/// "repay balance FILE... [--store NAME] [--json]"
[[nodiscard]] std::string usage_line(std::optional<CommandName> command);

/// What `repay --help` prints.
[[nodiscard]] std::string_view help_text();

}  // namespace repay
