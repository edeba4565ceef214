// How costs grow with the ledger, natively and, from the same source, in Node:
//
//   bench_growth ENTRIES…
//
// makes a settlement file of so many rows while it is read (it never lies anywhere whole), asks
// every question of the engine it has become, adds entries one by one, and prints one JSON object a
// line: {"entries":…,"what":…,"unit":…,"value":…}. Times are of the processor, so that what others
// do on the machine counts little; "slowest" is of one call among many. What a question costs in
// steps, without a clock, is tested in tests/core/work.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "core/base/check.h"
#include "core/base/text_sink.h"
#include "core/engine/engine.h"
#include "core/formats/settlement_flat_file.h"
#include "core/repayment/books.h"

namespace {

using repay::check;

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::int64_t kPeriod = 14 * repay::kMsPerDay;
constexpr std::int64_t kStart = 1'755'209'238'000;  // 2025-08-14T22:07:18Z

// Memory in use, as the allocator rounds it.
std::size_t live_bytes = 0;
std::size_t most_bytes = 0;

double cpu_seconds() {
#if defined(__linux__)
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
#else
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// The rows of one file, a chunk at a time: orders of seven rows, each posted somewhere in the
/// period, of which more is charged than sold.
class Rows {
 public:
  explicit Rows(std::uint64_t count) : count_(count) {
    each([this](std::uint64_t, std::int64_t minor, std::int64_t, std::uint32_t) {
      total_ += minor;
    });
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::int64_t total_minor() const { return total_; }

  template <class Take>
  void chunks(Take take) const {
    std::string text =
        "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
        "currency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\t"
        "marketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\t"
        "posted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\t"
        "sku\tquantity-purchased\tpromotion-id\n24000000001\t" +
        instant(kStart) + "\t" + instant(kStart + kPeriod) + "\t" +
        instant(kStart + kPeriod + 2 * repay::kMsPerDay) + "\t" + decimal(total_) +
        "\tEUR\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n";
    each([&](std::uint64_t row, std::int64_t minor, std::int64_t at, std::uint32_t order) {
      append_row(text, row, minor, at, order);
      if (text.size() < kChunk - 1024) return;
      take(std::string_view(text));
      text.clear();
    });
    take(std::string_view(text));
  }

 private:
  static std::string instant(std::int64_t ms) {  // 14.08.2025 22:07:18 UTC
    const std::string iso = repay::to_string(repay::Instant{ms});
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4) + " " +
           iso.substr(11, 8) + " UTC";
  }
  static std::string decimal(std::int64_t minor) {
    std::string text;
    repay::append_decimal(text, minor, 2);
    text[text.size() - 3] = ',';
    return text;
  }

  template <class Use>
  void each(Use use) const {
    std::uint32_t seed = 1;
    const auto next = [&] { return seed = seed * 1664525 + 1013904223; };
    std::int64_t at = kStart;
    std::uint32_t order = 0;
    for (std::uint64_t row = 0; row < count_; ++row) {
      if (row % 7 == 0) {
        at = kStart + std::int64_t{next() >> 12} * 1000 % kPeriod;
        order = next();
      }
      const std::int64_t size = 1 + (next() >> 20);
      use(row, row % 7 == 0 ? size : -size, at, order);
    }
  }

  static void append_row(std::string& text, std::uint64_t row, std::int64_t minor, std::int64_t at,
                         std::uint32_t order) {
    const std::string when = instant(at);
    char line[512];
    const int length = std::snprintf(
        line, sizeof line,
        "24000000001\t\t\t\t\t\tOrder\t701-%07u-%07u\t\t\t\tAmazon.de\t%s\t%s\t%s\tAFN\t%.10s\t%s\t"
        "%011u\t\t\tDEMO%02u-BLUE\t%s\t\n",
        order >> 8, order & 0xffffff, row % 7 == 0 ? "ItemPrice" : "ItemFees",
        row % 7 == 0 ? "Principal" : "Commission", decimal(minor).c_str(), when.c_str(),
        when.c_str(), order ^ 0x5bd1e995u, order % 20, row % 7 == 0 ? "1" : "");
    text.append(line, static_cast<std::size_t>(length));
  }

  std::uint64_t count_;
  std::int64_t total_ = 0;
};

class Bench {
 public:
  explicit Bench(std::uint64_t entries) : rows_(entries) {}

  void run() {
    import();
    ask();
    export_csv();
    pay();
    add_entries();
    post();
  }

 private:
  void tell(const char* what, const char* unit, double value) const {
    std::printf("{\"entries\":%llu,\"what\":\"%s\",\"unit\":\"%s\",\"value\":%.6g}\n",
                static_cast<unsigned long long>(rows_.count()), what, unit, value);
    std::fflush(stdout);
  }

  /// The median time of a call, and the slowest.
  template <class Call>
  std::pair<double, double> time(int calls, Call call) const {
    std::vector<double> took;
    for (int i = 0; i < calls; ++i) {
      const double before = cpu_seconds();
      call(i);
      took.push_back(cpu_seconds() - before);
    }
    return {median(took), *std::ranges::max_element(took)};
  }

  template <class Question>
  void ask(const char* what, Question question) const {
    constexpr int kEach = 50;
    const auto [took, slowest] = time(9, [&](int round) {
      for (int i = 0; i < kEach; ++i) question(static_cast<std::uint64_t>(round * kEach + i));
    });
    tell(what, "us", took / kEach * 1e6);
  }

  // The bytes are copied, and read, by turns.
  void import() {
    static std::vector<char> buffer(kChunk);
    std::vector<double> floors;
    std::vector<double> reads;
    const std::size_t before = live_bytes;
    most_bytes = before;
    const int runs = rows_.count() > 2'000'000 ? 1 : 5;
    std::uint64_t bytes = 0;
    for (int run = 0; run < runs; ++run) {
      engine_ = repay::Engine();
      bytes = 0;
      double copied = 0;
      double read = 0;
      engine_.begin_import(repay::ImportMode::add);
      engine_.begin_file("", rows_.count() * 190);
      rows_.chunks([&](std::string_view chunk) {
        bytes += chunk.size();
        const double start = cpu_seconds();
        std::memcpy(buffer.data(), chunk.data(), chunk.size());
        const volatile char* const seen = buffer.data();
        check(seen[chunk.size() / 2] == chunk[chunk.size() / 2]);
        const double middle = cpu_seconds();
        check(engine_.feed(chunk).has_value());
        copied += middle - start;
        read += cpu_seconds() - middle;
      });
      const double start = cpu_seconds();
      check(engine_.end_file().has_value());
      check(engine_.commit_import()->added == rows_.count());
      read += cpu_seconds() - start;
      floors.push_back(copied);
      reads.push_back(read);
    }
    check(balance().balance_minor == rows_.total_minor());
    tell("import", "s", median(reads));
    tell("import / memcpy of its bytes", "x", median(reads) / median(floors));
    const auto entries = static_cast<double>(rows_.count());
    tell("bytes an entry", "bytes", static_cast<double>(live_bytes - before) / entries);
    tell("bytes an entry while importing", "bytes",
         static_cast<double>(most_bytes - before) / entries);
  }

  [[nodiscard]] repay::BalanceView balance() const { return engine_.balance(ledger_).value(); }

  [[nodiscard]] std::uint64_t anywhere(std::uint64_t i, std::uint64_t count) const {
    return (i * 0x9e3779b97f4a7c15u >> 11) % count;
  }

  void ask() const {
    const auto open = balance().open_charges;
    const auto owed = balance().outstanding_minor;
    const auto n = rows_.count();
    const repay::StatementRange days = repay::DayRange{{2025, 8, 17}, {2025, 8, 24}, {}};
    const repay::StatementRange settlement = repay::BySettlement{"24000000001"};
    const repay::Moment now{{kStart + kPeriod}, {}};
    const auto in_days = engine_.statement(ledger_, days)->entries;
    ask("balance", [&](auto) { check(engine_.balance(ledger_, now).has_value()); });
    ask("preview with 10 rows", [&](auto i) {
      const auto amount =
          static_cast<std::int64_t>(1 + anywhere(i, static_cast<std::uint64_t>(owed)));
      check(engine_.preview(ledger_, amount, {anywhere(i, open), 10}).has_value());
    });
    ask("open charges, a window",
        [&](auto i) { check(engine_.open_charges(ledger_, {anywhere(i, open), 10}).has_value()); });
    ask("statement of days", [&](auto) { check(engine_.statement(ledger_, days).has_value()); });
    ask("rows of days, a window", [&](auto i) {
      check(engine_.statement_rows(ledger_, days, {anywhere(i, in_days), 10}).has_value());
    });
    ask("rows of a settlement, a window", [&](auto i) {
      check(engine_.statement_rows(ledger_, settlement, {anywhere(i, n), 10}).has_value());
    });
    ask("allocations, a window",
        [&](auto i) { check(engine_.allocations(ledger_, {anywhere(i, n / 7), 10}).has_value()); });
    ask("plan with 10 payments", [&](auto) {
      check(engine_.plan(ledger_, {.amount_minor = owed / 100 + 1, .from = {2025, 9, 1}}, {50, 10})
                .has_value());
    });
    ask("presets", [&](auto) { check(engine_.presets(ledger_, now.now, {}).has_value()); });
    const double before = cpu_seconds();
    check(engine_.explain(ledger_, "24000000001/1", {0, 10}).has_value());
    tell("explain, the first", "us", (cpu_seconds() - before) * 1e6);
    ask("explain an entry", [&](auto i) {
      const std::string id = "24000000001/" + std::to_string(1 + anywhere(i, n));
      check(engine_.explain(ledger_, id, {0, 10}).has_value());
    });
    ask("explain the balance",
        [&](auto) { check(engine_.explain_figure(ledger_, "balance", {0, 20}).has_value()); });
  }

  struct Kept final : repay::TextSink {
    std::string text;
    void write(std::string_view more) override { text.append(more); }
  };
  struct Counted final : repay::TextSink {
    std::uint64_t bytes = 0;
    void write(std::string_view text) override { bytes += text.size(); }
  };

  // Beside copying a million lines of it; memory holds no more than that.
  void export_csv() const {
    if (rows_.count() > 1'000'000) return;
    Kept kept;
    write_csv(kept);
    std::vector<char> buffer(kChunk);
    std::vector<double> ratios;
    for (int run = 0; run < 5; ++run) {
      Counted counted;
      const double before = cpu_seconds();
      write_csv(counted);
      const double middle = cpu_seconds();
      for (std::size_t at = 0; at < kept.text.size(); at += kChunk) {
        const std::size_t size = std::min(kChunk, kept.text.size() - at);
        std::memcpy(buffer.data(), kept.text.data() + at, size);
        const volatile char* const seen = buffer.data();
        check(seen[size / 2] == kept.text[at + size / 2]);
      }
      ratios.push_back((middle - before) / (cpu_seconds() - middle));
      check(counted.bytes == kept.text.size());
    }
    tell("CSV / memcpy of it", "x", median(ratios));
  }

  void write_csv(repay::TextSink& out) const {
    check(engine_.export_csv(ledger_, repay::WholeLedger(), {}, repay::CsvStart::header, out)
              .has_value());
  }

  void pay() {
    auto version = balance().version;
    const auto [took, slowest] = time(2000, [&](int i) {
      const auto receipt = engine_.pay({.ledger = ledger_,
                                        .amount_minor = 1 + i % 5000,
                                        .idempotency_key = "k" + std::to_string(i),
                                        .version = version,
                                        .at = {kStart + kPeriod},
                                        .method = "bench"});
      check(receipt.has_value());
      version = receipt->version_after;
    });
    tell("pay", "us", took * 1e6);
    tell("pay, the slowest of 2000", "us", slowest * 1e6);
  }

  // Charges of account JSON, each an import of its own; every second one is backdated.
  void add_entries() {
    const auto added = time(2000, [&](int i) {
      const auto back =
          i % 2 == 0 ? 0
                     : static_cast<std::int64_t>(anywhere(static_cast<std::uint64_t>(i), kPeriod));
      const std::string text =
          R"({"format":"repay-account","version":1,"store":"","currency":"EUR","entries":[{"id":"n)" +
          std::to_string(i) + R"(","at":")" +
          repay::to_string(repay::Instant{kStart + kPeriod - back}) +
          R"(","kind":"fee","amount":"-1.00"}]})";
      engine_.begin_import(repay::ImportMode::add);
      engine_.begin_file("", text.size());
      check(engine_.feed(text).has_value());
      check(engine_.end_file().has_value());
      check(engine_.commit_import().has_value());
    });
    tell("import of one more entry", "us", added.first * 1e6);
    tell("import of one more, the slowest of 2000", "us", added.second * 1e6);
  }

  // Parsed entries into a ledger; and one entry at a time, half of them backdated.
  void post() {
    engine_ = repay::Engine();
    std::vector<double> took;
    repay::Books books(ledger_.currency);
    for (int run = 0; run < (rows_.count() > 2'000'000 ? 1 : 5); ++run) {
      const auto reader =
          repay::make_settlement_flat_file_reader({.store = "", .size_hint = rows_.count() * 190});
      rows_.chunks([&](std::string_view chunk) { check(reader->feed(chunk).has_value()); });
      auto batches = reader->finish();
      books = repay::Books(ledger_.currency);
      const double before = cpu_seconds();
      check(books.post_settlement(std::move(batches->front())).has_value());
      took.push_back(cpu_seconds() - before);
    }
    tell("posting of parsed entries", "s", median(took));
    tell("posting, an entry", "ns", median(took) / static_cast<double>(rows_.count()) * 1e9);

    const auto appended = time(20'000, [&](int i) {
      check(books
                .post_account(
                    charge(i, i % 2 == 0 ? 0 : anywhere(static_cast<std::uint64_t>(i), kPeriod)))
                .has_value());
    });
    tell("one new entry", "us", appended.first * 1e6);
    tell("one new entry, the slowest of 20000", "us", appended.second * 1e6);
  }

  [[nodiscard]] repay::EntryBatch charge(int number, std::uint64_t back_ms) const {
    repay::EntryBatch batch;
    batch.currency = ledger_.currency;
    batch.at.push_back({kStart + kPeriod - static_cast<std::int64_t>(back_ms)});
    batch.amount_minor.push_back(-100);
    batch.kind.push_back(repay::Kind::fee);
    batch.group.push_back(repay::Group::marketplace_fees);
    batch.flags.push_back(repay::kFlagNone);
    batch.description.emplace_back();
    batch.order.emplace_back();
    batch.sku.emplace_back();
    batch.id.push_back(batch.texts.add("n" + std::to_string(number)));
    batch.names.emplace_back();
    batch.settlement_id.emplace_back();
    batch.line.push_back(1);
    return batch;
  }

  Rows rows_;
  repay::Engine engine_;
  repay::LedgerKey ledger_{"", repay::Currency::from_code("EUR").value()};
};

}  // namespace

#if defined(__GLIBC__)
void* operator new(std::size_t size) {
  void* const memory = std::malloc(size == 0 ? 1 : size);
  check(memory != nullptr);
  live_bytes += malloc_usable_size(memory);
  most_bytes = std::max(most_bytes, live_bytes);
  return memory;
}
void operator delete(void* memory) noexcept {
  live_bytes -= malloc_usable_size(memory);
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
#endif

int main(int count, char** arguments) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);  // keep freed memory: page faults are not the engine's
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
  for (int i = 1; i < count; ++i) Bench(std::strtoull(arguments[i], nullptr, 10)).run();
}
