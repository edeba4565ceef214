// Engine's automatic charge of what a closing left owed, and what previews say of it.

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/engine/payments.h"
#include "core/repayment/matching.h"

namespace repay {
namespace {

std::string charge_id(std::uint32_t attempt) { return "card-charge-" + std::to_string(attempt); }

std::string shown(const ChargeMethod& method) {
  return method.shown.empty() ? method.id : method.shown;
}

std::int64_t asked_minor(const Collection& collection) {
  return collection.attempt ? collection.attempt->amount_minor : 0;
}

// The entry that an effect is posted as, if it is.
std::optional<PaymentEntry> entry_of(const CollectionEffect& effect, Instant now) {
  if (const auto* charge = std::get_if<PostCardCharge>(&effect)) {
    return PaymentEntry{.id = charge_id(charge->attempt.number),
                        .kind = Kind::card_charge,
                        .at = now,
                        .amount_minor = charge->amount_minor,
                        .description = shown(charge->attempt.method)};
  }
  if (const auto* failed = std::get_if<PostFailedCharge>(&effect)) {
    return PaymentEntry{
        .id = charge_id(failed->attempt.number),
        .kind = Kind::failed_charge,
        .at = now,
        .description = shown(failed->attempt.method).append(": ").append(name(failed->decline))};
  }
  return std::nullopt;
}

// Whether a file that was imported meanwhile tells the entry: it is that one then. DUPLICATE_ID if
// another is called so.
Result<bool> told_already(const Ledger& ledger, const PaymentEntry& entry) {
  const auto found = ledger.find(entry.id);
  if (!found) return false;
  const auto& stated = ledger.source_of(*found).stated;  // one that a row reports has no effect
  const auto said = stated.find(*found);
  const std::int64_t minor =
      said == stated.end() ? ledger.facts().amount_minor[*found] : said->second.stated_minor;
  const bool same = ledger.kind(*found) == entry.kind && minor == entry.amount_minor;
  if (!same) return refuse(Error::duplicate_id);
  return true;
}

// The row that reports the running attempt already, where this event says that it succeeded.
std::optional<Sequence> reported_by(const Books& books, const CollectionEvent& event,
                                    const Collection& collection, Instant sent) {
  const auto* done = std::get_if<ChargeSucceeded>(&event);
  if (done == nullptr || !collection.attempt || collection.attempt->number != done->attempt)
    return std::nullopt;
  const std::string id = charge_id(done->attempt);
  if (books.ledger().find(id)) return std::nullopt;  // a file tells it, and with it its row
  return find_report(books,
                     {.id = id, .order = {}, .sent = sent, .amount_minor = done->amount_minor});
}

// What a success pays of what is owed is paid by its row, if that is there.
std::int64_t owed_before(std::int64_t owed_minor, const CollectionEvent& event, bool row_is_there) {
  if (!row_is_there) return owed_minor;
  return add_minor(owed_minor, std::get<ChargeSucceeded>(event).amount_minor).value_or(INT64_MAX);
}

// Posts an entry. A success is one credit with the row that reports it, be it there or yet to come
// (matching.h). OVERFLOW: then nothing has changed.
Result<void> post(Books& books, const LedgerKey& key, PaymentEntry entry, Instant sent,
                  std::optional<Sequence> row) {
  ReportedRows reported;
  if (entry.kind == Kind::card_charge && row) {
    entry.sent = latest_instant(books.ledger().facts().at[*row]);
    reported.emplace(0, *row);
  } else if (entry.kind == Kind::card_charge) {
    entry.sent = reportable_from(books, sent, entry.amount_minor);
    if (!books.ledger().has_room_for(entry.amount_minor)) return refuse(Error::overflow);
  }
  const auto posted = books.post_account(batch_of(key, entry), reported);
  check(posted.has_value());
  return {};
}

CollectionView present(const LedgerKey& key, const std::string& settlement,
                       const Collection& collection) {
  return {.ledger = key,
          .settlement = settlement,
          .state = std::string(name(collection.state)),
          .attempt = collection.attempt,
          .key = collection.attempt ? charge_id(collection.attempt->number) : "",
          .collected_minor = collection.collected_minor,
          .next_round_at = collection.next_round_at,
          .posted = {},
          .effects = {}};
}

RestView present(const NextCharge& next) {
  return {.outcome = std::string(name(next.outcome)),
          .amount_minor = next.amount_minor,
          .at = next.at,
          .method = next.method ? shown(*next.method) : "",
          .threshold_minor = next.threshold_minor};
}

}  // namespace

std::string Engine::State::last_settlement(const LedgerKey& key) const {
  if (const Source* file = ledgers.at(key).books.latest_settlement()) return file->settlement->id;
  const Closed* closed = last_closed(key);
  return closed == nullptr ? std::string() : closed->plan.period.id;
}

// At a new closing methods are tried afresh.
void Engine::State::begin_charging(const LedgerKey& key) {
  const std::string settlement = last_settlement(key);
  const auto [found, is_new] = charging.try_emplace(key, Charging{settlement, {}, {}});
  if (is_new || found->second.settlement == settlement) return;
  found->second.settlement = settlement;
  found->second.collection = at_next_close(std::move(found->second.collection));
}

// What of the last closing may be charged: open by now, less what is under way otherwise, which
// will pay the oldest charges. What the running attempt asks for is not taken off.
std::int64_t Engine::State::chargeable_minor(const LedgerKey& key) const {
  const Books& books = ledgers.at(key).books;
  const auto found = charging.find(key);
  const std::int64_t own = found == charging.end() ? 0 : asked_minor(found->second.collection);
  const Closed* closed = last_closed(key);
  const bool by_file = books.latest_settlement() != nullptr;
  std::int64_t open = books.outstanding_minor();
  if (closed != nullptr && !by_file) {
    const SettlementPeriod& period = closed->plan.period;
    open = closing_figures(books, period, closed_before(key, period.start)).open_minor;
  }
  return std::max<std::int64_t>(open - (books.pending_minor() - own), 0);
}

Result<CollectionView> Engine::collect(const Collect& command) {
  const auto known = state_->find(command.ledger);
  if (!known) return refuse(known.error());
  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  if (std::holds_alternative<RoundDue>(command.event)) state_->begin_charging(command.ledger);
  State::Charging charging;
  if (const auto found = state_->charging.find(command.ledger); found != state_->charging.end())
    charging = found->second;
  // An account that was kept without this state has entries of earlier attempts.
  while (ledger.books.ledger().find(charge_id(charging.collection.attempts + 1)))
    ++charging.collection.attempts;
  const std::int64_t asked = asked_minor(charging.collection);
  const std::uint32_t attempts = charging.collection.attempts;
  const auto row = reported_by(ledger.books, command.event, charging.collection, charging.sent);
  const std::int64_t owed =
      owed_before(state_->chargeable_minor(command.ledger), command.event, row.has_value());
  auto stepped = step(std::move(charging.collection), command.event, {command.now, owed},
                      state_->policy.automatic_charge, command.ledger.currency);
  if (!stepped) return refuse(stepped.error());
  std::vector<std::string> posted;
  for (const CollectionEffect& effect : stepped->effects) {
    const auto entry = entry_of(effect, command.now);
    if (!entry) continue;
    if (const auto told = told_already(ledger.books.ledger(), *entry); !told) {
      return refuse(told.error());
    } else if (*told) {
      continue;
    }
    // A step posts at most one amount, and first, so that a refusal leaves no trace.
    const auto done = post(ledger.books, command.ledger, *entry, charging.sent, row);
    if (!done) return refuse(done.error());
    posted.push_back(entry->id);
  }
  std::erase_if(stepped->effects, [&](const CollectionEffect& effect) {
    return entry_of(effect, command.now).has_value();
  });
  const std::int64_t asks = asked_minor(stepped->collection);
  ledger.books.release(asked);
  ledger.books.hold(asks);
  if (!posted.empty() || asked != asks) ++ledger.version;
  charging.collection = std::move(stepped->collection);
  if (charging.collection.attempts != attempts)
    charging.sent = reportable_from(ledger.books, command.now, asks);
  state_->charging.insert_or_assign(command.ledger, std::move(charging));
  auto view = collection(command.ledger);
  view->posted = std::move(posted);
  view->effects = std::move(stepped->effects);
  return view;
}

Result<CollectionView> Engine::collection(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  const auto running = state_->charging.find(ledger);
  CollectionView view =
      running == state_->charging.end()
          ? present(ledger, state_->last_settlement(ledger), {})
          : present(ledger, running->second.settlement, running->second.collection);
  const std::int64_t asked = view.attempt ? view.attempt->amount_minor : 0;
  view.owed_minor = std::max<std::int64_t>(state_->chargeable_minor(ledger) - asked, 0);
  view.version_after = (*found)->version;
  return view;
}

Result<void> Engine::expect_charge(const LedgerKey& ledger, ChargeTerms terms) {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  state_->charge_terms.insert_or_assign(ledger, std::move(terms));
  return {};
}

// What a payment leaves is charged with the next round, if that is arranged and there is enough of
// the last closing's debt; else at the close of the running period.
std::optional<RestView> Engine::State::rest(const LedgerKey& key, std::int64_t paid_minor,
                                            std::int64_t owed_minor) const {
  const auto terms = charge_terms.find(key);
  if (terms == charge_terms.end()) return std::nullopt;
  const CollectionPolicy& by = policy.automatic_charge;
  const auto running = charging.find(key);
  const Collection collection =
      running == charging.end() ? Collection() : running->second.collection;
  const bool round_arranged =
      collection.state == CollectionState::resting && collection.next_round_at;
  if (round_arranged) {
    ChargeTerms at_round = terms->second;
    at_round.closes_at = collection.next_round_at;
    const std::int64_t left = std::min(chargeable_minor(key) - paid_minor, owed_minor);
    const NextCharge next = next_charge(left, at_round, collection, by, key.currency);
    if (next.outcome == RestOutcome::charged) return present(next);
  }
  return present(
      next_charge(owed_minor, terms->second, at_next_close(collection), by, key.currency));
}

}  // namespace repay
