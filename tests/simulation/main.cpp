// repay_simulation: payments in a world where everything fails.

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "tests/simulation/simulate.h"

namespace repay::simulation {
namespace {

constexpr std::string_view kHelp =
    "repay_simulation [--seeds N] [--from S] [--jobs J] [--first] [--coverage] [--story SEED]\n"
    "Lives N stories (1,000,000) of payments under faults, from seed S (0) on, J at a time.\n"
    "A story that goes wrong is told with as few faults as it still goes wrong with.\n"
    "  --first     stops after the first story that goes wrong\n"
    "  --coverage  prints how often each state, event, screen and fault was met\n"
    "  --story     tells the story of one seed\n";

struct Options {
  Seeds seeds{0, 1'000'000};
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  bool first = false;
  bool coverage = false;
  bool story = false;
};

// A check of core ends the program: then the seed is what one needs.
extern "C" void tell_seed(int) {
  std::fprintf(stderr, "a check failed in the story of seed %llu\n",
               static_cast<unsigned long long>(seed_of_this_thread));
  std::_Exit(3);
}

bool read_options(int count, char** words, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool has_number = i + 1 < count;
    const auto number = [&] { return std::strtoull(words[++i], nullptr, 10); };
    if (word == "--first") {
      options.first = true;
    } else if (word == "--coverage") {
      options.coverage = true;
    } else if (word == "--seeds" && has_number) {
      options.seeds.count = number();
    } else if (word == "--from" && has_number) {
      options.seeds.first = number();
    } else if (word == "--jobs" && has_number) {
      options.jobs = std::max(1U, static_cast<unsigned>(number()));
    } else if (word == "--story" && has_number) {
      options.story = true;
      options.seeds.first = number();
    } else {
      return false;
    }
  }
  return true;
}

int tell_story(std::uint64_t seed) {
  std::string story;
  seed_of_this_thread = seed;
  const Violation violation = World().run(seed, nullptr, &story);
  std::printf("%s%.*s\n", story.c_str(), static_cast<int>(words(violation).size()),
              words(violation).data());
  return violation == Violation::none ? 0 : 1;
}

void tell_failure(const Failure& failure) {
  const Failure shrunk = shrink(failure.seed, failure.violation);
  std::printf("seed %llu, %zu faults of %zu: %s\n%s", static_cast<unsigned long long>(shrunk.seed),
              shrunk.faults.size(), failure.faults.size(),
              std::string(words(shrunk.violation)).c_str(), shrunk.story.c_str());
}

int run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const Simulated simulated = simulate(options.seeds, options.jobs, options.first);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (simulated.first_failure) tell_failure(*simulated.first_failure);
  const Coverage& coverage = simulated.coverage;
  if (options.coverage) std::printf("%s", table_of(coverage).c_str());
  const std::vector<std::string> never = never_met(coverage);
  // A few stories cannot meet everything; many must.
  const bool judges_coverage = coverage.stories >= 20'000 && simulated.failures == 0;
  for (const std::string& name : never) {
    if (judges_coverage) std::printf("never met: %s\n", name.c_str());
  }
  std::printf(
      "%llu stories, %llu payments, %llu wishes came true, %llu went wrong; %.0f a second\n",
      static_cast<unsigned long long>(coverage.stories),
      static_cast<unsigned long long>(coverage.payments),
      static_cast<unsigned long long>(coverage.paid),
      static_cast<unsigned long long>(simulated.failures),
      static_cast<double>(coverage.stories) / seconds.count());
  return simulated.failures > 0 ? 1 : judges_coverage && !never.empty() ? 2 : 0;
}

}  // namespace
}  // namespace repay::simulation

int main(int count, char** words) {
  using namespace repay::simulation;
  Options options;
  if (!read_options(count, words, options)) {
    std::fputs(kHelp.data(), stderr);
    return 64;
  }
  std::signal(SIGABRT, tell_seed);
  return options.story ? tell_story(options.seeds.first) : run(options);
}
