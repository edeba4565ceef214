import assert from 'node:assert/strict'
import {join} from 'node:path'
import {root} from '../../wasm/build.js'
import {createServer, listen} from '../../web/demo/server.js'
import {base} from './accounts.js'
import {Seller} from './seller.js'

/** @import {Claim} from './run.js' */

/**
 * The page from a server that loses some files, until it heals.
 * @param {RegExp} files
 */
async function losing(files) {
  const server = createServer({folder: join(root, 'build/web')})
  const [serve] = server.listeners('request')
  let heals = false
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (!heals && files.test(request.url ?? '')) return response.destroy()
    return serve(request, response)
  })
  return {
    address: await listen(server),
    heals: () => (heals = true),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Opens the form and types 50.00. @param {Seller} seller */
async function composes(seller) {
  await seller.begins()
  await seller.enters('50')
  await seller.reads('[part=pay]', /Pay CA\$50\.00/)
}

/** What goes wrong around a payment, and what the seller is told of it. @type {Claim[]} */
export const troubleClaims = [
  {
    claim:
      'words that cannot be fetched: Pay sends nothing and says so, and a page loaded anew pays',
    async run({visit}) {
      const server = await losing(/following-payment|-flow-/)
      try {
        const seller = await visit({files: [base], at: server.address})
        await composes(seller)
        await seller.clicks('[part=pay]')
        await seller.reads('.actions', /A part of this page could not be loaded/)
        await seller.reads('[role=status]', /A part of this page could not be loaded/)
        assert.equal(await seller.text('[part=pay]'), 'Pay CA$50.00')
        server.heals()
        const [uncaught] = seller.page.complaints.filter((each) => each.startsWith('uncaught'))
        assert.equal(uncaught, undefined)
        await seller.page.reload() // Firefox does not fetch again what it could not fetch once
        await seller.sees('#repay')
        seller.page.complaints.length = 0 // of what was not fetched
        await composes(seller)
        await seller.pays()
        assert.equal(await seller.text('.figure'), '−CA$102.49')
      } finally {
        server.close()
      }
    },
  },
  {
    claim: 'what a page keeps does not grow by itself, however often it is opened',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await composes(seller)
      await seller.pays()
      const kept = () =>
        seller.page.evaluate(
          () =>
            new Promise((resolve) => {
              const open = indexedDB.open('repay-offline')
              open.onsuccess = () => {
                const {result} = open
                const count = result.transaction('commands').objectStore('commands').count()
                count.onsuccess = () => {
                  result.close()
                  resolve(count.result)
                }
              }
            }),
        )
      const before = await kept()
      await pause(16_000)
      await seller.page.reload()
      await seller.sees('.receipt')
      await pause(16_000)
      assert.equal(await kept(), before)
    },
  },
  {
    claim: 'an account that another tab replaces takes along what was said of its payments',
    async run({visit, site}) {
      const first = await visit({files: [base]})
      await first.plays(() => ({provider: () => ({does: 'process', afterMs: 1e9})}))
      await composes(first)
      await first.clicks('[part=pay]')
      await first.reads('#flow-title', /was taken on/)
      const second = new Seller(await first.page.beside(site))
      await second.sees('#repay')
      await second.page.evaluate(() =>
        /** @type {any} */ (document.querySelector('repay-balance')).host.startOver(),
      )
      await first.page.waitFor(
        `!document.querySelector('repay-balance').shadowRoot.querySelector('.flow')`,
      )
      await first.reads('.why', /automatic charge/)
      await first.sees('#repay')
    },
  },
  {
    claim: 'another device is paying: once it is done, this one can pay without a reload',
    async run({visit, site}) {
      const first = await visit({files: [base]})
      await first.plays(() => ({asksForCode: () => true}))
      const second = new Seller(await first.page.beside(site))
      await second.sees('#repay')
      await second.page.evaluate(() => {
        const {host} = /** @type {any} */ (document.querySelector('repay-balance'))
        host.device.payer = 'another device'
      })
      await composes(first)
      await first.clicks('[part=pay]')
      await first.sees('#flow-code')
      await second.clicks('#repay')
      await second.sees('.charges li')
      await second.enters('20')
      await second.clicks('[part=pay]')
      await second.reads('.flow', /Another payment of this balance is not decided yet/)
      await first.clicks('[data-step=cancel]')
      await first.reads('#flow-title', /was not paid/)
      assert.equal(await second.has('[data-step=dismiss]'), false)
      await second.clicks('[data-step=look_again]')
      await second.reads('[part=pay]', /Pay CA\$20\.00/)
      await second.pays()
      assert.equal(await second.text('.figure'), '−CA$132.49')
    },
  },
  {
    claim:
      'by keyboard alone: to Pay past the other fields, which change nothing, and to the receipt',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.tabsTo('#repay')
      await seller.page.press('Enter')
      await seller.sees('.charges li')
      await seller.settles()
      await seller.tabsTo('#amount')
      await seller.tabsTo('button.primary')
      assert.equal(await seller.text('[part=pay]'), 'Pay CA$152.49')
      await seller.page.press('Enter')
      await seller.sees('.receipt')
      assert.equal(await seller.text('.figure'), 'CA$0.00')
      await seller.settles()
      assert.equal(await seller.focus(), 'summary')
    },
  },
  {
    claim: 'while most of a balance is on its way, the form does not find fault with it',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('120')
      await seller.plays(() => ({
        pause: async (/** @type {string} */ point) => {
          if (point === 'charge') await new Promise((resolve) => setTimeout(resolve, 1200))
        },
      }))
      await seller.clicks('[part=pay]')
      await pause(900)
      assert.match(await seller.text('[part=pay]'), /Paying/)
      assert.equal(await seller.has('.said.wrong'), false)
      assert.equal(await seller.text('#balance-after'), '−CA$32.49')
      await seller.sees('.receipt')
      assert.equal(await seller.text('.figure'), '−CA$32.49')
    },
  },
  {
    claim: 'a balance that is being paid is not said to be paid',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.plays(() => ({provider: () => ({does: 'process', afterMs: 1e9})}))
      await seller.begins()
      await seller.clicks('[part=pay]')
      await seller.reads('#flow-title', /was taken on/)
      await seller.settles()
      assert.equal(await seller.text('.figure'), '−CA$152.49')
      assert.equal(await seller.text('[part=chip]'), 'Being paid')
      assert.match(
        await seller.text('.why'),
        /3 charges are not paid yet.* CA\$152\.49 is being paid/,
      )
      assert.equal(await seller.focus(), '#flow-title')
    },
  },
  {
    claim: 'a code of five digits is refused in words that are heard, too',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.plays(() => ({asksForCode: () => true}))
      await composes(seller)
      await seller.clicks('[part=pay]')
      await seller.sees('#flow-code')
      await seller.settles()
      await seller.page.type('12345')
      await seller.page.press('Enter')
      await seller.reads('#flow-code-said', /A code has six digits/)
      await seller.reads('[role=status]', /A code has six digits/)
    },
  },
  {
    claim: 'a bank whose page cannot be shown: the seller is still asked, and can go there again',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.plays(() => {
        let times = 0
        return {
          provider: () => ({does: 'challenge'}),
          bank: async () => {
            if (++times === 1) throw new Error('blocked')
            return true
          },
        }
      })
      await composes(seller)
      await seller.clicks('[part=pay]')
      await seller.clicks('[data-step=go_to_bank]')
      await pause(300)
      await seller.clicks('[data-step=go_to_bank]')
      await seller.sees('.receipt')
    },
  },
  {
    claim: 'an element that comes after a payment tells the page of no payment',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await composes(seller)
      await seller.pays()
      await seller.page.evaluate(() => {
        const heard = /** @type {any} */ (window)
        heard.heard = []
        for (const name of ['repay-balance-settled', 'repay-balance-moved'])
          document.addEventListener(name, () => heard.heard.push(name))
        const old = /** @type {any} */ (document.querySelector('repay-balance'))
        const element = /** @type {any} */ (document.createElement('repay-balance'))
        element.host = old.host
        old.replaceWith(element)
      })
      await seller.sees('.receipt')
      await seller.settles()
      await pause(300)
      assert.deepEqual(await seller.page.evaluate('window.heard'), [])
    },
  },
  {
    claim: 'a page that leaves its host in the middle of a payment goes on in the next one',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.plays(() => ({asksForCode: () => true}))
      await composes(seller)
      await seller.clicks('[part=pay]')
      await seller.sees('#flow-code')
      await seller.page.evaluate(async () => {
        const old = /** @type {any} */ (document.querySelector('repay-balance'))
        const {OfflineHost} = await import(/** @type {any} */ ('./offline-host.js'))
        const {startEngine} = await import(/** @type {any} */ ('./engine.js'))
        const {host} = old
        const cards = await host.cards()
        const element = /** @type {any} */ (document.createElement('repay-balance'))
        old.replaceWith(element)
        host.close()
        element.host = new OfflineHost({
          startEngine: (/** @type {any} */ formats) => startEngine({mode: 'worker', formats}),
          sample: async () => (await fetch('sample.json')).blob(),
          cards,
        })
      })
      await seller.sees('#flow-code')
      await seller.reads('.code .notice', /\d{6}/)
      const [code] = /** @type {RegExpExecArray} */ (
        /\d{6}/.exec(await seller.text('.code .notice'))
      )
      await seller.clicks('#flow-code')
      await seller.page.type(code)
      await seller.page.press('Enter')
      await seller.sees('.receipt')
      await seller.reads('.figure', /^−CA\$102\.49$/)
    },
  },
]
