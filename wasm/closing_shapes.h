#pragma once

#include "core/engine/closing_view.h"
#include "wasm/shapes.h"

/// What closing a period, its transfer and the automatic charge show. An effect says by its `type`
/// what is to be done.
namespace repay::wire {

template <>
struct ShapeOf<SettlementPeriod>
    : Shape<Field<"id", &SettlementPeriod::id>, Field<"start", &SettlementPeriod::start>,
            Field<"end", &SettlementPeriod::end>> {};

template <>
struct ShapeOf<DepositMethod>
    : Shape<Field<"id", &DepositMethod::id>, Field<"shown", &DepositMethod::shown>,
            Field<"changedAt", &DepositMethod::changed_at>> {};

template <>
struct ShapeOf<ChargeMethod>
    : Shape<Field<"id", &ChargeMethod::id>, Field<"revision", &ChargeMethod::revision>,
            Field<"shown", &ChargeMethod::shown>> {};

template <>
struct ShapeOf<ClosingReason>
    : Shape<Field<"code", &ClosingReason::code>, Field<"until", &ClosingReason::until>,
            Field<"amountMinor", &ClosingReason::amount_minor>> {};

template <>
struct ShapeOf<ClosingPlan> : Shape<Field<"period", &ClosingPlan::period>,
                                    Field<"openingMinor", &ClosingPlan::opening_minor>,
                                    Field<"closingMinor", &ClosingPlan::closing_minor>,
                                    Field<"deferredMinor", &ClosingPlan::deferred_minor>,
                                    Field<"availableMinor", &ClosingPlan::available_minor>,
                                    Field<"disbursedMinor", &ClosingPlan::disbursed_minor>,
                                    Field<"carriedMinor", &ClosingPlan::carried_minor>,
                                    Field<"depositDue", &ClosingPlan::deposit_due>,
                                    Field<"depositAt", &ClosingPlan::deposit_at>,
                                    Field<"chargedMinor", &ClosingPlan::charged_minor>,
                                    Field<"firstCharge", &ClosingPlan::first_charge>,
                                    Field<"chargeMethod", &ClosingPlan::charge_method>,
                                    Field<"reasons", &ClosingPlan::reasons>> {};

template <>
struct ShapeOf<SendTransfer>
    : Shape<Tag<"send_transfer">, Field<"amountMinor", &SendTransfer::amount_minor>,
            Field<"method", &SendTransfer::method>> {};
template <>
struct ShapeOf<PostReturn>
    : Shape<Tag<"post_return">, Field<"amountMinor", &PostReturn::amount_minor>> {};
template <>
struct ShapeOf<WakeTransferAt> : Shape<Tag<"wake_transfer_at">, Field<"at", &WakeTransferAt::at>> {
};

template <>
struct ShapeOf<TransferView>
    : Shape<Field<"disbursement", &TransferView::disbursement>,
            Field<"state", &TransferView::state>, Field<"amountMinor", &TransferView::amount_minor>,
            Field<"sendAt", &TransferView::send_at>, Field<"method", &TransferView::method>,
            Field<"returned", &TransferView::returned>, Field<"effects", &TransferView::effects>,
            Field<"versionAfter", &TransferView::version_after>> {};

template <>
struct ShapeOf<ClosingView>
    : Shape<Field<"ledger", &ClosingView::ledger>, Field<"closed", &ClosingView::closed>,
            Field<"plan", &ClosingView::plan>, Field<"transfer", &ClosingView::transfer>,
            Field<"versionAfter", &ClosingView::version_after>> {};

template <>
struct ShapeOf<ChargeAttempt>
    : Shape<Field<"number", &ChargeAttempt::number>, Field<"method", &ChargeAttempt::method>,
            Field<"amountMinor", &ChargeAttempt::amount_minor>> {};

template <>
struct ShapeOf<SendCharge> : Shape<Tag<"send_charge">, Field<"attempt", &SendCharge::attempt>> {};
template <>
struct ShapeOf<AskOutcome> : Shape<Tag<"ask_outcome">, Field<"attempt", &AskOutcome::attempt>> {};
template <>
struct ShapeOf<PostCardCharge>
    : Shape<Tag<"post_card_charge">, Field<"attempt", &PostCardCharge::attempt>,
            Field<"amountMinor", &PostCardCharge::amount_minor>> {};
template <>
struct ShapeOf<PostFailedCharge>
    : Shape<Tag<"post_failed_charge">, Field<"attempt", &PostFailedCharge::attempt>,
            Field<"decline", &PostFailedCharge::decline>> {};
template <>
struct ShapeOf<WakeAt> : Shape<Tag<"wake_at">, Field<"at", &WakeAt::at>> {};

template <>
struct ShapeOf<CollectionView>
    : Shape<Field<"ledger", &CollectionView::ledger>,
            Field<"settlement", &CollectionView::settlement>,
            Field<"state", &CollectionView::state>, Field<"attempt", &CollectionView::attempt>,
            Field<"key", &CollectionView::key>, Field<"owedMinor", &CollectionView::owed_minor>,
            Field<"collectedMinor", &CollectionView::collected_minor>,
            Field<"nextRoundAt", &CollectionView::next_round_at>,
            Field<"posted", &CollectionView::posted>, Field<"effects", &CollectionView::effects>,
            Field<"versionAfter", &CollectionView::version_after>> {};

}  // namespace repay::wire
