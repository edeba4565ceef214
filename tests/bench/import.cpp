// Importing a settlement flat file against the floor: memcpy of the same bytes in chunks of 1 MiB
// into one buffer. Natively, and in Node from the same source:
//
//   bench_import FILE [runs]
//
// prints one JSON object a line for each measurement: CPU seconds, median over the runs, which take
// turns (floor, read, import, floor, …), and the ratio to the floor. `read` ends with the columns
// of entries, `import` with ledgers that answer (index and allocations included). All of them first
// do their work once unmeasured, so that memory is warm, and prove that it was the same work.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "core/base/check.h"
#include "core/engine/engine.h"
#include "core/formats/settlement_flat_file.h"

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) {
    std::fprintf(stderr, "bench_import: cannot read %s\n", path);
    std::exit(2);
  }
  std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Calls `take` with each chunk of the file.
template <class Take>
void in_chunks(const std::string& file, const Take& take) {
  for (std::size_t at = 0; at < file.size(); at += kChunk) {
    take(std::span(file).subspan(at, std::min(kChunk, file.size() - at)));
  }
}

/// What a run saw, to compare.
struct Work {
  std::uint64_t rows = 0;
  std::int64_t sum_minor = 0;
};

Work copy(const std::string& file) {
  static std::vector<char> buffer(kChunk);
  char mixed = 0;
  in_chunks(file, [&](std::span<const char> bytes) {
    std::memcpy(buffer.data(), bytes.data(), bytes.size());
    const volatile char* const seen = buffer.data();  // so that no copy is left out
    mixed ^= seen[bytes.size() / 2];
  });
  return {static_cast<std::uint64_t>(mixed == 0 ? 0 : 1), 0};
}

Work read(const std::string& file) {
  const auto reader =
      repay::make_settlement_flat_file_reader({.store = "", .size_hint = file.size()});
  in_chunks(file, [&](auto bytes) { repay::check(reader->feed(bytes).has_value()); });
  const auto batches = reader->finish();
  repay::check(batches.has_value());
  const repay::EntryBatch& batch = batches->front();
  Work work{.rows = batch.size(), .sum_minor = 0};
  for (const std::int64_t amount : batch.amount_minor) work.sum_minor += amount;
  repay::check(work.sum_minor == batch.settlement->total_minor);
  return work;
}

Work import(const std::string& file) {
  repay::Engine engine;
  engine.begin_import(repay::ImportMode::add);
  engine.begin_file("", file.size());
  in_chunks(file, [&](auto bytes) { repay::check(engine.feed(bytes).has_value()); });
  repay::check(engine.end_file().has_value());
  const auto imported = engine.commit_import();
  repay::check(imported.has_value());
  const auto& settlement = imported->settlements.at(0);
  return {settlement.entries, settlement.total_minor};
}

struct Measured {
  const char* name;
  Work (*run)(const std::string& file);
  std::vector<double> seconds;

  double median() const {
    std::vector<double> sorted = seconds;
    std::ranges::sort(sorted);
    return sorted[sorted.size() / 2];
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fputs("usage: bench_import FILE [runs]\n", stderr);
    return 2;
  }
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);  // keep freed memory: page faults are not the parser's
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
  const std::string file = read_file(arguments[1]);
  const int runs = count > 2 ? std::atoi(arguments[2]) : 7;
  Measured measured[] = {{"floor", copy, {}}, {"read", read, {}}, {"import", import, {}}};

  const Work expected = read(file);
  const Work imported = import(file);
  repay::check(imported.rows == expected.rows && imported.sum_minor == expected.sum_minor);
  for (int run = 0; run < runs; ++run) {
    for (Measured& one : measured) {
      const double before = cpu_seconds();
      const Work work = one.run(file);
      one.seconds.push_back(cpu_seconds() - before);
      const bool same = work.rows == expected.rows && work.sum_minor == expected.sum_minor;
      repay::check(one.run == copy || same);
    }
  }
  for (const Measured& one : measured) {
    std::printf(
        "{\"bench\":\"import\",\"what\":\"%s\",\"bytes\":%zu,\"rows\":%llu,\"runs\":%d,"
        "\"cpuSeconds\":%.6f,\"timesFloor\":%.2f}\n",
        one.name, file.size(), static_cast<unsigned long long>(expected.rows), runs, one.median(),
        one.median() / measured[0].median());
  }
}
