import assert from 'node:assert/strict'
import {test} from 'node:test'
import {Amounts, decimalOf, isNegative, marksOf} from '../../web/src/locales/amounts.js'
import {Dates} from '../../web/src/locales/dates.js'
import {lengthOf, longest} from '../../web/src/elements/proportion.js'

/** @param {string} text */
const plain = (text) => text.replace(/[\u00a0\u2009\u202f]/g, ' ')

test('minor units become a decimal by moving characters, exactly', () => {
  assert.deepEqual(
    [0n, 5n, -5n, 100n, -15249n, 9223372036854775807n, -9223372036854775808n].map((minor) =>
      decimalOf(minor, 2),
    ),
    ['0.00', '0.05', '-0.05', '1.00', '-152.49', '92233720368547758.07', '-92233720368547758.08'],
  )
  assert.deepEqual(
    [decimalOf(-4900n, 0), decimalOf(1n, 3), decimalOf(-1234n, 3), decimalOf(7n, 4)],
    ['-4900', '0.001', '-1.234', '0.0007'],
  )
})

test('the largest amounts are shown to the last digit', () => {
  const cad = new Amounts('en', 'CAD', 2)
  assert.equal(cad.show(9223372036854775807n), 'CA$92,233,720,368,547,758.07')
  assert.equal(cad.show(-9223372036854775808n), '\u2212CA$92,233,720,368,547,758.08')
  const kwd = new Amounts('es', 'KWD', 3)
  assert.equal(plain(kwd.show(9007199254740993n)), '9.007.199.254.740,993 KWD')
})

test('a negative amount has the minus sign U+2212, a sum of zero none', () => {
  for (const locale of ['en', 'zh-CN', 'es', 'fr', 'ja']) {
    const amounts = new Amounts(locale, 'CAD', 2)
    assert.match(amounts.show(-15249n), /\u2212/)
    assert.doesNotMatch(amounts.show(-15249n), /-/)
    assert.doesNotMatch(amounts.show(0n), /[-\u2212+]/)
    assert.match(amounts.showSigned(21231n), /\+/)
    assert.doesNotMatch(amounts.showSigned(0n), /[-\u2212+]/)
  }
})

test('a currency has the digits of ISO 4217, whatever CLDR would show', () => {
  assert.equal(new Amounts('en', 'JPY', 0).show(-4900n), '\u2212¥4,900')
  assert.equal(plain(new Amounts('en', 'KWD', 3).show(1500n)), 'KWD 1.500')
  assert.equal(plain(new Amounts('en', 'HUF', 2).show(123456n)), 'HUF 1,234.56')
})

test('what a person would type has no groups and no currency', () => {
  assert.equal(new Amounts('es', 'EUR', 2).typed(123456789n), '1234567,89')
  assert.equal(new Amounts('en', 'JPY', 0).typed(5000n), '5000')
})

test('the marks of a locale are found where it groups late, too', () => {
  const marks = (/** @type {string} */ locale) => {
    const {decimalMark, groupMark, zeroDigit, upperGroup} = marksOf(locale)
    return [decimalMark, groupMark, zeroDigit, upperGroup]
  }
  assert.deepEqual(marks('en'), ['.', ',', '', 3])
  assert.deepEqual(marks('es'), [',', '.', '', 3])
  assert.deepEqual(marks('fr'), [',', '\u202f', '', 3])
  assert.deepEqual(marks('en-IN'), ['.', ',', '', 2])
  assert.equal(marksOf('ar-EG').zeroDigit, '٠')
})

test('where keyboards write full-width digits, the zero is the full-width one', () => {
  for (const locale of ['zh-CN', 'ja', 'ko-KR']) assert.equal(marksOf(locale).zeroDigit, '０')
  assert.equal(marksOf('zhx').zeroDigit, '')
})

test('the signs of a currency are those its locale writes, long and short', () => {
  assert.deepEqual(marksOf('en', 'CAD').currencySigns, ['CA$', '$'])
  assert.deepEqual(marksOf('zh-CN', 'CNY').currencySigns, ['¥'])
  assert.deepEqual(marksOf('en', 'USD').currencySigns, ['$'])
  assert.deepEqual(marksOf('en').currencySigns, [])
})

test('the sign of an amount is read from its text', () => {
  assert.deepEqual([-1n, 0n, 1n].map(isNegative), [true, false, false])
})

test('a half-open period is shown by its first and last day', () => {
  const dates = new Dates('en', 'UTC')
  assert.equal(
    plain(dates.period('2026-01-01T00:00:00Z', '2026-01-15T00:00:00Z')),
    'Jan 1 – 14, 2026',
  )
})

test('ledger days are those of the store, and an unknown zone is UTC', () => {
  const instant = '2026-01-01T02:00:00Z'
  assert.equal(new Dates('en', 'America/Toronto').day(instant), 'Dec 31, 2025')
  assert.equal(new Dates('en', 'Mars/Olympus').day(instant), 'Jan 1, 2026')
})

test('bars have lengths, also where there is nothing to compare with', () => {
  assert.equal(lengthOf(-5000n, 10000n), '50%')
  assert.equal(lengthOf(0n, 0n), '0%')
  assert.equal(longest([5n, -9n, 3n]), -9n)
})
