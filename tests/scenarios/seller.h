#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/engine.h"
#include "tests/scenarios/table.h"

namespace repay::scenarios {

/// What is wrong with a table or with the engine, in words; for the one who reads a failed test.
using Problem = std::string;

/// What a line of a table did.
struct Outcome {
  std::optional<Refusal> refusal;
  std::string entry;                         ///< the id of the entry it posted, if it posted one
  std::optional<PreviewView> preview;        ///< what it asked for, if it was a preview
  std::optional<StatementRange> statement;   ///< of what it asked a statement, if it did
  std::optional<ClosingView> closing;        ///< what it asked for, if it was a closing
  std::optional<CollectionView> collection;  ///< what it answered, if it was about a charge
  std::optional<TransferView> transfer;      ///< if it was about a transfer
  std::string before;                        ///< `Seller::story` before the line
  std::vector<AllocationRow> facts_before;
};

/// The account of a scenario's seller: an Engine, driven by the words of table lines through its
/// public functions only.
class Seller {
 public:
  /// Does what a line says. A Problem if the line makes no sense, or if the engine contradicts
  /// itself: after every line the invariants of DOMAIN.md 5 are looked at, receipts given before
  /// are asked for again, and a refusal must have changed nothing.
  [[nodiscard]] std::expected<Outcome, Problem> act(const Line& line);

  /// Everything the engine tells of the account, but for versions: two accounts with one story are
  /// alike.
  [[nodiscard]] std::string story() const;

  [[nodiscard]] const Engine& engine() const { return engine_; }
  [[nodiscard]] const LedgerKey& ledger() const { return ledger_; }
  [[nodiscard]] BalanceView balance() const;
  [[nodiscard]] std::vector<ChargeRow> open_charges() const;
  [[nodiscard]] std::vector<AllocationRow> facts() const;
  [[nodiscard]] std::vector<StatementRow> rows(const StatementRange& range) const;
  /// What the latest import answered.
  [[nodiscard]] const ImportView& imported() const { return imported_; }
  /// A period that was closed; none if it was not.
  [[nodiscard]] const SettlementPeriod* closed(const std::string& id) const;
  [[nodiscard]] const std::string* remembered(const std::string& name) const;

  /// The id under which the engine knows what a table calls `name`: payments are entries of their
  /// own.
  [[nodiscard]] std::string engine_id(const std::string& name) const { return entry_id(name); }

  /// An amount of the ledger's currency as tables write it: "-39.99".
  [[nodiscard]] std::string print(std::int64_t minor) const;

 private:
  using Words = std::vector<std::string>;

  [[nodiscard]] std::optional<Problem> dispatch(const Words& words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> use_ledger(const Words& words);
  [[nodiscard]] std::optional<Problem> post(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> pay(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> submit(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> end_payment(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> use_rule(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> set_policy(const Words& words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> set_moment(Words words);
  [[nodiscard]] std::optional<Problem> use_bank(Words words);
  [[nodiscard]] std::optional<Problem> use_cards(const Words& words);
  [[nodiscard]] std::optional<Problem> expect_close(const Words& words);
  [[nodiscard]] std::optional<Problem> close(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> transfer(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> collect(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> see(const Words& words);
  [[nodiscard]] std::optional<Problem> adjust_across(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> download_again();
  [[nodiscard]] std::optional<Problem> post_settlement(const Words& words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> ask_statement(Words words, Outcome& outcome);
  [[nodiscard]] std::uint64_t take_version(Words& words) const;
  [[nodiscard]] std::optional<Problem> preview(const Words& words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> import(Words words, Outcome& outcome);
  [[nodiscard]] std::optional<Problem> import_in_any_order(const Words& words);
  [[nodiscard]] std::optional<Problem> remember(const Words& words);
  [[nodiscard]] std::optional<Problem> contradiction(const Outcome& outcome);

  [[nodiscard]] Placed<ImportView> load(const std::vector<std::string>& files,
                                        std::string_view store);
  void take_date(Words& words);
  [[nodiscard]] std::expected<std::int64_t, Problem> amount(std::string_view text) const;
  /// The id under which the engine knows what a table calls `name`: payments are entries of their
  /// own.
  [[nodiscard]] std::string entry_id(const std::string& name) const;

  struct Payment {
    PaymentCommand command;
    ReceiptView receipt;
  };

  Engine engine_;
  LedgerKey ledger_;
  Instant now_;
  std::optional<Moment> moment_;                                      // of `at`
  std::map<std::string, std::map<std::string, std::string>> policy_;  // of `policy`
  std::map<std::string, DepositMethod> banks_;
  std::optional<DepositMethod> bank_;
  bool restricted_ = false;
  ChargeMethods cards_;
  std::map<std::string, SettlementPeriod> closed_;
  std::string folder_;
  ImportView imported_;
  std::map<std::string, Payment> payments_;
  std::map<std::string, PaymentCommand> submitted_;
  std::map<std::string, std::uint64_t> seen_;
  std::map<std::string, std::string> remembered_;
};

}  // namespace repay::scenarios
