#pragma once

#include "core/engine/policy.h"

namespace repay {

// Most of what a number may be: beyond it, it is a mistake of unit rather than a decision.
constexpr int kMostDays = 3660;
constexpr int kMostHours = 24 * 366;
constexpr int kMostTimes = 1000;

/// Shows a visitor every field of a policy with its key and what it may be, section by section:
/// this is the one list that reading, writing and checking go by.
template <class Visited, class Visitor>
void visit_policy(Visited& policy, Visitor& visitor) {
  visitor.section("repayment", [&] {
    auto& part = policy.repayment;
    visitor.word("allocationRule", part.rule);
    visitor.words("kindPriority", part.kind_priority, 0);
    visitor.amounts("minimumPayments", part.minimum_minor, 1);
    visitor.number("matchDays", part.match_days, 0, kMostDays);
  });
  visitor.section("automaticCharge", [&] {
    auto& part = policy.automatic_charge;
    visitor.amounts("thresholds", part.threshold_minor, 0);
    visitor.number("retryHours", part.retry_hours, 1, kMostHours);
    visitor.counts("retries", part.retries, kMostTimes);
    visitor.number("mostAttempts", part.most_attempts, 1, kMostTimes);
    visitor.truth("lastResort", part.last_resort);
  });
  visitor.section("settlement", [&] {
    auto& part = policy.settlement;
    visitor.number("depositDays", part.deposit_days, 0, kMostDays);
    visitor.number("holdHours", part.hold_hours, 0, kMostHours);
    visitor.amounts("minimumDisbursements", part.minimum_disbursement_minor, 1);
    visitor.optional_number("deferralDays", part.deferral_days, 0, kMostDays);
  });
  visitor.section("methods", [&] {
    auto& part = policy.methods;
    visitor.number("minimumMonths", part.minimum_months, 0, 120);
    visitor.words("brands", part.brands, 1);
    visitor.number("mostBankAccounts", part.most_bank_accounts, 1, kMostTimes);
    visitor.truth("latinNames", part.latin_names);
    visitor.number("cutoffHours", part.cutoff_hours, 0, kMostHours);
  });
  visitor.section("payment", [&] {
    auto& part = policy.payment;
    visitor.number("answerSeconds", part.answer_seconds, 1, 600);
    visitor.number("requestSeconds", part.request_seconds, 1, 600);
    visitor.number("pollSeconds", part.poll_seconds, 1, 3600);
    visitor.number("slowestPollSeconds", part.slowest_poll_seconds, 1, 3600);
    visitor.number("pollMinutes", part.poll_minutes, 1, 60 * kMostHours);
    visitor.number("challengeMinutes", part.challenge_minutes, 1, 24 * 60);
    visitor.number("providerRetrySeconds", part.provider_retry_seconds, 1, 3600);
  });
  visitor.section("verification", [&] {
    auto& part = policy.verification;
    visitor.number("attempts", part.attempts, 1, 100);
    visitor.number("ttlMinutes", part.ttl_minutes, 1, 24 * 60);
    visitor.number("resendSeconds", part.resend_seconds, 0, 24 * 60 * 60);
  });
  visitor.section("statement", [&] {
    auto& part = policy.statement;
    visitor.optional_number("horizonDays", part.horizon_days, 1, kMostDays);
  });
}

/// How the words of a field are found: their enum's values are 0 … count − 1 and each has a `name`.
template <class Word>
constexpr std::size_t kWordsOf = 0;
template <>
constexpr inline std::size_t kWordsOf<AllocationRule> = 4;
template <>
constexpr inline std::size_t kWordsOf<Kind> = kKinds;
template <>
constexpr inline std::size_t kWordsOf<CardBrand> = kCardBrands.size();
template <>
constexpr inline std::size_t kWordsOf<DeclineClass> = kDeclineClasses;

/// Whether a word may stand in a field: of kinds those that can be owed, of declines those after
/// which a method may be tried again, of others all.
template <class Word>
bool may_stand(Word) {
  return true;
}
template <>
inline bool may_stand(Kind kind) {
  switch (effect(kind)) {
    case Effect::charge:
    case Effect::by_sign:
    case Effect::reversal:
    case Effect::draw:
    case Effect::carried:
      return true;
    case Effect::credit:
    case Effect::credit_note:
    case Effect::write_off:
    case Effect::line:
      return false;
  }
  return false;
}
template <>
inline bool may_stand(DeclineClass decline) {
  return !is_final(decline);
}

}  // namespace repay
