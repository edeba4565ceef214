// The words of tables about closing a period, paying it out, and the automatic charge.

#include <charconv>

#include "tests/scenarios/seller.h"

namespace repay::scenarios {
namespace {

Refusal refusal(Error error) { return {error, {}, {}}; }

/// Takes "word INSTANT" off the end of a line.
std::optional<Instant> take_at(std::vector<std::string>& words) {
  if (words.size() < 3 || words[words.size() - 2] != "at") return std::nullopt;
  const auto at = parse_instant(words.back());
  if (!at) return std::nullopt;
  words.resize(words.size() - 2);
  return *at;
}

std::optional<DeclineClass> decline_from_name(const std::string& word) {
  for (std::size_t i = 0; i < kDeclineClasses; ++i) {
    if (name(static_cast<DeclineClass>(i)) == word) return static_cast<DeclineClass>(i);
  }
  return std::nullopt;
}

/// "b1,b2:expired"; nothing if a mark is not known.
std::optional<std::vector<ChargeMethods::Other>> methods_in(const std::string& list) {
  std::vector<ChargeMethods::Other> methods;
  for (const std::string& item : parts_of(list, ",")) {
    const auto marks = parts_of(item, ":");
    ChargeMethods::Other method{.method = {.id = marks[0]}};
    for (std::size_t i = 1; i < marks.size(); ++i) {
      if (marks[i] == "unticked") {
        method.ticked = false;
      } else if (marks[i] == "expired") {
        method.expired = true;
      } else if (marks[i] == "edited") {
        ++method.method.revision;
      } else {
        return std::nullopt;
      }
    }
    methods.push_back(method);
  }
  return methods;
}

}  // namespace

// bank NAME [INSTANT]; bank none
std::optional<Problem> Seller::use_bank(Words words) {
  bank_.reset();
  if (words == Words{"bank", "none"}) return std::nullopt;
  if (words.size() == 3) {
    const auto at = parse_instant(words[2]);
    if (!at) return "expected: bank NAME [INSTANT]";
    banks_[words[1]] = {.id = words[1], .changed_at = *at};
  }
  const auto known = words.size() < 2 ? banks_.end() : banks_.find(words[1]);
  if (words.size() > 3 || known == banks_.end()) return "expected: bank NAME [INSTANT]";
  bank_ = known->second;
  return std::nullopt;
}

// cards ACTIVE [backup NAME,…] [off] [other NAME,…]; cards none
std::optional<Problem> Seller::use_cards(const Words& words) {
  cards_ = {};
  if (words == Words{"cards", "none"}) return std::nullopt;
  const std::string usage = "expected: cards ACTIVE [backup NAME,…] [off] [other NAME,…]";
  if (words.size() < 2) return usage;
  const auto active = methods_in(words[1]);
  if (!active || active->size() != 1) return usage;
  cards_.active = active->front().method;
  cards_.backups_enabled = true;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "off") {
      cards_.backups_enabled = false;
      continue;
    }
    const auto list = i + 1 < words.size() ? methods_in(words[i + 1]) : std::nullopt;
    if (!list || (words[i] != "backup" && words[i] != "other")) return usage;
    (words[i] == "backup" ? cards_.backups : cards_.others) = *list;
    ++i;
  }
  return std::nullopt;
}

// next close INSTANT
std::optional<Problem> Seller::expect_close(const Words& words) {
  const auto at = parse_instant(words[2]);
  if (!at) return "expected: next close INSTANT";
  const auto told = engine_.expect_charge(ledger_, {.methods = cards_, .closes_at = *at});
  return told ? std::nullopt : std::optional<Problem>("there is no ledger yet");
}

// closing ID START END; close ID START END [at INSTANT]
std::optional<Problem> Seller::close(Words words, Outcome& outcome) {
  const auto at = take_at(words);
  const auto start = parse_instant(words.size() == 4 ? words[2] : "");
  const auto end = parse_instant(words.size() == 4 ? words[3] : "");
  if (!start || !end) return "expected: " + words[0] + " ID START END [at INSTANT]";
  now_ = at.value_or(*end);
  const ClosePeriod command{.ledger = ledger_,
                            .terms = {.period = {words[1], *start, *end},
                                      .zone = moment_ ? moment_->zone : ZoneRules(),
                                      .deposit_method = bank_,
                                      .restricted = restricted_,
                                      .charge_methods = cards_},
                            .now = now_};
  const auto view = words[0] == "close" ? engine_.close_period(command) : engine_.closing(command);
  if (!view) {
    outcome.refusal = view.error();
    return std::nullopt;
  }
  outcome.closing = *view;
  if (words[0] == "closing") return std::nullopt;
  closed_[words[1]] = command.terms.period;
  const auto again = engine_.close_period(command);
  if (!again || again->version_after != view->version_after)
    return "closing a period twice is not closing it once";
  return std::nullopt;
}

const SettlementPeriod* Seller::closed(const std::string& id) const {
  const auto found = closed_.find(id);
  return found == closed_.end() ? nullptr : &found->second;
}

// transfer ID due|paid|returned|unanswered|terms [at INSTANT]
std::optional<Problem> Seller::transfer(Words words, Outcome& outcome) {
  if (const auto at = take_at(words)) now_ = *at;
  if (words.size() != 3) return "expected: transfer ID EVENT [at INSTANT]";
  ReportTransfer command{.ledger = ledger_, .settlement = words[1], .event = {}, .now = now_};
  if (words[2] == "due") {
    command.event = TransferDue();
  } else if (words[2] == "paid") {
    command.event = TransferPaid();
  } else if (words[2] == "returned") {
    command.event = TransferReturned();
  } else if (words[2] == "unanswered") {
    command.event = TransferUnanswered();
  } else if (words[2] == "terms") {
    command.event = DepositTermsChanged{bank_, restricted_};
  } else {
    return "nothing called " + words[2] + " happens to a transfer";
  }
  const auto view = engine_.report_transfer(command);
  if (!view) {
    outcome.refusal = refusal(view.error());
    return std::nullopt;
  }
  outcome.entry = view->returned;
  outcome.transfer = *view;
  return std::nullopt;
}

// round [INSTANT]; charged N AMOUNT, declined N CLASS, unanswered N, lost N [at INSTANT]
std::optional<Problem> Seller::collect(Words words, Outcome& outcome) {
  if (const auto at = take_at(words)) now_ = *at;
  Collect command{.ledger = ledger_, .event = RoundDue{cards_}, .now = {}};
  if (words[0] == "round") {
    const auto at = parse_instant(words.size() == 2 ? words[1] : "");
    if (words.size() > 2 || (words.size() == 2 && !at)) return "expected: round [INSTANT]";
    if (at) now_ = *at;
  } else {
    const bool has_more = words[0] == "charged" || words[0] == "declined";
    std::uint32_t number = 0;
    if (words.size() == (has_more ? 3u : 2u))
      std::from_chars(words[1].data(), words[1].data() + words[1].size(), number);
    const auto decline = words[0] == "declined" ? decline_from_name(words.back()) : std::nullopt;
    const auto minor = words[0] == "charged" ? amount(words.back()) : 0;
    if (number == 0 || !minor || (words[0] == "declined" && !decline))
      return "expected: " + words[0] + " N …";
    if (words[0] == "charged") command.event = ChargeSucceeded{number, *minor};
    if (words[0] == "declined") command.event = ChargeDeclined{number, *decline};
    if (words[0] == "unanswered") command.event = ChargeUnanswered{number};
    if (words[0] == "lost") command.event = ChargeNotFound{number};
  }
  command.now = now_;
  const auto view = engine_.collect(command);
  if (!view) {
    outcome.refusal = refusal(view.error());
    return std::nullopt;
  }
  outcome.collection = *view;
  if (!view->posted.empty()) outcome.entry = view->posted.front();
  return std::nullopt;
}

}  // namespace repay::scenarios
