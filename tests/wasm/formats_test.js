// The small engine: what it has it answers as the whole one does, and for all else it becomes that.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {test} from 'node:test'
import createSmall from '../../build/wasm/wasm/repay_account_wasm.mjs'
import createWhole from '../../build/wasm/wasm/repay_wasm.mjs'
import {methods} from '../../web/src/engine/client.js'
import {Session} from '../../web/src/engine/session.js'
import {WholeSession} from '../../web/src/engine/whole-session.js'
import {
  account,
  codeOf,
  errorOf,
  importAccounts,
  openInPage,
  openSmall,
  point,
  smallBytes,
  usd,
  valueOf,
  wasmBytes,
} from './engine.js'

/** @import {EngineClient} from '../../web/src/engine/types.js' */

const settlement = readFileSync(new URL('../data/settlements/v2.txt', import.meta.url))
const window = {first: 0, count: 10}
const command = {
  ledger: usd,
  amountMinor: 5000n,
  idempotencyKey: 'key-1',
  version: 1,
  at: '2026-02-01T12:00:00Z',
  method: 'Mastercard •• 4444',
}

/** The first view, a payment, and what only the whole engine has. @param {EngineClient} engine */
async function story(engine) {
  await importAccounts(engine, 'base')
  return [
    valueOf(await engine.balances()),
    valueOf(await engine.previewTyped(usd, '50.00', point, window)),
    valueOf(await engine.openCharges(usd, window)),
    valueOf(await engine.statement(usd, {})),
    valueOf(await engine.checkPayment(command)),
    valueOf(await engine.pay(command)),
    valueOf(await engine.currencyDigits('USD')),
    valueOf(await engine.statementRows(usd, {}, window)),
    valueOf(await engine.pay(command)), // the key is known, the receipt the same
    valueOf(await engine.balance(usd)),
    valueOf(await engine.search(usd, {}, {text: 'storage'})),
  ]
}

for (const mode of /** @type {const} */ (['page', 'worker'])) {
  test(`in a ${mode}, the small engine answers all that the whole one does`, async (t) => {
    assert.deepEqual(await story(openSmall(t, mode)), await story(openInPage(t)))
  })

  test(`in a ${mode}, a file of another format is read by the whole engine, and added`, async (t) => {
    const engine = openSmall(t, mode)
    await importAccounts(engine, 'base')
    const paid = valueOf(await engine.pay(command))
    const files = [{name: 'settlement.txt', bytes: settlement}]
    const {settlements} = valueOf(await engine.importFiles(files, {mode: 'add', store: ''}))
    assert.equal(settlements.length, 1)
    const owed = valueOf(await engine.balance(usd)).outstandingMinor
    assert.equal(owed, paid.outstandingAfterMinor)
    assert.deepEqual(valueOf(await engine.pay(command)), paid)
  })

  test(`in a ${mode}, calls keep their order while the engine grows`, async (t) => {
    const engine = openSmall(t, mode)
    await importAccounts(engine, 'base')
    /** @type {string[]} */
    const answered = []
    const asked = {
      pay: engine.pay(command),
      search: engine.search(usd, {}, {}),
      balance: engine.balance(usd),
      export: engine.exportJson(usd),
      preview: engine.preview(usd, 1n, window),
    }
    await Promise.all(
      Object.entries(asked).map(([name, answer]) => answer.then(() => answered.push(name))),
    )
    assert.deepEqual(answered, Object.keys(asked))
    const found = await asked.search
    const balance = await asked.balance
    assert.equal(valueOf(found).entries, 4)
    assert.equal(valueOf(balance).outstandingMinor, 10249n)
  })
}

test('a file that neither engine takes is refused as the whole one does', async (t) => {
  const engine = openSmall(t, 'page')
  const files = [{name: 'note.txt', bytes: new TextEncoder().encode('hello\n')}]
  const {code, file} = errorOf(await engine.importFiles(files, {mode: 'add', store: ''}))
  assert.deepEqual([code, file], ['FORMAT_UNKNOWN', 'note.txt'])
})

test('files are checked by the whole engine', async (t) => {
  const engine = openSmall(t, 'page')
  const files = [{name: 'settlement.txt', bytes: settlement}]
  const [{problems}] = valueOf(await engine.checkFiles(files, {store: ''}))
  assert.deepEqual(problems, [])
})

test('without the whole engine the small one says so, and goes on', async (t) => {
  const engine = openSmall(t, 'page', {every: {wasmBytes: wasmBytes.subarray(0, 100)}})
  await importAccounts(engine, 'base')
  assert.equal(codeOf(await engine.search(usd, {}, {})), 'ENGINE_INCOMPLETE')
  const files = [{name: 'settlement.txt', bytes: settlement}]
  const options = /** @type {const} */ ({mode: 'add', store: ''})
  assert.equal(codeOf(await engine.importFiles(files, options)), 'FORMAT_UNKNOWN')
  assert.equal(codeOf(await engine.checkFiles(files, {store: ''})), 'ENGINE_INCOMPLETE')
  assert.equal(valueOf(await engine.balance(usd)).outstandingMinor, 15249n)
})

test('what the caller changes afterwards is what it was when the engine grows', async (t) => {
  const engine = openSmall(t, 'page')
  const bytes = new Uint8Array(account('base'))
  valueOf(await engine.importFiles([{name: 'a.json', bytes}], {mode: 'replace', store: ''}))
  bytes.fill(0)
  const own = {...command, ledger: {...usd}}
  const receipt = valueOf(await engine.pay(own))
  own.amountMinor = 1n
  own.ledger.currency = 'EUR'
  assert.equal(valueOf(await engine.search(usd, {}, {})).entries, 4)
  assert.deepEqual(valueOf(await engine.pay(command)), receipt)
})

test('every call of the client is one of the whole engine, and files are read by both', async () => {
  const whole = await WholeSession.open(createWhole, {wasmBytes})
  assert.deepEqual([...methods].sort(), Object.keys(whole.calls).sort())
  for (const method of methods) {
    assert.ok(method in whole.engine || method in whole.module, `${method} is not bound`)
  }
  const open = /** @type {typeof createWhole} */ (/** @type {unknown} */ (createSmall))
  const part = await Session.open(open, {wasmBytes: smallBytes})
  for (const method of ['beginImport', 'beginFile', 'feed', 'endFile', 'commitImport'])
    assert.ok(method in part.engine, method)
})

test('the small engine is half as large', () => {
  assert.ok(smallBytes.length < 0.6 * wasmBytes.length)
})
