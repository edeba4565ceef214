import assert from 'node:assert/strict'
import {findings} from './axe.js'

/** @import {Claim} from './run.js' */
/** @import {Page} from './drivers/chromium.js' */
/** @import {Seller} from './seller.js' */

/**
 * The gallery of all states of a payment, which needs no engine.
 * @param {Seller} seller
 * @param {string} site
 * @param {string} [query]
 */
async function looks({page}, site, query = '') {
  await page.goto(`${site}states.html${query}`)
  await page.waitFor(
    "!![...document.querySelectorAll('payment-state')].at(-1)?.shadowRoot?.querySelector('#flow')",
  )
}

/** Whether anything sticks out sideways, of the page or of a frame. @param {Page} page */
const overflow = (page) =>
  page.evaluate(() => {
    const frames = [...document.querySelectorAll('payment-state')].flatMap(
      ({shadowRoot}) => shadowRoot?.querySelector('.frame') ?? [],
    )
    return [document.documentElement, ...frames]
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => `${each.textContent?.replace(/\s+/g, ' ').slice(0, 60)}`)
  })

/** @type {Claim[]} */
export const statingClaims = [
  ...[false, true].map((dark) => ({
    claim: `axe finds nothing against any state of a payment, ${dark ? 'dark' : 'light'}`,
    async run(/** @type {import('./run.js').Visitor} */ {visit, site}) {
      const seller = await visit({dark})
      await looks(seller, site)
      // Several states have one title: on a page of its own each is the only one.
      const found = await findings(seller)
      assert.deepEqual(
        found.filter((each) => !each.startsWith('landmark-unique')),
        [],
      )
    },
  })),
  {
    claim: 'no state of a payment sticks out at 360 px, whatever the language, size or direction',
    async run({visit, site}) {
      const seller = await visit({width: 360, height: 740})
      for (const query of ['', '?lang=zh-CN', '?lang=es', '?lang=pseudo', '?dir=rtl']) {
        await looks(seller, site, query)
        assert.deepEqual(await overflow(seller.page), [], query)
        await seller.page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
        assert.deepEqual(await overflow(seller.page), [], `${query} 200 %`)
      }
    },
  },
  {
    claim: 'every step of a payment is large enough to touch',
    async run({visit, site}) {
      const seller = await visit()
      await looks(seller, site)
      const small = await seller.page.evaluate(() =>
        [...document.querySelectorAll('payment-state')]
          .flatMap(({shadowRoot}) => [...(shadowRoot?.querySelectorAll('button, a, input') ?? [])])
          .filter((each) => each.getBoundingClientRect().height < 43.5)
          .map((each) => each.textContent?.trim()),
      )
      assert.deepEqual(small, [])
    },
  },
  {
    claim: 'a code may be pasted with a blank in it, and Enter sends it',
    async run({visit, site}) {
      const seller = await visit()
      await looks(seller, site, '?only=verifying')
      await seller.page.evaluate(() => {
        const field = document
          .querySelector('payment-state')
          ?.shadowRoot?.querySelector('#flow-code')
        const input = /** @type {HTMLInputElement} */ (field)
        input.focus()
      })
      await seller.page.type('123 456')
      await seller.page.press('Enter')
      await seller.page.waitFor("document.querySelector('output').textContent !== ''")
      const pressed = await seller.page.evaluate("document.querySelector('output').textContent")
      assert.equal(pressed, 'enterCode 123456')
    },
  },
  {
    claim: 'while a code is checked, its field keeps the focus, its place and what was typed',
    async run({visit, site}) {
      const seller = await visit({width: 360, height: 740})
      await looks(seller, site, '?only=verifying')
      const seen = await seller.page.evaluate(async () => {
        const state = /** @type {any} */ (document.querySelector('payment-state'))
        const field = () =>
          /** @type {HTMLInputElement} */ (state.shadowRoot.querySelector('#flow-code'))
        const look = () => [
          state.shadowRoot.activeElement?.id,
          field().value,
          Math.round(field().getBoundingClientRect().y),
          Math.round(state.getBoundingClientRect().height),
        ]
        field().value = '123456'
        field().focus()
        const before = look()
        const {view} = state.shown
        state.shown = {...state.shown, view: {...view, screen: 'confirming', next: ['wait']}}
        await state.updateComplete
        const meanwhile = [...look(), field().readOnly]
        state.shown = {...state.shown, view: {...view, error: 'CODE_WRONG', attemptsLeft: 2}}
        await state.updateComplete
        return {before, meanwhile, after: look()}
      })
      assert.deepEqual(seen.meanwhile, [...seen.before, true])
      assert.deepEqual(seen.after, seen.before)
      assert.equal(seen.before[0], 'flow-code')
    },
  },
  {
    claim: 'of the reference both ends are seen, and all of it is copied',
    async run({visit, site}) {
      const seller = await visit()
      await looks(seller, site, '?only=not_known')
      const [width, copied, whole] = await seller.page.evaluate(() => {
        const reference = /** @type {HTMLElement} */ (
          document.querySelector('payment-state')?.shadowRoot?.querySelector('.reference')
        )
        const selection = /** @type {Selection} */ (getSelection())
        selection.selectAllChildren(reference)
        return [reference.offsetWidth, String(selection), reference.title]
      })
      assert.ok(width > 50 && width < 120, `${width} px`)
      assert.equal(copied.replace(/\s/g, ''), whole)
    },
  },
]
