#pragma once

#include <emscripten/bind.h>

#include <type_traits>

#include "core/engine/engine.h"
#include "wasm/shapes.h"

/// The calls of the engine, by subject. A bind_….cpp renames and converts: a call is one line in
/// one of these functions, and the two programs, engine_every_format.cpp and engine_account.cpp,
/// list the functions whose calls they have.
namespace repay::wire {

using EngineClass = emscripten::class_<Engine>;

/// Questions about ledgers that more than one subject has.
void bind_keys();
void bind_import(EngineClass& engine);
void bind_balances(EngineClass& engine);
void bind_ledgers(EngineClass& engine);
void bind_preview(EngineClass& engine);
void bind_plans(EngineClass& engine);
void bind_statement(EngineClass& engine);
void bind_statement_rows(EngineClass& engine);
void bind_search(EngineClass& engine);
void bind_downloads(EngineClass& engine);
void bind_explanations(EngineClass& engine);
void bind_paying(EngineClass& engine);
void bind_payments(EngineClass& engine);
void bind_payment_flow(EngineClass& engine);
void bind_payment_desk();
void bind_policy(EngineClass& engine);
void bind_charge_terms(EngineClass& engine);
void bind_closing(EngineClass& engine);
void bind_collection(EngineClass& engine);
void bind_file_check();
void bind_amounts();
void bind_currencies();

template <class Answer, class... Given>
std::type_identity<Answer> answer_of(Answer (*)(Given...));
template <class Answer, class Object, class... Given>
std::type_identity<Answer> answer_of(Answer (Object::*)(Given...));
template <class Answer, class Object, class... Given>
std::type_identity<Answer> answer_of(Answer (Object::*)(Given...) const);

/// Tells embind, once, how an answer reads in TypeScript.
template <class T, class Why>
void register_answer(std::type_identity<std::expected<T, Why>>) {
  static bool is_known = false;
  if (!is_known) emscripten::register_type<std::expected<T, Why>>(kAnswerText<T>.data());
  is_known = true;
}

/// A struct that comes inwards with the fields that it has outwards.
template <class T>
void bind_shape(const char* name) {
  [&]<class... Fields>(const Shape<Fields...>&) {
    emscripten::value_object<T> object(name);
    (object.field(Fields::kName.data(), Fields::kMember), ...);
  }(ShapeOf<T>());
  emscripten::register_optional<T>();
}

/// A call that answers a Result or a Placed.
template <auto Call>
void bind_call(EngineClass& engine, const char* name) {
  register_answer(decltype(answer_of(Call))());
  engine.function(name, Call);
}

/// The same, of no engine.
template <auto Call>
void bind_function(const char* name) {
  register_answer(decltype(answer_of(Call))());
  emscripten::function(name, Call);
}

}  // namespace repay::wire
