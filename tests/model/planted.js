// Bugs of the protocol that can be planted into payment.pml, each with a configuration of the model in which
// there must be a counter-example.

/**
 * @typedef {object} Bug
 * @property {string} name
 * @property {string[]} defines
 * @property {boolean} [isCycle] what must not go round for ever does
 * @property {string} [model] flags of the configuration: two tabs of a device and one press, if none is named
 */

const twice = '-DPAGES=1 -DKEYS=2'
const twoDevices = '-DDEVICES=2 -DKEYS=2 -DNO_CRASH -DNO_SIGN_OUT'
const tabsTwice = '-DPAGES=2 -DKEYS=2'
const code = '-DPAGES=1 -DKEYS=1 -DCODE'
const fair = '-DPAGES=1 -DKEYS=1 -DCALM'

/** @type {Bug[]} */
export const planted = [
  // The page.
  {
    name: 'a new key for each retry',
    defines: ['NEW_KEY_PER_RETRY', 'NO_VERSION_CHECK'],
    model: twice,
  },
  {name: 'the key is not kept before it is sent', defines: ['KEY_NOT_KEPT'], model: twice},
  {name: 'a time-out shown as not paid', defines: ['TIME_OUT_IS_FAILURE'], model: twice},
  {
    name: 'what the server does not know counts as not paid',
    defines: ['UNKNOWN_IS_UNPAID'],
    model: twice,
  },
  {name: 'no look at the intent on load', defines: ['NO_LOOK_ON_LOAD'], model: twice},
  {name: 'the intent is cleared when it is sent', defines: ['CLEARED_WHEN_SENT'], model: twice},
  {
    name: 'an answer about another key is believed',
    defines: ['ANY_ANSWER_IS_BELIEVED'],
    model: twice,
  },
  {name: 'pending shown as paid', defines: ['PENDING_IS_PAID'], model: twice},
  // What pages of a device share.
  {name: 'no lock between tabs', defines: ['NO_LOCK'], model: tabsTwice},
  {
    name: 'no lock, and a taken slot is overwritten',
    defines: ['NO_LOCK', 'SLOT_IS_OVERWRITTEN'],
    model: tabsTwice,
  },
  {name: 'the slot is cleared by another key', defines: ['ANY_CLEAR_CLEARS'], model: tabsTwice},
  {name: 'a lock that comes too late is kept', defines: ['LATE_LOCK_IS_KEPT'], model: fair},
  // The server.
  {name: 'no version check', defines: ['NO_VERSION_CHECK'], model: twoDevices},
  {name: 'more than one open payment', defines: ['NO_OPEN_CHECK'], model: twoDevices},
  {name: 'copies are not recognised', defines: ['NO_DEDUPE'], model: twice},
  {
    name: 'refusals are not kept',
    defines: ['REFUSAL_NOT_KEPT', 'NO_VERSION_CHECK'],
    model: twoDevices,
  },
  {name: 'abandon does not stop a late payment', defines: ['ABANDON_NOT_KEPT'], model: twice},
  {
    name: 'a cancelled challenge has ended before the provider says so',
    defines: ['CANCELLED_BEFORE_IT_IS'],
  },
  {name: 'a challenge expires without the provider', defines: ['CHALLENGE_EXPIRES_ALONE']},
  {name: 'a provider that is silent has declined', defines: ['SILENCE_IS_DECLINE']},
  {name: 'no resumption after a restart', defines: ['NO_RESUMPTION'], model: fair},
  {
    name: 'what the provider does not know is not sent again',
    defines: ['NOT_SENT_AGAIN'],
    model: fair,
    isCycle: true,
  },
  {name: 'questions end after one without answer', defines: ['QUESTIONS_END'], model: fair},
  // One-time codes.
  {name: 'a copy of a code is judged again', defines: ['CODE_JUDGED_TWICE'], model: code},
  {
    name: 'the card is charged before the code is right',
    defines: ['CHARGED_BEFORE_THE_CODE'],
    model: code,
  },
  // The provider's key, and what is promised of it.
  {name: 'a fresh provider key after a restart', defines: ['FRESH_PROVIDER_KEY_ON_RESTART']},
  {name: 'a fresh provider key for each retry', defines: ['FRESH_PROVIDER_KEY_PER_RETRY']},
  {name: 'the provider forgets what it cancelled', defines: ['CANCELLED_IS_FORGOTTEN']},
]
