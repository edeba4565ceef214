// A policy as its document.

#include <string>

#include "core/engine/policy_fields.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

class Writer {
 public:
  explicit Writer(JsonWriter& json) : json_(json) {}

  void section(std::string_view key, const auto& body) {
    json_.begin_object(key);
    body();
    json_.end_object();
  }
  void word(std::string_view key, auto value) { json_.field(key, name(value)); }
  void truth(std::string_view key, bool value) { json_.field(key, value); }
  void number(std::string_view key, int value, int, int) {
    json_.field(key, static_cast<std::uint64_t>(value));
  }
  void optional_number(std::string_view key, const std::optional<int>& value, int least, int most) {
    if (value) {
      number(key, *value, least, most);
    } else {
      json_.null_field(key);
    }
  }
  void words(std::string_view key, const auto& words, std::size_t) {
    json_.begin_array(key);
    for (const auto word : words) json_.element(name(word));
    json_.end_array();
  }
  void counts(std::string_view key, const auto& counts, int most) {
    json_.begin_object(key);
    for (const auto& [word, count] : counts) number(name(word), count, 0, most);
    json_.end_object();
  }
  void amounts(std::string_view key, const std::map<Currency, std::int64_t>& amounts,
               std::int64_t) {
    json_.begin_object(key);
    for (const auto& [currency, minor] : amounts) json_.amount(currency.code(), minor, currency);
    json_.end_object();
  }

 private:
  JsonWriter& json_;
};

}  // namespace

void write_policy(const Policy& policy, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("format", kPolicyFormat);
  json.field("version", std::uint64_t{1});
  Writer writer(json);
  visit_policy(policy, writer);
  json.end_object();
  json.end_document();
}

}  // namespace repay
