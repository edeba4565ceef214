/**
 * How long to draw one amount beside another, as CSS: '80.1%'. Lengths are for the eye: no figure on the
 * page comes from here, and nothing is decided by it.
 * @param {bigint} part
 * @param {bigint} whole
 */
export function lengthOf(part, whole) {
  const ratio = Math.abs(Number(part) / Number(whole))
  return `${(Number.isFinite(ratio) ? Math.min(ratio, 1) : 0) * 100}%`
}

/**
 * The amount whose bar is the longest, whatever its sign.
 * @param {bigint[]} amounts
 */
export function longest(amounts) {
  const size = (/** @type {bigint} */ amount) => Math.abs(Number(amount))
  return amounts.reduce((most, each) => (size(each) > size(most) ? each : most), 0n)
}
