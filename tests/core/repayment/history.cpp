#include "tests/core/repayment/history.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "tests/core/repayment/told.h"

namespace repay::testing {
namespace {

using What = Event::What;

constexpr Window kAll{0, std::numeric_limits<std::uint32_t>::max()};

/// The engine's side.
class Replay {
 public:
  std::optional<std::string> play(const History& history) {
    for (const Event& event : history) {
      const std::int64_t hint = event.amount < 0 ? -event.amount : event.amount;
      const auto step = story_.take(event);
      if (!step) continue;
      if (!step->posts || step->refused) flush();
      do_step(*step);
      const bool alone = !step->posts || step->refused || event.look;
      if (alone) flush();
      if (event.look && !problem_) compare(hint);
      if (problem_) return problem_;
    }
    flush();
    if (!problem_) compare(7);
    return problem_;
  }

 private:
  void problem(std::string text) {
    if (!problem_) problem_ = std::move(text);
  }
  template <class T>
  void same(std::string_view what, const T& engine, const T& model) {
    if (engine == model) return;
    if constexpr (std::is_integral_v<T>) {
      const auto text = [](T value) { return std::to_string(value); };
      problem(std::string(what) + ": " + text(engine) + ", by the model " + text(model));
    } else {
      problem(std::string(what) + ": " + std::string(engine) + ", by the model " +
              std::string(model));
    }
  }

  // What an event was answered, against what the model says.
  void answered(const Step& step, std::optional<Error> got) {
    const auto word = [](std::optional<Error> error) {
      return error ? std::string(code(*error)) : std::string("accepted");
    };
    same("event " + std::to_string(step.event.name), word(got), word(step.refused));
  }
  template <class T>
  void answered(const Step& step, const Result<T>& result) {
    answered(step, result ? std::nullopt : std::optional(result.error()));
  }

  void do_step(const Step& step) {
    const Event& event = step.event;
    const std::string key = "p" + std::to_string(event.about);
    const Instant at = instant(event.day);
    switch (event.what) {
      case What::entry:
        queue(step);
        if (step.refused) answered(step, import_entries());
        return;
      case What::pay:
        return answered(step, engine_.pay(command(step)));
      case What::submit:
        return answered(step, engine_.submit(command(step)));
      case What::settle:
        return answered(step, engine_.settle({key, step.amount, at}));
      case What::fail:
        return answered(step, engine_.fail({key, "insufficient_funds", at}));
      case What::expire:
        return answered(step, engine_.expire(key));
      case What::take_back:
        return answered(step,
                        engine_.reverse_payment({.idempotency_key = key,
                                                 .reversal_id = "r" + std::to_string(event.name),
                                                 .amount_minor = step.amount,
                                                 .at = at}));
      case What::settlement:
        return answered(step, import(step.file));
      case What::rule:
        break;
    }
    const auto rule = rule_of(event.rule);
    const auto set = engine_.set_repayment_policy({.rule = rule.by, .kind_priority = rule.first});
    answered(step, set ? std::nullopt : std::optional(set.error().error));
  }

  PaymentCommand command(const Step& step) const {
    const auto balance = engine_.balance(ledger());
    return {.ledger = ledger(),
            .amount_minor = step.amount,
            .idempotency_key = "p" + std::to_string(step.event.name),
            .version = balance ? balance->version : 0,
            .at = instant(step.event.day),
            .method = "Visa •• 4242"};
  }

  void queue(const Step& step) {
    const Event& event = step.event;
    entries_ += entries_.empty() ? "" : ",";
    entries_ += R"({"id":"e)" + std::to_string(event.name) + R"(","at":")" +
                to_string(instant(event.day)) + R"(","kind":")" + std::string(name(event.kind)) +
                R"(","amount":")" + decimal(step.amount) + '"';
    const char* field = event.kind == Kind::reversal ? "of" : "charge";
    if (!step.names.empty())
      entries_.append(",\"").append(field).append("\":\"").append(step.names).append("\"");
    if (event.due) entries_ += R"(,"due":")" + to_string(instant(*event.due)) + '"';
    entries_ += '}';
  }
  std::optional<Error> import_entries() {
    return import(
        R"({"format":"repay-account","version":1,"store":"","currency":"USD","entries":[)" +
        std::exchange(entries_, {}) + "]}");
  }
  std::optional<Error> import(const std::string& text) {
    engine_.begin_import(ImportMode::add);
    engine_.begin_file("", text.size());
    if (const auto fed = engine_.feed(text); !fed) return fed.error().error;
    if (const auto ended = engine_.end_file(); !ended) return ended.error().error;
    const auto done = engine_.commit_import();
    return done ? std::nullopt : std::optional(done.error().error);
  }
  void flush() {
    if (entries_.empty()) return;
    if (const auto refused = import_entries()) problem("refused: " + std::string(code(*refused)));
  }

  void compare(std::int64_t hint) {
    if (story_.model.entries.empty()) return;
    compare_balance();
    compare_facts();
    compare_statement();
    compare_preview(0);
    if (const std::int64_t most = story_.model.can_pay(); most > 0 && !problem_)
      compare_preview((hint - 1 + most) % most + 1);
    for (const auto& [name, payment] : story_.payments) compare_payment(name, payment);
  }

  void compare_balance() {
    const Model& model = story_.model;
    const auto view = engine_.balance(ledger());
    if (!view) return problem("the ledger is not there");
    same("balance", view->balance_minor, model.balance());
    same("outstanding", view->outstanding_minor, model.outstanding());
    same("waiting", view->unapplied_credit_minor, model.waiting());
    same("reserved", view->reserved_minor, model.reserved);
    same("total", view->total_minor, model.balance() + model.reserved);
    same("pending", view->pending_minor, model.pending);
    same("can pay", view->can_pay_now_minor, model.can_pay());
    same("offered", view->repay_offered, model.can_pay() > 0);
    same("disbursed", view->disbursed_minor, model.disbursed());
    // The invariants of DOMAIN.md 5, of the model's own figures as well.
    same("owed less waiting", model.outstanding() - model.waiting(), -model.balance());
    same("both above 0", model.outstanding() > 0 && model.waiting() > 0, false);
  }

  void compare_facts() {
    const Model& model = story_.model;
    const auto rows = engine_.allocations(ledger(), kAll);
    if (!rows) return problem("there are no allocations");
    std::string got;
    for (const AllocationRow& row : *rows)
      got += row.credit + " pays " + row.charge + " " + decimal(row.amount_minor) + "; ";
    std::string expected;
    for (std::size_t credit = 0; credit < model.entries.size(); ++credit) {
      for (const Model::Fact& fact : model.paid_by(credit))
        expected += model.entries[credit].said.id + " pays " + model.entries[fact.charge].said.id +
                    " " + decimal(fact.amount) + "; ";
    }
    same("allocations", got, expected);
  }

  void compare_statement() {
    const Model& model = story_.model;
    const auto rows = engine_.statement_rows(ledger(), WholeLedger(), kAll);
    if (!rows) return problem("there is no statement");
    const auto order = model.by_age();
    same("lines", rows->size(), order.size());
    std::int64_t balance = 0;
    for (std::size_t i = 0; i < order.size() && !problem_; ++i) {
      const Model::Entry& entry = model.entries[order[i]];
      const StatementRow& row = (*rows)[i];
      balance += entry.effect;
      same("line", row.id, entry.said.id);
      same("amount of " + row.id, row.amount_minor, entry.effect);
      same("balance after " + row.id, row.balance_minor, balance);
      same("open of " + row.id, row.open_minor.value_or(-1), entry.owed > 0 ? entry.open : -1);
    }
  }

  void compare_preview(std::int64_t amount) {
    const Model& model = story_.model;
    Model paid = model;
    if (amount > 0) {
      check(!paid.post({.id = "preview", .kind = Kind::payment, .day = 1000, .amount = amount}));
    }
    auto order = model.open_charges();
    const auto pays = [&](std::size_t charge) {
      return model.entries[charge].open - paid.entries[charge].open;
    };
    if (model.rule() == AllocationRule::proportional)
      std::ranges::stable_partition(order, [&](std::size_t charge) { return pays(charge) > 0; });
    std::uint64_t closes = 0;
    std::optional<std::int64_t> oldest;
    for (const std::size_t charge : order) {
      const bool closed = paid.entries[charge].open == 0;
      const std::int64_t day = model.entries[charge].said.day;
      closes += closed;
      if (!closed && (!oldest || day < *oldest)) oldest = day;
    }
    const std::string what = "preview of " + decimal(amount) + ", ";
    std::vector<ChargeRow> rows;
    if (amount == 0) {
      rows = engine_.open_charges(ledger(), kAll).value_or(rows);
      const auto view = engine_.balance(ledger());
      same("open charges", view->open_charges, std::uint64_t{order.size()});
      same("oldest", view->oldest_open_at.value_or(Instant{}).ms, oldest ? instant(*oldest).ms : 0);
    } else {
      const auto view = engine_.preview(ledger(), amount, kAll);
      if (!view) return problem(what + std::string(code(view.error())));
      rows = view->rows;
      same(what + "closes", view->closes, closes);
      same(what + "outstanding", view->outstanding_after_minor, paid.outstanding());
      same(what + "balance", view->balance_after_minor, paid.balance());
      same(what + "oldest", view->oldest_open_after_at.value_or(Instant{}).ms,
           oldest ? instant(*oldest).ms : 0);
    }
    same(what + "rows", rows.size(), order.size());
    for (std::size_t i = 0; i < order.size() && !problem_; ++i) {
      const Model::Entry& entry = model.entries[order[i]];
      const bool draws = entry.said.kind == Kind::reserve || entry.said.kind == Kind::disbursement;
      same(what + "charge", rows[i].id, entry.said.id);
      same(what + "age of " + rows[i].id, rows[i].incurred_at.ms, instant(entry.said.day).ms);
      same(what + "charged as " + rows[i].id, rows[i].amount_minor, entry.owed);
      same(what + "open " + rows[i].id, rows[i].open_minor, entry.open);
      same(what + "pays " + rows[i].id, rows[i].pays_minor, pays(order[i]));
      same(what + "kind of " + rows[i].id, std::string_view(rows[i].kind),
           draws ? "shortfall" : name(entry.said.kind));
    }
  }

  void compare_payment(int name, const Payment& payment) {
    const std::string what = "p" + std::to_string(name);
    const auto view = engine_.payment(what);
    if (!view) return problem(what + " is not there");
    const Model& model = story_.model;
    const std::int64_t reversed =
        payment.entry.empty() ? 0 : model.entries[model.find(payment.entry)].reversed;
    same(what, view->state,
         std::string(repay::name(reversed > 0 ? PaymentState::reversed : payment.state)));
    same(what + " settled", view->settled_minor, payment.settled);
    same(what + " reversed", view->reversed_minor, reversed);
    std::string got;
    std::string expected;
    if (view->receipt) {
      for (const ChargeRow& row : view->receipt->charges)
        got += row.id + " " + decimal(row.pays_minor) + ", ";
    }
    for (const auto& [charge, minor] : payment.receipt)
      expected += charge + " " + decimal(minor) + ", ";
    same("receipt of " + what, got, expected);
  }

  Story story_;
  Engine engine_;
  std::string entries_;  // as JSON, to be imported
  std::optional<std::string> problem_;
};

std::string shown_name(const std::string& id) {
  return id.starts_with("payment-") ? id.substr(8) : id;
}

std::string line_of(const Step& step) {
  const Event& event = step.event;
  const std::string name = std::to_string(event.name);
  const std::string about = " p" + std::to_string(event.about);
  const std::string on = " " + date(event.day);
  const std::string amount = decimal(step.amount);
  switch (event.what) {
    case What::entry:
      break;
    case What::pay:
      return "pay p" + name + on + " " + amount;
    case What::submit:
      return "submit p" + name + on + " " + amount;
    case What::settle:
      return "settle" + about + on + " " + amount;
    case What::fail:
      return "fail" + about + on;
    case What::expire:
      return "expire" + about;
    case What::take_back:
      return "reverse" + about + on + " " + amount + " as r" + name;
    case What::settlement:
      return "import " + std::to_string(1000 + event.name) + ".txt";
    case What::rule: {
      std::string line = "rule " + std::string(repay::name(event.rule));
      if (event.rule != AllocationRule::kind_priority) return line;
      char before = ' ';
      for (const Kind kind : rule_of(event.rule).first)
        line.append(1, std::exchange(before, ',')).append(repay::name(kind));
      return line;
    }
  }
  const bool either =
      check_sign(event.kind, 1).has_value() == check_sign(event.kind, -1).has_value();
  std::string line = std::string(repay::name(event.kind)) + " e" + name + on + " ";
  line += either && step.amount >= 0 ? "+" : "";
  line += either ? amount : decimal(step.amount < 0 ? -step.amount : step.amount);
  if (!step.names.empty())
    line += (event.kind == Kind::reversal ? " of " : " for ") + shown_name(step.names);
  if (event.due) line += " due " + date(*event.due);
  return line;
}

}  // namespace

std::optional<std::string> difference(const History& history) { return Replay().play(history); }

std::string scenario_of(const History& history, const std::string& name) {
  std::string text = "scenario " + name + "\n  ledger USD\n";
  Story story;
  for (const Event& event : history) {
    const auto step = story.take(event);
    if (!step) continue;
    std::string file = step->file;  // to be put where `folder` says
    for (std::size_t end = 0; (end = file.find('\n')) != file.npos; file.erase(0, end + 1))
      text += "  # " + file.substr(0, end) + "\n";
    text += "  " + line_of(*step);
    if (step->refused) {
      text.append(" -> ").append(code(*step->refused)).append("; changes nothing");
    } else {
      text += " -> outstanding " + decimal(story.model.outstanding());
    }
    text += '\n';
  }
  const Model& model = story.model;
  text += "  now -> balance " + decimal(model.balance()) + "; outstanding " +
          decimal(model.outstanding()) + "; waiting " + decimal(model.waiting()) + "; reserved " +
          decimal(model.reserved) + "; open ";
  std::string open;
  for (const std::size_t charge : model.open_charges()) {
    open += (open.empty() ? "" : ", ") + shown_name(model.entries[charge].said.id) + " " +
            decimal(model.entries[charge].open);
  }
  return text + (open.empty() ? "nothing" : open) + "\n";
}

}  // namespace repay::testing
