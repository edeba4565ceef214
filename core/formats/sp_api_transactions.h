#pragma once

#include "core/formats/json_tree.h"
#include "core/formats/sp_api_batches.h"

namespace repay {

/// Reads `transactions` of 2024-06-19. What a transaction is made of is told twice, by its items
/// and by its own breakdowns: the first of them that adds up to its total is taken, and of it the
/// innermost breakdowns that add up to the one around them. Where neither does, the transaction is
/// one entry of its total. An entry's id is "<transactionId>/<number>"; without a transactionId,
/// the transaction's fingerprint stands for it.
///
/// DEFERRED money is the seller's, but not available before the maturity date
/// (EntryBatch::available_at; kNotYetKnown where there is none). The transaction that releases it
/// is a second one, which names the first as DEFERRED_TRANSACTION_ID: both are one, under the first
/// one's id, available. DEFERRED_RELEASED and RELEASED ones are available. A status that is none of
/// these is taken as RELEASED and flagged.
///
/// References: ORDER_ID; SETTLEMENT_ID, else FINANCIAL_EVENT_GROUP_ID; the SKU of an item.
void read_transactions(JsonTree::Value transactions, SpApiBatches& batches);

/// Reads `balances` of 2024-06-19 into ReportedBalances, signs as given. There are no entries.
/// Several of one type and currency (of several marketplaces) are added up.
void read_balances(JsonTree::Value balances, SpApiBatches& batches);

}  // namespace repay
