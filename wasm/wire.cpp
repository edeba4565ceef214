#include "wasm/wire.h"

#include "core/base/check.h"
#include "wasm/shape.h"

namespace repay::wire {
namespace {

std::optional<std::uint64_t> unless_zero(std::uint64_t place) {
  if (place == 0) return std::nullopt;
  return place;
}

}  // namespace

std::uint64_t from_count(Count count) {
  constexpr Count kMost = 9007199254740992.0;
  check(count >= 0 && count <= kMost);
  return static_cast<std::uint64_t>(count);
}

std::string to_text(Instant at) { return to_string(at); }
std::string to_text(CivilDate date) { return to_string(date); }
std::string to_text(Group group) { return std::string(name(group)); }
std::string to_text(Currency currency) { return std::string(currency.code()); }
std::string to_text(ClosingReasonCode reason) { return std::string(name(reason)); }
std::string to_text(DeclineClass decline) { return std::string(name(decline)); }

Currency currency_or_none(const std::string& code) {
  return Currency::from_code(code).value_or(Currency());
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

void pack_refusal(Packer& packer, const Refusal& refusal) {
  Crossing<EngineError>::pack(packer, to_wire(refusal));
}

void pack_refusal(Packer& packer, Error error) {
  pack_refusal(packer, Refusal{.error = error, .place = {}, .detail = {}});
}

}  // namespace repay::wire
