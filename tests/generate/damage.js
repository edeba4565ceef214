/**
 * What can be wrong with a settlement file, one thing at a time.
 * @typedef {'wrong-total' | 'truncated' | 'header-only' | 'two-settlements' | 'mixed-marks' | 'nul' |
 *   'invalid-utf8' | 'huge-line' | 'many-columns' | 'missing-column' | 'unknown-currency' |
 *   'invalid-date' | 'invalid-amount' | 'overflow'} Damage
 *
 * @typedef {import('./settlement_text.js').Form} Form
 */

const kHuge = 10_000_000
const kMany = 10_000
const kDamagedLine = 12 // of the file, from 1: a row among others

/**
 * The lines of a file with that damage done to one or more of them.
 * @param {Damage | undefined} damage
 * @param {Iterable<string>} lines
 * @param {Form} form
 * @returns {Generator<string | Buffer, void, void>}
 */
export function* damaged(damage, lines, form) {
  if (damage === undefined) return yield* lines
  let number = 0
  let held = ''
  for (const line of lines) {
    ++number
    if (damage === 'header-only' && number === 2) return
    if (damage === 'truncated') {
      if (held !== '' && line === '') return yield half(held)
      if (number > 1) yield held
      held = line
      continue
    }
    yield* damagedLine(damage, line, number, form)
  }
  if (damage === 'truncated') yield half(held)
}

/** @param {string} line */
function half(line) {
  const fields = line.split('\t')
  return Buffer.from(fields.slice(0, fields.length >> 1).join('\t'))
}

/**
 * @param {Damage} damage
 * @param {string} line
 * @param {number} number
 * @param {Form} form
 * @returns {Generator<string | Buffer, void, void>}
 */
function* damagedLine(damage, line, number, form) {
  const fields = line.split('\t')
  const at = (/** @type {string} */ name) => form.columns.indexOf(name)
  /** @param {string} name @param {(text: string) => string} change */
  const changed = (name, change) => fields.with(at(name), change(fields[at(name)])).join('\t')
  const amount = form.version === 'v2' ? 'amount' : 'other-amount'
  const posted = form.version === 'v2' ? 'posted-date-time' : 'posted-date'
  const missing = form.version === 'v2' ? 'amount' : 'posted-date'
  const other = form.mark === '.' ? ',' : '.'

  if (damage === 'missing-column') {
    yield number > 1 && fields.length === 1 ? line : fields.toSpliced(at(missing), 1).join('\t')
  } else if (damage === 'wrong-total' && number === 2) {
    yield changed('total-amount', (text) => text.slice(0, -1) + ((Number(text.at(-1)) + 1) % 10))
  } else if (damage === 'unknown-currency' && number === 2) {
    yield changed('currency', () => 'XQX')
  } else if (number !== kDamagedLine) {
    yield line
  } else if (damage === 'two-settlements') {
    yield changed('settlement-id', (text) => `${text}9`)
  } else if (damage === 'mixed-marks') {
    yield changed(amount, () => `-1${other}00`)
  } else if (damage === 'invalid-date') {
    yield changed(posted, () => '2025-02-30')
  } else if (damage === 'invalid-amount') {
    yield changed(amount, () => `12${form.mark}345`)
  } else if (damage === 'overflow') {
    yield changed(amount, () => `92233720368547758${form.mark}08`)
  } else if (damage === 'nul') {
    yield changed('sku', () => 'A\0B')
  } else if (damage === 'invalid-utf8') {
    const [before, after] = changed('sku', () => '\u0001').split('\u0001')
    yield Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28]), Buffer.from(`${after}\n`)])
  } else if (damage === 'huge-line') {
    yield changed('sku', () => 'x'.repeat(kHuge))
  } else if (damage === 'many-columns') {
    yield line + '\t'.repeat(kMany - fields.length)
  } else {
    yield line
  }
}
