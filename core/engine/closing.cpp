// Engine's closings of periods and the transfers of what they pay out.

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/engine/payments.h"
#include "core/formats/account_json.h"
#include "core/formats/utf8.h"

namespace repay {
namespace {

std::string returned_id(std::string_view settlement) {
  return std::string(settlement).append("/returned");
}

// Its entries must be able to stand in account JSON.
bool can_name_entries(std::string_view settlement) {
  return !settlement.empty() && is_plain_name(settlement) &&
         first_bad_byte(settlement) == settlement.size() &&
         disbursement_id(settlement).size() <= kLongestName;
}

std::string shown(const std::optional<DepositMethod>& method) {
  if (!method) return {};
  return method->shown.empty() ? method->id : method->shown;
}

TransferView present(const Transfer& transfer, std::string_view settlement, std::string returned,
                     std::uint64_t version) {
  return {.disbursement = disbursement_id(settlement),
          .state = std::string(name(transfer.state)),
          .amount_minor = transfer.amount_minor,
          .send_at = transfer.send_at,
          .method = shown(transfer.method),
          .returned = std::move(returned),
          .effects = {},
          .version_after = version};
}

ClosingView present(const LedgerKey& key, const ClosingPlan& plan, std::uint64_t version) {
  return {.ledger = key, .closed = false, .plan = plan, .transfer = {}, .version_after = version};
}

std::optional<Transfer> transfer_of(const ClosingPlan& plan, const ClosingTerms& terms) {
  if (plan.disbursed_minor == 0) return std::nullopt;
  return Transfer{.amount_minor = plan.disbursed_minor,
                  .due_at = *plan.deposit_due,
                  .send_at = plan.deposit_at,
                  .method = terms.deposit_method};
}

std::unexpected<Refusal> conflict(std::string detail) {
  return refuse_at({}, Error::settlement_conflict, std::move(detail));
}

}  // namespace

// The one that ended last.
const Engine::State::Closed* Engine::State::last_closed(const LedgerKey& key) const {
  const Closed* last = nullptr;
  for (auto found = closings.lower_bound({key, ""});
       found != closings.end() && found->first.first == key; ++found) {
    const Closed& closed = found->second;
    if (last == nullptr || closed.plan.period.end > last->plan.period.end) last = &closed;
  }
  return last;
}

std::vector<std::string> Engine::State::closed_before(const LedgerKey& key, Instant start) const {
  std::vector<std::string> ids;
  for (auto found = closings.lower_bound({key, ""});
       found != closings.end() && found->first.first == key; ++found) {
    if (found->second.plan.period.end <= start) ids.push_back(found->first.second);
  }
  return ids;
}

Placed<ClosingView> Engine::closing(const ClosePeriod& command) const {
  const SettlementPeriod& period = command.terms.period;
  const auto found = state_->find(command.ledger);
  if (!found) return refuse_at({}, found.error());
  if (!can_name_entries(period.id)) return refuse_at({}, Error::invalid_field, "settlement id");
  const std::uint64_t version = (*found)->version;
  if (const auto known = state_->closings.find({command.ledger, period.id});
      known != state_->closings.end()) {
    const State::Closed& closed = known->second;
    if (closed.plan.period != period)
      return conflict("settlement " + period.id + " was closed as another period");
    ClosingView view = present(command.ledger, closed.plan, version);
    view.closed = true;
    if (closed.transfer)
      view.transfer = present(*closed.transfer, period.id, closed.returned, version);
    return view;
  }
  const Books& books = (*found)->books;
  if (const Source* file = books.latest_settlement();
      file != nullptr && file->settlement->id != period.id)
    return conflict("the ledger's settlements come as files, the latest is " +
                    file->settlement->id);
  if (const State::Closed* last = state_->last_closed(command.ledger);
      last != nullptr && period.start < last->plan.period.end)
    return conflict("settlement " + last->plan.period.id + " ended later than this one begins");
  const Ledger& entries = books.ledger();
  if (const auto named = entries.find(disbursement_id(period.id));
      named && entries.kind(*named) != Kind::disbursement)
    return refuse_at({}, Error::duplicate_id, disbursement_id(period.id));
  ClosingTerms terms = command.terms;
  terms.earlier = state_->closed_before(command.ledger, period.start);
  const auto plan =
      plan_closing(books, terms, state_->policy.settlement, state_->policy.automatic_charge);
  if (!plan) return refuse_at({}, plan.error());
  return present(command.ledger, *plan, version);
}

Placed<ClosingView> Engine::close_period(const ClosePeriod& command) {
  auto view = closing(command);
  if (!view || view->closed) return view;
  const std::string& id = command.terms.period.id;
  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  if (ledger.books.latest_settlement() != nullptr)
    return conflict("the ledger's settlements come as files, which say what was paid out");
  if (command.now < command.terms.period.end) return refuse_at({}, Error::period_open);
  const ClosingPlan& plan = view->plan;
  const bool posts = plan.disbursed_minor > 0 && !ledger.books.ledger().find(disbursement_id(id));
  if (posts) {
    const auto posted = ledger.books.post_account(
        batch_of(command.ledger, {.id = disbursement_id(id),
                                  .kind = Kind::disbursement,
                                  .at = plan.period.end,
                                  .amount_minor = -plan.disbursed_minor,
                                  .description = shown(command.terms.deposit_method)}));
    check(posted.has_value());  // it takes no more than is left of credits, whose sum fits
    ++ledger.version;
  }
  state_->closings.emplace(
      std::pair(command.ledger, id),
      State::Closed{
          .command = command, .plan = plan, .transfer = transfer_of(plan, command.terms)});
  state_->begin_charging(command.ledger);
  return closing(command);
}

Result<TransferView> Engine::report_transfer(const ReportTransfer& command) {
  const auto known = state_->find(command.ledger);
  if (!known) return refuse(known.error());
  const auto found = state_->closings.find({command.ledger, command.settlement});
  if (found == state_->closings.end() || !found->second.transfer)
    return refuse(Error::unknown_reference);
  State::Closed& closed = found->second;
  auto stepped = step(*closed.transfer, command.event, command.now, state_->policy.settlement);
  if (!stepped) return refuse(stepped.error());
  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  for (const TransferEffect& effect : stepped->effects) {
    const auto* post = std::get_if<PostReturn>(&effect);
    if (post == nullptr) continue;
    const std::string id = returned_id(command.settlement);
    if (ledger.books.ledger().find(id)) continue;  // an account kept from before tells it already
    if (!ledger.books.ledger().has_room_for(post->amount_minor)) return refuse(Error::overflow);
    const auto posted = ledger.books.post_account(
        batch_of(command.ledger, {.id = id,
                                  .kind = Kind::disbursement_returned,
                                  .at = command.now,
                                  .amount_minor = post->amount_minor,
                                  .description = shown(closed.transfer->method)}));
    check(posted.has_value());
    ++ledger.version;
    closed.returned = id;
  }
  std::erase_if(stepped->effects,
                [](const TransferEffect& e) { return std::holds_alternative<PostReturn>(e); });
  closed.transfer = std::move(stepped->transfer);
  TransferView view =
      present(*closed.transfer, command.settlement, closed.returned, ledger.version);
  view.effects = std::move(stepped->effects);
  return view;
}

}  // namespace repay
