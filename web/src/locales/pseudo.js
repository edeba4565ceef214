/** @import {Translation} from './index.js' */

const accents = /** @type {Record<string, string>} */ ({
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ó',
  p: 'þ',
  q: 'ǫ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ó',
  P: 'Þ',
  Q: 'Ǫ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
})

/**
 * One text as no language writes it: accented, bracketed and half as long again, names in braces kept.
 * What is on the page without brackets was not in the catalogue; what is cut off would be so in German.
 * @param {string} text
 */
export function pseudoText(text) {
  const dressed = text.replace(/\{\w+\}|[A-Za-z]/g, (found) => accents[found] ?? found)
  return `⟦${dressed}${'~'.repeat(Math.ceil(text.length / 2))}⟧`
}

/**
 * A whole catalogue in that language, for tests.
 * @template T
 * @param {T} catalogue
 * @returns {T}
 */
export function pseudo(catalogue) {
  if (typeof catalogue === 'string') return /** @type {T} */ (pseudoText(catalogue))
  if (Array.isArray(catalogue)) return /** @type {T} */ (catalogue.map(pseudo))
  const entries = Object.entries(/** @type {Record<string, unknown>} */ (catalogue))
  return /** @type {T} */ (Object.fromEntries(entries.map(([key, value]) => [key, pseudo(value)])))
}
