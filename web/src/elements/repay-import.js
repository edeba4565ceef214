import {LitElement, html, nothing} from 'lit'
import {isolate} from '../locales/words.js'
import {base} from '../style/base.js'
import {importing} from '../style/import.js'
import {tokens} from '../style/tokens.js'
import {Localized} from './localized.js'

/** @import {PropertyValues} from 'lit' */
/** @import {EngineError, ImportProgress, ImportView} from '../engine/types.js' */
/** @import {OfflineHost} from '../host/offline-host.js' */
/** @import {Overrides} from '../locales/index.js' */
/** @import {Words} from '../locales/words.js' */

/** The most that a progress bar counts to; the bytes are scaled to it for the eye. */
const barSteps = 1000

/**
 * Takes settlement files into the account: chosen with a button or dropped, on the element or, with
 * `whole-page`, anywhere. All of them or none; one that is refused is named with its place, and the others can
 * then go without it.
 *
 * @attr {boolean} whole-page - files may be dropped anywhere on the page
 * @attr {string} lang - BCP 47, as of repay-balance
 * @attr {'light' | 'dark'} theme - overrides the person's preference
 * @fires {Event} repay-import-done - files were taken in
 * @csspart frame - all of it
 * @csspart drop - what covers the page while files are held over it
 */
export class RepayImport extends LitElement {
  static styles = [tokens, base, importing]

  static properties = {
    host: {attribute: false},
    messages: {attribute: false},
    wholePage: {type: Boolean, attribute: 'whole-page'},
  }

  #localized = new Localized(this, {files: true})
  /** @type {ImportProgress | undefined} */
  #progress
  /** @type {AbortController | undefined} */
  #running
  /** @type {ImportView | undefined} */
  #done
  #cancelled = false
  /** Files that were refused, with the reason. @type {{name: string, error: EngineError}[]} */
  #refused = []
  /** Files that could still go without the refused ones. @type {File[]} */
  #others = []
  #over = false
  /** @type {AbortController | undefined} */
  #connected

  constructor() {
    super()
    /** @type {OfflineHost | undefined} */
    this.host = undefined
    /** @type {Overrides | undefined} */
    this.messages = undefined
    this.wholePage = false
  }

  connectedCallback() {
    super.connectedCallback()
    this.#connected = new AbortController()
    if (this.hasUpdated) this.#listen()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.#connected?.abort()
  }

  /** @param {PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has('host') || changed.has('wholePage')) this.#listen()
    if (changed.has('messages') && this.hasUpdated) this.#localized.load()
  }

  /**
   * Takes files in, as if they had been dropped.
   * @param {File[]} files
   */
  async take(files) {
    this.#refused = []
    await this.#import(files)
  }

  render() {
    const {words} = this.#localized
    if (!words) return nothing
    return html`
      <section class="frame" part="frame" lang=${words.locale} aria-labelledby="import-title">
        <div>
          <h2 id="import-title">${words.say('importTitle')}</h2>
          <p class="muted small">${words.say('importText')}</p>
          <p class="muted small">${words.say('importDropHint')}</p>
        </div>
        ${this.#running ? this.#progressView(words) : this.#chooseView(words)}
        <div role="status" class="result">${this.#running ? nothing : this.#resultView(words)}</div>
        ${this.#accountView(words)}
      </section>
      ${
        this.#over
          ? html`<div class="drop" part="drop"><p>${words.say('importDrop')}</p></div>`
          : nothing
      }
    `
  }

  /** @param {Words} words */
  #chooseView(words) {
    return html`
      <div class="choose">
        <input
          class="hidden"
          type="file"
          multiple
          accept=".txt,.tsv,.csv,.xml,.json,text/plain,text/tab-separated-values,text/csv,text/xml,application/xml,application/json"
          tabindex="-1"
          aria-hidden="true"
          @change=${this.#chosen}
        />
        <button type="button" @click=${() => this.#input.click()}>
          ${words.say('importChoose')}
        </button>
      </div>
    `
  }

  /** @param {Words} words */
  #progressView(words) {
    const progress = this.#progress
    const {bytes = 0, totalBytes = 0, file = ''} = progress ?? {}
    const size = (/** @type {number} */ count) => sizeText(words.locale, count)
    return html`
      <div class="progress">
        <label for="bar" class="clip">${words.say('importing', {file: isolate(file)})}</label>
        <progress
          id="bar"
          max=${barSteps}
          .value=${totalBytes ? (bytes / totalBytes) * barSteps : 0}
        ></progress>
        <span class="small muted num">
          ${words.say('importProgress', {done: size(bytes), total: size(totalBytes)})}
        </span>
        <button type="button" @click=${() => this.#running?.abort()}>${words.say('cancel')}</button>
      </div>
    `
  }

  /** @param {Words} words */
  #resultView(words) {
    if (this.#cancelled) return html`<p>${words.say('importCancelled')}</p>`
    if (this.#refused.length > 0) return this.#refusedView(words)
    if (!this.#done) return nothing
    const {added, settlements} = this.#done
    const flagged = settlements.reduce((sum, settlement) => sum + settlement.flagged, 0)
    return html`
      <p>${added === 0 ? words.say('importKnown') : words.say('importDone', {count: added})}</p>
      ${flagged > 0 ? html`<p class="muted small">${words.say('importFlagged', {count: flagged})}</p>` : nothing}
    `
  }

  /** @param {Words} words */
  #refusedView(words) {
    const count = this.#others.length
    return html`
      <div class="notice due">
        ${this.#done ? nothing : html`<p><strong>${words.say('importRefused')}</strong></p>`}
        <ul>
          ${this.#refused.map(({name, error}) => {
            const {what, next} = words.error(error.code, {currency: '', example: '', max: ''})
            return html`<li>
              <bdi class="id">${name}</bdi>${placeOf(error, words)}:
              <strong>${what}</strong> ${next}
              <span class="muted small code">${error.code}</span>
            </li>`
          })}
        </ul>
        ${
          count > 0
            ? html`<button type="button" @click=${() => this.#import(this.#others)}>
                ${words.say('importWithout', {count})}
              </button>`
            : nothing
        }
      </div>
    `
  }

  /** @param {Words} words */
  #accountView(words) {
    if (!this.host?.isKept) return nothing
    const {files} = this.host
    return html`
      <div class="account">
        ${
          files.length === 0
            ? nothing
            : html`<details>
                <summary>${words.say('importFiles', {count: files.length})}</summary>
                <ul class="small">
                  ${files.map((name) => html`<li><bdi class="id">${name}</bdi></li>`)}
                </ul>
              </details>`
        }
        <div class="again">
          <button
            type="button"
            class="link"
            ?disabled=${this.#running !== undefined}
            @click=${this.#startOver}
          >
            ${words.say('startOver')}
          </button>
          <p class="muted small">${words.say('startOverText')}</p>
        </div>
      </div>
    `
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input[type=file]'))
  }

  #chosen = () => {
    const files = [...(this.#input.files ?? [])]
    this.#input.value = ''
    this.take(files)
  }

  #startOver = async () => {
    this.#refused = []
    this.#done = undefined
    await this.host?.startOver()
    this.requestUpdate()
  }

  /** @param {File[]} files */
  async #import(files) {
    const {host} = this
    if (!host || this.#running || files.length === 0) return
    const running = new AbortController()
    this.#begin(running, files)
    const answer = await host.importFiles(files, {
      signal: running.signal,
      onProgress: (progress) => {
        this.#progress = progress
        this.requestUpdate()
      },
    })
    this.#running = undefined
    if (answer.ok) {
      this.#done = answer.value
      this.dispatchEvent(new Event('repay-import-done', {bubbles: true, composed: true}))
    } else if (answer.error.code === 'CANCELLED') {
      this.#cancelled = true
    } else {
      this.#refuse(answer.error, files)
    }
    this.requestUpdate()
  }

  /**
   * @param {AbortController} running
   * @param {File[]} files
   */
  #begin(running, files) {
    this.#running = running
    this.#done = undefined
    this.#cancelled = false
    this.#others = []
    const totalBytes = files.reduce((sum, file) => sum + file.size, 0)
    this.#progress = {file: files[0].name, bytes: 0, totalBytes}
    this.requestUpdate()
  }

  /**
   * @param {EngineError} error
   * @param {File[]} files
   */
  #refuse(error, files) {
    this.#refused = [...this.#refused, {name: error.file ?? files[0].name, error}]
    this.#others = files.filter((file) => file.name !== error.file)
    if (error.file === undefined) this.#others = []
  }

  #listen() {
    this.#connected?.abort()
    const connected = new AbortController()
    this.#connected = connected
    const {signal} = connected
    this.host?.addEventListener('kept', () => this.requestUpdate(), {signal})
    const target = this.wholePage ? document : this
    target.addEventListener('dragenter', this.#held, {signal})
    target.addEventListener('dragover', this.#held, {signal})
    target.addEventListener('dragleave', this.#left, {signal})
    target.addEventListener('drop', this.#dropped, {signal})
  }

  /** @param {Event} event */
  #held = (event) => {
    const {dataTransfer} = /** @type {DragEvent} */ (event)
    if (!dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    dataTransfer.dropEffect = this.#running ? 'none' : 'copy'
    if (this.#over) return
    this.#over = true
    this.requestUpdate()
  }

  /** @param {Event} event */
  #left = (event) => {
    if (/** @type {DragEvent} */ (event).relatedTarget) return
    this.#over = false
    this.requestUpdate()
  }

  /** @param {Event} event */
  #dropped = (event) => {
    const {dataTransfer} = /** @type {DragEvent} */ (event)
    if (!dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.#over = false
    this.requestUpdate()
    this.take([...dataTransfer.files])
  }
}

/**
 * ', line 17, column 5, field amount', as far as it is known.
 * @param {EngineError} error
 * @param {Words} words
 */
function placeOf({line, column, field}, words) {
  return [
    line ? words.say('importLine', {line}) : '',
    column ? words.say('importColumn', {column}) : '',
    field ? words.say('importField', {field: isolate(field)}) : '',
  ]
    .filter(Boolean)
    .map((part) => `, ${part}`)
    .join('')
}

const units = /** @type {const} */ (['byte', 'kilobyte', 'megabyte', 'gigabyte'])

/**
 * '12.3 MB'
 * @param {string} locale
 * @param {number} bytes
 */
function sizeText(locale, bytes) {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const format = {style: 'unit', unit: units[step], maximumFractionDigits: step < 2 ? 0 : 1}
  return new Intl.NumberFormat(locale, /** @type {Intl.NumberFormatOptions} */ (format)).format(
    bytes / 1000 ** step,
  )
}
