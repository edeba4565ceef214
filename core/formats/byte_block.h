#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The few things this folder does with many bytes at once, for WebAssembly's SIMD, for SSE2 (every
/// x86-64 has it), and for any other machine eight bytes at a time. Little-endian, as all of these
/// are.
namespace repay {

/// Bytes that must be readable behind a text whose fields are compared here, so that 64 of them can
/// be looked at without asking where the text ends. What they hold does not matter.
constexpr std::size_t kReadablePad = 64;

/// How many bits are set. Plain x86-64 has no instruction for it, and the library's way is a call.
inline std::size_t count_bits(std::uint64_t x) {
#if defined(__POPCNT__) || defined(__wasm__) || defined(__aarch64__)
  return static_cast<std::size_t>(std::popcount(x));
#else
  x -= (x >> 1) & 0x5555555555555555u;
  x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
  x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
  return static_cast<std::size_t>((x * 0x0101010101010101u) >> 56);
#endif
}

/// One bit for each of 64 bytes, the first byte's lowest.
struct ByteMasks {
  std::uint64_t ends = 0;  ///< tab or line feed
  std::uint64_t line_feeds = 0;
  /// Not 0 if one of the 64 is NUL or above 127; which one is not said.
  std::uint64_t suspicious = 0;
};

/// What any machine can do, eight bytes at a time; where there is SIMD, what it is tested against.
namespace portable {

/// Writes eight numbers: the bytes at `from`, each with `base` added.
inline void write_8(const std::uint8_t* from, std::uint16_t base, std::uint16_t* out) {
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint16_t>(base + from[i]);
}

/// The masks of the 64 bytes at `from`.
inline ByteMasks look_at_64(const char* from) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  constexpr std::uint64_t kLow = 0x7f7f7f7f7f7f7f7fu;
  // The high bit of each byte that is zero, exactly (no borrow from the byte below).
  const auto zeros = [](std::uint64_t x) { return ~(((x & kLow) + kLow) | x | kLow); };
  // Gathers those high bits into the lowest eight.
  const auto gather = [](std::uint64_t x) { return ((x >> 7) * 0x0102040810204080u) >> 56; };
  ByteMasks masks;
  for (unsigned i = 0; i < 8; ++i) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from + 8 * i, sizeof bytes);
    const std::uint64_t line_feeds = zeros(bytes ^ (kOnes * '\n'));
    masks.line_feeds |= gather(line_feeds) << (8 * i);
    masks.ends |= gather(line_feeds | zeros(bytes ^ (kOnes * '\t'))) << (8 * i);
    masks.suspicious |= (bytes & ~kLow) | zeros(bytes);
  }
  return masks;
}

/// Whether the `size` bytes at `a` and `b` are the same, size ≤ 64. Both are readable for 64 bytes.
inline bool same_up_to_64(const char* a, const char* b, std::size_t size) {
  return std::memcmp(a, b, size) == 0;
}

}  // namespace portable

#if defined(__wasm_simd128__)

using Bytes16 = v128_t;
inline Bytes16 load_16(const char* from) { return wasm_v128_load(from); }
inline Bytes16 equal_16(Bytes16 a, Bytes16 b) { return wasm_i8x16_eq(a, b); }
inline Bytes16 either_16(Bytes16 a, Bytes16 b) { return wasm_v128_or(a, b); }
inline Bytes16 least_16(Bytes16 a, Bytes16 b) { return wasm_u8x16_min(a, b); }
inline Bytes16 all_16(char c) { return wasm_i8x16_splat(c); }
inline std::uint64_t high_bits(Bytes16 a) { return wasm_i8x16_bitmask(a); }

inline void write_8(const std::uint8_t* from, std::uint16_t base, std::uint16_t* out) {
  const v128_t places = wasm_u16x8_load8x8(from);
  wasm_v128_store(out, wasm_i16x8_add(places, wasm_i16x8_splat(static_cast<std::int16_t>(base))));
}
#define REPAY_BYTES_16 1

#elif defined(__SSE2__)

using Bytes16 = __m128i;
inline Bytes16 load_16(const char* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
inline Bytes16 equal_16(Bytes16 a, Bytes16 b) { return _mm_cmpeq_epi8(a, b); }
inline Bytes16 either_16(Bytes16 a, Bytes16 b) { return _mm_or_si128(a, b); }
inline Bytes16 least_16(Bytes16 a, Bytes16 b) { return _mm_min_epu8(a, b); }
inline Bytes16 all_16(char c) { return _mm_set1_epi8(c); }
inline std::uint64_t high_bits(Bytes16 a) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(a)));
}

inline void write_8(const std::uint8_t* from, std::uint16_t base, std::uint16_t* out) {
  const Bytes16 bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
  const Bytes16 places = _mm_unpacklo_epi8(bytes, _mm_setzero_si128());
  const Bytes16 all_base = _mm_set1_epi16(static_cast<std::int16_t>(base));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_add_epi16(places, all_base));
}
#define REPAY_BYTES_16 1

#endif

#if defined(REPAY_BYTES_16)

inline ByteMasks look_at_64(const char* from) {
  const Bytes16 tab = all_16('\t');
  const Bytes16 line_feed = all_16('\n');
  ByteMasks masks;
  Bytes16 any = all_16(0);
  Bytes16 least = all_16(static_cast<char>(0xff));
  for (unsigned i = 0; i < 4; ++i) {
    const Bytes16 bytes = load_16(from + 16 * i);
    const Bytes16 line_feeds = equal_16(bytes, line_feed);
    masks.line_feeds |= high_bits(line_feeds) << (16 * i);
    masks.ends |= high_bits(either_16(line_feeds, equal_16(bytes, tab))) << (16 * i);
    any = either_16(any, bytes);
    least = least_16(least, bytes);
  }
  masks.suspicious = high_bits(either_16(any, equal_16(least, all_16(0))));
  return masks;
}

inline bool same_up_to_64(const char* a, const char* b, std::size_t size) {
  const auto same_16 = [&](std::size_t at) {
    return high_bits(equal_16(load_16(a + at), load_16(b + at))) << at;
  };
  std::uint64_t same = same_16(0) | same_16(16);  // nearly all are this short
  if (size > 32) same |= same_16(32) | same_16(48);
  const std::uint64_t counted = size < 64 ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
  return (~same & counted) == 0;
}

#else

using portable::look_at_64;
using portable::same_up_to_64;
using portable::write_8;

#endif

/// A text of up to 64 bytes to compare many others with, without a branch a byte.
class ShortText {
 public:
  static constexpr std::size_t kLongest = 64;

  /// Whether it took the text; a longer one leaves it empty.
  bool set(std::string_view text) {
    size_ = text.size() <= kLongest ? text.size() : 0;
    std::memcpy(bytes_.data(), text.data(), size_);
    return size_ == text.size();
  }
  /// `text` must be readable for 64 bytes from its start.
  [[nodiscard]] bool is(std::string_view text) const {
    return size_ == text.size() && same_up_to_64(bytes_.data(), text.data(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kLongest> bytes_{};
  std::size_t size_ = 0;
};

/// Whether the `size` bytes at `a` and `b` are the same. Reads nothing else. (musl's memcmp, which
/// WebAssembly has, goes byte by byte.)
inline bool same_text(const char* a, const char* b, std::size_t size) {
  const auto word = [](const char* from) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
  };
  if (size < sizeof(std::uint64_t)) return std::memcmp(a, b, size) == 0;
  const std::size_t last = size - sizeof(std::uint64_t);
  for (std::size_t at = 0; at < last; at += sizeof(std::uint64_t)) {
    if (word(a + at) != word(b + at)) return false;
  }
  return word(a + last) == word(b + last);
}

/// Copies `size` bytes; reads and writes nothing else. For short texts, of which a call for each
/// costs more than the copying.
inline void copy_short(char* to, const char* from, std::size_t size) {
  if (size >= 16) {
    for (std::size_t at = 0; at + 16 < size; at += 16) std::memcpy(to + at, from + at, 16);
    std::memcpy(to + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(to, from, 8);
    std::memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(to, from, 4);
    std::memcpy(to + size - 4, from + size - 4, 4);
  } else {
    for (std::size_t at = 0; at < size; ++at) to[at] = from[at];
  }
}

/// The eight bytes at `from`, of which the first `size` count (more than eight is eight): the
/// others are zero.
inline std::uint64_t first_bytes(const char* from, std::size_t size) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  return size >= 8 ? bytes : bytes & ((std::uint64_t{1} << (8 * size)) - 1);
}

}  // namespace repay
