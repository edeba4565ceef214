#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/closing_view.h"
#include "wasm/questions.h"

/// What JavaScript asks about closings, transfers and automatic charges (questions.h). An event
/// says by its `type` what happened; what is not of its type is empty and not looked at.
namespace repay::wire {

struct DepositMethodText {
  std::string id;
  std::string shown;
  std::string changed_at;
};

struct ChargeMethodText {
  std::string id;
  Count revision = 0;
  std::string shown;
};

struct OtherMethodText {
  ChargeMethodText method;
  bool ticked = false;
  bool expired = false;
};

struct ChargeMethodsText {
  std::optional<ChargeMethodText> active;
  bool backups_enabled = false;
  std::vector<OtherMethodText> backups;
  std::vector<OtherMethodText> others;
};
[[nodiscard]] ChargeMethods read(const ChargeMethodsText& text);

struct PeriodText {
  std::string id;
  std::string start;
  std::string end;
};

struct ClosePeriodText {
  LedgerKey ledger;
  PeriodText period;
  std::string zone;
  std::optional<DepositMethodText> deposit_method;
  bool restricted = false;
  ChargeMethodsText charge_methods;
  std::string now;
};
[[nodiscard]] Placed<ClosePeriod> read(const ClosePeriodText& text);

struct TransferEventText {
  std::string type;
  std::optional<DepositMethodText> method;
  bool restricted = false;
};

struct ReportTransferText {
  LedgerKey ledger;
  std::string settlement;
  TransferEventText event;
  std::string now;
};
[[nodiscard]] Placed<ReportTransfer> read(const ReportTransferText& text);

struct CollectionEventText {
  std::string type;
  ChargeMethodsText methods;
  Count attempt = 0;
  std::int64_t amount_minor = 0;
  std::string decline;
};

struct CollectText {
  LedgerKey ledger;
  CollectionEventText event;
  std::string now;
};
[[nodiscard]] Placed<Collect> read(const CollectText& text);

struct ChargeTermsText {
  ChargeMethodsText methods;
  std::optional<std::string> closes_at;
  std::string zone;
};
[[nodiscard]] Placed<ChargeTerms> read(const ChargeTermsText& text);

}  // namespace repay::wire
