import {CommandLog} from './command-log.js'

/** @import {Answer, EngineClient, EngineError, Formats, ImportOptions, ImportView} from '../engine/types.js' */
/** @import {ServerEffect} from '../engine/payment-types.js' */
/** @import {Command, ImportCommand, PaymentStep} from './command-log.js' */

/**
 * @typedef {object} AccountOptions
 * @property {(formats: Formats) => EngineClient} startEngine
 * @property {() => Promise<Blob>} sample the account to show while no file was given
 * @property {string} [policy] of core/engine/policy.md; the defaults without it
 * @property {Replace} replace does what takes the account away, with all payments in it
 */

/** @typedef {<T>(work: () => Promise<Answer<T>>) => Promise<Answer<T>>} Replace */

/** What the engine said against what the host was made with. */
class Refused extends Error {
  /** @param {EngineError} error */
  constructor(error) {
    super(error.message)
    this.error = error
  }
}

/** An effect of a payment's step that another page, or this one, has kept. */
export class PaymentStepEvent extends Event {
  /** @param {string} key @param {ServerEffect[]} effects */
  constructor(key, effects) {
    super('step')
    this.key = key
    this.effects = effects
  }
}

/**
 * An account that is kept on this device as a log of commands, in an engine that has gone through them.
 *
 *     take:  lock ─► is the log where the engine is? ─► the engine does it ─► one transaction keeps the
 *            command ─► the other pages hear of it
 *
 * A crash before the transaction is durable leaves nothing, one after it leaves all of it; what the engine
 * did in between is dropped by going through the log again. One page at a time does any of this. Versions
 * of balances count from an engine's start, so an account that takes another one's place begins in a new
 * engine, live as when it is replayed.
 *
 * Fires 'change' when the engine holds another account or has moved on, 'kept' when `files` or `isKept` may
 * be others, 'replaced' when another page has put another account in this one's place, and 'step' for each step
 * of a payment, whichever page took it.
 */
export class KeptAccount extends EventTarget {
  /**
   * The engine that holds the account, once `open` has answered. It is another one after a replay.
   * @type {EngineClient}
   */
  engine = /** @type {any} */ (undefined)
  /** The names of the files in the account; none while it is the sample. @type {string[]} */
  files = []
  /** Whether there is anything to start over from. */
  isKept = false
  /** The keys of the payments made here, in order. @type {Set<string>} */
  payments = new Set()

  #log
  #options
  #version = -1
  /** @type {Promise<Answer<undefined>> | undefined} */
  #opening
  /** What the engine holds that is not in the log: the sample, until something is done with it. */
  #unkept = /** @type {Command[]} */ ([])
  #others
  #closed = false

  /** @param {string} name @param {AccountOptions} options */
  constructor(name, options) {
    super()
    this.#options = options
    this.#log = new CommandLog(name)
    this.#others = new BroadcastChannel(`repay-offline-${name}`)
    this.#others.onmessage = () => this.catchUp()
  }

  /** @returns {Promise<Answer<undefined>>} */
  open() {
    this.#opening ??= this.#guard(() => this.#replay()).then((answer) => {
      if (!answer.ok) this.#opening = undefined
      return answer
    })
    return this.#opening
  }

  /**
   * A step of a payment: the engine takes it and it is kept, or neither.
   * @param {Omit<PaymentStep, 'type'>} step
   * @returns {Promise<Answer<ServerEffect[]>>} what is to be done now
   */
  take(step) {
    return this.#alone(async () => {
      const before = await this.#standing(step)
      const taken = await this.engine.takePayment(step.key, step.event, step.moment)
      if (!taken.ok || step.event.type === 'look_up_arrived') return taken // it changes nothing
      if (before !== undefined && !taken.value.some(isNews)) {
        // Nothing but the next alarm: what is asked for as long as a payment takes would fill the log.
        if (before === (await this.#standing(step))) return this.#tell(step.key, taken)
      }
      const kept = await this.#append({type: 'payment', ...step})
      if (!kept.ok) return kept
      this.payments.add(step.key)
      if (taken.value.some(movesFunds)) this.#changed()
      return this.#tell(step.key, taken)
    })
  }

  /**
   * @param {string} key
   * @param {{ok: true, value: ServerEffect[]}} taken
   */
  #tell(key, taken) {
    this.dispatchEvent(new PaymentStepEvent(key, taken.value))
    return taken
  }

  /**
   * How a payment stands that is asked about by itself; undefined where someone asks.
   * @param {Omit<PaymentStep, 'type'>} step
   */
  async #standing({key, event}) {
    if (!comesByItself.has(event.type)) return undefined
    const record = await this.engine.paymentRecord(key)
    return record.ok ? record.value.state : undefined
  }

  /**
   * Takes files in place of the sample, or into the account if it is made of files already. Wholly or not
   * at all.
   * @param {File[]} files
   * @param {Pick<ImportOptions, 'onProgress' | 'signal'>} options
   * @returns {Promise<Answer<ImportView>>}
   */
  importFiles(files, options) {
    return this.#alone(async () => {
      const blobs = files.map((file) => ({name: file.name, blob: file}))
      if (this.files.length > 0) return this.#add(blobs, options)
      const engine = await this.#newEngine('every')
      const imported = await engine.importFiles(blobs, {mode: 'replace', store: '', ...options})
      const taken = imported.ok
        ? await this.#options.replace(() => this.#takeOver(engine, blobs, imported))
        : imported
      if (engine !== this.engine) engine.close()
      return taken
    })
  }

  /**
   * @param {ImportCommand['files']} files
   * @param {Pick<ImportOptions, 'onProgress' | 'signal'>} options
   */
  async #add(files, options) {
    const imported = await this.engine.importFiles(files, {mode: 'add', store: '', ...options})
    if (!imported.ok) return imported
    const kept = await this.#append({type: 'import', mode: 'add', store: '', files})
    if (!kept.ok) return kept
    this.files = [...this.files, ...files.map(nameOf)]
    this.#changed()
    return imported
  }

  /**
   * What was imported takes the place of what was there.
   * @param {EngineClient} engine
   * @param {ImportCommand['files']} files
   * @param {{ok: true, value: ImportView}} imported
   * @returns {Promise<Answer<ImportView>>}
   */
  async #takeOver(engine, files, imported) {
    this.#use(engine)
    const kept = await this.#append({type: 'import', mode: 'replace', store: '', files})
    if (!kept.ok) return kept
    this.files = files.map(nameOf)
    this.payments.clear()
    this.#changed()
    return imported
  }

  /** Forgets files and payments, and shows the sample again. */
  startOver() {
    // Not after `open`: it is also the way out when what was kept cannot be opened any more.
    const forget = async () => {
      await this.#log.clear()
      this.#others.postMessage('appended')
      return this.#startAnew()
    }
    return this.#guard(() => this.#locked(() => this.#options.replace(forget)))
  }

  /** Brings the engine to where the log is, if another page has moved on. */
  catchUp() {
    return this.#alone(async () => ({ok: true, value: undefined}))
  }

  /** Ends the engine. The account stays on the device. */
  close() {
    this.#closed = true
    this.#others.close()
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
    if (this.#closed) engine.close()
    if (old !== engine) old?.close()
    engine.failed.then(() => {
      if (engine !== this.engine || this.#closed) return
      this.#opening = undefined
      this.#changed()
    })
  }

  /** @param {Formats} formats */
  async #newEngine(formats) {
    const engine = this.#options.startEngine(formats)
    if (this.#options.policy !== undefined) {
      const taken = await engine.setPolicy(this.#options.policy)
      if (!taken.ok) throw new Refused(taken.error)
    }
    return engine
  }

  /**
   * The log, from its beginning, or the sample, through a new engine.
   * @returns {Promise<Answer<undefined>>}
   */
  async #replay() {
    const {version, commands} = await this.#log.read()
    const engine = await this.#newEngine(commands.some(needsWhole) ? 'every' : 'account')
    this.payments.clear()
    const answer = await this.#applyFromStart(commands, engine)
    this.#version = answer.ok ? version : -1
    this.#tellKept(commands)
    if (answer.ok) this.#use(engine)
    else engine.close()
    return answer
  }

  /** @param {Command[]} commands all of them */
  #tellKept(commands) {
    this.isKept = commands.length > 0
    this.files = commands.filter(bringsFiles).flatMap(({files}) => files.map(nameOf))
    this.dispatchEvent(new Event('kept'))
  }

  /**
   * @param {Command[]} commands
   * @param {EngineClient} engine
   * @returns {Promise<Answer<undefined>>}
   */
  async #applyFromStart(commands, engine) {
    this.#unkept = []
    if (commands.length === 0) {
      const sample = await this.#sample()
      if (!sample.ok) return sample
      this.#unkept = [sample.value]
    }
    for (const command of [...this.#unkept, ...commands]) {
      const answer = await this.#apply(command, engine)
      if (!answer.ok) return answer
    }
    return {ok: true, value: undefined}
  }

  /**
   * @param {Command} command
   * @param {EngineClient} engine
   * @returns {Promise<Answer<unknown>>}
   */
  async #apply(command, engine) {
    switch (command.type) {
      case 'import':
        return engine.importFiles(command.files, {mode: command.mode, store: command.store})
      case 'pay':
        this.payments.add(command.command.idempotencyKey)
        return engine.pay(command.command)
      case 'payment': {
        const {key, event, moment} = command
        const taken = await engine.takePayment(key, event, moment)
        if (!taken.ok) return taken
        this.payments.add(key)
        return this.#tell(key, taken)
      }
    }
  }

  /** A new engine, as nothing of the old one goes on, and tells the elements. */
  async #startAnew() {
    const answer = await this.#replay()
    this.#opening = answer.ok ? Promise.resolve(answer) : undefined
    this.#changed()
    return answer
  }

  /**
   * What another page has kept since, on top of what the engine holds.
   * @returns {Promise<Answer<undefined>>}
   */
  async #goOn() {
    if ((await this.#log.version()) === this.#version) return {ok: true, value: undefined}
    const {version, goesOn, commands} = await this.#log.read(Math.max(this.#version, 0))
    if (!goesOn || this.#version < 0 || this.#unkept.length > 0) {
      const isSame = this.#unkept.length > 0 && commands.length > 0 && !bringsFiles(commands[0])
      const answer = await this.#startAnew()
      if (!goesOn && !isSame) this.dispatchEvent(new Event('replaced'))
      return answer
    }
    for (const command of commands) {
      const answer = await this.#apply(command, this.engine)
      if (!answer.ok) return this.#startAnew()
      if (bringsFiles(command)) this.files = [...this.files, ...command.files.map(nameOf)]
    }
    this.#version = version
    this.dispatchEvent(new Event('kept'))
    this.#changed()
    return {ok: true, value: undefined}
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
   * Keeps what the engine has done already; if it cannot be kept, the engine goes back to the log.
   * @param {Command} command
   * @returns {Promise<Answer<undefined>>}
   */
  async #append(command) {
    const {engine} = this
    let version
    try {
      version = await this.#log.append(this.#version, [...this.#unkept, command])
    } catch (error) {
      await this.#startAnew()
      return refused('STORAGE_FAILED', String(error))
    }
    if (version === undefined) {
      await this.#startAnew()
      return refused('STALE', 'the balance has changed since it was shown')
    }
    // One that ended meanwhile is replaced by one that has gone through the log, perhaps without this.
    if (engine === this.engine) this.#version = version
    this.#unkept = []
    this.isKept = true
    this.#others.postMessage('appended')
    this.dispatchEvent(new Event('kept'))
    return {ok: true, value: undefined}
  }

  /**
   * One page of this device at a time, one thing after the other within it, on top of all that was kept.
   * @template T
   * @param {() => Promise<Answer<T>>} work
   * @returns {Promise<Answer<T>>}
   */
  #alone(work) {
    return this.#guard(async () => {
      const opened = await this.open()
      if (!opened.ok) return opened
      return this.#locked(async () => {
        const there = await this.#goOn()
        return there.ok ? work() : there
      })
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
      if (error instanceof Refused) return {ok: false, error: error.error}
      return refused('STORAGE_FAILED', String(error))
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'))
  }
}

/**
 * Whether a command brought files of the seller's, of whatever format; the sample is account JSON.
 * @param {Command} command
 * @returns {command is ImportCommand}
 */
const bringsFiles = (command) => command.type === 'import' && !command.sample

/** Whether only the whole engine has what a command needs. @param {Command} command */
const needsWhole = (command) => command.type === 'payment' || bringsFiles(command)

/** What no one asks for: it comes again and again, for as long as a payment takes. */
const comesByItself = new Set(['alarm_rang', 'server_started', 'card_answered'])

/** Whether more comes of a step than questions and the next alarm. @param {ServerEffect} effect */
const isNews = ({type}) => type !== 'ask_card' && type !== 'request_card' && type !== 'set_alarm'

/** @param {ServerEffect} effect */
const movesFunds = ({type}) => type.endsWith('_funds') || type === 'note_pending'

/** @param {{name: string}} file */
const nameOf = (file) => file.name

/**
 * @param {string} code
 * @param {string} message
 * @returns {{ok: false, error: {code: string, message: string}}}
 */
const refused = (code, message) => ({ok: false, error: {code, message}})
