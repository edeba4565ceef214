// The contract between page and marketplace, web/src/host/openapi.yaml, is what it says of itself: valid, exact in its
// examples, of one mind with the engine's words, and plain about what may be kept and what may be sent again.

import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'
import {bodies, contract, examplesOf, faults, marked, nodesOf} from './contract.js'
import {operations, resolved, unsafe} from './contract.js'
import {wordsOf} from './core_lists.js'

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8')

/** Codes of rules about methods and orders, which the engine does not judge yet (DOMAIN 8). */
const ofMethods = [
  'EXPIRES_TOO_SOON',
  'EXPIRED',
  'CANNOT_REMOVE_ACTIVE',
  'PENDING_TRANSACTIONS',
  'ORDER_LOCKED',
]

const codes = contract.components.schemas.Code
const engineCodes = [...read('core/base/error.h').matchAll(/X\(\w+, "(\w+)"/g)].map(
  ([, code]) => code,
)

/** Every value in an example that has a field of this name. @param {string} field */
const inExamples = (field) =>
  bodies().flatMap(({at, media}) =>
    examplesOf(media)
      .flatMap((example) => nodesOf(example))
      .filter(({node}) => typeof node[field] === 'string')
      .map(({node}) => ({at, word: node[field]})),
  )

test('it is OpenAPI 3.1, and the linter finds nothing', () => {
  assert.match(contract.openapi, /^3\.1\./)
  const lint = spawnSync(process.execPath, ['tests/lint.js', 'web/src/host/openapi.yaml'], {
    cwd: root,
    encoding: 'utf8',
  })
  assert.equal(lint.status, 0, lint.stdout + lint.stderr)
})

test('every operation has a name of its own, and says what it is for', () => {
  const ids = operations.map(({id}) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const {id, path, node} of operations) {
    assert.match(id ?? '', /^[a-z]+([A-Z][a-z]+)*$/, path)
    assert.ok(node.summary, id)
  }
})

test('what a host need not have is of a part that it can leave out', () => {
  const parts = operations.map(({node}) => node['x-repay-part']).filter(Boolean)
  const {items} = contract.components.schemas.Status.properties.parts
  assert.deepEqual(new Set(parts), new Set(items.enum))
  const needed = operations.filter(({node}) => !node['x-repay-part']).flatMap(({node}) => node.tags)
  assert.deepEqual(new Set(needed), new Set(['service', 'ledger', 'payments', 'methods']))
})

test('everything that is sent or answered has an example, and every example is valid', () => {
  for (const {at, type, media} of bodies()) {
    if (!type.endsWith('json')) continue
    const examples = examplesOf(media)
    assert.notEqual(examples.length, 0, at)
    for (const example of examples) assert.deepEqual(faults(media.schema, example), [], at)
  }
  for (const {at, node} of nodesOf(contract.components)) {
    if (!Array.isArray(node.examples) || !/\/(schema|schemas\/\w+)$/.test(at)) continue
    for (const example of node.examples) assert.deepEqual(faults(node, example), [], at)
  }
})

test('an example with a member too many, a number for an amount or half an answer is found', () => {
  const payment = contract.components.examples.submitted.value
  const schema = {$ref: '#/components/schemas/Payment'}
  assert.deepEqual(faults(schema, payment), [])
  assert.notDeepEqual(faults(schema, {...payment, settledMinor: '0.00'}), [])
  assert.notDeepEqual(faults(schema, {...payment, amount: 50}), [])
  assert.notDeepEqual(faults(schema, {...payment, settled: '-0.00'}), [])
  assert.notDeepEqual(faults(schema, {...payment, settled: undefined}), [])
  assert.notDeepEqual(faults(schema, {...payment, state: 'refused'}), [], 'without a reason')
  assert.notDeepEqual(faults(schema, {...payment, state: 'verifying'}), [], 'without a code')
})

test('codes are those of the engine, in its order of precedence, then those about methods', () => {
  assert.deepEqual(
    codes.enum,
    [...engineCodes, ...ofMethods].filter((code) => codes.enum.includes(code)),
  )
  const known = ofMethods.filter((code) => engineCodes.includes(code))
  assert.deepEqual(known, [], 'the engine has these now: take them off the list')
})

test('every code in an example is one of them', () => {
  for (const field of ['code', 'error']) {
    const words = inExamples(field).filter(({word}) => !/^[0-9]{6}$/.test(word)) // a one-time code
    assert.notEqual(words.length, 0)
    for (const {at, word} of words) assert.ok(codes.enum.includes(word), `${at}: ${word}`)
  }
})

test('a code has one status, and a problem is of the status, code and type it says', () => {
  const statuses = codes['x-repay-status']
  const told = codes.enum.filter((/** @type {string} */ code) => code !== 'NOT_RECEIVED')
  assert.deepEqual(Object.keys(statuses), told)
  for (const {at, status, type, media} of bodies()) {
    if (type !== 'application/problem+json') continue
    for (const problem of examplesOf(media)) {
      assert.equal(String(problem.status), status, at)
      if (problem.code === undefined) continue
      assert.equal(problem.type, `urn:repay:problem:${problem.code}`, at)
      assert.equal(problem.status, statuses[problem.code], `${at}: ${problem.code}`)
    }
  }
})

test('a refused payment says in its problem what its record says', () => {
  const refused = bodies()
    .flatMap(({media}) => examplesOf(media))
    .filter(({payment}) => payment?.state === 'refused')
  assert.notEqual(refused.length, 0)
  for (const {code, payment} of refused) assert.equal(payment.error, code)
})

test('words of states, kinds and classes are those of the engine', () => {
  const lists = marked('x-repay-words')
  assert.ok(lists.length >= 7)
  for (const {at, node} of lists) {
    const {file, macro} = node['x-repay-words']
    const words = wordsOf(file, macro)
    assert.notEqual(words.length, 0, macro)
    assert.deepEqual(node.enum, words, at)
  }
})

test('whatever the page asks about a payment is one operation, answered with the payment', () => {
  const asked = operations.filter(({node}) => node['x-repay-request'])
  const kinds = asked.map(({node}) => node['x-repay-request'])
  assert.deepEqual(
    kinds.toSorted(),
    wordsOf('core/payment/flow.h', 'REPAY_REQUEST_KINDS').toSorted(),
  )
  for (const {id, responses} of asked) {
    for (const [status, response] of responses) {
      if (!status.startsWith('2')) continue
      const schema = response.content['application/json'].schema.$ref
      assert.equal(schema, '#/components/schemas/Payment', `${id} ${status}`)
    }
  }
})

test('whoever may not pay can still learn what became of a payment, and have its key used up', () => {
  for (const kind of ['look_up', 'abandon']) {
    const asked = operations.find(({node}) => node['x-repay-request'] === kind)
    assert.equal(
      asked?.responses.some(([status]) => status === '403'),
      false,
      kind,
    )
  }
})

test('views have the members of the page, with amounts in the place of minor units', () => {
  const types = ['types.js', 'payment-types.js', 'closing-types.js'].map((file) =>
    read(`web/src/engine/${file}`),
  )
  for (const {at, node} of marked('x-repay-view')) {
    const view = node['x-repay-view']
    const block = new RegExp(`@typedef \\{object\\} ${view}\\n((?: \\*[^/].*\\n)+)`)
    const [, members = ''] = types.map((text) => block.exec(text)).find(Boolean) ?? []
    const names = [...members.matchAll(/@property \{[^}]+\} \[?(\w+)/g)].map(([, name]) =>
      name.replace(/Minor$/, ''),
    )
    assert.notEqual(names.length, 0, view)
    const missing = names.filter((name) => !(name in node.properties))
    assert.deepEqual(missing, [], `${at} is a ${view}`)
  }
})

test('the intent that is sent is the one that the engine keeps', () => {
  const header = read('core/engine/payment_json.h')
  const [, comment] = /(\/\/\/ \{"format":"repay-intent"[\s\S]*?\})\n/.exec(header) ?? []
  const kept = [...(comment ?? '').matchAll(/"(\w+)":/g)].map(([, name]) => name)
  const {properties, required} = contract.components.schemas.PaymentIntent
  assert.deepEqual(required, kept)
  assert.deepEqual(Object.keys(properties), kept)
})

test('no JSON number is an amount', () => {
  const numbers = nodesOf(contract).filter(({node}) => [node.type].flat().includes('number'))
  assert.deepEqual(
    numbers.map(({at}) => at),
    [],
  )
  for (const {at, node} of nodesOf(contract.components.schemas)) {
    const amount = node.properties?.amount
    if (amount) assert.match(amount.$ref, /\/(Amount|NotNegative)$/, at)
  }
})

test('whatever is about money or people is not kept', () => {
  for (const {id, method, responses} of operations) {
    for (const [status, response] of responses) {
      if (!response.content) continue
      const kept = resolved(response.headers?.['Cache-Control'])
      assert.equal(kept?.required, true, `${id} ${status}`)
      const isPolicy = id === 'getPolicy' && status === '200'
      const rule = isPolicy ? 'private, no-cache' : 'no-store'
      assert.equal(kept.schema.const, rule, `${method} ${id} ${status}`)
    }
  }
})

test('every answer says who it is for, what to do when there are too many, and that it can be down', () => {
  for (const {id, responses} of operations) {
    const statuses = responses.map(([status]) => status)
    for (const status of ['401', '429', ...(id === 'getStatus' ? [] : ['503'])]) {
      assert.ok(statuses.includes(status), `${id} ${status}`)
    }
    for (const [status, response] of responses) {
      if (status !== '429' && status !== '503') continue
      assert.ok(resolved(response.headers['Retry-After']).required, `${id} ${status}`)
    }
  }
})

test('every unsafe operation says how it may be sent again, and is made for that', () => {
  for (const {id, method, node, parameters} of unsafe) {
    const retry = node['x-repay-retry']
    const hasKey = parameters.some(({name}) => name === 'Idempotency-Key')
    assert.equal(hasKey, retry === 'with_key', id)
    if (retry === 'always') assert.match(method, /^(put|delete)$/, `${id}: a proxy may repeat it`)
    else if (retry === 'asked_for') assert.equal(method, 'post', `${id}: no proxy may repeat it`)
    else assert.equal(retry, 'with_key', id)
  }
  for (const {id, node} of operations.filter(({method}) => method === 'get')) {
    assert.equal(node['x-repay-retry'], undefined, id)
  }
})

test('what is changed under a condition is refused without it, and when it was changed', () => {
  for (const {id, parameters, responses} of operations) {
    const statuses = responses.map(([status]) => status)
    const isConditional = parameters.some(({name}) => name === 'If-Match')
    for (const status of ['412', '428']) {
      assert.equal(statuses.includes(status), isConditional, `${id} ${status}`)
    }
  }
})

test('the table of what may be sent again is that of the contract', () => {
  const rows = [
    ...read('web/src/host/README.md').matchAll(/^\| `(\w+)` \| `(.+?)` \| `(\w+)` \|/gm),
  ]
  assert.deepEqual(
    rows.map(([, id, request, retry]) => ({id, request, retry})),
    unsafe.map(({id, method, path, node}) => ({
      id,
      request: `${method.toUpperCase()} ${path}`,
      retry: node['x-repay-retry'],
    })),
  )
})
