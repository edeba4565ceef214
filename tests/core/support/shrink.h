#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace repay::testing {

/// A list from which no element can be taken, nor any simplified, without `fails` ceasing to be
/// true (Zeller's ddmin, down to single elements). `fails(list)` is true for the list given and may
/// be asked for any part of it; `simpler(element)` answers simpler ones to try, the simplest first.
///
/// Written here rather than with RapidCheck, which Debian has for one platform's libstdc++ only:
/// the same histories are to be found and shrunk in WebAssembly and on machines without apt.
template <class T, class Fails, class Simpler>
std::vector<T> shrink(std::vector<T> list, Fails fails, Simpler simpler) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t size = std::max<std::size_t>(list.size() / 2, 1); size > 0; size /= 2) {
      for (std::size_t from = 0; from < list.size();) {
        const auto begin = list.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(size, list.size() - from));
        std::vector<T> part(list.begin(), begin);
        part.insert(part.end(), end, list.end());
        if (fails(part)) {
          list = std::move(part);
          smaller = true;
        } else {
          from += size;
        }
      }
    }
    for (T& element : list) {
      const T before = element;
      for (const T& other : simpler(before)) {
        element = other;
        if (fails(list)) {
          smaller = true;
          break;
        }
        element = before;
      }
    }
  }
  return list;
}

}  // namespace repay::testing
