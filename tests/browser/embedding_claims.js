import assert from 'node:assert/strict'
import {account, base, dollars, euros, picture} from './accounts.js'
import {findings} from './axe.js'
import {inImport} from './seller.js'

/** @import {Claim} from './run.js' */
/** @import {Seller} from './seller.js' */

/** Whether anything sticks out of the page sideways. @param {Seller} seller */
const overflow = (seller) =>
  seller.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )

/**
 * In the page: mounts and removes a hundred of each element and answers what still listens outside of them.
 */
async function countListeners() {
  const {host} = /** @type {any} */ (document.querySelector('repay-balance'))
  const live = new Map()
  const add = EventTarget.prototype.addEventListener
  const remove = EventTarget.prototype.removeEventListener
  EventTarget.prototype.addEventListener = /** @this {EventTarget} */ function (
    /** @type {string} */ type,
    /** @type {any} */ listener,
    /** @type {any} */ options,
  ) {
    const outside = this === window || this === document || this === host
    const signal = typeof options === 'object' ? options?.signal : undefined
    if (outside && !signal?.aborted) {
      live.set(listener, type)
      if (signal) add.call(signal, 'abort', () => live.delete(listener))
    }
    add.call(this, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = /** @this {EventTarget} */ function (
    /** @type {string} */ type,
    /** @type {any} */ listener,
    /** @type {any} */ options,
  ) {
    live.delete(listener)
    remove.call(this, type, listener, options)
  }
  let observers = 0
  const {observe, disconnect} = MutationObserver.prototype
  const observing = new Set()
  MutationObserver.prototype.observe = function (/** @type {[Node, any]} */ ...args) {
    observing.add(this)
    observers++
    observe.apply(this, args)
  }
  MutationObserver.prototype.disconnect = function () {
    observing.delete(this)
    disconnect.apply(this)
  }
  for (let i = 0; i < 100; i++) {
    for (const name of ['repay-balance', 'repay-import']) {
      const element = /** @type {any} */ (document.createElement(name))
      element.host = host
      element.wholePage = true
      document.body.append(element)
      await element.updateComplete
      element.remove()
    }
  }
  return {listeners: [...live.values()], observing: observing.size, observers}
}

/** @type {Claim[]} */
export const embeddingClaims = [
  ...[false, true].map((dark) => ({
    claim: `axe finds nothing against any state, ${dark ? 'dark' : 'light'}`,
    async run(/** @type {import('./run.js').Visitor} */ {visit}) {
      const seller = await visit({dark})
      const states = {owed: await findings(seller)}
      await seller.begins()
      Object.assign(states, {editing: await findings(seller)})
      await seller.enters('999')
      Object.assign(states, {refused: await findings(seller)})
      await seller.enters('50')
      await seller.pays()
      Object.assign(states, {receipt: await findings(seller)})
      await seller.drops([picture])
      await seller.sees('.notice', inImport)
      Object.assign(states, {'file refused': await findings(seller)})
      await seller.takesIn([dollars, euros])
      Object.assign(states, {ledgers: await findings(seller)})
      for (const [state, found] of Object.entries(states)) assert.deepEqual(found, [], state)
    },
  })),
  {
    claim: 'an element that is moved in the page keeps what it shows, and still works',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.page.evaluate(() => {
        const element = /** @type {Element} */ (document.querySelector('repay-balance'))
        const place = document.createElement('section')
        document.querySelector('main')?.prepend(place)
        place.append(element)
      })
      await seller.settles()
      assert.equal(await seller.text('[part=pay]'), 'Pay CA$50.00')
      await seller.pays()
      assert.equal(await seller.text('.figure'), '−CA$102.49')
      await seller.takesIn([dollars])
      assert.equal((await seller.texts('.ledger')).length, 2)
    },
  },
  {
    claim: 'properties that were set before the upgrade count',
    async run({visit}) {
      const seller = await visit()
      const figure = await seller.page.evaluate(async () => {
        const shown = /** @type {any} */ (document.querySelector('repay-balance'))
        const apart = document.implementation.createHTMLDocument()
        const element = /** @type {any} */ (apart.createElement('repay-balance'))
        element.host = shown.host
        element.messages = {closingBalance: 'What it comes to'}
        document.body.append(element)
        for (let i = 0; i < 100 && !element.shadowRoot?.querySelector('.figure'); i++) {
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
        return [
          element.shadowRoot.querySelector('.figure').textContent.trim(),
          element.shadowRoot.querySelector('.label').textContent.trim(),
        ]
      })
      assert.deepEqual(figure, ['−CA$152.49', 'What it comes to'])
    },
  },
  {
    claim: 'after a hundred mounts nothing listens any more',
    async run({visit}) {
      const seller = await visit()
      const left = await seller.page.evaluate(countListeners)
      assert.deepEqual(left.listeners, [])
      assert.equal(left.observing, 0)
      assert.ok(left.observers >= 200)
    },
  },
  {
    claim: 'the language follows the page, and an element may have its own',
    async run({visit}) {
      const seller = await visit()
      await seller.page.evaluate(() => void (document.documentElement.lang = 'zh-CN'))
      await seller.reads('#repay', /^余额还款$/)
      await seller.page.evaluate(
        () => void document.querySelector('repay-balance')?.setAttribute('lang', 'es'),
      )
      await seller.reads('#repay', /^Saldar el saldo$/)
      assert.match(await seller.text('#import-title', inImport), /使用您自己的文件/)
      await seller.page.evaluate(() => void (document.documentElement.lang = 'pl'))
      await seller.reads('#import-title', /Use your own files/, inImport)
    },
  },
  {
    claim:
      'nothing sticks out at 360 px, in any language, with text twice as large, or from right to left',
    async run({visit}) {
      for (const query of ['', '?lang=zh-CN', '?lang=es']) {
        const seller = await visit({width: 360, height: 740, query})
        await seller.begins()
        await seller.enters('999')
        assert.equal(await overflow(seller), 0, query)
        await seller.page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
        await seller.settles()
        assert.equal(await overflow(seller), 0, `${query} 200 %`)
        await seller.page.evaluate(() => {
          document.documentElement.style.fontSize = ''
          document.documentElement.dir = 'rtl'
        })
        await seller.settles()
        assert.equal(await overflow(seller), 0, `${query} rtl`)
        await seller.close()
      }
    },
  },
  {
    claim: 'every control is large enough to touch',
    async run({visit}) {
      const seller = await visit({
        files: [dollars, euros, account('x.json', [['A', '2026-01-01', '-3.00']])],
      })
      await seller.begins()
      const small = await seller.page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('repay-balance')?.shadowRoot)
        return [...root.querySelectorAll('button:not(.link), select, label, .field')]
          .map((each) => ({each, box: each.getBoundingClientRect()}))
          .filter(({box}) => box.height > 0 && box.height < 43.5)
          .map(({each, box}) => `${each.localName}.${each.className} ${box.height}`)
      })
      assert.deepEqual(small, [])
    },
  },
  {
    claim: 'the page does not jump while it loads',
    async run({visit}) {
      const seller = await visit()
      const shift = await seller.page.evaluate(async () => {
        if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return 0
        const shifts = await new Promise((resolve) => {
          const observer = new PerformanceObserver((list) => resolve(list.getEntries()))
          observer.observe({type: 'layout-shift', buffered: true})
          setTimeout(() => resolve([]), 300)
        })
        return shifts.reduce(
          (/** @type {number} */ sum, /** @type {any} */ {value}) => sum + value,
          0,
        )
      })
      assert.ok(shift < 0.05, `layout shift ${shift}`)
    },
  },
  {
    claim: 'nothing is asked of anyone else',
    async run({visit, site}) {
      const seller = await visit()
      const others = await seller.page.evaluate((/** @type {string} */ site) => {
        const entries = performance.getEntriesByType('resource')
        return entries.map((entry) => entry.name).filter((name) => !name.startsWith(site))
      }, site)
      assert.deepEqual(others, [])
    },
  },
]
