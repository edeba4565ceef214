#pragma once

#include "core/engine/command.h"
#include "core/engine/explain_view.h"
#include "core/engine/file_check.h"
#include "core/engine/plan_view.h"
#include "core/engine/view.h"
#include "wasm/shape.h"

/// The views of core as JavaScript sees them: the same words, written its way.
namespace repay::wire {

template <>
struct ShapeOf<LedgerKey>
    : Shape<Field<"store", &LedgerKey::store>, Field<"currency", &LedgerKey::currency>> {};

template <>
struct ShapeOf<SettlementView>
    : Shape<Field<"id", &SettlementView::id>, Field<"ledger", &SettlementView::ledger>,
            Field<"start", &SettlementView::start>, Field<"end", &SettlementView::end>,
            Field<"deposit", &SettlementView::deposit>,
            Field<"totalMinor", &SettlementView::total_minor>,
            Field<"entries", &SettlementView::entries>, Field<"flagged", &SettlementView::flagged>,
            Field<"gapBefore", &SettlementView::gap_before>> {};

template <>
struct ShapeOf<DeferredView>
    : Shape<Field<"ledger", &DeferredView::ledger>, Field<"rows", &DeferredView::rows>,
            Field<"amountMinor", &DeferredView::amount_minor>> {};

template <>
struct ShapeOf<MatchView>
    : Shape<Field<"ledger", &MatchView::ledger>, Field<"payment", &MatchView::payment>,
            Field<"row", &MatchView::row>, Field<"paymentMinor", &MatchView::payment_minor>,
            Field<"rowMinor", &MatchView::row_minor>,
            Field<"byReference", &MatchView::by_reference>,
            Field<"wasPending", &MatchView::was_pending>> {};

template <>
struct ShapeOf<ImportView>
    : Shape<Field<"settlements", &ImportView::settlements>, Field<"added", &ImportView::added>,
            Field<"passedOver", &ImportView::passed_over>, Field<"deferred", &ImportView::deferred>,
            Field<"matched", &ImportView::matched>> {};

template <>
struct ShapeOf<CheckedFile>
    : Shape<Field<"entries", &CheckedFile::entries>, Field<"problems", &CheckedFile::problems>> {};

template <>
struct ShapeOf<ReportedBalances>
    : Shape<Field<"asOf", &ReportedBalances::as_of>,
            Field<"availableMinor", &ReportedBalances::available_minor>,
            Field<"deferredMinor", &ReportedBalances::deferred_minor>,
            Field<"accountReserveMinor", &ReportedBalances::account_reserve_minor>,
            Field<"reservedMinor", &ReportedBalances::reserved_minor>,
            Field<"totalMinor", &ReportedBalances::total_minor>> {};

template <>
struct ShapeOf<BalanceView>
    : Shape<Field<"ledger", &BalanceView::ledger>, Field<"version", &BalanceView::version>,
            Field<"balanceMinor", &BalanceView::balance_minor>,
            Field<"outstandingMinor", &BalanceView::outstanding_minor>,
            Field<"canPayNowMinor", &BalanceView::can_pay_now_minor>,
            Field<"pendingMinor", &BalanceView::pending_minor>,
            Field<"availableMinor", &BalanceView::available_minor>,
            Field<"deferredMinor", &BalanceView::deferred_minor>,
            Field<"reservedMinor", &BalanceView::reserved_minor>,
            Field<"totalMinor", &BalanceView::total_minor>,
            Field<"unappliedCreditMinor", &BalanceView::unapplied_credit_minor>,
            Field<"openCharges", &BalanceView::open_charges>,
            Field<"repayOffered", &BalanceView::repay_offered>,
            Field<"disbursedMinor", &BalanceView::disbursed_minor>,
            Field<"scheduledMinor", &BalanceView::scheduled_minor>,
            Field<"latestSettlement", &BalanceView::latest_settlement>,
            Field<"oldestOpenAt", &BalanceView::oldest_open_at>,
            Field<"reported", &BalanceView::reported>> {};

template <>
struct ShapeOf<ChargeRow>
    : Shape<Field<"id", &ChargeRow::id>, Field<"incurredAt", &ChargeRow::incurred_at>,
            Field<"kind", &ChargeRow::kind>, Field<"description", &ChargeRow::description>,
            Field<"amountMinor", &ChargeRow::amount_minor>,
            Field<"openMinor", &ChargeRow::open_minor>, Field<"paysMinor", &ChargeRow::pays_minor>,
            Field<"openAfterMinor", &ChargeRow::open_after_minor>> {};

template <>
struct ShapeOf<RestView>
    : Shape<Field<"outcome", &RestView::outcome>, Field<"amountMinor", &RestView::amount_minor>,
            Field<"at", &RestView::at>, Field<"method", &RestView::method>,
            Field<"thresholdMinor", &RestView::threshold_minor>> {};

template <>
struct ShapeOf<PreviewView>
    : Shape<Field<"ledger", &PreviewView::ledger>, Field<"amountMinor", &PreviewView::amount_minor>,
            Field<"closes", &PreviewView::closes>, Field<"touches", &PreviewView::touches>,
            Field<"partPays", &PreviewView::part_pays>,
            Field<"openCharges", &PreviewView::open_charges>,
            Field<"outstandingAfterMinor", &PreviewView::outstanding_after_minor>,
            Field<"balanceAfterMinor", &PreviewView::balance_after_minor>,
            Field<"oldestOpenAfterAt", &PreviewView::oldest_open_after_at>,
            Field<"rows", &PreviewView::rows>, Field<"rest", &PreviewView::rest>> {};

template <>
struct ShapeOf<PlanRow>
    : Shape<Field<"on", &PlanRow::on>, Field<"amountMinor", &PlanRow::amount_minor>,
            Field<"closes", &PlanRow::closes>, Field<"touches", &PlanRow::touches>,
            Field<"charges", &PlanRow::charges>,
            Field<"outstandingAfterMinor", &PlanRow::outstanding_after_minor>> {};

template <>
struct ShapeOf<PlanView>
    : Shape<Field<"ledger", &PlanView::ledger>, Field<"amountMinor", &PlanView::amount_minor>,
            Field<"payments", &PlanView::payments>, Field<"totalMinor", &PlanView::total_minor>,
            Field<"lastMinor", &PlanView::last_minor>, Field<"clearedOn", &PlanView::cleared_on>,
            Field<"rows", &PlanView::rows>, Field<"rest", &PlanView::rest>> {};

template <>
struct ShapeOf<AllocationRow>
    : Shape<Field<"credit", &AllocationRow::credit>, Field<"charge", &AllocationRow::charge>,
            Field<"amountMinor", &AllocationRow::amount_minor>> {};

template <>
struct ShapeOf<ExplainRow>
    : Shape<Field<"code", &ExplainRow::code>, Field<"clause", &ExplainRow::clause>,
            Field<"amountMinor", &ExplainRow::amount_minor>, Field<"entry", &ExplainRow::entry>,
            Field<"kind", &ExplainRow::kind>, Field<"at", &ExplainRow::at>,
            Field<"via", &ExplainRow::via>, Field<"settlement", &ExplainRow::settlement>,
            Field<"store", &ExplainRow::store>, Field<"rule", &ExplainRow::rule>> {};

template <>
struct ShapeOf<ExplainView>
    : Shape<Field<"ledger", &ExplainView::ledger>, Field<"subject", &ExplainView::subject>,
            Field<"kind", &ExplainView::kind>, Field<"at", &ExplainView::at>,
            Field<"amountMinor", &ExplainView::amount_minor>, Field<"facts", &ExplainView::facts>,
            Field<"rows", &ExplainView::rows>> {};

template <>
struct ShapeOf<StatementRow>
    : Shape<Field<"id", &StatementRow::id>, Field<"at", &StatementRow::at>,
            Field<"kind", &StatementRow::kind>, Field<"group", &StatementRow::group>,
            Field<"description", &StatementRow::description>, Field<"order", &StatementRow::order>,
            Field<"sku", &StatementRow::sku>, Field<"amountMinor", &StatementRow::amount_minor>,
            Field<"balanceMinor", &StatementRow::balance_minor>,
            Field<"openMinor", &StatementRow::open_minor>,
            Field<"settlement", &StatementRow::settlement>,
            Field<"flagged", &StatementRow::flagged>, Field<"sameAs", &StatementRow::same_as>> {};

template <>
struct ShapeOf<GroupView>
    : Shape<Field<"group", &GroupView::group>, Field<"amountMinor", &GroupView::amount_minor>,
            Field<"entries", &GroupView::entries>> {};

template <>
struct ShapeOf<StatementView>
    : Shape<Field<"ledger", &StatementView::ledger>, Field<"from", &StatementView::from>,
            Field<"to", &StatementView::to>, Field<"openingMinor", &StatementView::opening_minor>,
            Field<"closingMinor", &StatementView::closing_minor>,
            Field<"entries", &StatementView::entries>, Field<"groups", &StatementView::groups>> {};

template <>
struct ShapeOf<MatchesView>
    : Shape<Field<"ledger", &MatchesView::ledger>, Field<"version", &MatchesView::version>,
            Field<"entries", &MatchesView::entries>,
            Field<"amountMinor", &MatchesView::amount_minor>,
            Field<"creditsMinor", &MatchesView::credits_minor>,
            Field<"chargesMinor", &MatchesView::charges_minor>,
            Field<"groups", &MatchesView::groups>, Field<"marks", &MatchesView::marks>> {};

template <>
struct ShapeOf<Tender>
    : Shape<Field<"method", &Tender::method>, Field<"amountMinor", &Tender::amount_minor>> {};

template <>
struct ShapeOf<ReceiptView>
    : Shape<Field<"payment", &ReceiptView::payment>, Field<"ledger", &ReceiptView::ledger>,
            Field<"amountMinor", &ReceiptView::amount_minor>, Field<"at", &ReceiptView::at>,
            Field<"method", &ReceiptView::method>, Field<"tenders", &ReceiptView::tenders>,
            Field<"waitsMinor", &ReceiptView::waits_minor>,
            Field<"idempotencyKey", &ReceiptView::idempotency_key>,
            Field<"charges", &ReceiptView::charges>,
            Field<"chargesPaid", &ReceiptView::charges_paid>,
            Field<"outstandingAfterMinor", &ReceiptView::outstanding_after_minor>,
            Field<"balanceAfterMinor", &ReceiptView::balance_after_minor>,
            Field<"versionAfter", &ReceiptView::version_after>> {};

template <>
struct ShapeOf<PaymentView>
    : Shape<Field<"payment", &PaymentView::payment>, Field<"ledger", &PaymentView::ledger>,
            Field<"state", &PaymentView::state>, Field<"amountMinor", &PaymentView::amount_minor>,
            Field<"settledMinor", &PaymentView::settled_minor>,
            Field<"reversedMinor", &PaymentView::reversed_minor>,
            Field<"reason", &PaymentView::reason>, Field<"submittedAt", &PaymentView::submitted_at>,
            Field<"tenders", &PaymentView::tenders>, Field<"receipt", &PaymentView::receipt>,
            Field<"versionAfter", &PaymentView::version_after>> {};

template <>
struct ShapeOf<CrossAccountView>
    : Shape<Field<"id", &CrossAccountView::id>, Field<"from", &CrossAccountView::from>,
            Field<"to", &CrossAccountView::to>,
            Field<"amountMinor", &CrossAccountView::amount_minor>,
            Field<"fromBalanceMinor", &CrossAccountView::from_balance_minor>,
            Field<"toBalanceMinor", &CrossAccountView::to_balance_minor>,
            Field<"fromVersionAfter", &CrossAccountView::from_version_after>,
            Field<"toVersionAfter", &CrossAccountView::to_version_after>> {};

}  // namespace repay::wire
