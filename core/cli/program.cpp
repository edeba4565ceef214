#include "core/cli/program.h"

#include <string>

#include "core/base/check.h"
#include "core/cli/arguments.h"
#include "core/cli/check.h"
#include "core/cli/commands.h"
#include "core/formats/json_writer.h"
#include "core/cli/table.h"
#include "core/cli/whole_file.h"
#include "core/cli/zones.h"

namespace repay {
namespace {

// A refusal, and the file it is about where it is about one.
struct Refused {
  Refusal refusal;
  std::optional<std::string> file;
};

using Imported = std::expected<ImportView, Refused>;

Placed<void> read_file(Engine& engine, FileSource& files, const std::string& file,
                       const Arguments& arguments) {
  const Placed<std::uint64_t> size = files.open(file);
  if (!size) return std::unexpected(size.error());
  engine.begin_file(arguments.store.value_or(""), *size, arguments.file_currency);
  while (true) {
    const Placed<std::span<const char>> bytes = files.next();
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->empty()) return engine.end_file();
    if (Placed<void> fed = engine.feed(*bytes); !fed) return fed;
  }
}

Imported import_files(Engine& engine, FileSource& files, const Arguments& arguments) {
  engine.begin_import(ImportMode::add);
  for (const std::string& file : arguments.files) {
    Placed<void> read = read_file(engine, files, file, arguments);
    if (!read) return std::unexpected(Refused{std::move(read.error()), file});
  }
  Placed<ImportView> imported = engine.commit_import();
  if (imported) return *std::move(imported);
  const std::size_t file = engine.refused_file();
  return std::unexpected(Refused{std::move(imported.error()), arguments.files.at(file)});
}

void print_json(const Refused& refused, TextSink& out) {
  const auto& [error, place, detail] = refused.refusal;
  JsonWriter json(out);
  json.begin_object();
  json.begin_object("error");
  json.field("code", code(error));
  json.field("message", message(refused.refusal));
  const auto field_or_null = [&](std::string_view key, bool there, const auto& value) {
    if (there) {
      json.field(key, value);
    } else {
      json.null_field(key);
    }
  };
  field_or_null("file", refused.file.has_value(), valid_utf8(refused.file.value_or("")));
  field_or_null("line", place.line != 0, place.line);
  field_or_null("column", place.column != 0, place.column);
  field_or_null("field", !place.field.empty(), place.field);
  json.end_object();
  json.end_object();
  json.end_document();
}

// "repay: INVALID_DATE: this is not a date …\n  seller.json, line 3, column 14, field
// /entries/0/at\n"
void print_text(const Refused& refused, TextSink& out) {
  const auto& [error, place, detail] = refused.refusal;
  std::string where = terminal_text(valid_utf8(refused.file.value_or("")));
  const auto add = [&](std::string_view what, const std::string& value) {
    where.append(where.empty() ? "" : ", ").append(what).append(" ").append(value);
  };
  if (place.line != 0) add("line", std::to_string(place.line));
  if (place.column != 0) add("column", std::to_string(place.column));
  if (!place.field.empty()) add("field", terminal_text(place.field));
  out.write("repay: " + std::string(code(error)) + ": " + terminal_text(message(refused.refusal)) +
            "\n");
  if (!where.empty()) out.write("  " + where + "\n");
}

Exit refuse_with(const Refused& refused, const Arguments& arguments, TextSink& error) {
  if (arguments.output == OutputFormat::json) {
    print_json(refused, error);
  } else {
    print_text(refused, error);
  }
  return kExitRefused;
}

// The defaults where no file is given.
Placed<Policy> policy_in(const std::optional<std::string>& file, FileSource& files) {
  if (!file) return Policy();
  const Placed<std::string> text = read_whole(*file, kLargestPolicy, files);
  if (!text) return std::unexpected(text.error());
  return read_policy(*text);
}

// Where the command lies differs from machine to machine, so what comes with it has its plain name.
Refused refused_zone(const Refusal& refusal, const Arguments& arguments) {
  if (refusal.error == Error::unknown_zone) return {refusal, {}};
  return {refusal, arguments.zones.value_or(kZonesFile)};
}

Placed<void> answer(Engine& engine, const ImportView& imported, const Arguments& arguments,
                    const ZoneRules& zone, TextSink& out) {
  switch (arguments.command) {
    case CommandName::import:
      print_import(imported, arguments, out);
      return {};
    case CommandName::balance:
      print_balance(engine, arguments, zone, out);
      return {};
    case CommandName::allocations:
      print_allocations(engine, arguments, out);
      return {};
    case CommandName::statement:
      return print_statement(engine, arguments, zone, out);
    case CommandName::export_ledger:
      return print_export(engine, arguments, zone, out);
    case CommandName::check:
    case CommandName::policy:
      return {};  // they import nothing
    case CommandName::preview:
      return print_preview(engine, arguments, out);
    case CommandName::closing:
      return print_closing(engine, arguments, zone, out);
    case CommandName::explain:
      return print_explain(engine, arguments, out);
    case CommandName::plan:
      return print_plan(engine, arguments, zone, out);
  }
  return {};
}

}  // namespace

Exit run_program(std::span<const std::string_view> words, FileSource& files, TextSink& out,
                 TextSink& error) {
  const auto arguments = parse_arguments(words);
  if (!arguments) {
    const WrongUsage& wrong = arguments.error();
    error.write("repay: " + terminal_text(valid_utf8(wrong.what)) +
                "\nusage: " + usage_line(wrong.command) + "\n");
    return kExitUsage;
  }
  if (arguments->help) out.write(help_text());
  if (arguments->version) out.write("repay " REPAY_VERSION "\n");
  if (arguments->help || arguments->version) return kExitDone;

  const bool is_policy = arguments->command == CommandName::policy;
  const auto policy_file = is_policy ? std::optional(arguments->files.front()) : arguments->policy;
  const Placed<Policy> policy = policy_in(policy_file, files);
  if (!policy) return refuse_with({policy.error(), policy_file}, *arguments, error);
  if (is_policy) {
    write_policy(*policy, out);
    return kExitDone;
  }
  if (arguments->command == CommandName::check) return check_files(*arguments, *policy, files, out);
  const std::string zones = arguments->zones.value_or(files.beside_program(kZonesFile));
  const Placed<ZoneRules> zone = read_zone(arguments->zone, zones, files);
  if (!zone) return refuse_with(refused_zone(zone.error(), *arguments), *arguments, error);
  Engine engine;
  const Placed<void> set = engine.set_policy(*policy);
  check(set.has_value());  // it was read, and there is nothing yet to post again
  const Imported imported = import_files(engine, files, *arguments);
  if (!imported) return refuse_with(imported.error(), *arguments, error);
  const Placed<void> answered = answer(engine, *imported, *arguments, *zone, out);
  if (!answered) return refuse_with({answered.error(), {}}, *arguments, error);
  return kExitDone;
}

}  // namespace repay
