import {html, nothing} from 'lit'
import {isolate} from '../locales/words.js'
import {stepsView} from './flow-steps.js'

/** @import {FlowActions, FlowShown} from './flow-view.js' */

/** What stands under the field while the code is on its way, so that nothing moves. */
const asked = ['enter_code', 'send_code_again', 'cancel']

/**
 * The field for a one-time code. While one is being checked it stays where it is, and so does the focus.
 * @param {FlowShown} shown
 * @param {FlowActions} actions
 */
export function codeView(shown, actions) {
  const {words, view} = shown
  const waits = view.screen === 'confirming'
  const refusal = waits ? [] : refusalOf(shown)
  /** @param {Event & {currentTarget: HTMLFormElement}} event */
  const enter = (event) => {
    event.preventDefault()
    const field = /** @type {HTMLInputElement} */ (event.currentTarget.elements.namedItem('code'))
    if (!waits) actions.enterCode(field.value.replace(/\s/g, ''))
  }
  return html`
    <form class="code" novalidate aria-busy=${waits ? 'true' : 'false'} @submit=${enter}>
      ${previewView(shown)}
      <label class="legend" for="flow-code">${words.say('codeLabel')}</label>
      <input
        id="flow-code"
        class="num"
        name="code"
        type="text"
        dir="ltr"
        inputmode="numeric"
        autocomplete="one-time-code"
        autocapitalize="off"
        spellcheck="false"
        enterkeyhint="done"
        maxlength="12"
        aria-describedby="flow-code-said"
        aria-invalid=${isWrong(shown) ? 'true' : 'false'}
        ?readonly=${waits}
        @focus=${(/** @type {Event & {target: HTMLInputElement}} */ {target}) => target.select()}
      />
      <p class="said small ${refusal.length > 0 ? 'wrong' : 'muted'}" id="flow-code-said">
        ${waits ? words.name('steps', 'wait') : hintView(shown, refusal)}
      </p>
      ${stepsView(shown, actions, waits ? asked : view.next, waits)}
    </form>
  `
}

/**
 * @param {FlowShown} shown
 * @param {string[]} refusal
 */
function hintView(shown, [what, ...rest]) {
  if (what === undefined) return attemptsIn(shown)
  return html`<strong>${what}</strong> ${rest.join(' ')}`
}

/** @param {FlowShown} shown */
const attemptsIn = ({words, view}) =>
  view.attemptsLeft > 0 ? words.say('codeAttempts', {count: view.attemptsLeft}) : ''

/** @param {FlowShown} shown */
const isWrong = ({view, wrongCode}) =>
  view.screen === 'verifying' && (wrongCode || isAboutCode(view.error))

/** @param {string | undefined} error */
const isAboutCode = (error) => error !== undefined && error !== 'RESEND_TOO_SOON'

/**
 * Why the last code, or the wish for another, was refused, and how many may still be wrong. Nothing if it was not.
 * @param {FlowShown} shown
 */
export function refusalOf(shown) {
  const {words, view, wrongCode} = shown
  const error = view.error ?? (wrongCode ? 'CODE_WRONG' : undefined)
  if (error === undefined) return []
  const {what, next} = words.error(error)
  return [what, next, attemptsIn(shown)].filter(Boolean)
}

/**
 * Where the code was sent. Where none is sent, the preview's own words say so.
 * @param {FlowShown} shown
 */
export function sentTo({words, code}) {
  if (code?.testCode) return []
  return [code ? words.say('codeSentTo', {to: unbroken(code.to)}) : words.say('codeSent')]
}

/** A masked number stays on one line. @param {string} to */
const unbroken = (to) => isolate(to.replaceAll(' ', '\u00a0'))

/** @param {FlowShown} shown */
function previewView({words, code}) {
  if (!code?.testCode) return nothing
  const values = {code: isolate(code.testCode), to: unbroken(code.to)}
  return html`<p class="notice small">${words.say(code.to ? 'codeTestTo' : 'codeTest', values)}</p>`
}
