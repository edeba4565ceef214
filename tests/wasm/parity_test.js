// The same question, asked of `repay … --json` natively and of the engine through the client: one answer.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {test} from 'node:test'
import {decimalOf} from '../../web/src/locales/amounts.js'
import {root} from '../../wasm/build.js'
import {repayNative, temporary} from '../cli/repay.js'
import {openInPage, valueOf} from './engine.js'

/** @import {EngineClient, ImportFile, LedgerKey, StatementRange} from '../../web/src/engine/types.js' */

const all = {first: 0, count: 1000}
const everything = /** @type {const} */ ({mode: 'add', store: ''})
const accounts = 'tests/data/accounts'
const settlements = 'tests/data/settlements'
const chain = [1, 2, 3].map((number) => `${settlements}/chain-${number}.txt`)
const policy = temporary(
  'policy.json',
  '{"format":"repay-policy","version":1,"automaticCharge":{"thresholds":{"USD":"25.00"}}}',
)

/** A payment that a row of the second settlement reports. */
const paid = temporary(
  'paid.json',
  '{"format":"repay-account","version":1,"store":"","currency":"CAD","zone":"UTC","entries":[' +
    '{"id":"P","at":"2025-08-28T08:00:00Z","kind":"payment","amount":"4054.17"}]}',
)
/** A CSV of transactions that does not say its currency. */
const nameless = 'tests/data/transactions/bad-no-currency.csv'

/** @param {string} path @returns {ImportFile} */
const fileOf = (path) => ({
  name: path,
  bytes: readFileSync(path.startsWith('/') ? path : join(root, path)),
})

/** @param {EngineClient} engine @param {LedgerKey} key */
async function decimals(engine, {currency}) {
  const digits = valueOf(await engine.currencyDigits(currency))
  return (/** @type {bigint} */ minor) => decimalOf(minor, digits)
}

/** Without what has no value, as documents that leave it out. @param {Record<string, unknown>} object */
const present = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))

/** @param {string} text */
const orNull = (text) => (text === '' ? null : text)

/** @param {EngineClient} engine @param {import('../../web/src/engine/types.js').Moment} [moment] */
async function balance(engine, moment) {
  const ledgers = []
  for (const view of valueOf(await engine.balances(moment))) {
    const decimal = await decimals(engine, view.ledger)
    const {reported} = view
    const told = (/** @type {bigint | undefined} */ minor) =>
      minor === undefined ? undefined : decimal(minor)
    ledgers.push(
      present({
        ...view.ledger,
        balance: decimal(view.balanceMinor),
        outstanding: decimal(view.outstandingMinor),
        canPayNow: decimal(view.canPayNowMinor),
        available: decimal(view.availableMinor),
        deferred: decimal(view.deferredMinor),
        reserved: decimal(view.reservedMinor),
        total: decimal(view.totalMinor),
        unappliedCredit: decimal(view.unappliedCreditMinor),
        openCharges: view.openCharges,
        repayOffered: view.repayOffered,
        disbursed: decimal(view.disbursedMinor),
        scheduled: decimal(view.scheduledMinor),
        oldestOpenAt: view.oldestOpenAt ?? null,
        reported:
          reported &&
          present({
            asOf: reported.asOf,
            available: told(reported.availableMinor),
            deferred: told(reported.deferredMinor),
            accountLevelReserve: told(reported.accountReserveMinor),
            reserved: told(reported.reservedMinor),
            total: told(reported.totalMinor),
          }),
      }),
    )
  }
  return {ledgers}
}

/**
 * @param {EngineClient} engine
 * @param {StatementRange} range
 * @param {import('../../web/src/engine/types.js').EntryFilter} [filter]
 */
async function statement(engine, range, filter) {
  const ledgers = []
  for (const {ledger} of valueOf(await engine.balances())) {
    const decimal = await decimals(engine, ledger)
    const view = valueOf(await engine.statement(ledger, range))
    if ('settlement' in range && view.entries === 0) continue
    const found = filter && valueOf(await engine.search(ledger, range, filter))
    const rows = valueOf(
      found
        ? await engine.matchingRows(range, filter, found, all)
        : await engine.statementRows(ledger, range, all),
    )
    ledgers.push(
      present({
        ...ledger,
        from: view.from ?? null,
        to: view.to ?? null,
        opening: decimal(view.openingMinor),
        closing: decimal(view.closingMinor),
        groups: view.groups.map(({group, amountMinor, entries}) => ({
          group,
          amount: decimal(amountMinor),
          entries,
        })),
        matches: found && {
          entries: found.entries,
          amount: decimal(found.amountMinor),
          credits: decimal(found.creditsMinor),
          charges: decimal(found.chargesMinor),
        },
        entries: rows.map((row) =>
          present({
            id: row.id,
            at: row.at,
            kind: row.kind,
            description: row.description,
            amount: decimal(row.amountMinor),
            balance: decimal(row.balanceMinor),
            settlement: orNull(row.settlement),
            group: row.group,
            order: row.order || undefined,
            sku: row.sku || undefined,
            open: row.openMinor === undefined ? undefined : decimal(row.openMinor),
            flagged: row.flagged || undefined,
            sameAs: row.sameAs || undefined,
          }),
        ),
      }),
    )
  }
  return {ledgers}
}

/** @param {EngineClient} engine */
async function allocations(engine) {
  const ledgers = []
  for (const {ledger} of valueOf(await engine.balances())) {
    const decimal = await decimals(engine, ledger)
    const credits = valueOf(await engine.credits(ledger))
    const paid = valueOf(await engine.allocations(ledger, {first: 0, count: credits}))
    const open = valueOf(await engine.openCharges(ledger, all))
    ledgers.push({
      ...ledger,
      allocations: paid.map(({credit, charge, amountMinor}) => ({
        credit,
        charge,
        amount: decimal(amountMinor),
      })),
      open: open.map((row) => ({
        charge: row.id,
        incurredAt: row.incurredAt,
        amount: decimal(row.amountMinor),
        open: decimal(row.openMinor),
      })),
    })
  }
  return {ledgers}
}

/**
 * @param {import('../../web/src/engine/closing-types.js').RestView | undefined} view
 * @param {(minor: bigint) => string} decimal
 */
const rest = (view, decimal) =>
  view
    ? {
        outcome: view.outcome,
        amount: decimal(view.amountMinor),
        at: view.at ?? null,
        method: orNull(view.method),
        threshold: decimal(view.thresholdMinor),
      }
    : null

const visa = {id: 'Visa •• 4242', revision: 0, shown: ''}
const closesAt = '2026-02-28T00:00:00Z'
const closes = ['--close', closesAt, '--method', visa.id]

/** What `--close` and `--method` say. @param {EngineClient} engine */
async function expectCharge(engine) {
  const methods = {active: visa, backupsEnabled: false}
  const ledger = valueOf(await engine.findLedger({}))
  valueOf(await engine.expectCharge(ledger, {methods, closesAt, zone: 'UTC'}))
}

/**
 * @param {EngineClient} engine
 * @param {import('../../web/src/engine/closing-types.js').SettlementPeriod} period
 */
async function closing(engine, period) {
  const ledger = valueOf(await engine.findLedger({}))
  const decimal = await decimals(engine, ledger)
  const view = valueOf(
    await engine.closing({
      ledger,
      period,
      zone: 'UTC',
      depositMethod: {id: 'bank', shown: '', changedAt: '1990-01-01T00:00:00Z'},
      restricted: false,
      chargeMethods: {active: visa, backupsEnabled: false},
      now: period.end,
    }),
  )
  const {plan: told} = view
  return {
    ...ledger,
    settlement: told.period.id,
    start: told.period.start,
    end: told.period.end,
    opening: decimal(told.openingMinor),
    closing: decimal(told.closingMinor),
    deferred: decimal(told.deferredMinor),
    available: decimal(told.availableMinor),
    disbursed: decimal(told.disbursedMinor),
    carried: decimal(told.carriedMinor),
    depositDue: told.depositDue ?? null,
    depositAt: told.depositAt ?? null,
    charged: decimal(told.chargedMinor),
    firstChargeAt: told.firstCharge ?? null,
    method: told.chargeMethod?.id ?? null,
    reasons: told.reasons.map(({code, until, amountMinor}) => ({
      code,
      until: until ?? null,
      amount: amountMinor === undefined ? null : decimal(amountMinor),
    })),
  }
}

/** @param {EngineClient} engine @param {bigint} minor */
async function preview(engine, minor) {
  const ledger = valueOf(await engine.findLedger({}))
  const decimal = await decimals(engine, ledger)
  const {touches} = valueOf(await engine.preview(ledger, minor, {first: 0, count: 0}))
  const view = valueOf(await engine.preview(ledger, minor, {first: 0, count: touches}))
  return {
    ...ledger,
    amount: decimal(view.amountMinor),
    closes: view.closes,
    allocations: view.rows.map((row) => ({
      charge: row.id,
      incurredAt: row.incurredAt,
      description: row.description,
      amount: decimal(row.paysMinor),
      openAfter: decimal(row.openAfterMinor),
    })),
    outstandingAfter: decimal(view.outstandingAfterMinor),
    balanceAfter: decimal(view.balanceAfterMinor),
    openChargesAfter: view.openCharges - view.closes,
    oldestOpenAfterAt: view.oldestOpenAfterAt ?? null,
    rest: rest(view.rest, decimal),
  }
}

/** @param {EngineClient} engine @param {import('../../web/src/engine/types.js').PlanTerms} terms */
async function plan(engine, terms) {
  const ledger = valueOf(await engine.findLedger({}))
  const decimal = await decimals(engine, ledger)
  const view = valueOf(await engine.plan(ledger, terms, all))
  return {
    ...ledger,
    amount: decimal(view.amountMinor),
    payments: view.payments,
    total: decimal(view.totalMinor),
    last: decimal(view.lastMinor),
    clearedOn: view.clearedOn ?? null,
    plan: view.rows.map((row) => ({
      on: row.on,
      amount: decimal(row.amountMinor),
      closes: row.closes,
      touches: row.touches,
      outstandingAfter: decimal(row.outstandingAfterMinor),
      charges: row.charges.map((charge) => ({
        charge: charge.id,
        amount: decimal(charge.paysMinor),
        openAfter: decimal(charge.openAfterMinor),
      })),
    })),
    rest: rest(view.rest, decimal),
  }
}

/**
 * @param {EngineClient} engine
 * @param {'explain' | 'explainFigure'} call
 * @param {string} subject
 */
async function explain(engine, call, subject) {
  const ledger = valueOf(await engine.findLedger({}))
  const decimal = await decimals(engine, ledger)
  const view = valueOf(await engine[call](ledger, subject, all))
  return {
    ...ledger,
    subject: view.subject,
    kind: orNull(view.kind),
    at: view.at ?? null,
    amount: decimal(view.amountMinor),
    facts: view.facts,
    explanation: view.rows.map((row) =>
      present({
        code: row.code,
        clause: row.clause,
        amount: decimal(row.amountMinor),
        entry: orNull(row.entry),
        kind: orNull(row.kind),
        at: row.at ?? null,
        via: orNull(row.via),
        settlement: orNull(row.settlement),
        rule: orNull(row.rule),
        store: row.store,
      }),
    ),
  }
}

/** @param {EngineClient} engine @param {string[]} files */
async function check(engine, files) {
  const found = valueOf(await engine.checkFiles(files.map(fileOf), {store: ''}))
  return {
    files: found.map(({file, entries, problems}) => ({
      file,
      entries,
      problems: problems.map((problem) => present({...problem})),
    })),
  }
}

const now = {now: '2026-06-15T12:00:00Z', zone: 'America/Toronto'}
const days = {from: '2026-01-01', to: '2026-01-05', zone: 'America/Toronto'}

/**
 * What the command is asked, of which files, and the same of the engine.
 * @type {[string, string[], string[], (engine: EngineClient) => Promise<unknown>][]}
 */
const questions = [
  ...[
    ['base'],
    ['base', 'paid_in_part'],
    ['base', 'paid_in_part', 'reversed'],
    ['two_stores'],
    ['yen'],
    ['descriptions'],
  ].flatMap((names) => {
    const files = names.map((name) => `${accounts}/${name}.json`)
    /** @type {typeof questions} */
    const asked = [
      ['balance', [], files, balance],
      ['statement', [], files, (engine) => statement(engine, {})],
      ['allocations', [], files, allocations],
    ]
    return asked
  }),
  ['balance', [], chain, balance],
  ['balance', ['--at', now.now, '--zone', now.zone], chain, (engine) => balance(engine, now)],
  [
    'statement',
    ['--from', days.from, '--to', days.to, '--zone', days.zone],
    [`${accounts}/base.json`],
    (engine) => statement(engine, days),
  ],
  ['statement', [], chain, (engine) => statement(engine, {})],
  ['statement', [], [paid, ...chain], (engine) => statement(engine, {})],
  ['balance', ['--file-currency', 'USD'], [nameless], balance],
  [
    'statement',
    ['--search', 'storage'],
    [`${accounts}/base.json`],
    (engine) => statement(engine, {}, {text: 'storage'}),
  ],
  [
    'statement',
    ['--kind', 'fee,subscription', '--group', 'marketplace_fees'],
    [`${accounts}/base.json`],
    (engine) =>
      statement(engine, {}, {kinds: ['fee', 'subscription'], groups: ['marketplace_fees']}),
  ],
  ['allocations', [], chain, allocations],
  ['preview', ['--pay', '50.00'], [`${accounts}/base.json`], (engine) => preview(engine, 5000n)],
  [
    'preview',
    ['--pay', '50.00', ...closes],
    [`${accounts}/base.json`],
    async (engine) => {
      await expectCharge(engine)
      return preview(engine, 5000n)
    },
  ],
  [
    'plan',
    ['--pay', '50.00', '--every', 'month', '--from', '2026-01-31', ...closes],
    [`${accounts}/base.json`],
    async (engine) => {
      await expectCharge(engine)
      return plan(engine, {amountMinor: 5000n, every: 'month', from: '2026-01-31'})
    },
  ],
  [
    'closing',
    ['--from', '2026-01-01', '--to', '2026-01-04', '--settlement', 'P1', '--method', visa.id],
    [`${accounts}/base.json`],
    (engine) =>
      closing(engine, {id: 'P1', start: '2026-01-01T00:00:00Z', end: '2026-01-05T00:00:00Z'}),
  ],
  [
    'closing',
    ['--method', visa.id],
    chain,
    async (engine) => {
      const ledger = valueOf(await engine.findLedger({}))
      const [{id, start, end}] = valueOf(await engine.settlements(ledger)).slice(-1)
      return closing(engine, {id, start, end})
    },
  ],
  ['preview', ['--pay', '5000'], [`${accounts}/yen.json`], (engine) => preview(engine, 5000n)],
  [
    'plan',
    ['--pay', '50.00', '--every', 'month', '--from', '2026-01-31'],
    [`${accounts}/base.json`],
    (engine) => plan(engine, {amountMinor: 5000n, every: 'month', from: '2026-01-31'}),
  ],
  [
    'explain',
    ['--entry', 'A'],
    [`${accounts}/base.json`, `${accounts}/paid_in_part.json`],
    (engine) => explain(engine, 'explain', 'A'),
  ],
  ...['balance', 'outstanding', 'can_pay_now', 'waiting', 'reserved', 'disbursed'].map((figure) => {
    /** @type {typeof questions[number]} */
    const asked = [
      'explain',
      ['--figure', figure],
      chain,
      (engine) => explain(engine, 'explainFigure', figure),
    ]
    return asked
  }),
]

for (const [command, options, files, ask] of questions) {
  const names = files.map((file) => basename(file)).join(' ')
  test(`repay ${[command, ...options].join(' ')} of ${names} is the client's answer`, async (t) => {
    const engine = openInPage(t)
    const currency = files.includes(nameless) ? 'USD' : undefined
    valueOf(await engine.importFiles(files.map(fileOf), {...everything, currency}))
    const {code, out, error} = repayNative([command, ...options, '--json', ...files])
    assert.equal(code, 0, error)
    assert.deepEqual(await ask(engine), JSON.parse(out))
  })
}

test('repay import names the payments that are rows of settlements as the client does', async (t) => {
  const engine = openInPage(t)
  const files = [paid, ...chain]
  const {matched} = valueOf(await engine.importFiles(files.map(fileOf), everything))
  const told = await Promise.all(
    matched.map(async ({ledger, payment, row, paymentMinor, rowMinor, byReference}) => {
      const decimal = await decimals(engine, ledger)
      const by = byReference ? 'reference' : 'amount'
      const amounts = {paid: decimal(paymentMinor), reported: decimal(rowMinor)}
      return {...ledger, payment, entry: row, ...amounts, by}
    }),
  )
  assert.equal(told.length, 1)
  assert.deepEqual(told, JSON.parse(repayNative(['import', '--json', ...files]).out).matched)
})

for (const files of [
  [`${accounts}/base.json`],
  [nameless],
  [`${settlements}/bad-invalid-amount.txt`, `${settlements}/bad-invalid-date.txt`],
  [`${settlements}/bad-wrong-total.txt`, `${accounts}/base.json`],
  [`${accounts}/duplicate_id.json`],
  [...chain, `${settlements}/bad-nul.txt`],
]) {
  const names = files.map((file) => basename(file)).join(' ')
  test(`repay check of ${names} finds what the client does`, async (t) => {
    const {out} = repayNative(['check', '--json', ...files])
    assert.deepEqual(await check(openInPage(t), files), JSON.parse(out))
  })
}

test('every file that is refused is refused at the same place', async (t) => {
  const engine = openInPage(t)
  const names = readFileSync(join(root, settlements, 'index.tsv'), 'utf8').match(/bad-[\w-]+\.txt/g)
  assert.ok(names && names.length > 5)
  for (const name of new Set(names)) {
    const file = `${settlements}/${name}`
    const {code, error} = repayNative(['balance', '--json', file])
    assert.equal(code, 1)
    const answer = await engine.importFiles([fileOf(file)], everything)
    const nothing = {line: null, column: null, field: null}
    const told = answer.ok ? undefined : {...nothing, ...present({...answer.error})}
    assert.deepEqual({error: told}, JSON.parse(error), name)
  }
})

test('a policy reads and writes the same', async (t) => {
  const engine = openInPage(t)
  valueOf(await engine.setPolicy(readFileSync(policy, 'utf8')))
  assert.equal(valueOf(await engine.policy()), repayNative(['policy', policy]).out)
})

test('downloads are the same to the byte', async (t) => {
  const engine = openInPage(t)
  valueOf(await engine.importFiles(chain.map(fileOf), everything))
  const ledger = valueOf(await engine.findLedger({}))
  const json = valueOf(await engine.exportJson(ledger))
  assert.equal(await json.text(), repayNative(['export', '--json', ...chain]).out)
  const csv = valueOf(await engine.exportCsv(ledger, {}, {}, 'byte_order_mark'))
  const bytes = Buffer.from(await csv.arrayBuffer()).toString('utf8') // text() drops the mark
  assert.equal(bytes, repayNative(['export', '--csv', '--bom', ...chain]).out)
})
