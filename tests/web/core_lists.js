import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {root} from '../../wasm/build.js'

/**
 * The words of an X-macro of core: those of REPAY_SCREENS are ready, no_storage, …
 * @param {string} header
 * @param {string} macro
 */
export function wordsOf(header, macro) {
  const text = readFileSync(join(root, header), 'utf8')
  const list = new RegExp(`#define ${macro}\\(X\\)((?:.*\\\\\\n)+.*\\n)`).exec(text)?.[1] ?? ''
  return [...list.matchAll(/X\((\w+)[,)]/g)].map(([, word]) => word)
}
