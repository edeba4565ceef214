// What is said from the press on Pay until the outcome is known. It comes beside the payment's form, before
// anything can be sent, so that it is there when no more can be fetched.

// Lost, stolen or closed: which of them is the bank's to explain, so all three are told the same.
const noLongerTaken = [
  'The bank no longer takes payments with this card.',
  'Use another card; the bank can tell you more.',
]

export const flow = {
  // By the screens of core/payment/flow_view.h: the word on the chip, what is true, then what it means. What an
  // error or a decline has to say comes from those.
  screens: {
    no_storage: [
      'Not known',
      'We cannot tell whether a payment is under way.',
      'This browser does not let the page read what it kept, so nothing was sent just now. Allow this site to keep data, or leave private browsing, then check again.',
    ],
    elsewhere: [
      'In another tab',
      'A payment is being made in another tab.',
      'Only one tab of this browser can pay at a time, so that nothing is paid twice. Once it is done there, this page shows the balance as it is then.',
    ],
    preparing: [
      'Starting',
      'Your payment of {amount} is being prepared.',
      'Nothing has been sent yet.',
    ],
    unsent: ['Not sent', 'Nothing was sent, so nothing was paid.'],
    paying: [
      'Paying',
      'Your payment of {amount} is on its way.',
      'We are waiting for the answer. You cannot be charged twice for it, even if you reload this page.',
    ],
    received: [
      'In progress',
      'Your payment of {amount} has arrived, but its outcome is not known yet.',
      'The bank has not answered. We keep asking with the same reference, so you cannot be charged twice; the payment goes on without this page, too.',
    ],
    looking_up: [
      'Checking',
      'We are checking what became of your payment of {amount}.',
      'It was begun earlier on this device. We ask with the same reference, so you cannot be charged twice.',
    ],
    not_known: [
      'Checking',
      'We do not know yet whether {amount} was paid.',
      'The answer has not come. We keep asking with the same reference, so you cannot be charged twice. Nothing else can be paid until we know.',
    ],
    signing_in: [
      'Sign in',
      'Sign in to see whether {amount} was paid.',
      'You were signed out before its outcome was known. After you sign in, the same payment goes on, so you cannot be charged twice.',
    ],
    verifying: [
      'Confirm',
      'Enter the code to pay {amount}.',
      'Nothing is paid before you enter it.',
    ],
    challenged: [
      'Confirm',
      'Your bank asks whether it is you who pays {amount}.',
      'Confirm it on the page of your bank, then come back here. Nothing is paid before that.',
    ],
    confirming: [
      'Checking',
      'The code for {amount} is being processed.',
      'Nothing is paid unless the code is right.',
    ],
    cancelling: [
      'Cancelling',
      'Your payment of {amount} is being cancelled.',
      'If it can no longer be stopped, it is paid once, and this page says so.',
    ],
    pending: [
      'Pending',
      'Your payment of {amount} was taken on and takes some time.',
      'The bank still has to carry it out. Until then this amount cannot be paid again, so you cannot be charged twice.',
    ],
    settled: ['Paid', '{settled} was paid.', 'The receipt shows which charges it paid.'],
    settled_less: [
      'Paid in part',
      '{settled} of {amount} was paid.',
      'The bank took less than was asked for. The rest stays owed; you can pay it with another payment.',
    ],
    reversed: [
      'Went back',
      '{reversed} went back after it was paid.',
      'Of the {settled} that was paid, {reversed} was returned, so that part is owed again. The receipt stays as it was given.',
    ],
    failed: ['Not paid', '{amount} was not paid.'],
    locked: [
      'Not paid',
      '{amount} was not paid.',
      'Too many wrong codes were entered, so the payment was stopped. Check that the phone or e-mail address we send codes to is yours.',
    ],
    expired: [
      'Not paid',
      '{amount} was not paid.',
      'The payment was cancelled, or its confirmation took too long. Nothing was taken.',
    ],
    not_received: [
      'Not paid',
      '{amount} was not paid.',
      'The payment never reached us, and it can no longer arrive later. Check the amount, then try again.',
    ],
    refused: ['Not paid', '{amount} was not paid.'],
  },

  // Why a card was declined (core/repayment/decline.h), then what helps.
  declines: {
    insufficient_funds: [
      'There is not enough available on the card for this amount.',
      'Pay a smaller amount, or use another card.',
    ],
    issuer_blocked: [
      'The bank of the card did not allow this payment.',
      'Ask it about limits on internet or cross-border payments, or use another card.',
    ],
    issuer_unavailable: [
      'The bank of the card could not be reached.',
      'This says nothing about the card: try again a little later, or use another one.',
    ],
    authentication_required: [
      'The bank wants to be sure that it is you who pays, and this was not completed.',
      'Try again and confirm it with your bank, or use another card.',
    ],
    details_mismatch: [
      'The billing address or the name differs from what the bank has.',
      'Both must match the card statement exactly: correct them, or use another card.',
    ],
    code_wrong: [
      'The security code of the card was not right.',
      'Check it and try again, or use another card.',
    ],
    expired: [
      'The card has expired.',
      'If the bank has sent you a new one, correct the expiry date, or use another card.',
    ],
    type_not_accepted: [
      'Cards of this type are not accepted, such as prepaid or gift cards.',
      'Use a credit or debit card.',
    ],
    other: [
      'The bank of the card declined it without a reason we can name.',
      'Ask the bank, or use another card.',
    ],
    lost: noLongerTaken,
    stolen: noLongerTaken,
    closed: noLongerTaken,
  },

  // What can be done next: the words on a button, or, where there is nothing to press, a sentence.
  steps: {
    pay: 'Make another payment',
    wait: 'This page goes on by itself.',
    look_again: 'Check again',
    sign_in: 'Sign in',
    enter_code: 'Confirm and pay',
    send_code_again: 'Send another code',
    go_to_bank: 'Go to your bank',
    cancel: 'Cancel payment',
    see_receipt: 'See the receipt',
    choose_method: 'Choose another card',
    check_amount: 'Check the amount',
    use_other_page: 'Go on in the tab where you pressed Pay.',
    contact_support: 'Contact support',
  },
  notKept:
    'This browser could not keep a note of the payment, and without one it might be made twice. Free some space or leave private browsing, then try again.',
  waitAway: 'This page goes on by itself. You may close it and come back.',
  close: 'Close',
  supportByReference:
    'If you need help, contact support; the reference tells them which payment it is.',
  supportInWords: 'If you need help, contact support.',

  // The one-time code.
  codeLabel: 'Code',
  codeSent: 'We sent you a code of six digits.',
  codeSentTo: 'We sent a code of six digits to {to}.',
  codeTest: 'No message is sent in this preview. The code is {code}.',
  codeTestTo: 'No message is sent to {to} in this preview. The code is {code}.',
  codeAttempts: {one: 'This is the last attempt.', other: '{count} attempts are left.'},
}

/** @typedef {typeof flow} FlowCatalogue */
