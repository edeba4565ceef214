// What the bindings need of embind's own library, which tells JavaScript of some forty types: of
// those that cross here alone. It is taken instead of the library's, as it has all of its names.

#include <emscripten/bind.h>

#include <cstdint>
#include <cstring>
#include <string>

using emscripten::internal::InitFunc;
using emscripten::internal::TypeID;

namespace {

InitFunc* first_of_all = nullptr;

}  // namespace

extern "C" {

/// For the words of an error that the build of a binding of an unknown type meets; to be freed.
const char* __getTypeName(const std::type_info*) { return strdup("a type"); }

void _embind_register_bindings(InitFunc* bindings) {
  bindings->next = first_of_all;
  first_of_all = bindings;
}

void _embind_initialize_bindings() {
  for (InitFunc* one = first_of_all; one != nullptr; one = one->next) one->init_func();
}
}

EMSCRIPTEN_BINDINGS(types) {
  using namespace emscripten::internal;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  _embind_register_integer(TypeID<std::uint32_t>::get(), "unsigned int", sizeof(std::uint32_t), 0,
                           UINT32_MAX);
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_bigint(TypeID<std::int64_t>::get(), "int64_t", sizeof(std::int64_t), INT64_MIN,
                          INT64_MAX);
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
  _embind_register_emval(TypeID<emscripten::val>::get());
}
