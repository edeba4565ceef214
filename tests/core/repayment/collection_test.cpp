#include "core/repayment/collection.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace repay {
namespace {

constexpr std::int64_t kHour = 60 * kMsPerMinute;

Currency usd() { return *Currency::from_code("USD"); }

std::string money(std::int64_t minor) { return std::to_string(minor); }

std::string show(const CollectionEffect& effect) {
  struct Show {
    std::string operator()(const SendCharge& e) const {
      return "charge " + std::to_string(e.attempt.number) + " " + e.attempt.method.id + " " +
             money(e.attempt.amount_minor);
    }
    std::string operator()(const AskOutcome& e) const {
      return "ask " + std::to_string(e.attempt.number);
    }
    std::string operator()(const PostCardCharge& e) const {
      return "credit " + std::to_string(e.attempt.number) + " " + money(e.amount_minor);
    }
    std::string operator()(const PostFailedCharge& e) const {
      return "failed " + std::to_string(e.attempt.number) + " " + std::string(name(e.decline));
    }
    std::string operator()(const WakeAt& e) const {
      return "wake " + std::to_string(e.at.ms / kHour) + "h";
    }
  };
  return std::visit(Show(), effect);
}

/// A collection that is told what happens, hour by hour, and what it answers in one line.
struct Story {
  CollectionPolicy policy;
  ChargeMethods methods{.active = ChargeMethod{"active"},
                        .backups_enabled = true,
                        .backups = {{.method = {"first"}}, {.method = {"second"}}},
                        .others = {{.method = {"other"}}}};
  Collection collection;
  std::int64_t owed = 10000;
  std::int64_t hour = 0;

  std::string on(const CollectionEvent& event) {
    auto stepped = step(collection, event, {Instant{hour * kHour}, owed}, policy, usd());
    if (!stepped) return std::string(code(stepped.error()));
    collection = stepped->collection;
    std::string line;
    for (const auto& effect : stepped->effects) {
      if (const auto* credit = std::get_if<PostCardCharge>(&effect)) owed -= credit->amount_minor;
      line += (line.empty() ? "" : "; ") + show(effect);
    }
    return line;
  }
  std::string round() { return on(RoundDue{methods}); }
  std::string succeeds(std::uint32_t attempt, std::int64_t amount) {
    return on(ChargeSucceeded{attempt, amount});
  }
  std::string declined(std::uint32_t attempt, DeclineClass decline) {
    return on(ChargeDeclined{attempt, decline});
  }
  [[nodiscard]] std::string state() const { return std::string(name(collection.state)); }
};

TEST_CASE("what a closing leaves owed is charged to the active method") {
  Story story;
  CHECK(story.round() == "charge 1 active 10000");
  CHECK(story.state() == "charging");
  CHECK(story.succeeds(1, 10000) == "credit 1 10000");
  CHECK(story.state() == "collected");
  CHECK(story.round() == "");
}

TEST_CASE("a debt below the threshold rolls forward") {
  Story story;
  story.policy.threshold_minor[usd()] = 2000;
  story.owed = 1999;
  CHECK(story.round() == "");
  CHECK(story.state() == "rolled_forward");
  story.owed = 2000;
  CHECK(story.round() == "charge 1 active 2000");
}

TEST_CASE("when the active method is declined the backups are tried in order until one succeeds") {
  Story story;
  story.round();
  CHECK(story.declined(1, DeclineClass::insufficient_funds) ==
        "failed 1 insufficient_funds; charge 2 first 10000");
  CHECK(story.declined(2, DeclineClass::expired) == "failed 2 expired; charge 3 second 10000");
  CHECK(story.succeeds(3, 10000) == "credit 3 10000");
  CHECK(story.state() == "collected");
}

TEST_CASE(
    "a backup is tried only if enabled, ticked and unexpired, and never the one that failed") {
  ChargeMethods methods{
      .active = ChargeMethod{"a"},
      .backups_enabled = true,
      .backups = {{.method = {"a"}},
                  {.method = {"b"}, .ticked = false},
                  {.method = {"c"}, .expired = true},
                  {.method = {"d"}},
                  {.method = {"d"}}},
      .others = {{.method = {"e"}, .ticked = false}, {.method = {"f"}, .expired = true}}};
  const auto ids = [&](bool last_resort) {
    std::string line;
    for (const auto& method : charge_order(methods, last_resort)) line += method.id;
    return line;
  };
  CHECK(ids(false) == "ad");
  CHECK(ids(true) == "adbe");
  methods.backups_enabled = false;
  CHECK(ids(false) == "a");
  methods.active.reset();
  CHECK(ids(false) == "");
}

TEST_CASE("the last-resort instrument is charged only if the agreement allows it") {
  Story story;
  story.methods.backups.clear();
  story.round();
  CHECK(story.declined(1, DeclineClass::lost) == "failed 1 lost");
  CHECK(story.state() == "given_up");

  Story allowed;
  allowed.policy.last_resort = true;
  allowed.methods.backups.clear();
  allowed.round();
  CHECK(allowed.declined(1, DeclineClass::lost) == "failed 1 lost; charge 2 other 10000");
}

TEST_CASE("a bank's limit leaves the rest due, for the next round") {
  Story story;
  story.round();
  CHECK(story.succeeds(1, 6000) == "credit 1 6000; wake 24h");
  CHECK(story.state() == "resting");
  story.hour = 23;
  CHECK(story.round() == "wake 24h");
  story.hour = 24;
  CHECK(story.round() == "charge 2 active 4000");
  CHECK(story.succeeds(2, 4000) == "credit 2 4000");
  CHECK(story.collection.collected_minor == 10000);
}

TEST_CASE("a part that leaves less than the threshold rolls the rest forward") {
  Story story;
  story.policy.threshold_minor[usd()] = 2000;
  story.round();
  CHECK(story.succeeds(1, 9000) == "credit 1 9000");
  CHECK(story.state() == "rolled_forward");
}

TEST_CASE("a method is tried again as often as the policy says for the class of its decline") {
  Story story;
  story.methods.backups.clear();
  story.policy.retries = {{DeclineClass::insufficient_funds, 2}};
  story.round();
  CHECK(story.declined(1, DeclineClass::insufficient_funds) ==
        "failed 1 insufficient_funds; wake 24h");
  story.hour = 24;
  story.round();
  CHECK(story.declined(2, DeclineClass::insufficient_funds) ==
        "failed 2 insufficient_funds; wake 48h");
  story.hour = 48;
  story.round();
  CHECK(story.declined(3, DeclineClass::insufficient_funds) == "failed 3 insufficient_funds");
  CHECK(story.state() == "given_up");
  story.hour = 72;
  CHECK(story.round() == "");
}

TEST_CASE("no method is attempted more often than the policy's most attempts") {
  Story story;
  story.methods.backups.clear();
  story.policy.retries = {{DeclineClass::insufficient_funds, 100}, {DeclineClass::other, 100}};
  story.policy.most_attempts = 3;
  for (std::uint32_t attempt = 1; attempt <= 3; ++attempt, story.hour += 24) {
    CHECK(story.round() == "charge " + std::to_string(attempt) + " active 10000");
    story.declined(attempt, attempt == 2 ? DeclineClass::other : DeclineClass::insufficient_funds);
  }
  CHECK(story.round() == "");
  CHECK(story.state() == "given_up");
}

TEST_CASE("a lost, stolen or closed method is never tried again, even after an edit") {
  for (const auto decline : {DeclineClass::lost, DeclineClass::stolen, DeclineClass::closed}) {
    Story story;
    story.methods.backups = {{.method = {"first"}}};
    story.round();
    story.declined(1, decline);
    story.declined(2, DeclineClass::insufficient_funds);
    story.methods.active->revision = 1;
    story.hour = 24;
    CHECK(story.round() == "charge 3 first 10000");
  }
}

TEST_CASE("an edited or a new method is tried although the others are given up") {
  Story story;
  story.methods.backups.clear();
  story.round();
  story.declined(1, DeclineClass::expired);
  CHECK(story.state() == "given_up");
  CHECK(story.round() == "");
  story.methods.active->revision = 1;
  CHECK(story.round() == "charge 2 active 10000");
  story.declined(2, DeclineClass::details_mismatch);
  story.methods.active = ChargeMethod{"new"};
  CHECK(story.round() == "charge 3 new 10000");
}

TEST_CASE("an unknown outcome holds everything until it is known") {
  Story story;
  story.round();
  CHECK(story.on(ChargeUnanswered{1}) == "ask 1");
  CHECK(story.state() == "uncertain");
  story.hour = 500;
  CHECK(story.round() == "");
  CHECK(story.on(ChargeUnanswered{1}) == "ask 1");
  CHECK(story.succeeds(1, 10000) == "credit 1 10000");
  CHECK(story.state() == "collected");
}

TEST_CASE("an attempt nobody knows of is sent again as the same, never as another") {
  Story story;
  story.round();
  story.on(ChargeUnanswered{1});
  story.owed = 4000;  // the seller has paid meanwhile
  CHECK(story.on(ChargeNotFound{1}) == "charge 1 active 10000");
  CHECK(story.state() == "charging");
}

TEST_CASE("a late or second answer changes nothing") {
  Story story;
  story.round();
  story.declined(1, DeclineClass::issuer_blocked);
  const auto before = story.collection;
  CHECK(story.succeeds(1, 10000) == "");
  CHECK(story.declined(1, DeclineClass::issuer_blocked) == "");
  CHECK(story.on(ChargeUnanswered{1}) == "");
  CHECK(story.on(ChargeNotFound{1}) == "");
  CHECK(story.collection.attempt == before.attempt);
  CHECK(story.collection.state == before.state);
  story.succeeds(2, 10000);
  CHECK(story.succeeds(2, 10000) == "");
  CHECK(story.collection.collected_minor == 10000);
}

TEST_CASE("what the seller pays meanwhile is not charged") {
  Story story;
  story.round();
  story.owed = 2500;
  CHECK(story.declined(1, DeclineClass::insufficient_funds) ==
        "failed 1 insufficient_funds; charge 2 first 2500");
  story.owed = 0;
  CHECK(story.declined(2, DeclineClass::insufficient_funds) == "failed 2 insufficient_funds");
  CHECK(story.state() == "collected");
}

TEST_CASE("an answer about an attempt that was never made, or for too much, is refused") {
  Story story;
  CHECK(story.succeeds(1, 1) == "PAYMENT_UNKNOWN");
  story.round();
  CHECK(story.declined(2, DeclineClass::other) == "PAYMENT_UNKNOWN");
  CHECK(story.declined(0, DeclineClass::other) == "PAYMENT_UNKNOWN");
  CHECK(story.succeeds(1, 0) == "AMOUNT_NOT_POSITIVE");
  CHECK(story.succeeds(1, 10001) == "EXCEEDS_PENDING");
  CHECK(story.state() == "charging");
}

}  // namespace
}  // namespace repay
