#include "core/base/zone_table.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace repay {
namespace {

constexpr std::string_view kFirstLine = "repay-zones 1";

/// Takes what is before the first `mark` off the front of `text`, and the mark.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    if (take_until(words, ' ') == word) return true;
  }
  return false;
}

std::optional<std::int64_t> read_number(std::string_view text, int base) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

std::optional<std::vector<std::int32_t>> read_offsets(std::string_view text) {
  constexpr std::int64_t kMost = 24 * 60;
  std::vector<std::int32_t> offsets_s;
  while (!text.empty()) {
    const auto minutes = read_number(take_until(text, ' '), 10);
    if (!minutes || *minutes > kMost || *minutes < -kMost) return std::nullopt;
    offsets_s.push_back(static_cast<std::int32_t>(*minutes * 60));
  }
  if (offsets_s.empty()) return std::nullopt;
  return offsets_s;
}

}  // namespace

Result<ZoneRules> parse_zone_rules(std::string_view text) {
  constexpr std::int64_t kMostMinutes = std::int64_t{1} << 40;
  const auto offsets_s = read_offsets(take_until(text, '|'));
  if (!offsets_s) return refuse(Error::invalid_field);
  std::vector<ZoneRules::Change> changes;
  std::int64_t minutes = 0;
  while (!text.empty()) {
    const auto letter = static_cast<std::size_t>(text.front() - 'A');
    const bool known = is_letter(text.front()) && letter < offsets_s->size();
    const std::size_t end = std::min(
        static_cast<std::size_t>(std::ranges::find_if(text.substr(1), is_letter) - text.begin()),
        text.size());
    const auto later = read_number(text.substr(1, end - 1), 36);
    if (!known || !later || *later <= 0 || *later > kMostMinutes - minutes)
      return refuse(Error::invalid_field);
    minutes += *later;
    changes.push_back({Instant{minutes * kMsPerMinute}, (*offsets_s)[letter]});
    text.remove_prefix(end);
  }
  return ZoneRules::from_changes(offsets_s->front(), std::move(changes));
}

Placed<ZoneRules> find_zone(std::string_view table, std::string_view name) {
  if (take_until(table, '\n') != kFirstLine)
    return refuse_at({.line = 1, .column = 1, .field = {}}, Error::format_unknown,
                     "it is not a table of time zones");
  if (!table.ends_with('\n')) return refuse_at({}, Error::file_truncated);
  for (std::uint64_t line = 2; !table.empty(); ++line) {
    std::string_view text = take_until(table, '\n');
    if (text.starts_with('#') || !has_word(take_until(text, '|'), name)) continue;
    const Result<ZoneRules> rules = parse_zone_rules(text);
    if (!rules)
      return refuse_at({.line = line, .column = 0, .field = {}}, rules.error(), std::string(name));
    return *rules;
  }
  return refuse_at({}, Error::unknown_zone, std::string(name));
}

}  // namespace repay
