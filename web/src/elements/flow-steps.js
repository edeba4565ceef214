import {html, nothing} from 'lit'

/** @import {FlowActions, FlowShown} from './flow-view.js' */

/** What can be pressed. Waiting, going to the other page and asking support are told instead. */
const presses = /** @type {Record<string, keyof FlowActions>} */ ({
  pay: 'pay',
  look_again: 'lookAgain',
  sign_in: 'signIn',
  enter_code: 'enterCode',
  send_code_again: 'sendCodeAgain',
  go_to_bank: 'goToBank',
  cancel: 'cancel',
  see_receipt: 'seeReceipt',
  choose_method: 'chooseMethod',
  check_amount: 'checkAmount',
})

/** Screens after which nothing was paid: a payment is then made again, not another one. */
const notPaid = new Set(['unsent', 'failed', 'locked', 'expired', 'not_received', 'refused'])

/** Screens after which nothing more comes of the payment, or it shows in the account. */
const ended = new Set([...notPaid, 'pending', 'settled', 'settled_less', 'reversed'])

/** Whether a screen may be put away: only where the page goes on without it. @param {FlowShown} shown */
const mayClose = ({view}) => ended.has(view.screen) && view.next.includes('pay')

/** Screens that can last: the seller need not stay. */
const lasting = new Set(['elsewhere', 'received', 'looking_up', 'not_known', 'pending'])

/**
 * What there is to do without a press, in sentences.
 * @param {FlowShown} shown
 */
export function waitingView(shown) {
  const told = shown.view.next.map((step) => tellOf(shown, step)).filter(Boolean)
  return told.map((sentence) => html`<p class="small muted">${sentence}</p>`)
}

/**
 * @param {FlowShown} shown
 * @param {string} step
 */
function tellOf({words, view, support}, step) {
  if (step === 'use_other_page') return words.name('steps', step)
  if (step === 'contact_support' && !isAddress(support)) {
    return words.say(view.key ? 'supportByReference' : 'supportInWords')
  }
  // What a refusal waits for is said with it.
  if (step !== 'wait' || view.screen === 'refused') return undefined
  return lasting.has(view.screen) ? words.say('waitAway') : words.name('steps', step)
}

/**
 * The next steps that are a press away, the first one foremost.
 * @param {FlowShown} shown
 * @param {FlowActions} actions
 * @param {string[]} [next] those of the view
 * @param {boolean} [waits] whether none of them does anything just now
 */
export function stepsView(shown, actions, next = shown.view.next, waits = false) {
  const {words} = shown
  const offered = next.filter((step) => isOffered(shown, step))
  if (offered.length === 0 && !mayClose(shown)) return nothing
  return html`
    <div class="steps">
      ${offered.map((step) => {
        const look = step === next[0] ? 'primary' : step === 'cancel' ? 'quiet' : ''
        return step === 'contact_support'
          ? html`<a class="button ${look}" href=${shown.support}>${words.name('steps', step)}</a>`
          : buttonView(shown, actions, {step, look, waits})
      })}
      ${
        mayClose(shown)
          ? html`<button type="button" class="quiet" data-step="dismiss" @click=${actions.dismiss}>
              ${words.say('close')}
            </button>`
          : nothing
      }
    </div>
  `
}

/**
 * @param {FlowShown} shown
 * @param {FlowActions} actions
 * @param {{step: string, look: string, waits: boolean}} button
 */
function buttonView({words, view}, actions, {step, look, waits}) {
  const isSubmit = step === 'enter_code'
  const isAgain = step === 'pay' && notPaid.has(view.screen)
  const press = /** @type {() => void} */ (actions[presses[step]])
  return html`
    <button
      type=${isSubmit ? 'submit' : 'button'}
      class=${look}
      data-step=${step}
      aria-disabled=${waits ? 'true' : 'false'}
      @click=${isSubmit || waits ? nothing : () => press()}
    >
      ${isAgain ? words.say('tryAgain') : words.name('steps', step)}
    </button>
  `
}

/**
 * @param {FlowShown} shown
 * @param {string} step
 */
function isOffered({support, canPayNowMinor}, step) {
  if (step === 'contact_support') return isAddress(support)
  if (step === 'pay' && canPayNowMinor === 0n) return false
  return step in presses
}

/**
 * Whether a host's address is one to go to: no other scheme becomes a link.
 * @param {string | undefined} address
 */
const isAddress = (address) => address !== undefined && /^(https:|mailto:)/i.test(address)
