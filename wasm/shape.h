#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/short_list.h"
#include "core/money/money.h"
#include "wasm/packer.h"
#include "wasm/wire.h"

/// How what the engine shows crosses to JavaScript. A view has a Shape (shapes.h), the list of its
/// fields; from that follow its type as TypeScript reads it and how it is packed, in the same
/// order. unpack.js goes by the very text of that type, so the definitions that the build generates
/// cannot tell of anything else than what arrives.
///
///     instants, days, enums, currencies   string         "2026-01-05T00:00:00Z", "CAD"
///     std::int64_t, Money                 bigint         minor units
///     std::uint64_t, std::uint32_t, Count number         counts
///     std::vector<T>, ShortList<T, N>     T[]
///     std::optional<T>                    T | undefined
///     std::variant<A, B>                  ({type: "a", …} | {type: "b", …})
///     Result<T>, Placed<T>                {ok: true, value: T} | {ok: false, error: …}
namespace repay::wire {

/// A text known when compiling.
template <std::size_t N>
struct Literal {
  consteval Literal(const char (&text)[N]) { std::ranges::copy(text, chars.begin()); }  // NOLINT
  [[nodiscard]] constexpr std::string_view view() const { return {chars.data(), N - 1}; }
  std::array<char, N> chars;
};

/// A member of a struct and its name in JavaScript.
template <Literal Name, auto Member>
struct Field {
  static constexpr std::string_view kName = Name.view();
  static constexpr auto kMember = Member;
  template <class Struct>
  static const auto& of(const Struct& from) {
    return from.*Member;
  }
  template <class Struct>
  using Type = std::remove_cvref_t<decltype(std::declval<Struct>().*Member)>;
};

/// A member that is no amount and never below 0, whatever its type.
template <Literal Name, auto Member>
struct NumberField {
  static constexpr std::string_view kName = Name.view();
  template <class Struct>
  static Count of(const Struct& from) {
    return static_cast<Count>(from.*Member);
  }
  template <class Struct>
  using Type = Count;
};

/// A text of which all is known beforehand, so that nothing of it crosses.
template <Literal Only>
struct OnlyText {
  static constexpr std::string_view kOnlyText = Only.view();
};

/// What tells the shapes of a variant apart: `type: "send_charge"`.
template <Literal Type_>
struct Tag {
  static constexpr std::string_view kName = "type";
  template <class Struct>
  static OnlyText<Type_> of(const Struct&) {
    return {};
  }
  template <class Struct>
  using Type = OnlyText<Type_>;
};

template <class... Fields>
struct Shape {};

/// Specialised for each view: `struct ShapeOf<GroupView> : Shape<Field<"group", &GroupView::group>,
/// …> {}`.
template <class T>
struct ShapeOf;

template <class T>
concept Shaped = requires { sizeof(ShapeOf<T>); };

/// `describe` appends the type in TypeScript, `pack` the value.
template <class T>
struct Crossing;

template <>
struct Crossing<bool> {
  static constexpr void describe(std::string& out) { out += "boolean"; }
  static void pack(Packer& packer, bool value) { packer.count(value ? 1 : 0); }
};

template <>
struct Crossing<std::uint64_t> {
  static constexpr void describe(std::string& out) { out += "number"; }
  static void pack(Packer& packer, std::uint64_t value) { packer.count(value); }
};

template <>
struct Crossing<std::uint32_t> : Crossing<std::uint64_t> {};

template <>
struct Crossing<Count> {
  static constexpr void describe(std::string& out) { out += "number"; }
  static void pack(Packer& packer, Count value) { packer.number(value); }
};

template <>
struct Crossing<std::int64_t> {
  static constexpr void describe(std::string& out) { out += "bigint"; }
  static void pack(Packer& packer, std::int64_t value) { packer.amount(value); }
};

template <>
struct Crossing<Money> {
  static constexpr void describe(std::string& out) { out += "bigint"; }
  static void pack(Packer& packer, Money value) { packer.amount(value.minor); }
};

template <>
struct Crossing<std::string> {
  static constexpr void describe(std::string& out) { out += "string"; }
  static void pack(Packer& packer, const std::string& value) { packer.text(value); }
};

template <Text T>
struct Crossing<T> {
  static constexpr void describe(std::string& out) { out += "string"; }
  static void pack(Packer& packer, const T& value) { packer.text(to_text(value)); }
};

template <class T>
struct Crossing<std::optional<T>> {
  static constexpr void describe(std::string& out) {
    Crossing<T>::describe(out);
    out += " | undefined";
  }
  static void pack(Packer& packer, const std::optional<T>& value) {
    packer.count(value ? 0 : 1);
    if (value) Crossing<T>::pack(packer, *value);
  }
};

template <class T, class List>
struct CrossingList {
  static constexpr void describe(std::string& out) {
    Crossing<T>::describe(out);
    out += "[]";
  }
  static void pack(Packer& packer, const List& values) {
    packer.count(values.size());
    for (const T& value : values) Crossing<T>::pack(packer, value);
  }
};

template <class T>
struct Crossing<std::vector<T>> : CrossingList<T, std::vector<T>> {};

template <class T, std::size_t N>
struct Crossing<ShortList<T, N>> : CrossingList<T, ShortList<T, N>> {};

/// One of several shapes, each of which begins with a Tag.
template <class... Ts>
struct Crossing<std::variant<Ts...>> {
  static constexpr void describe(std::string& out) {
    std::string_view before = "(";
    const auto one = [&]<class T>(std::type_identity<T>) {
      out += before;
      Crossing<T>::describe(out);
      before = " | ";
    };
    (one(std::type_identity<Ts>()), ...);
    out += ")";
  }
  static void pack(Packer& packer, const std::variant<Ts...>& value) {
    packer.count(value.index());
    std::visit([&]<class T>(const T& one) { Crossing<T>::pack(packer, one); }, value);
  }
};

template <class T>
  requires requires { T::kOnlyText; }
struct Crossing<T> {
  static constexpr void describe(std::string& out) { (((out += '"') += T::kOnlyText) += '"'); }
  static void pack(Packer&, T) {}
};

template <Shaped T>
struct Crossing<T> {
  static constexpr void describe(std::string& out) { describe(out, ShapeOf<T>()); }
  static void pack(Packer& packer, const T& value) { pack(packer, value, ShapeOf<T>()); }

 private:
  template <class... Fields>
  static constexpr void describe(std::string& out, Shape<Fields...>) {
    std::string_view before = "{";
    const auto field = [&]<class F>(F) {
      out += before;
      out += F::kName;
      out += ": ";
      Crossing<typename F::template Type<T>>::describe(out);
      before = ", ";
    };
    (field(Fields()), ...);
    out += "}";
  }
  template <class... Fields>
  static void pack(Packer& packer, const T& value, Shape<Fields...>) {
    (Crossing<typename Fields::template Type<T>>::pack(packer, Fields::of(value)), ...);
  }
};

template <>
struct ShapeOf<EngineError>
    : Shape<Field<"code", &EngineError::code>, Field<"message", &EngineError::message>,
            Field<"line", &EngineError::line>, Field<"column", &EngineError::column>,
            Field<"field", &EngineError::field>> {};

template <>
struct Crossing<Refusal> {
  static constexpr void describe(std::string& out) { Crossing<EngineError>::describe(out); }
  static void pack(Packer& packer, const Refusal& why) {
    Crossing<EngineError>::pack(packer, to_wire(why));
  }
};

/// The type of an answer with a value T.
template <class T>
constexpr std::string answer_text() {
  std::string out = "{ok: true, value: ";
  if constexpr (std::is_void_v<T>) {
    out += "undefined";
  } else {
    Crossing<T>::describe(out);
  }
  out += "} | {ok: false, error: ";
  Crossing<EngineError>::describe(out);
  out += "}";
  return out;
}

template <class T>
inline constexpr auto kAnswerText = [] {
  std::array<char, answer_text<T>().size() + 1> text{};
  std::ranges::copy(answer_text<T>(), text.begin());
  return text;
}();

void pack_refusal(Packer& packer, Error error);
void pack_refusal(Packer& packer, const Refusal& refusal);

template <class T, class Why>
[[nodiscard]] emscripten::EM_VAL pack_answer(const std::expected<T, Why>& answer) {
  Packer packer;
  packer.count(answer ? 0 : 1);
  if (!answer) {
    pack_refusal(packer, answer.error());
  } else if constexpr (!std::is_void_v<T>) {
    Crossing<T>::pack(packer, *answer);
  }
  return packer.unpack(kAnswerText<T>.data());
}

}  // namespace repay::wire

namespace emscripten::internal {

template <class T, class Why>
struct BindingType<std::expected<T, Why>> {
  using WireType = EM_VAL;
  static WireType toWireType(const std::expected<T, Why>& answer, rvp::default_tag) {
    return repay::wire::pack_answer(answer);
  }
};

}  // namespace emscripten::internal
