/** @import {BalanceView, EngineError, LedgerKey, ReceiptView, StatementView} from '../engine/types.js' */
/** @import {Card, Host} from '../host/host.js' */

/**
 * What the page shows of an account: its ledgers, one of them chosen, and that one's views.
 *
 *     loading ─► ready | empty | failed
 *        ▲________________________|  try again, or the host says 'change'
 *
 * It only asks and keeps; a later question makes the answers to an earlier one void.
 */
export class Account {
  /** @type {'loading' | 'ready' | 'empty' | 'failed'} */
  phase = 'loading'
  /** @type {EngineError | undefined} */
  error
  /** @type {BalanceView[]} */
  balances = []
  /** @type {BalanceView | undefined} */
  balance
  /** @type {StatementView | undefined} */
  statement
  /** @type {ReceiptView[]} */
  receipts = []
  /** @type {Card[]} */
  cards = []
  /** Digits of each currency there is, by the engine. @type {Map<string, number>} */
  digits = new Map()

  #turn = 0

  /**
   * @param {Host} host
   * @param {() => void} changed
   */
  constructor(host, changed) {
    this.host = host
    this.changed = changed
  }

  /**
   * Opens the account and shows the wanted ledger: the one named, or else the one shown before, or the
   * first that owes, or the first.
   * @param {{store?: string, currency?: string}} [wanted]
   */
  async load(wanted = {}) {
    const turn = ++this.#turn
    const loaded = await this.#ask()
    if (turn !== this.#turn) return
    if (!loaded.ok) {
      this.phase = 'failed'
      this.error = loaded.error
      return this.changed()
    }
    this.balances = loaded.value.balances
    this.digits = loaded.value.digits
    this.cards = loaded.value.cards
    const chosen = this.#pick(wanted)
    if (chosen) return this.#show(chosen, turn)
    this.phase = 'empty'
    this.balance = undefined
    this.changed()
  }

  /** @param {LedgerKey} ledger */
  async choose(ledger) {
    const turn = ++this.#turn
    const chosen = this.balances.find((each) => isLedger(each, ledger))
    if (chosen) await this.#show(chosen, turn)
  }

  async #ask() {
    const opened = await this.host.open()
    if (!opened.ok) return opened
    const {engine} = this.host
    const balances = await engine.balances()
    if (!balances.ok) return balances
    const digits = new Map()
    for (const currency of new Set(balances.value.map(({ledger}) => ledger.currency))) {
      const answer = await engine.currencyDigits(currency)
      if (!answer.ok) return answer
      digits.set(currency, answer.value)
    }
    const cards = await this.host.cards()
    return /** @type {const} */ ({ok: true, value: {balances: balances.value, digits, cards}})
  }

  /** @param {{store?: string, currency?: string}} wanted */
  #pick(wanted) {
    const fits = this.balances.filter(
      ({ledger}) =>
        (wanted.store === undefined || ledger.store === wanted.store) &&
        (wanted.currency === undefined || ledger.currency === wanted.currency),
    )
    const shown = this.balance?.ledger
    return (
      fits.find((each) => shown && isLedger(each, shown)) ??
      fits.find((each) => each.repayOffered) ??
      fits[0] ??
      this.balances[0]
    )
  }

  /**
   * @param {BalanceView} balance
   * @param {number} turn
   */
  async #show(balance, turn) {
    const settlement = balance.latestSettlement?.id
    const range = settlement === undefined ? {} : {settlement}
    const [statement, receipts] = await Promise.all([
      this.host.engine.statement(balance.ledger, range),
      this.host.receipts(balance.ledger),
    ])
    if (turn !== this.#turn) return
    if (!statement.ok) {
      this.phase = 'failed'
      this.error = statement.error
      return this.changed()
    }
    this.phase = 'ready'
    this.error = undefined
    this.balance = balance
    this.statement = statement.value
    this.receipts = receipts
    this.changed()
  }
}

/**
 * @param {BalanceView} balance
 * @param {LedgerKey} ledger
 */
export const isLedger = (balance, ledger) =>
  balance.ledger.store === ledger.store && balance.ledger.currency === ledger.currency
