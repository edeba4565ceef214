// Two functions of the C library as the small engine needs them. nlohmann/json makes a double of
// every number, of which nothing is asked but whether it is finite, as amounts are read from their
// text; and it prints one thing, a control character in a message. The library's own bring 16 kB of
// arithmetic of long doubles and of formats.

#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "core/base/check.h"

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

extern "C" {

/// Of a number as JSON writes it: to a few units of the last place.
double strtod(const char* text, char** end) {
  const char* at = text;
  const bool negative = *at == '-';
  if (negative) ++at;
  double value = 0;
  int exponent = 0;
  for (; is_digit(*at); ++at) value = value * 10 + (*at - '0');
  if (*at == '.') {
    for (++at; is_digit(*at); ++at, --exponent) value = value * 10 + (*at - '0');
  }
  if (*at == 'e' || *at == 'E') {
    ++at;
    const bool down = *at == '-';
    if (*at == '-' || *at == '+') ++at;
    int given = 0;
    for (; is_digit(*at); ++at) given = given < 100000 ? given * 10 + (*at - '0') : given;
    exponent += down ? -given : given;
  }
  for (; exponent > 0 && value != 0 && value < 1e300 * 1e300; --exponent) value *= 10;
  for (; exponent < 0 && value != 0; ++exponent) value /= 10;
  if (end != nullptr) *end = const_cast<char*>(at);
  return negative ? -value : value;
}

/// Of one translation unit with strtod in the library, so that one would bring the other.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return strtod(text, end); }

/// "<U+001F>" and no other format.
int snprintf(char* out, std::size_t size, const char* format, ...) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kBefore = "<U+00";
  repay::check(std::string_view(format) == "<U+%.4X>" && size > kBefore.size() + 3);
  std::va_list given;
  va_start(given, format);
  const unsigned character = va_arg(given, unsigned);
  va_end(given);
  repay::check(character <= 0xFF);
  char* at = out + kBefore.copy(out, kBefore.size());
  *at++ = kHex[character >> 4];
  *at++ = kHex[character & 0xF];
  *at++ = '>';
  *at = '\0';
  return static_cast<int>(at - out);
}
}
