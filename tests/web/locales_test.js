import assert from 'node:assert/strict'
import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'
import {en} from '../../web/src/locales/en.js'
import {fileErrors} from '../../web/src/locales/en-files.js'
import {flow} from '../../web/src/locales/en-flow.js'
import {
  languageOf,
  languages,
  loadCatalogue,
  loadFileErrors,
  loadFlowWords,
} from '../../web/src/locales/index.js'
import {pseudo, pseudoText} from '../../web/src/locales/pseudo.js'
import {Words} from '../../web/src/locales/words.js'
import {wordsOf} from './core_lists.js'

const plurals = ['zero', 'one', 'two', 'few', 'many', 'other']

/** @param {unknown} message */
const isPlural = (message) =>
  typeof message === 'object' && message !== null && 'other' in message && !Array.isArray(message)

/**
 * Every text of a catalogue by its path: 'errors.STALE.0'. The forms of a plural are one.
 * @param {any} catalogue
 * @param {string} [path]
 * @returns {Record<string, string[]>}
 */
function texts(catalogue, path = '') {
  if (typeof catalogue === 'string') return {[path]: [catalogue]}
  const isForms =
    isPlural(catalogue) && Object.keys(catalogue).every((key) => plurals.includes(key))
  if (isForms) return {[path]: Object.values(catalogue)}
  return Object.assign(
    {},
    ...Object.entries(catalogue).map(([key, value]) => texts(value, path ? `${path}.${key}` : key)),
  )
}

/** @param {string[]} forms */
const names = (forms) => [...new Set(forms.join(' ').match(/\{\w+\}/g) ?? [])].sort()

for (const language of languages) {
  test(`${language} says everything that English says, with the same values`, async () => {
    const english = texts({...en, fileErrors, flow})
    const theirs = texts({
      ...(await loadCatalogue(language)),
      fileErrors: await loadFileErrors(language),
      flow: await loadFlowWords(language),
    })
    assert.deepEqual(Object.keys(theirs).sort(), Object.keys(english).sort())
    for (const [path, forms] of Object.entries(theirs)) {
      // A singular may say "1" itself instead of {count}.
      assert.deepEqual(names(forms), names(english[path]), path)
      assert.ok(
        forms.every((form) => form.trim() === form && form !== ''),
        path,
      )
    }
  })

  test(`${language} has every plural form that its rules can ask for`, async () => {
    const words = new Words(await loadCatalogue(language), language)
    for (const count of [0, 1, 2, 5, 11, 21, 100, 1_000_000]) {
      const said = words.say('chargesAfter', {count})
      assert.match(said, new RegExp(words.number.format(count).replace(/[.\s]/g, '.')), said)
    }
  })
}

test('every sentence is said somewhere', () => {
  const folder = join(root, 'web/src/elements')
  const code = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join()
  const keys = [...Object.keys(en), ...Object.keys(flow)]
  const unsaid = keys.filter((key) => !code.includes(`'${key}'`) && key !== 'errors')
  assert.deepEqual(unsaid, [])
})

test('the words of a payment under way say nothing that others say already', () => {
  assert.deepEqual(
    Object.keys(flow).filter((key) => key in en),
    [],
  )
})

/** Screens on which the balance or the form stands, and nothing is said of a payment. */
const saysNothing = ['ready', 'opening']

for (const language of languages) {
  test(`${language} has words for every screen, next step and decline of core`, async () => {
    const {screens, steps, declines} = await loadFlowWords(language)
    const lists = [
      {said: screens, words: wordsOf('core/payment/flow_view.h', 'REPAY_SCREENS'), most: 24},
      {said: steps, words: wordsOf('core/payment/flow_view.h', 'REPAY_NEXT_STEPS'), most: 13},
      {said: declines, words: wordsOf('core/repayment/decline.h', 'REPAY_DECLINES'), most: 12},
    ]
    for (const {said, words, most} of lists) {
      assert.ok(words.length >= most, `${words}`)
      assert.deepEqual(
        words.filter((word) => !saysNothing.includes(word)).sort(),
        Object.keys(said).sort(),
      )
    }
  })
}

test('every refusal of the engine has its words', () => {
  const header = readFileSync(join(root, 'core/base/error.h'), 'utf8')
  const codes = [...header.matchAll(/X\(\w+, "([A-Z0-9_]+)"/g)].map(([, code]) => code)
  assert.ok(codes.length > 40)
  assert.deepEqual(
    codes.filter((code) => !(code in en.errors) && !(code in fileErrors)),
    [],
  )
  assert.deepEqual(
    codes.filter((code) => code in en.errors && code in fileErrors),
    [],
  )
})

test('what is wrong with files is said once its words are there', () => {
  const before = new Words(en, 'en')
  assert.ok(before.hasError('STALE') && !before.hasError('INVALID_DATE'))
  assert.equal(before.error('INVALID_DATE').what, en.errors.UNKNOWN[0])
  const after = new Words(en, 'en', {}, fileErrors)
  assert.ok(after.hasError('INVALID_DATE'))
  assert.equal(after.error('INVALID_DATE').what, fileErrors.INVALID_DATE[0])
  const told = new Words(en, 'en', {errors: {INVALID_DATE: ['No date.', 'Look.']}}, fileErrors)
  assert.equal(told.error('INVALID_DATE').what, 'No date.')
})

test('every group and kind of the engine has its name', () => {
  const header = readFileSync(join(root, 'core/ledger/kind.h'), 'utf8')
  const groups = [...header.matchAll(/^ {2}X\((\w+)\) +\\?$/gm)].map(([, group]) => group)
  const kinds = [...header.matchAll(/^ {2}X\((\w+), \w+, \w+, (?:true|false)\)/gm)].map(
    ([, kind]) => kind,
  )
  assert.ok(
    groups.length >= 14 && kinds.length >= 23,
    `${groups.length} groups, ${kinds.length} kinds`,
  )
  assert.deepEqual(
    groups.filter((group) => !(group in en.groups)),
    [],
  )
  assert.deepEqual(
    kinds.filter((kind) => !(kind in en.kinds)),
    [],
  )
})

test('an unknown code, group or kind still says something', () => {
  const words = new Words(en, 'en')
  assert.equal(words.error('NEVER_HEARD_OF').what, en.errors.UNKNOWN[0])
  assert.equal(words.name('groups', 'moon_dust'), 'moon_dust')
})

test('a language tag finds the catalogue that serves best', () => {
  assert.deepEqual(
    ['en-CA', 'es-MX', 'zh', 'zh-Hans-SG', 'zh-TW', 'zh-Hant', 'pl', 'not a tag'].map(languageOf),
    ['en', 'es', 'zh-CN', 'zh-CN', undefined, undefined, undefined, undefined],
  )
})

test('a host may say a sentence otherwise, and only that one', () => {
  const words = new Words(en, 'en', {
    repayBalance: 'Settle up',
    errors: {STALE: ['Changed.', 'Look.']},
  })
  assert.equal(words.say('repayBalance'), 'Settle up')
  assert.equal(words.say('closingBalance'), 'Closing balance')
  assert.deepEqual(words.error('STALE'), {what: 'Changed.', next: 'Look.'})
  assert.equal(words.error('OVERFLOW').what, en.errors.OVERFLOW[0])
})

test('a value with braces in it is a value, not a message', () => {
  const words = new Words(en, 'en')
  assert.equal(words.say('importing', {file: '{count}.txt'}), 'Reading {count}.txt')
})

test('a payment under way is spoken of once its words are there, and as the host has it', () => {
  const screens = {settled: ['Done', '{settled} is through.']}
  const words = new Words(en, 'en', {screens}, undefined, flow)
  assert.deepEqual(words.sentences('screens', 'settled', {settled: '$5'}), [
    'Done',
    '$5 is through.',
  ])
  assert.equal(words.sentences('screens', 'failed', {amount: '$5'})[1], '$5 was not paid.')
  assert.equal(words.name('steps', 'cancel'), flow.steps.cancel)
  assert.equal(words.say('codeAttempts', {count: 1}), flow.codeAttempts.one)
})

test('the pseudo-locale brackets every text, lengthens it and keeps its values', () => {
  assert.equal(pseudoText('Pay {amount}'), '⟦Þáý {amount}~~~~~~⟧')
  const words = new Words(pseudo(en), 'en')
  assert.match(words.say('payAmount', {amount: '$5'}), /^⟦.*\$5.*⟧$/)
  assert.match(words.say('whyOwed', {count: 2, since: 'now'}), /^⟦2 .*⟧$/)
  assert.match(words.error('STALE').next, /^⟦.*⟧$/)
})
