/** @import {Answer, BalanceView, ChargeRow, EngineError, PreviewView} from '../engine/types.js' */
/** @import {NumberFormat} from '../engine/types.js' */
/** @import {Card, Host} from '../host/host.js' */
/** @import {FlowRunner} from '../payment/flow-runner.js' */

/** @typedef {'full' | 'oldest' | 'other'} Choice */

/** How many charges stand on the page at once. The list is never longer, so the page never jumps. */
export const shownCharges = 5

/**
 * A payment being composed: what was chosen, and what it would do. What becomes of it once it is submitted is
 * for the flow to tell (flow-runner.js).
 *
 * Every change of the amount asks the engine for a preview; only the answer to the last question counts.
 */
export class Payment {
  /** Whether Pay was pressed and nothing has come of it yet. */
  isSubmitting = false
  /** Whether Pay was pressed and what it takes could not be fetched. */
  isUnready = false
  /** @type {Choice} */
  choice = 'full'
  typed = ''
  /** @type {Card | undefined} */
  card
  /** What the chosen amount would do; none while it is refused. @type {PreviewView | undefined} */
  preview
  /** Why the amount cannot be paid. @type {EngineError | undefined} */
  refusal
  /** The charges on the page, and the place of the first of them among all. @type {ChargeRow[]} */
  rows = []
  first = 0
  /** The oldest open charge. @type {ChargeRow | undefined} */
  oldest

  #turn = 0
  /** What the last preview is of. @type {{balance: BalanceView, choice?: Choice}} */
  #seen
  /** @type {Promise<void>} */
  #asked = Promise.resolve()

  /**
   * @param {Host} host
   * @param {BalanceView} balance
   * @param {NumberFormat} marks of the locale
   * @param {() => void} changed
   */
  constructor(host, balance, marks, changed) {
    this.host = host
    this.balance = balance
    this.#seen = {balance}
    this.marks = marks
    this.changed = changed
  }

  /** @param {Card[]} cards */
  async begin(cards) {
    this.card = cards.find((card) => card.isDefault) ?? cards[0]
    await this.#look()
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.choice = choice
    return this.#look()
  }

  /** @param {string} text */
  type(text) {
    this.choice = 'other'
    this.typed = text
    return this.#look()
  }

  /**
   * The account was read again: what was chosen stays, what it does is asked again.
   * @param {BalanceView} balance
   */
  rebase(balance) {
    this.balance = balance
    return this.#look()
  }

  /** Whether nothing was typed yet: then there is nothing to say against it. */
  get isBlank() {
    return this.choice === 'other' && this.typed.trim() === ''
  }

  /**
   * Submits what was on the page when Pay was pressed, on the balance it was seen with: if that is another one by
   * now, the server says so. Of an amount that is still being typed, what it comes to. Nothing while one is being
   * submitted, so that a second press does nothing.
   * @param {Pick<FlowRunner, 'pay'>} flow
   * @param {object} page
   * @param {() => Promise<unknown>} [page.ready] what has to be there before anything is sent
   * @param {(amountMinor: bigint) => boolean} page.allowed the page's last word before that
   * @returns {Promise<boolean>} whether it is on its way
   */
  async submit(flow, page) {
    if (this.isSubmitting) return false
    this.isSubmitting = true
    this.isUnready = false
    this.changed()
    try {
      return await this.#submit(flow, page)
    } finally {
      this.isSubmitting = false
      this.changed()
    }
  }

  /** @type {Payment['submit']} */
  async #submit(flow, {ready = async () => {}, allowed}) {
    const {card, choice} = this
    const {balance, choice: seen} = this.#seen
    const chosen = choice !== 'other' && choice === seen ? this.preview : undefined
    try {
      await ready()
    } catch {
      this.isUnready = true
      return false
    }
    await this.#asked
    await this.#askAnew()
    const preview = chosen ?? this.preview
    if (preview === undefined || card === undefined || !allowed(preview.amountMinor)) return false
    const {ledger, version} = balance
    const {amountMinor} = preview
    await flow.pay({ledger, version, amountMinor, storedMinor: 0n, method: card.id})
    return true
  }

  /** An engine that ended took its answer along: the one in its place is asked, so that no press is lost. */
  async #askAnew() {
    for (let tries = 0; tries < 5 && this.refusal?.code === 'ENGINE_FAILED'; ++tries) {
      if (!(await this.host.open()).ok) return
      await this.#look()
    }
  }

  #look() {
    this.#asked = this.#ask(++this.#turn)
    return this.#asked
  }

  /** @param {number} turn */
  async #ask(turn) {
    const {balance, choice} = this
    const answer = await this.#previewAt(0)
    if (turn !== this.#turn) return
    if (!answer.ok) return this.#refuse(answer.error, turn)
    this.oldest = answer.value.rows[0]
    const first = firstShown(answer.value)
    const shown = first === 0 ? answer : await this.#previewAt(first)
    if (turn !== this.#turn) return
    if (!shown.ok) return this.#refuse(shown.error, turn)
    this.preview = shown.value
    this.#seen = {balance, choice}
    this.refusal = undefined
    this.rows = shown.value.rows
    this.first = first
    this.changed()
  }

  /**
   * @param {number} first
   * @returns {Promise<Answer<PreviewView>>}
   */
  async #previewAt(first) {
    const {engine} = this.host
    const {ledger, canPayNowMinor} = this.balance
    const window = {first, count: shownCharges}
    if (this.choice === 'other') return engine.previewTyped(ledger, this.typed, this.marks, window)
    if (this.choice === 'full') return engine.preview(ledger, canPayNowMinor, window)
    const oldest = await engine.openCharges(ledger, {first: 0, count: 1})
    if (!oldest.ok) return oldest
    return engine.preview(ledger, oldest.value[0].openMinor, window)
  }

  /**
   * The list stays where it is, with nothing paid in it.
   * @param {EngineError} error
   * @param {number} turn
   */
  async #refuse(error, turn) {
    const rows = await this.host.engine.openCharges(this.balance.ledger, {
      first: 0,
      count: shownCharges,
    })
    if (turn !== this.#turn) return
    this.preview = undefined
    this.refusal = error
    this.first = 0
    if (rows.ok) {
      this.rows = rows.value
      this.oldest = rows.value[0]
    }
    this.changed()
  }
}

/**
 * The place of the first charge to show, so that the one where the payment ends is among them.
 * @param {PreviewView} preview
 */
function firstShown({closes, openCharges}) {
  const last = Math.max(0, openCharges - shownCharges)
  return Math.min(Math.max(0, closes - 2), last)
}
