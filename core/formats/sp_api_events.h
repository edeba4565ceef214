#pragma once

#include "core/formats/json_tree.h"
#include "core/formats/sp_api_batches.h"

namespace repay {

/// Reads `FinancialEvents` of v0: each amount of an event that its row in sp_api_event_table.h
/// lists is an entry. Where an event also says what they come to, what they leave of it is an entry
/// too. An amount that no row lists, and all of an event of an unknown list, is an entry under
/// Other, flagged.
///
/// An entry's id is "<list>/<fingerprint of the event>/<number of the amount in it>"; of events of
/// one list that are alike in everything the second has "<fingerprint>-2". Some events have no date
/// (service fees, debt recoveries, loans): they take the latest one of their answer, so that they
/// are not thought older than they may be; if no event of it has one, FIELD_MISSING.
void read_financial_events(JsonTree::Value events, SpApiBatches& batches);

/// Reads `FinancialEventGroupList` of v0. A closed group above zero is paid out: a disbursement of
/// its OriginalTotal, at the date of the transfer; if the transfer failed, its return as well. A
/// group below zero is charged, which DebtRecoveryEvents tell. An open group has no entry: its
/// OriginalTotal is the balance so far (ReportedBalances::total_minor). Its events, and so its
/// BeginningBalance, are those of the other answers.
///
///     "FundTransferStatus": "Failed", "OriginalTotal": 200.00
///       -> G1/disbursement −200.00 and G1/returned +200.00
void read_financial_event_groups(JsonTree::Value groups, SpApiBatches& batches);

}  // namespace repay
