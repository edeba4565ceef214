import {html, nothing} from 'lit'
import {cardName} from '../host/host.js'
import {isolate} from '../locales/words.js'
import {codeView, refusalOf, sentTo} from './flow-code.js'
import {stepsView, waitingView} from './flow-steps.js'

/** @import {Card} from '../host/host.js' */
/** @import {Shown} from './shown.js' */

/** @typedef {import('../engine/payment-types.js').FlowView} FlowView */

/**
 * @typedef {object} FlowAbout
 * @property {FlowView} view
 * @property {Card} [card] that pays
 * @property {{to: string, testCode?: string}} [code] where the one-time code was sent, masked; where no message
 *   is sent, the code itself
 * @property {string} [support] an https: or mailto: address
 * @property {boolean} wrongCode whether it is the last code that `view.error` refuses
 * @property {bigint} [canPayNowMinor] of the balance as it is now: at 0 no payment is offered
 */

/** @typedef {Shown & FlowAbout} FlowShown with the amounts of the payment's currency */

/**
 * What a press does. `pay`, `checkAmount` and `chooseMethod` open the form, `dismiss` only closes the panel.
 * @typedef {object} FlowActions
 * @property {() => void} lookAgain
 * @property {() => void} signIn
 * @property {(code: string) => void} enterCode as it was typed, but for blanks
 * @property {() => void} sendCodeAgain
 * @property {() => void} goToBank
 * @property {() => void} cancel
 * @property {() => void} seeReceipt
 * @property {() => void} chooseMethod
 * @property {() => void} checkAmount
 * @property {() => void} pay
 * @property {() => void} dismiss
 */

/** What a screen looks like: its colour, which only repeats the word. Others wait for something. */
const tones = /** @type {Partial<Record<string, string>>} */ ({
  no_storage: 'warn',
  elsewhere: 'plain',
  unsent: 'due',
  signing_in: 'ask',
  verifying: 'ask',
  challenged: 'ask',
  pending: 'warn',
  settled: 'ok',
  settled_less: 'warn',
  reversed: 'warn',
  failed: 'due',
  locked: 'due',
  expired: 'plain',
  not_received: 'due',
  refused: 'due',
})

/** Screens of something that was never sent: its reference means nothing to anyone. */
const withoutReference = new Set(['preparing', 'unsent'])

/**
 * How a payment stands, in the place of the form: a word, what is true, what it means, and what can be done next.
 * `nothing` while there is nothing to say and the form or the balance stands there.
 * @param {FlowShown} shown
 * @param {FlowActions} actions
 */
export function flowView(shown, actions) {
  const {screen} = shown.view
  if (!isPanel(screen)) return nothing
  const {chip, title, means} = said(shown)
  return html`
    <section class="flow" id="flow" part="flow" aria-labelledby="flow-title">
      <p class="chip ${tones[screen] ?? 'busy'}">${chip}</p>
      <h3 class="flow-title" id="flow-title" tabindex="-1">${title}</h3>
      <p class="flow-means">${joined(shown, means)}</p>
      ${isAboutCode(screen) ? codeView(shown, actions) : [waitingView(shown), stepsView(shown, actions)]}
      ${factsView(shown)}
    </section>
  `
}

/** @param {string} screen */
const isPanel = (screen) => screen !== 'ready' && screen !== 'opening'

/** @param {string} screen */
const isAboutCode = (screen) => screen === 'verifying' || screen === 'confirming'

/**
 * The same for who does not see it: what is true and what it means, or what is wrong with the code. '' while there
 * is nothing to say.
 * @param {FlowShown} shown
 */
export function inWordsOfFlow(shown) {
  const {screen} = shown.view
  if (!isPanel(screen)) return ''
  const refusal = screen === 'verifying' ? refusalOf(shown) : []
  if (refusal.length > 0) return joined(shown, refusal)
  const {title, means} = said(shown)
  return joined(shown, [title, ...means])
}

/**
 * Where the focus goes when a screen comes in place of another: the field for a code, else what is said. While a
 * code is checked it stays where it is.
 * @param {string} screen
 */
export function focusOf(screen) {
  if (screen === 'confirming' || !isPanel(screen)) return undefined
  return screen === 'verifying' ? '#flow-code' : '#flow-title'
}

/**
 * @param {FlowShown} shown
 * @returns {{chip: string, title: string, means: string[]}}
 */
function said(shown) {
  const {words, amounts, view} = shown
  const {amountMinor, settledMinor, reversedMinor} = view
  const values = {
    settled: isolate(amounts.show(settledMinor)),
    reversed: isolate(amounts.show(reversedMinor)),
    ...(amountMinor === undefined ? {} : {amount: isolate(amounts.show(amountMinor))}),
  }
  const [chip, title, ...means] = words.sentences('screens', view.screen, values)
  return {chip, title, means: [...reasons(shown), ...means]}
}

/**
 * What an error, a decline or a code has to say before the screen's own words.
 * @param {FlowShown} shown
 */
function reasons(shown) {
  const {words, view} = shown
  if (isAboutCode(view.screen)) return sentTo(shown)
  if (view.screen === 'failed') return words.sentences('declines', view.decline ?? 'other')
  if (view.screen === 'unsent' && view.error === 'STORAGE_FAILED') return [words.say('notKept')]
  if (view.screen === 'unsent' || view.screen === 'refused') return errorIn(shown)
  return []
}

/**
 * What happened and what to do; a sentence that would name what is not known here is left out.
 * @param {FlowShown} shown
 */
function errorIn({words, amounts, view, canPayNowMinor}) {
  const {what, next} = words.error(view.error ?? 'UNKNOWN', {
    currency: amounts.currency,
    ...(canPayNowMinor === undefined ? undefined : {max: isolate(amounts.show(canPayNowMinor))}),
  })
  return [what, next].filter((sentence) => !/\{\w+\}/.test(sentence))
}

/**
 * @param {Pick<Shown, 'words'>} shown
 * @param {string[]} sentences
 */
const joined = ({words}, sentences) => sentences.join(words.locale.startsWith('zh') ? '' : ' ')

/**
 * What support, or the seller's own notes, know the payment by.
 * @param {FlowShown} shown
 */
function factsView({words, view, card}) {
  const {key, screen} = view
  if (!key || withoutReference.has(screen)) return nothing
  return html`
    <dl class="facts small">
      <div>
        <dt>${words.say('receiptReference')}</dt>
        <dd>${referenceView(key)}</dd>
      </div>
      ${
        card
          ? html`<div>
              <dt>${words.say('receiptMethod')}</dt>
              <dd><bdi>${cardName(card)}</bdi></dd>
            </div>`
          : nothing
      }
    </dl>
  `
}

/**
 * Both ends of a key. The middle is there without a size, so that what is copied is the whole.
 * @param {string} key 32 hexadecimal digits
 */
const referenceView = (key) =>
  html`<bdi class="reference" title=${key}
    >${key.slice(0, 4)}<span class="middle">${key.slice(4, -4)}</span>${key.slice(-4)}</bdi
  >`
