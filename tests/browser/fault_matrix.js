// Every step of a payment's way × every fault: one seller who wishes to pay once, in a real browser. In the end
// they have paid once, the page says so, and nothing it said on the way was untrue.

import assert from 'node:assert/strict'
import {cpSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {root} from '../../wasm/build.js'
import {createServer, listen} from '../../web/demo/server.js'
import {faults, steps} from './faults/faults.js'

/** @import {Driver, Page} from './drivers/chromium.js' */
/** @import {Counts} from '../counts.js' */

/** Pages at a time: they mostly wait. */
const lanes = 5
const secondsToEnd = 45
/** The goal is 3 s of reload on a machine of one's own; beyond twice as long it is a fault. */
const secondsToScreen = 6

/** Screens that say for good that nothing was paid. */
const notPaid = ['unsent', 'failed', 'locked', 'expired', 'not_received', 'refused']
const paid = ['settled', 'settled_less']

/**
 * @param {Driver} driver
 * @param {{site?: string, match?: string, half?: 0 | 1}} [options] `half`: every other one, so that two browsers
 *   meet all of them once
 * @returns {Promise<Counts>}
 */
export async function testFaultsIn(driver, {site = 'build/web', match = '', half} = {}) {
  const folder = join(root, 'build/tests/faults')
  rmSync(folder, {recursive: true, force: true})
  cpSync(join(root, site), folder, {recursive: true})
  cpSync(join(root, 'tests/browser/faults'), folder, {recursive: true})
  const server = createServer({folder})
  const address = await listen(server)
  const waiting = steps
    .flatMap((step, i) => Object.keys(faults).map((fault, j) => ({step, fault, half: (i + j) % 2})))
    .filter((each) => half === undefined || each.half === half)
    .filter(({step, fault}) => `${step} ${fault}`.includes(match))
  const counts = {passed: 0, failed: 0, skipped: 0}
  const slowest = {ms: 0, at: ''}
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const {step, fault} = next
      try {
        const ms = await meets(driver, `${address}?step=${step}&fault=${fault}`)
        if (ms > slowest.ms) Object.assign(slowest, {ms, at: `${step}, ${fault}`})
        counts.passed++
      } catch (error) {
        counts.failed++
        console.log(`FAIL ${driver.name}: ${fault} when ${step}`)
        console.log(String(error instanceof Error ? error.message : error).replace(/^/gm, '     '))
      }
    }
  }
  try {
    await Promise.all(Array.from({length: lanes}, lane))
  } finally {
    server.close()
    server.closeAllConnections()
  }
  const {passed, failed} = counts
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${driver.name}: ${passed} of ${passed + failed} steps × faults; the slowest ` +
      `true screen after a load came in ${Math.round(slowest.ms)} ms (${slowest.at})`,
  )
  return counts
}

/**
 * One seller, one fault.
 * @param {Driver} driver
 * @param {string} url
 * @returns {Promise<number>} how long the last load waited for a screen, in milliseconds
 */
async function meets(driver, url) {
  // A browser with many pages may lose one that it is just opening.
  const page = await driver.open(url).catch(() => driver.open(url))
  try {
    await lives(page)
    const truth = await page.evaluate('window.truth()')
    judge(truth)
    assert.deepEqual(page.complaints, [])
    return truth.firstScreenMs
  } catch (error) {
    const seen = await page
      .evaluate(
        `document.querySelector('repay-balance').shadowRoot.textContent.replace(/\\s+/g, ' ') +
          sessionStorage.getItem('told')`,
      )
      .catch(String)
    throw new Error(`${error instanceof Error ? error.message : error}\nthe page: ${seen}`)
  } finally {
    await page.close()
  }
}

/** Until the seller was told that it is paid. A page that was killed is loaded again. @param {Page} page */
async function lives(page) {
  const end = Date.now() + secondsToEnd * 1000
  for (;;) {
    const {killed, done} = await page.evaluate('window.state ?? {}')
    if (done) break
    if (killed) await page.reload()
    if (Date.now() > end) throw new Error(`not paid after ${secondsToEnd} s`)
    await pause(50)
  }
  // What the page does after the receipt is there belongs to it: the slot is emptied.
  const isOpen = '!window.truth || window.truth().then(({slot}) => !!slot)'
  while (Date.now() < end && (await page.evaluate(isOpen))) {
    if (await page.evaluate('window.state?.killed')) await page.reload()
    await pause(50)
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Holds what was said against what was done. @param {any} truth of faults/page.js */
function judge({captured, balance, pending, receipts, figure, slot, told, wasHit, firstScreenMs}) {
  assert.ok(wasHit, 'the fault was met')
  assert.deepEqual(
    captured.map((/** @type {string[]} */ [, minor]) => minor),
    ['5000'],
    'the wish was charged once',
  )
  assert.deepEqual([balance, pending, receipts], ['-10249', '0', 1], 'the ledger knows of it once')
  assert.equal(figure, '−CA$102.49')
  assert.equal(slot, undefined, 'nothing is left open on the device')
  const [[key]] = captured
  for (const [screen, about] of told) {
    if (notPaid.includes(screen)) assert.notEqual(about, key, `${screen} was said of what was paid`)
    if (paid.includes(screen)) assert.equal(about, key, `${screen} was said of what was not paid`)
  }
  assert.ok(firstScreenMs >= 0 && firstScreenMs < secondsToScreen * 1000, `${firstScreenMs} ms`)
}
