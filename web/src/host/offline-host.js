import {cardName} from './host.js'
import {CommandLog} from './command-log.js'

/** @import {Answer, EngineClient, Formats, ImportOptions, ImportView} from '../engine/types.js' */
/** @import {LedgerKey, ReceiptView} from '../engine/types.js' */
/** @import {Card, Host, PaymentRequest} from './host.js' */
/** @import {Command} from './command-log.js' */

/**
 * @typedef {object} OfflineOptions
 * @property {(formats: Formats) => EngineClient} startEngine
 * @property {() => Promise<Blob>} sample the account to show while no file was given
 * @property {Card[]} cards
 * @property {string} [name] of the account on this device; each has its own commands
 * @property {() => Date} [clock]
 */

/**
 * A host that needs no server: the account is a log of commands in this browser's IndexedDB, and paying
 * appends to it. Nothing leaves the device.
 *
 *     pay:   key made ─► lock ─► is our version the log's? ─► engine.checkPayment ─► engine.pay
 *            ─► one transaction {command, key, receipt} ─► receipt
 *
 * A crash before the transaction is durable leaves nothing, one after it leaves the payment with its
 * receipt; what the engine did in between is dropped by replaying the log. One tab at a time does any of
 * this. Payments carry the version of the engine they were made on, and that counts from its start: an
 * account that takes another one's place begins in a new engine, live as when it is replayed.
 *
 * Besides 'change' it fires 'kept' when `files` or `isKept` may be others.
 *
 * @implements {Host}
 */
export class OfflineHost extends EventTarget {
  /**
   * The engine that holds the account, once `open` has answered. It is another one after a replay.
   * @type {EngineClient}
   */
  engine = /** @type {any} */ (undefined)
  paysOffline = true
  /** The names of the files in the account; none while it is the sample. @type {string[]} */
  files = []
  /** Whether there is anything to start over from. */
  isKept = false

  #log
  #options
  #version = -1
  /** @type {Promise<Answer<undefined>> | undefined} */
  #opening
  /** What the engine holds that is not in the log: the sample, until something is done with it. */
  #unkept = /** @type {Command[]} */ ([])

  /** @param {OfflineOptions} options */
  constructor(options) {
    super()
    this.#options = options
    this.#log = new CommandLog(options.name ?? 'default')
  }

  /** @returns {Promise<Answer<undefined>>} */
  open() {
    this.#opening ??= this.#guard(() => this.#replay()).then((answer) => {
      if (!answer.ok) this.#opening = undefined
      return answer
    })
    return this.#opening
  }

  async cards() {
    return this.#options.cards
  }

  /**
   * @param {LedgerKey} ledger
   * @returns {Promise<ReceiptView[]>}
   */
  async receipts(ledger) {
    const {commands} = await this.#log.read()
    return commands
      .flatMap((command) => (command.type === 'pay' ? [command.receipt] : []))
      .filter((receipt) => isSame(receipt.ledger, ledger))
      .reverse()
  }

  newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  /**
   * @param {PaymentRequest} request
   * @returns {Promise<Answer<ReceiptView>>}
   */
  pay(request) {
    return this.#alone(async () => {
      const behind = await this.#movedOn()
      if (behind) {
        const caughtUp = await this.#catchUp()
        if (!caughtUp.ok) return caughtUp
      }
      const known = await this.#paid(request.idempotencyKey)
      if (behind && !known) return stale()
      const {card, ...rest} = request
      const at = (this.#options.clock?.() ?? new Date()).toISOString()
      const command = {...rest, at: known?.at ?? at, method: cardName(card)}
      const checked = await this.engine.checkPayment(command)
      if (!checked.ok) return checked
      const paid = await this.engine.pay(command)
      if (!paid.ok || known) return paid
      const kept = await this.#append({type: 'pay', command, receipt: paid.value})
      return kept.ok ? paid : kept
    })
  }

  /**
   * Takes files in place of the sample, or into the account if it is made of files already. Wholly or not
   * at all, and kept on this device.
   * @param {File[]} files
   * @param {Pick<ImportOptions, 'onProgress' | 'signal'>} [options]
   * @returns {Promise<Answer<ImportView>>}
   */
  importFiles(files, options = {}) {
    return this.#alone(async () => {
      if (await this.#movedOn()) {
        const caughtUp = await this.#catchUp()
        if (!caughtUp.ok) return caughtUp
      }
      const mode = this.files.length === 0 ? 'replace' : 'add'
      const blobs = files.map((file) => ({name: file.name, blob: file}))
      const engine = mode === 'replace' ? this.#options.startEngine('every') : this.engine
      const imported = await engine.importFiles(blobs, {mode, store: '', ...options})
      if (!imported.ok) {
        if (engine !== this.engine) engine.close()
        return imported
      }
      this.#use(engine)
      const kept = await this.#append({type: 'import', mode, store: '', files: blobs})
      if (!kept.ok) return kept
      this.files = [...this.files, ...files.map(nameOf)]
      this.#changed()
      return imported
    })
  }

  /** Forgets files and payments, and shows the sample again. */
  startOver() {
    // Not after `open`: it is also the way out when what was kept cannot be opened any more.
    return this.#guard(() =>
      this.#locked(async () => {
        await this.#log.clear()
        return this.#catchUp()
      }),
    )
  }

  /** Ends the engine. The account stays on the device. */
  close() {
    this.engine?.close()
  }

  /**
   * Takes an engine that holds the account. If it fails later, that is mended without anyone asking: the
   * elements ask for their views, and that opens the account anew. One that never came so far is the
   * failure of `open`.
   * @param {EngineClient} engine
   */
  #use(engine) {
    const old = this.engine
    this.engine = engine
    if (old !== engine) old?.close()
    engine.failed.then(() => {
      if (engine !== this.engine) return
      this.#opening = undefined
      this.#changed()
    })
  }

  /**
   * The log, from its beginning, or the sample, through a new engine.
   * @returns {Promise<Answer<undefined>>}
   */
  async #replay() {
    const {version, commands} = await this.#log.read()
    const engine = this.#options.startEngine(commands.some(bringsFiles) ? 'every' : 'account')
    const answer = await this.#apply(commands, engine)
    this.#version = answer.ok ? version : -1
    this.isKept = commands.length > 0
    this.files = commands.filter(bringsFiles).flatMap(({files}) => files.map(nameOf))
    if (answer.ok) this.#use(engine)
    else engine.close()
    this.dispatchEvent(new Event('kept'))
    return answer
  }

  /**
   * @param {Command[]} commands
   * @param {EngineClient} engine
   * @returns {Promise<Answer<undefined>>}
   */
  async #apply(commands, engine) {
    this.#unkept = []
    if (commands.length === 0) {
      const sample = await this.#sample()
      if (!sample.ok) return sample
      this.#unkept = [sample.value]
    }
    for (const command of [...this.#unkept, ...commands]) {
      const answer = await apply(command, engine)
      if (!answer.ok) return answer
    }
    return {ok: true, value: undefined}
  }

  /** Replays what another tab, or nobody, has kept, and tells the elements. */
  async #catchUp() {
    const answer = await this.#replay()
    this.#opening = answer.ok ? Promise.resolve(answer) : undefined
    this.#changed()
    return answer
  }

  /** @returns {Promise<Answer<Command>>} */
  async #sample() {
    const name = 'sample.json'
    try {
      const files = [{name, blob: await this.#options.sample()}]
      return {ok: true, value: {type: 'import', mode: 'replace', store: '', files, sample: true}}
    } catch (error) {
      return {ok: false, error: {code: 'FILE_UNREADABLE', message: String(error), file: name}}
    }
  }

  /**
   * @param {string} key
   */
  async #paid(key) {
    const {commands} = await this.#log.read()
    const found = commands.find(
      (each) => each.type === 'pay' && each.command.idempotencyKey === key,
    )
    return found?.type === 'pay' ? found.command : undefined
  }

  /**
   * Keeps what the engine has done already; if it cannot be kept, the engine goes back to the log.
   * @param {Command} command
   * @returns {Promise<Answer<undefined>>}
   */
  async #append(command) {
    let version
    try {
      version = await this.#log.append(this.#version, [...this.#unkept, command])
    } catch (error) {
      await this.#catchUp()
      return refused('STORAGE_FAILED', String(error))
    }
    if (version === undefined) {
      await this.#catchUp()
      return stale()
    }
    this.#version = version
    this.#unkept = []
    this.isKept = true
    this.dispatchEvent(new Event('kept'))
    return {ok: true, value: undefined}
  }

  /** Whether another tab has appended since we read the log. */
  async #movedOn() {
    return (await this.#log.version()) !== this.#version
  }

  /**
   * One tab of this device at a time, one thing after the other within it.
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  #alone(work) {
    return this.#guard(async () => {
      const opened = await this.open()
      if (!opened.ok) return opened
      return this.#locked(work)
    })
  }

  /**
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  async #locked(work) {
    return navigator.locks.request(`repay-offline-${this.#log.name}`, work)
  }

  /**
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  async #guard(work) {
    try {
      return await work()
    } catch (error) {
      return refused('STORAGE_FAILED', String(error))
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'))
  }
}

/**
 * @param {Command} command
 * @param {EngineClient} engine
 * @returns {Promise<Answer<unknown>>}
 */
async function apply(command, engine) {
  if (command.type === 'pay') return engine.pay(command.command)
  return engine.importFiles(command.files, {mode: command.mode, store: command.store})
}

/**
 * Whether a command brought files of the seller's, of whatever format; the sample is account JSON.
 * @param {Command} command
 * @returns {command is Extract<Command, {type: 'import'}>}
 */
const bringsFiles = (command) => command.type === 'import' && !command.sample

/** @param {{name: string}} file */
const nameOf = (file) => file.name

/**
 * @param {LedgerKey} one
 * @param {LedgerKey} other
 */
const isSame = (one, other) => one.store === other.store && one.currency === other.currency

/**
 * @param {string} code
 * @param {string} message
 * @returns {{ok: false, error: {code: string, message: string}}}
 */
const refused = (code, message) => ({ok: false, error: {code, message}})

const stale = () => refused('STALE', 'the balance has changed since it was shown')
