#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace repay::testing {

/// Where a file of real data is that tests read in place: in the folder REPAY_SHARED, else beside
/// the clone. It is not part of the project, so a test that needs one says what it does without:
///
///     TEST_CASE("…" * doctest::skip(!is_shared("data/naughty/blns.txt")))
inline std::string shared_path(const std::string& path) {
  const char* folder = std::getenv("REPAY_SHARED");
  return std::string(folder == nullptr ? "../shared" : folder) + "/" + path;
}

inline bool is_shared(const std::string& path) { return std::ifstream(shared_path(path)).good(); }

inline std::string read_shared(const std::string& path) {
  std::ifstream file(shared_path(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace repay::testing
