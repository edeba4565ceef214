// What comes out of the engine as files.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {settlementFile} from '../generate/settlement.js'
import {codeOf, errorOf, importAccounts, openInPage, openInWorker, usd, valueOf} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const options = /** @type {const} */ ({mode: 'replace', store: ''})

/** @param {Blob} blob */
const bytesOf = async (blob) => Buffer.from(await blob.arrayBuffer())

for (const mode of ['page', 'worker']) {
  /** @param {import('node:test').TestContext} t @returns {EngineClient} */
  const open = (t) => (mode === 'page' ? openInPage(t) : openInWorker(t).engine)

  test(`in a ${mode}, a download imported again is downloaded to the same byte`, async (t) => {
    const engine = open(t)
    // Larger than one piece.
    const {chunks} = settlementFile({rows: 5000})
    const blob = new Blob([...chunks()].map((chunk) => new Uint8Array(chunk)))
    valueOf(await engine.importFiles([{name: 'large.txt', blob}], options))
    const [before] = valueOf(await engine.balances())
    const first = valueOf(await engine.exportJson(before.ledger))
    assert.equal(first.type, 'application/json')
    assert.ok(first.size > 2 * (256 << 10))
    valueOf(await engine.importFiles([{name: 'again.json', blob: first}], options))
    assert.deepEqual(valueOf(await engine.balances()), [{...before, version: 1}])
    const second = valueOf(await engine.exportJson(before.ledger))
    assert.ok((await bytesOf(first)).equals(await bytesOf(second)))
  })

  test(`in a ${mode}, a statement is downloaded as CSV, all of it or what is asked for`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const header = 'store,currency,id,at,kind,group,description,order,sku,amount,balance,settlement'
    const lines = async (/** @type {any[]} */ ...asked) => {
      const [range, filter, start] = asked
      const csv = valueOf(await engine.exportCsv(usd, range, filter, start))
      assert.equal(csv.type, 'text/csv;charset=utf-8')
      return (await bytesOf(csv)).toString('utf8').split('\r\n')
    }
    assert.deepEqual((await lines({}, {}, 'header')).length, 5)
    assert.equal((await lines({}, {}, 'byte_order_mark'))[0], `\ufeff${header}`)
    const [fee, end] = await lines({}, {kinds: ['fee']}, 'none')
    assert.match(fee, /^,USD,B,/)
    assert.equal(end, '')
    const day = {from: '2026-01-05', to: '2026-01-05', zone: 'UTC'}
    assert.equal((await lines(day, {}, 'header')).length, 3)
  })

  test(`in a ${mode}, a download that cannot be is refused`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const eur = {store: '', currency: 'EUR'}
    assert.equal(codeOf(await engine.exportJson(eur)), 'LEDGER_UNKNOWN')
    assert.equal(codeOf(await engine.exportCsv(eur, {}, {}, 'header')), 'LEDGER_UNKNOWN')
    const end = /** @type {any} */ ('end')
    assert.equal(errorOf(await engine.exportCsv(usd, {}, {}, end)).field, 'start')
    const backwards = {from: '2026-01-06', to: '2026-01-05', zone: 'UTC'}
    assert.equal(codeOf(await engine.exportCsv(usd, backwards, {}, 'header')), 'INVALID_RANGE')
  })

  test(`in a ${mode}, files are checked to their ends and stored nowhere`, async (t) => {
    const engine = open(t)
    await importAccounts(engine, 'base')
    const bad =
      '{"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC",\n"entries":[{"id":"a"}]}'
    const files = [
      {name: 'bad.json', bytes: new TextEncoder().encode(bad)},
      {name: 'none.txt', blob: new Blob([])},
    ]
    const found = valueOf(await engine.checkFiles(files, {store: ''}))
    assert.deepEqual(
      found.map(({file, entries, problems}) => [file, entries, problems[0].code, problems[0].line]),
      [
        ['bad.json', 0, 'FIELD_MISSING', 2],
        ['none.txt', 0, 'FILE_EMPTY', 1],
      ],
    )
    assert.equal(valueOf(await engine.balances()).length, 1)
    const aborted = AbortSignal.abort()
    assert.equal(codeOf(await engine.checkFiles(files, {store: '', signal: aborted})), 'CANCELLED')
    assert.equal(
      errorOf(await engine.checkFiles(/** @type {any} */ (1), {store: ''})).field,
      'files',
    )
    assert.equal(errorOf(await engine.checkFiles([], /** @type {any} */ ({}))).field, 'store')
  })
}
