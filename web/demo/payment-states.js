/** @import {FlowAbout} from '../src/elements/flow-view.js' */
/** @import {FlowView} from '../src/engine/payment-types.js' */

/** The payment that all of them are about. */
const payment = {
  ledger: {store: '', currency: 'USD'},
  method: 'mc',
  error: undefined,
  decline: undefined,
  key: '9f3c51d0a7e84b2f96c80d3e7ab120e1',
  amountMinor: 5000n,
  settledMinor: 0n,
  reversedMinor: 0n,
  attemptsLeft: 0,
}
const card = {id: 'mc', brand: 'Mastercard', last4: '4444', expiry: '12/27', isDefault: true}
const support = 'https://support.example/payments'

/**
 * @param {string} name
 * @param {Partial<FlowView> & Pick<FlowView, 'screen' | 'next'>} view
 * @param {Partial<FlowAbout>} [about]
 */
const state = (name, view, about = {}) => ({
  name,
  about: {view: {...payment, ...view}, card, wrongCode: false, ...about},
})

/** Before a key is made, or when it is another page's. */
const ofNoPayment = {key: undefined, amountMinor: undefined, ledger: undefined, method: undefined}

const codeSteps = ['enter_code', 'send_code_again', 'cancel']
const code = {to: '••• ••• 1234'}
const preview = {to: '••• ••• 1234', testCode: '123456'}

/** @param {string} name @param {Partial<FlowView>} view @param {Partial<FlowAbout>} about */
const verifying = (name, view, about) =>
  state(name, {screen: 'verifying', next: codeSteps, attemptsLeft: 3, ...view}, {code, ...about})

/** @param {string} decline */
const failed = (decline) =>
  state(`failed: ${decline}`, {
    screen: 'failed',
    next: decline === 'issuer_unavailable' ? ['pay', 'choose_method'] : ['choose_method', 'pay'],
    decline,
  })

/** @param {string} error @param {FlowView['next']} next @param {Partial<FlowAbout>} [about] */
const refused = (error, next, about) =>
  state(`refused: ${error}`, {screen: 'refused', next, error}, about)

/** Every state of a payment that a page can be in, as the engine describes it (core/payment/flow_view.h). */
export const paymentStates = [
  state('preparing', {screen: 'preparing', next: ['wait']}),
  state('paying', {screen: 'paying', next: ['wait']}),
  state(
    'received',
    {screen: 'received', next: ['wait', 'look_again', 'contact_support']},
    {support},
  ),
  state('looking_up', {screen: 'looking_up', next: ['wait']}),
  state(
    'not_known',
    {screen: 'not_known', next: ['wait', 'look_again', 'contact_support']},
    {support},
  ),
  state('not_known, no address of support', {
    screen: 'not_known',
    next: ['wait', 'look_again', 'contact_support'],
  }),
  state('signing_in', {screen: 'signing_in', next: ['sign_in']}),
  verifying('verifying', {}, {}),
  verifying('verifying, in a preview', {}, {code: preview}),
  verifying('verifying: CODE_WRONG', {error: 'CODE_WRONG', attemptsLeft: 1}, {wrongCode: true}),
  verifying('verifying: CODE_EXPIRED', {error: 'CODE_EXPIRED', attemptsLeft: 2}, {wrongCode: true}),
  verifying('verifying: CODE_INCOMPLETE', {error: 'CODE_INCOMPLETE'}, {wrongCode: true}),
  verifying('verifying: RESEND_TOO_SOON', {error: 'RESEND_TOO_SOON', attemptsLeft: 2}, {}),
  state('confirming', {screen: 'confirming', next: ['wait']}, {code}),
  state('challenged', {screen: 'challenged', next: ['go_to_bank', 'cancel']}),
  state('cancelling', {screen: 'cancelling', next: ['wait']}),
  state('pending', {screen: 'pending', next: ['wait', 'pay']}),
  state('settled', {screen: 'settled', next: ['see_receipt', 'pay'], settledMinor: 5000n}),
  state(
    'settled, nothing owed any more',
    {screen: 'settled', next: ['see_receipt', 'pay'], settledMinor: 5000n},
    {canPayNowMinor: 0n},
  ),
  state('settled_less', {
    screen: 'settled_less',
    next: ['see_receipt', 'pay'],
    settledMinor: 3999n,
  }),
  state('reversed', {
    screen: 'reversed',
    next: ['see_receipt', 'pay'],
    settledMinor: 5000n,
    reversedMinor: 1500n,
  }),
  failed('insufficient_funds'),
  failed('issuer_blocked'),
  failed('issuer_unavailable'),
  failed('authentication_required'),
  failed('details_mismatch'),
  failed('code_wrong'),
  failed('expired'),
  failed('type_not_accepted'),
  failed('other'),
  failed('lost'),
  failed('stolen'),
  failed('closed'),
  state('locked', {screen: 'locked', next: ['contact_support', 'pay'], error: 'LOCKED'}, {support}),
  state('expired', {screen: 'expired', next: ['pay']}),
  state('not_received', {screen: 'not_received', next: ['pay'], error: 'NOT_RECEIVED'}),
  refused('STALE', ['check_amount', 'pay']),
  refused('AMOUNT_EXCEEDS_BALANCE', ['check_amount', 'pay'], {canPayNowMinor: 4000n}),
  refused('PAYMENT_OPEN', ['wait', 'look_again']),
  refused('IDEMPOTENCY_CONFLICT', ['see_receipt', 'contact_support'], {support}),
  state('unsent: OFFLINE', {screen: 'unsent', next: ['pay'], error: 'OFFLINE', ...ofNoPayment}),
  state('unsent: STORAGE_FAILED', {screen: 'unsent', next: ['pay'], error: 'STORAGE_FAILED'}),
  state('elsewhere', {screen: 'elsewhere', next: ['use_other_page', 'wait'], ...ofNoPayment}),
  state('no_storage', {
    screen: 'no_storage',
    next: ['look_again', 'contact_support'],
    error: 'STORAGE_FAILED',
    ...ofNoPayment,
  }),
]
