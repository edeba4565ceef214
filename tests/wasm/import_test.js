import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {test} from 'node:test'
import {setImmediate} from 'node:timers/promises'
import {settlementChain, settlementFile} from '../generate/settlement.js'
import {
  account,
  codeOf,
  errorOf,
  importAccounts,
  openInPage,
  openInWorker,
  usd,
  valueOf,
} from './engine.js'

/** @import {EngineClient, ImportProgress} from '../../web/src/engine/types.js' */

/** @param {Parameters<typeof settlementFile>[0]} options */
const settlement = (options) => Buffer.concat([...settlementFile(options).chunks()])

/** @param {Buffer} bytes @param {string} [name] */
const file = (bytes, name = 'settlement.txt') => ({name, blob: new Blob([new Uint8Array(bytes)])})

const nameless = new URL('../data/transactions/bad-no-currency.csv', import.meta.url)

const add = /** @type {const} */ ({mode: 'add', store: 'Canada'})
const cad = {store: 'Canada', currency: 'CAD'}

for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, settlement files in any order make one ledger`, async (t) => {
    const engine = open(t)
    const chain = settlementChain({rows: 50, periods: 3})
    const files = chain.map(({id, chunks}) => file(Buffer.concat([...chunks()]), `${id}.txt`))
    const imported = valueOf(await engine.importFiles(files.toReversed(), add))
    assert.deepEqual(
      imported.settlements.map(({id}) => id),
      chain.map(({id}) => id).toReversed(),
    )
    assert.equal(imported.added, 150)
    const balance = valueOf(await engine.balance(cad))
    assert.equal(balance.balanceMinor, BigInt(chain[2].totalMinor))
    assert.equal(balance.latestSettlement?.id, chain[2].id)
    assert.deepEqual(
      valueOf(await engine.settlements(cad)).map(({id, gapBefore}) => [id, gapBefore]),
      chain.map(({id}) => [id, false]),
    )
    const again = valueOf(await engine.importFiles(files, add))
    assert.equal(again.added, 0)
    const part = valueOf(await engine.statement(cad, {settlement: chain[1].id}))
    assert.equal(part.closingMinor, BigInt(chain[1].totalMinor))
    assert.equal(part.entries, 50)
  })

  test(`in a ${mode}, a file that does not say its currency is of the one that is stated`, async (t) => {
    const engine = open(t)
    const files = [file(readFileSync(nameless), 'nameless.csv')]
    const refused = errorOf(await engine.importFiles(files, add))
    assert.deepEqual([refused.code, refused.field], ['UNKNOWN_CURRENCY', 'marketplace'])
    const checked = valueOf(await engine.checkFiles(files, {store: 'Canada', currency: 'CAD'}))
    assert.deepEqual(checked[0].problems, [])
    valueOf(await engine.importFiles(files, {...add, currency: 'CAD'}))
    assert.equal(valueOf(await engine.balance(cad)).balanceMinor, 100000n) // 1008.50 - 8.50
    const other = errorOf(await engine.importFiles(files, {...add, currency: 'cad'}))
    assert.deepEqual(
      [other.code, other.field, other.file],
      ['UNKNOWN_CURRENCY', 'currency', undefined],
    )
  })

  test(`in a ${mode}, an error names the file and the place, and nothing is stored`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const before = valueOf(await engine.balances())
    const good = file(settlement({rows: 100, seed: 3}), 'good.txt')
    const bad = file(settlement({rows: 100, seed: 4, damage: 'invalid-date'}), 'bad.txt')
    const {message, ...place} = errorOf(await engine.importFiles([good, bad], add))
    assert.deepEqual(place, {
      code: 'INVALID_DATE',
      file: 'bad.txt',
      line: 12,
      column: place.column,
      field: 'posted-date',
    })
    assert.ok(Number(place.column) > 0)
    assert.match(message, /date/)
    assert.deepEqual(valueOf(await engine.balances()), before)
  })

  test(`in a ${mode}, an import that is cancelled stores nothing`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const before = valueOf(await engine.balances())
    const controller = new AbortController()
    const large = file(settlement({rows: 100_000})) // longer to read than to be told of a cancellation
    const answer = await engine.importFiles([large], {
      ...add,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    assert.equal(codeOf(answer), 'CANCELLED')
    assert.deepEqual(valueOf(await engine.balances()), before)
    valueOf(await engine.importFiles([file(settlement({rows: 10}))], add))
  })

  test(`in a ${mode}, others are answered while a file is read`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    let importing = true
    const imported = engine
      .importFiles([file(settlement({rows: 100_000}))], {...add, mode: 'replace'})
      .finally(() => (importing = false))
    let answered = 0
    while (importing) {
      const answer = await engine.balance(usd)
      if (answer.ok) answered += 1
      await setImmediate() // in a page, too, others do not ask without end
    }
    valueOf(await imported)
    assert.ok(answered > 1, 'the import let nobody in')
    assert.equal(codeOf(await engine.balance(usd)), 'LEDGER_UNKNOWN')
  })

  test(`in a ${mode}, progress goes up to the whole, at most every 50 ms`, async (t) => {
    const engine = open(t)
    /** @type {(ImportProgress & {at: number})[]} */
    const told = []
    const files = [1, 2].map((seed) => file(settlement({rows: 30_000, seed}), `${seed}.txt`))
    const totalBytes = files.reduce((sum, {blob}) => sum + blob.size, 0)
    const onProgress = (/** @type {ImportProgress} */ progress) =>
      told.push({...progress, at: performance.now()})
    const answer = await engine.importFiles(files, {...add, store: 'a', onProgress})
    assert.ok(answer.ok || answer.error.code !== 'ENGINE_FAILED')
    assert.ok(told.length > 1)
    for (const [at, progress] of told.entries()) {
      assert.equal(progress.totalBytes, totalBytes)
      assert.ok(progress.bytes > (told[at - 1]?.bytes ?? 0) && progress.bytes <= totalBytes)
    }
    assert.equal(told[told.length - 1].bytes, totalBytes)
    const seconds = (told[told.length - 1].at - told[0].at) / 1000
    assert.ok(told.length <= 2 + seconds / 0.05, `${told.length} events in ${seconds} s`)
  })
}

test('imports asked for at once happen one after the other', async (t) => {
  const {engine} = openInWorker(t)
  const [first, second] = await Promise.all([
    engine.importFiles([{name: 'base.json', bytes: account('base')}], {mode: 'add', store: ''}),
    engine.importFiles([file(settlement({rows: 1000}))], add),
  ])
  assert.equal(valueOf(first).added, 3)
  assert.equal(valueOf(second).added, 1000)
  assert.equal(valueOf(await engine.balances()).length, 2)
})

test('the engine refuses what is no file of ours, each with its code', async (t) => {
  const engine = openInPage(t)
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  /** @type {[string, Buffer][]} */
  const cases = [
    ['FILE_EMPTY', Buffer.alloc(0)],
    ['SETTLEMENT_TOTAL_MISMATCH', settlement({rows: 20, damage: 'wrong-total'})],
    ['TWO_SETTLEMENTS', settlement({rows: 20, damage: 'two-settlements'})],
    ['NUL_BYTE', settlement({rows: 20, damage: 'nul'})],
    ['INVALID_UTF8', settlement({rows: 20, damage: 'invalid-utf8'})],
    ['INVALID_JSON', Buffer.from('{"format":"repay-account",}')],
  ]
  for (const [code, bytes] of cases) {
    const error = errorOf(await engine.importFiles([file(bytes, 'x')], add))
    assert.deepEqual([error.code, error.file], [code, 'x'])
  }
  assert.ok(!(await engine.importFiles([file(png)], add)).ok)
  assert.deepEqual(valueOf(await engine.balances()), [])
})

test('a signal that was aborted before starts nothing', async (t) => {
  const engine = openInPage(t)
  const files = [{name: 'base.json', bytes: account('base')}]
  const signal = AbortSignal.abort()
  assert.equal(
    codeOf(await engine.importFiles(files, {mode: 'add', store: '', signal})),
    'CANCELLED',
  )
  assert.deepEqual(valueOf(await engine.balances()), [])
})

test('a file that the machine cannot read is told, and the engine goes on', async (t) => {
  const engine = openInPage(t)
  class Gone extends Blob {
    get size() {
      return 10
    }
    slice() {
      return Object.assign(new Blob(), {
        arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
      })
    }
  }
  const answer = await engine.importFiles([{name: 'gone.txt', blob: new Gone()}], add)
  const {code, file: name} = errorOf(answer)
  assert.deepEqual([code, name], ['FILE_UNREADABLE', 'gone.txt'])
  valueOf(await engine.importFiles([file(settlement({rows: 10}))], add))
})

test('a listener of progress that throws breaks nothing', async (t) => {
  const {engine} = openInWorker(t)
  const queued = t.mock.method(globalThis, 'queueMicrotask', () => {})
  const onProgress = () => {
    throw new Error('the page slipped')
  }
  valueOf(await engine.importFiles([file(settlement({rows: 10}))], {...add, onProgress}))
  const [later] = queued.mock.calls.map((call) => call.arguments[0])
  assert.throws(() => later?.(), /the page slipped/) // where the page's own mistakes go
})
