#include "core/cli/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/formats/account_json.h"
#include "core/formats/utf8.h"

namespace repay {
namespace {

enum class Option : std::uint8_t {
  pay,
  every,
  entry,
  figure,
  store,
  currency,
  file_currency,
  limit,
  from,
  to,
  at,
  close,
  method,
  deposit_changed,
  no_deposit_method,
  restricted,
  zone,
  zones,
  settlement,
  policy,
  kind,
  group,
  search,
  json,
  csv,
  bom
};

constexpr unsigned bit(CommandName command) { return 1u << static_cast<unsigned>(command); }
constexpr unsigned kBalance = bit(CommandName::balance);
constexpr unsigned kStatement = bit(CommandName::statement);
constexpr unsigned kPreview = bit(CommandName::preview);
constexpr unsigned kPlan = bit(CommandName::plan);
constexpr unsigned kExport = bit(CommandName::export_ledger);
constexpr unsigned kLines = kStatement | kExport;
constexpr unsigned kPolicy = bit(CommandName::policy);
constexpr unsigned kAll = kPolicy - 1;  // that read what there is of a seller
constexpr unsigned kExplain = bit(CommandName::explain);
constexpr unsigned kClosing = bit(CommandName::closing);
constexpr unsigned kRepays = kPreview | kPlan;
constexpr unsigned kOneLedger = kRepays | kExplain;

struct OptionRow {
  std::string_view name;
  std::string_view value;  // how the usage calls it; empty for a switch
  unsigned commands;       // that have it
  bool required;
};

constexpr std::array kOptions = {
    OptionRow{"--pay", "AMOUNT", kRepays, true},
    OptionRow{"--every", "week|2weeks|month", kPlan, true},
    OptionRow{"--entry", "ID", kExplain, false},
    OptionRow{"--figure", "NAME", kExplain, false},
    OptionRow{"--store", "NAME", kAll, false},
    OptionRow{"--currency", "CODE", kOneLedger | kClosing | kExport, false},
    OptionRow{"--file-currency", "CODE", kAll, false},
    OptionRow{"--limit", "N", kOneLedger, false},
    OptionRow{"--from", "DATE", kLines | kPlan | kClosing, false},
    OptionRow{"--to", "DATE", kLines | kClosing, false},
    OptionRow{"--at", "INSTANT", kBalance, false},
    OptionRow{"--close", "INSTANT", kRepays, false},
    OptionRow{"--method", "NAME", kRepays | kClosing, false},
    OptionRow{"--deposit-changed", "INSTANT", kClosing, false},
    OptionRow{"--no-deposit-method", "", kClosing, false},
    OptionRow{"--restricted", "", kClosing, false},
    OptionRow{"--zone", "ZONE", kLines | kBalance | kPlan | kClosing, false},
    OptionRow{"--zones", "FILE", kLines | kBalance | kPlan | kClosing, false},
    OptionRow{"--settlement", "ID", kLines | kClosing, false},
    OptionRow{"--policy", "FILE", kAll, false},
    OptionRow{"--kind", "KIND,...", kLines, false},
    OptionRow{"--group", "GROUP,...", kLines, false},
    OptionRow{"--search", "WORDS", kLines, false},
    OptionRow{"--json", "", kAll | kPolicy, false},
    OptionRow{"--csv", "", kLines, false},
    OptionRow{"--bom", "", kLines, false},
};

constexpr std::array<std::string_view, 11> kCommands = {
    "import",  "balance", "statement", "allocations", "preview", "plan",
    "explain", "closing", "export",    "check",       "policy"};

using Parsed = std::expected<void, std::string>;

std::unexpected<std::string> wrong(std::string what) { return std::unexpected(std::move(what)); }

Parsed set_output(Arguments& arguments, OutputFormat output) {
  if (arguments.output != OutputFormat::table) return wrong("--json and --csv exclude each other");
  arguments.output = output;
  return {};
}

Parsed set_date(std::optional<CivilDate>& date, std::string_view option, std::string_view value) {
  const Result<CivilDate> read = parse_date(value);
  if (!read) return wrong(std::string(option) + " needs a day like 2026-01-31");
  date = *read;
  return {};
}

Parsed set_instant(std::optional<Instant>& at, std::string_view option, std::string_view value) {
  const Result<Instant> read = parse_instant(value);
  if (!read) return wrong(std::string(option) + " needs an instant like 2026-01-31T09:30:00Z");
  at = *read;
  return {};
}

// Whether there is a zone of this name, its file tells.
bool may_name_zone(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_other = [](char c) {
    return (c >= '0' && c <= '9') || std::string_view("/_+-").contains(c);
  };
  return !text.empty() && is_letter(text.front()) && text.size() <= kLongestName &&
         std::ranges::all_of(text, [&](char c) { return is_letter(c) || is_other(c); });
}

Parsed set_zone(std::string& zone, std::string_view value) {
  if (!parse_zone_offset(value) && !may_name_zone(value))
    return wrong(
        "--zone needs a name like America/Toronto, UTC, or a distance from it like +02:00");
  zone = value;
  return {};
}

Parsed set_store(std::optional<std::string>& store, std::string_view value) {
  const bool good = value.empty() || (is_plain_name(value) && value.size() <= kLongestName &&
                                      first_bad_byte(value) == value.size());
  if (!good) return wrong("--store needs a name of up to 200 bytes without control characters");
  store = value;
  return {};
}

Parsed set_file_currency(std::optional<Currency>& currency, std::string_view value) {
  const Result<Currency> read = Currency::from_code(value);
  if (!read) return wrong("--file-currency needs a currency's code like USD");
  currency = *read;
  return {};
}

Parsed set_method(std::optional<std::string>& method, std::string_view value) {
  const bool good = is_plain_name(value) && first_bad_byte(value) == value.size() &&
                    !value.empty() && value.size() <= kLongestName;
  if (!good) return wrong("--method needs a name of up to 200 bytes without control characters");
  method = value;
  return {};
}

// "fee,refund"
template <class Enum>
Parsed set_words(std::vector<Enum>& values, std::size_t count, std::string_view option,
                 std::string_view value) {
  while (true) {
    const std::size_t end = std::min(value.find(','), value.size());
    std::size_t i = 0;
    while (i < count && name(static_cast<Enum>(i)) != value.substr(0, end)) ++i;
    if (i == count)
      return wrong("\"" + std::string(value.substr(0, end)) + "\" is nothing " +
                   std::string(option) + " knows");
    values.push_back(static_cast<Enum>(i));
    if (end == value.size()) return {};
    value.remove_prefix(end + 1);
  }
}

Parsed set_search(std::string& text, std::string_view value) {
  if (first_bad_byte(value) != value.size()) return wrong("--search needs UTF-8");
  text = value;
  return {};
}

Parsed set_limit(std::uint64_t& limit, std::string_view value) {
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, limit);
  if (error != std::errc() || stop != end) return wrong("--limit needs a whole number");
  return {};
}

Parsed set_option(Arguments& arguments, Option option, std::string_view value) {
  switch (option) {
    case Option::json:
      return set_output(arguments, OutputFormat::json);
    case Option::csv:
      return set_output(arguments, OutputFormat::csv);
    case Option::bom:
      arguments.byte_order_mark = true;
      return {};
    case Option::store:
      return set_store(arguments.store, value);
    case Option::currency:
      arguments.currency = value;
      return {};
    case Option::file_currency:
      return set_file_currency(arguments.file_currency, value);
    case Option::settlement:
      arguments.settlement = value;
      return {};
    case Option::from:
      return set_date(arguments.from, "--from", value);
    case Option::to:
      return set_date(arguments.to, "--to", value);
    case Option::at:
      return set_instant(arguments.at, "--at", value);
    case Option::close:
      return set_instant(arguments.close, "--close", value);
    case Option::deposit_changed:
      return set_instant(arguments.deposit_changed, "--deposit-changed", value);
    case Option::no_deposit_method:
      arguments.no_deposit_method = true;
      return {};
    case Option::restricted:
      arguments.restricted = true;
      return {};
    case Option::method:
      return set_method(arguments.method, value);
    case Option::zone:
      return set_zone(arguments.zone, value);
    case Option::kind:
      return set_words(arguments.filter.kinds, kKinds, "--kind", value);
    case Option::group:
      return set_words(arguments.filter.groups, kGroups, "--group", value);
    case Option::search:
      return set_search(arguments.filter.text, value);
    case Option::policy:
      arguments.policy = value;
      return {};
    case Option::zones:
      arguments.zones = value;
      return {};
    case Option::pay:
      arguments.pay = value;
      return {};
    case Option::entry:
      arguments.entry = value;
      return {};
    case Option::figure:
      arguments.figure = value;
      return {};
    case Option::every: {
      const Result<PlanEvery> every = plan_every_from_name(value);
      if (!every) return wrong("--every needs week, 2weeks or month");
      arguments.every = *every;
      return {};
    }
    case Option::limit:
      return set_limit(arguments.limit, value);
  }
  return {};
}

// Reads the arguments one by one.
class Parser {
 public:
  explicit Parser(std::span<const std::string_view> arguments) : left_(arguments) {}

  std::expected<Arguments, WrongUsage> parse() {
    Parsed parsed;
    while (parsed && !left_.empty() && !asks_for_itself()) parsed = step(take());
    if (parsed && !asks_for_itself()) parsed = check_whole();
    if (!parsed) return std::unexpected(WrongUsage{command_, std::move(parsed.error())});
    return std::move(arguments_);
  }

 private:
  [[nodiscard]] bool asks_for_itself() const { return arguments_.help || arguments_.version; }

  std::string_view take() {
    const std::string_view argument = left_.front();
    left_ = left_.subspan(1);
    return argument;
  }

  Parsed step(std::string_view argument) {
    if (!only_files_ && argument.size() > 1 && argument.starts_with('-')) return option(argument);
    if (!command_) return command(argument);
    arguments_.files.emplace_back(argument);
    return {};
  }

  Parsed command(std::string_view word) {
    const auto found = std::ranges::find(kCommands, word);
    if (found == kCommands.end()) return wrong("\"" + std::string(word) + "\" is not a command");
    command_ = static_cast<CommandName>(found - kCommands.begin());
    arguments_.command = *command_;
    return {};
  }

  Parsed option(std::string_view argument) {
    if (argument == "--") {
      only_files_ = true;
      return {};
    }
    if (argument == "--help" || argument == "-h") {
      arguments_.help = true;
      return {};
    }
    if (argument == "--version") {
      arguments_.version = true;
      return {};
    }
    const std::size_t equals = argument.find('=');
    const std::string_view word = argument.substr(0, equals);
    const auto row = std::ranges::find(kOptions, word, &OptionRow::name);
    if (row == kOptions.end()) return wrong(std::string(word) + " is not an option");
    const auto index = static_cast<std::size_t>(row - kOptions.begin());
    if (given_[index]) return wrong(std::string(word) + " is given twice");
    given_[index] = true;
    std::string_view value;
    if (equals != std::string_view::npos) {
      if (row->value.empty()) return wrong(std::string(word) + " takes no value");
      value = argument.substr(equals + 1);
    } else if (!row->value.empty()) {
      if (left_.empty() || left_.front().starts_with("--")) {
        return wrong(std::string(word) + " needs a value");
      }
      value = take();
    }
    return set_option(arguments_, static_cast<Option>(index), value);
  }

  [[nodiscard]] bool is_given(Option option) const {
    return given_[static_cast<std::size_t>(option)];
  }

  [[nodiscard]] Parsed check_whole() const {
    if (!command_) return wrong("the command is missing");
    for (std::size_t i = 0; i < kOptions.size(); ++i) {
      const OptionRow& row = kOptions[i];
      const bool applies = (row.commands & bit(*command_)) != 0;
      if (given_[i] && !applies) {
        return wrong(std::string(name(*command_)) + " has no " + std::string(row.name));
      }
      if (row.required && applies && !given_[i])
        return wrong(std::string(row.name) + " is missing");
    }
    if (*command_ == CommandName::explain && is_given(Option::entry) == is_given(Option::figure))
      return wrong("explain needs one of --entry and --figure");
    const bool is_plan = *command_ == CommandName::plan;
    if (is_plan && !is_given(Option::from)) return wrong("--from is missing");
    if (!is_plan && is_given(Option::from) != is_given(Option::to))
      return wrong("--from and --to go together");
    const bool is_closing = *command_ == CommandName::closing;
    if (is_given(Option::settlement) && is_given(Option::from) && !is_closing) {
      return wrong("--settlement and --from exclude each other");
    }
    if (is_given(Option::deposit_changed) && is_given(Option::no_deposit_method))
      return wrong("--deposit-changed and --no-deposit-method exclude each other");
    if (is_given(Option::method) && !is_given(Option::close) && !is_closing)
      return wrong("--method goes with --close");
    if (is_given(Option::bom) && !is_given(Option::csv)) return wrong("--bom is for --csv");
    if (Parsed parsed = check_export(); !parsed) return parsed;
    if (arguments_.files.empty()) return wrong("no file is given");
    if (*command_ == CommandName::policy && arguments_.files.size() > 1)
      return wrong("a policy is one file");
    return {};
  }

  // The JSON of an export is a whole ledger, as a part of one could not be imported again.
  [[nodiscard]] Parsed check_export() const {
    if (*command_ != CommandName::export_ledger) return {};
    if (arguments_.output == OutputFormat::table) return wrong("export needs --json or --csv");
    for (const Option part :
         {Option::from, Option::settlement, Option::kind, Option::group, Option::search}) {
      if (is_given(Option::json) && is_given(part))
        return wrong("export --json is of the whole ledger; statement --json is of a part");
    }
    if (is_given(Option::csv) && is_given(Option::currency))
      return wrong("export --csv is of all ledgers; --currency is for --json");
    return {};
  }

  std::span<const std::string_view> left_;
  Arguments arguments_;
  std::optional<CommandName> command_;
  std::array<bool, kOptions.size()> given_{};
  bool only_files_ = false;
};

}  // namespace

std::string_view name(CommandName command) { return kCommands[static_cast<std::size_t>(command)]; }

std::expected<Arguments, WrongUsage> parse_arguments(std::span<const std::string_view> arguments) {
  return Parser(arguments).parse();
}

std::string usage_line(std::optional<CommandName> command) {
  if (!command)
    return "repay import|balance|statement|allocations|preview|plan|explain|export|check|policy "
           "FILE... [OPTIONS]";
  const bool is_policy = *command == CommandName::policy;
  std::string line = "repay " + std::string(name(*command)) + (is_policy ? " FILE" : " FILE...");
  for (const OptionRow& row : kOptions) {
    if ((row.commands & bit(*command)) == 0) continue;
    std::string option(row.name);
    if (!row.value.empty()) option.append(" ").append(row.value);
    line.append(row.required ? " " + option : " [" + option + "]");
  }
  return line;
}

std::string_view help_text() {
  return R"(repay: what a seller owes a marketplace, why, and what a payment would clear

  repay import FILE...        what the files hold, once they are checked
  repay balance FILE...       what each ledger comes to
  repay statement FILE...     its entries with the running balance, by group
  repay allocations FILE...   which credit paid which charge, and what is open
  repay export FILE... --json|--csv
                              a ledger to import again, or the statement for a spreadsheet
  repay check FILE...         all that is wrong with each file, not just the first
  repay policy FILE           the policy in the file, with the defaults of what it does not say
  repay preview FILE... --pay AMOUNT
                              what a payment would close; nothing is sent
  repay plan FILE... --pay AMOUNT --every week|2weeks|month --from DATE
                              what repeated payments would close, and when all is paid
  repay explain FILE... --entry ID | --figure NAME
                              why: what paid a charge, where a credit went, what a figure is of
  repay closing FILE...       what closing a period does: the payout and when, or the automatic
                              charge, or what is carried, and why

A FILE is a settlement file (flat file V1 or V2, or XML), a CSV of transactions in a range of dates,
SP-API finances JSON, PayPal's or Adyen's CSV, or account JSON; "-" is standard input. Several are
one import: all are taken or none. Settlements are put in order by their start; files of account
JSON follow each other as given.

  --store NAME         the store of settlement files (in preview also: the ledger of this store)
  --file-currency CODE the currency of a CSV of transactions that does not say it
  --json               one JSON document; amounts are decimal strings, times are UTC
  --policy FILE        what the marketplace decides, such as which charge is paid first

statement, export:
  --from DATE --to DATE   days as shown, both included; without them the whole ledger
  --zone ZONE             whose days: America/Toronto, +02:00, UTC by default; --zones FILE has
                          the zones, by default zones.txt beside the program
  --settlement ID         the entries of one settlement, by its id
  --kind KIND,...  --group GROUP,...  --search WORDS
                          only the entries of these kinds, of these groups, and with all of these
                          words in id, description, order, sku or settlement
  --csv                   RFC 4180; --bom puts a byte order mark before it. A text that begins with
                          = + - @ ' tab or return gets one more ' in front, so that no spreadsheet
                          takes it for a formula; take one ' off to have it back

balance:
  --at INSTANT         what can be used then: deferred money cannot yet; --zone says whose days count

plan:
  --every, --from         how often, and the day of the first payment; the last one is the rest. A
                          month that lacks the day has its last instead

explain:
  --entry ID           an entry, or
  --figure NAME        balance, outstanding, can_pay_now, waiting, reserved or disbursed

closing:
  --settlement ID         of this settlement, by default the latest that came as a file, or
  --from DATE --to DATE   of a period of these days (--zone), to which also belongs what names the
                          --settlement ID
  --method NAME           what is charged first, as it is shown
  --deposit-changed INSTANT, --no-deposit-method, --restricted
                          the deposit method was changed then, is missing; the account is restricted

preview and plan:
  --close INSTANT      when the running period ends: also says what is then charged automatically,
  --method NAME        and on this method; in plan --zone says whose days the payments are made on

preview, plan and explain:
  --pay AMOUNT         a plain decimal: 50.00
  --currency CODE      the ledger of this currency
  --limit N            at most so many lines are listed; 1000 by default

repay --help, repay --version

Exit codes: 0, 1 when refused (the code, what it means and where is on standard error), 2 for wrong
usage.
)";
}

}  // namespace repay
