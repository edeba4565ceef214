import {html, nothing} from 'lit'

/** @import {Words} from '../locales/words.js' */

/** Label, figure, reason, and what the balance is made of, before any of it is known. */
const skeletonLines = Array.from({length: 11}, () => html`<i></i>`)

/** @param {Words | undefined} words not there yet at the first paint */
export function loadingView(words) {
  const label = words?.say('loading') ?? ''
  return html`
    <section class="frame" part="frame" aria-busy="true" aria-label=${label}>
      <div class="state-box skeleton">${skeletonLines}</div>
    </section>
    <p class="hidden" role="status">${label}</p>
  `
}

/** @param {Words} words */
export const emptyView = (words) => html`
  <div class="state-box">
    <slot name="empty">
      <h2>${words.say('emptyTitle')}</h2>
      <p class="muted">${words.say('emptyText')}</p>
    </slot>
  </div>
`

/**
 * @param {Words} words
 * @param {string} code of the error
 * @param {() => void} retry
 */
export function failedView(words, code, retry) {
  const {what, next} = words.error(code)
  return html`
    <div class="state-box" role="alert">
      <h2>${words.say('errorTitle')}</h2>
      <p>${what} ${next}</p>
      <button type="button" class="primary" @click=${retry}>${words.say('tryAgain')}</button>
    </div>
  `
}

/**
 * What still works without a network.
 * @param {Words} words
 * @param {boolean} paysOffline
 */
export const offlineView = (words, paysOffline) =>
  navigator.onLine || !paysOffline
    ? nothing
    : html`<p class="notice offline">${words.say('offline')}</p>`
