#include "wasm/wire.h"

#include <string_view>

namespace repay::wire {
namespace {

std::optional<Count> unless_zero(std::uint64_t place) {
  if (place == 0) return std::nullopt;
  return to_count(place);
}

}  // namespace

Count to_count(std::uint64_t count) { return static_cast<Count>(count); }

std::uint64_t from_count(Count count) {
  constexpr Count kMost = 9007199254740992.0;
  check(count >= 0 && count <= kMost);
  return static_cast<std::uint64_t>(count);
}

std::string to_text(Instant at) { return to_string(at); }
std::string to_text(CivilDate date) { return to_string(date); }
std::string to_text(Group group) { return std::string(name(group)); }
std::string to_text(Currency currency) { return std::string(currency.code()); }

Currency currency_or_none(const std::string& code) {
  return Currency::from_code(code).value_or(Currency());
}

EngineError to_wire(Error error) {
  return to_wire(Refusal{.error = error, .place = {}, .detail = {}});
}

EngineError to_wire(const Refusal& refusal) {
  EngineError wire{.code = std::string(code(refusal.error)),
                   .message = message(refusal),
                   .line = unless_zero(refusal.place.line),
                   .column = unless_zero(refusal.place.column),
                   .field = std::nullopt};
  if (!refusal.place.field.empty()) wire.field = refusal.place.field;
  return wire;
}

emscripten::val accepted(const emscripten::val& value) {
  auto answer = emscripten::val::object();
  answer.set("ok", true);
  answer.set("value", value);
  return answer;
}

emscripten::val refused(EngineError error) {
  auto answer = emscripten::val::object();
  answer.set("ok", false);
  answer.set("error", std::move(error));
  return answer;
}

}  // namespace repay::wire
