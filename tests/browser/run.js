// The tests that need a browser: those of core, then those of the page, which are written once and run inside
// real browsers by a thin driver each.
//
//     node tests/browser/run.js [--only=firefox] [--match=double] [--site=build/web]
//     node tests/browser/run.js --faults= [--shared]    the steps of a payment by the faults that meet it; shared
//                                                       between the browsers, or all of them in each

import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {root} from '../../wasm/build.js'
import {createServer, listen} from '../../web/demo/server.js'
import {sum, summary} from '../counts.js'
import {testCoreIn} from './doctest_page.js'
import {embeddingClaims} from './embedding_claims.js'
import {testFaultsIn} from './fault_matrix.js'
import {importingClaims} from './importing_claims.js'
import {browserProgram} from './install.js'
import {payingClaims} from './paying_claims.js'
import {Seller} from './seller.js'
import {statingClaims} from './stating_claims.js'
import {troubleClaims} from './trouble_claims.js'

/** @import {Driver} from './drivers/chromium.js' */
/** @import {Counts} from '../counts.js' */
/** @import {Visit} from './seller.js' */

/**
 * What a test gets: `visit` opens the page with a storage of its own; what is left open is closed after it.
 * @typedef {object} Visitor
 * @property {(options?: Visit) => Promise<Seller>} visit
 * @property {string} site
 */

/** @typedef {{claim: string, run: (visitor: Visitor) => Promise<void>}} Claim */

const {values: options} = parseArgs({
  options: {
    only: {type: 'string'},
    match: {type: 'string', default: ''},
    faults: {type: 'string'},
    shared: {type: 'boolean', default: false},
    site: {type: 'string', default: 'build/web'},
  },
})
const claims = [
  ...payingClaims,
  ...troubleClaims,
  ...statingClaims,
  ...importingClaims,
  ...embeddingClaims,
].filter(({claim}) => claim.includes(options.match))
const browsers = /** @type {const} */ (['chromium', 'firefox']).filter(
  (name) => !options.only || options.only === name,
)

/**
 * One claim in one browser. A complaint of the browser (an error, a warning, a violation of the policy)
 * fails it like a wrong answer.
 * @param {Driver} driver
 * @param {string} site
 * @param {Claim} claim
 */
async function check(driver, site, {claim, run}) {
  /** @type {Seller[]} */
  const sellers = []
  const visit = async (/** @type {Visit} */ visitOptions = {}) => {
    const seller = await Seller.open(driver, visitOptions.at ?? site, visitOptions)
    sellers.push(seller)
    await seller.arrives(visitOptions)
    return seller
  }
  try {
    await inTime(run({visit, site}))
    const complaints = sellers.flatMap(({page}) => page.complaints)
    if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join('\n')}`)
    console.log(`ok   ${driver.name}: ${claim}`)
    return true
  } catch (error) {
    console.log(`FAIL ${driver.name}: ${claim}`)
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    console.log(told.split('\n').slice(0, 24).join('\n').replace(/^/gm, '     '))
    for (const seller of sellers) {
      const seen = await seller.text('.frame').catch(() => '')
      console.log(`     the page: ${seen.slice(0, 400)}`)
    }
    const complaints = sellers.flatMap(({page}) => page.complaints)
    if (complaints.length > 0) console.log(`     browser: ${complaints.join('\n     browser: ')}`)
    return false
  } finally {
    for (const seller of sellers) await seller.close().catch(() => {})
  }
}

/** How many claims at once. In Firefox one page alone has the focus, and the keyboard with it. */
const lanes = {chromium: 2, firefox: 1}

/** @param {Promise<void>} work */
function inTime(work) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('not done after 60 s')), 60_000)
    work.then(resolve, reject).finally(() => clearTimeout(limit))
  })
}

/** @param {keyof typeof lanes} name @param {string} site @returns {Promise<Counts>} */
async function checkIn(name, site) {
  if (process.env.REPAY_SKIP_BROWSERS === '1' && !browserProgram(name)) {
    console.log(`--- ${name} is not there: its tests are skipped`)
    return {passed: 0, failed: 0, skipped: claims.length}
  }
  const {launch} = await import(`./drivers/${name}.js`)
  const driver = /** @type {Driver} */ (await launch())
  console.log(`--- ${driver.name} ${driver.version}`)
  const counts = {passed: 0, failed: 0, skipped: 0}
  try {
    const {faults, match} = options
    if (faults !== undefined) {
      const half = options.shared ? (name === 'chromium' ? 0 : 1) : undefined
      return await testFaultsIn(driver, {match: faults, site: options.site, half})
    }
    const core = match ? counts : await testCoreIn(driver)
    const waiting = [...claims]
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (await check(driver, site, next)) counts.passed++
        else counts.failed++
      }
    }
    await Promise.all(Array.from({length: lanes[name]}, lane))
    return match ? counts : sum([counts, core])
  } finally {
    await driver.close()
  }
}

const server = createServer({folder: join(root, options.site)})
const site = await listen(server)
const results = []
try {
  for (const name of browsers) results.push(await checkIn(name, site))
} finally {
  server.close()
  server.closeAllConnections()
}
const total = sum(results)
console.log(summary(total))
process.exit(total.failed === 0 && total.passed + total.skipped > 0 ? 0 : 1)
