// Every test of core, scenarios included, run by a real browser: the same program as in Node, linked for a
// page. Real files are not there, so tests that need one are counted as skipped.

import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {root} from '../../wasm/build.js'
import {createServer, listen} from '../../web/demo/server.js'

/** @import {Driver} from './drivers/chromium.js' */
/** @import {Counts} from '../counts.js' */

const built = 'build/wasm/tests/page'
const limitSeconds = 300

const summaryLine =
  /^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed \| +(\d+) skipped/m

/**
 * Runs them and prints what failed.
 * @param {Driver} driver
 * @param {{folder?: string, arguments?: string[]}} [options] where the page was built; doctest's arguments
 * @returns {Promise<Counts>}
 */
export async function testCoreIn(driver, {folder = built, arguments: args = []} = {}) {
  const path = join(root, folder)
  if (!existsSync(join(path, 'repay_tests.mjs'))) {
    console.log(`FAIL ${driver.name}: the tests of core: ${folder} is not built`)
    return {passed: 0, failed: 1, skipped: 0}
  }
  const server = createServer({folder: path})
  const query = new URLSearchParams(args.map((argument) => ['argument', argument]))
  const page = await driver.open(`${await listen(server)}?${query}`)
  try {
    const {code, output} = await ended(page)
    const counts = summaryLine.exec(output)?.slice(1).map(Number)
    const good = code === '0' && counts !== undefined && counts[0] > 0 && counts[1] === 0
    console.log(`${good ? 'ok  ' : 'FAIL'} ${driver.name}: the tests of core`)
    if (!good) console.log(output.replace(/^/gm, '     '))
    const [passed, failed, skipped] = counts ?? [0, 0, 0]
    return {passed, failed: good ? failed : Math.max(failed, 1), skipped}
  } finally {
    await page.close()
    server.close()
    server.closeAllConnections()
  }
}

/**
 * What the page says once the tests have ended.
 * @param {import('./drivers/chromium.js').Page} page
 * @returns {Promise<{code: string, output: string}>}
 */
async function ended(page) {
  const end = Date.now() + limitSeconds * 1000
  for (;;) {
    const [code, output] = await page.evaluate(
      `[document.body.dataset.code ?? '', document.querySelector('pre').textContent]`,
    )
    if (code !== '') return {code, output}
    if (Date.now() > end)
      return {code: 'none', output: `${output}not ended after ${limitSeconds} s`}
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
