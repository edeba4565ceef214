// Pictures of every state of the page, to be looked at: build/screenshots. No test; nothing is compared.
//
//     node tests/browser/screenshots.js [match] [--site=build/web]

import {existsSync, mkdirSync, readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {root} from '../../wasm/build.js'
import {createServer, listen} from '../../web/demo/server.js'
import {en} from '../../web/src/locales/en.js'
import {pseudo} from '../../web/src/locales/pseudo.js'
import {dollars, euros, many, owing, paidOut, picture, wrongTotal} from './accounts.js'
import {launch} from './drivers/chromium.js'
import {Seller, inImport} from './seller.js'

/** @import {TextFile} from './accounts.js' */
/** @import {Visit} from './seller.js' */

const {values, positionals} = parseArgs({
  options: {site: {type: 'string', default: 'build/web'}},
  allowPositionals: true,
})
const folder = join(root, 'build/screenshots')
const phone = {width: 360, height: 740}
const wide = {width: 1100, height: 900}
const wider = {width: 1400, height: 900}

/** Real files are shown when they are there; they are no part of the project. */
const realFolder = join(root, '../shared/data/amazon-v1flat-ca-adwweaver')
/** @param {number} count @returns {TextFile[]} */
const realFiles = (count) =>
  existsSync(realFolder)
    ? readdirSync(realFolder)
        .sort()
        .slice(0, count)
        .map((name) => ({name, text: readFileSync(join(realFolder, name), 'utf8')}))
    : []

/** @param {Seller} seller */
async function paysPart(seller) {
  await seller.begins()
  await seller.enters('50')
}

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Visit} view
 * @property {(seller: Seller) => Promise<void>} [act]
 */

/** The states of a payment in pictures that are not too high for a phone. */
const parts = {
  waiting:
    'preparing,paying,received,looking_up,not_known,signing_in,challenged,cancelling,pending',
  code: 'verifying,confirming',
  ended: 'settled,reversed,locked,expired,not_received,refused',
  unsent: 'unsent,elsewhere,no_storage',
  failed: 'failed',
}

/**
 * Pictures of the gallery, which needs no engine.
 * @param {string} name
 * @param {Visit} view
 * @param {string} query
 * @returns {Picture}
 */
const gallery = (name, view, query) => ({
  name: `states-${name}`,
  view,
  act: async ({page}) => {
    await page.goto(`${site}states.html?${query}`)
    await page.waitFor("!!document.querySelector('payment-state')?.shadowRoot?.querySelector('h3')")
  },
})

/** @type {Picture[]} */
const pictures = [
  {name: 'owed', view: wide},
  {name: 'paying', view: wide, act: paysPart},
  {
    name: 'refused',
    view: wide,
    act: async (seller) => {
      await seller.begins()
      await seller.enters('999')
    },
  },
  {
    name: 'receipt',
    view: wide,
    act: async (seller) => {
      await paysPart(seller)
      await seller.pays()
    },
  },
  {
    name: 'nothing-owed',
    view: wide,
    act: async (seller) => {
      await seller.begins()
      await seller.pays()
    },
  },
  {name: 'paid-out', view: {...wide, files: [owing, paidOut]}},
  {name: 'ledgers', view: {...wide, files: [dollars, euros, owing]}},
  {
    name: 'many-charges',
    view: {...wide, files: [many(400)]},
    act: async (seller) => {
      await seller.begins()
      await seller.enters('120.50')
    },
  },
  {
    name: 'stale',
    view: wide,
    act: async (seller) => {
      const other = new Seller(await seller.page.beside(site))
      await other.sees('#repay')
      await paysPart(other)
      await paysPart(seller)
      await other.pays()
      await seller.clicks('[part=pay]')
      await seller.sees('#failure')
      await seller.settles()
    },
  },
  {
    name: 'file-refused',
    view: wide,
    act: async (seller) => {
      await seller.drops([owing, wrongTotal, picture])
      await seller.sees('.notice', inImport)
      await seller.settles()
    },
  },
  {
    name: 'importing',
    view: wide,
    act: async (seller) => {
      await seller.page.evaluate((/** @type {string} */ text) => {
        const transfer = new DataTransfer()
        const [head, ...rows] = text.split(/(?<=\n.*\n)/)
        transfer.items.add(
          new File([head, ...Array(300_000).fill(rows.join(''))], 'a-large-report.txt'),
        )
        document.body.dispatchEvent(
          new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}),
        )
      }, owing.text)
      await seller.sees('progress', inImport)
      await new Promise((resolve) => setTimeout(resolve, 120))
    },
  },
  {
    name: 'loading',
    view: wide,
    act: async (seller) => {
      await seller.page.evaluate(() => {
        const shown = /** @type {any} */ (document.querySelector('repay-balance'))
        const host = Object.assign(new EventTarget(), {
          open: () => new Promise(() => {}),
          cards: async () => [],
        })
        const waiting = /** @type {any} */ (document.createElement('repay-balance'))
        waiting.host = host
        shown.replaceWith(waiting)
      })
    },
  },
  ...['empty', 'failed'].map((name) => ({
    name,
    view: wide,
    act: async (/** @type {Seller} */ seller) => {
      await seller.page.evaluate((/** @type {string} */ name) => {
        const shown = /** @type {any} */ (document.querySelector('repay-balance'))
        const failure = {ok: false, error: {code: 'ENGINE_FAILED', message: ''}}
        const other = /** @type {any} */ (document.createElement('repay-balance'))
        other.host = Object.assign(new EventTarget(), {
          open: async () => (name === 'failed' ? failure : {ok: true}),
          cards: async () => [],
          engine: {balances: async () => ({ok: true, value: []})},
        })
        shown.replaceWith(other)
      }, name)
      await seller.sees('.state-box h2')
    },
  })),
  {
    name: 'offline',
    view: wide,
    act: async (seller) => {
      await seller.page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', {get: () => false})
        window.dispatchEvent(new Event('offline'))
      })
      await paysPart(seller)
    },
  },
  {
    name: 'pseudo',
    view: wide,
    act: async (seller) => {
      await seller.page.evaluate((/** @type {any} */ messages) => {
        for (const name of ['repay-balance', 'repay-import']) {
          const element = /** @type {any} */ (document.querySelector(name))
          element.messages = messages
        }
      }, pseudo(en))
      await seller.settles()
      await paysPart(seller)
    },
  },
  {name: 'dark', view: {...wide, dark: true}, act: paysPart},
  {
    name: 'dark-receipt',
    view: {...phone, dark: true},
    act: async (seller) => {
      await paysPart(seller)
      await seller.pays()
    },
  },
  {name: 'phone', view: phone},
  {name: 'phone-paying', view: phone, act: paysPart},
  {name: 'phone-zh', view: {...phone, query: '?lang=zh-CN'}},
  {name: 'phone-zh-paying', view: {...phone, query: '?lang=zh-CN'}, act: paysPart},
  {
    name: 'es',
    view: {...wide, query: '?lang=es'},
    act: async (seller) => {
      await seller.begins()
      await seller.enters('999')
    },
  },
  {
    name: 'phone-es-paying',
    view: {...phone, query: '?lang=es'},
    act: paysPart,
  },
  {
    name: 'rtl',
    view: wide,
    act: async (seller) => {
      await seller.page.evaluate(() => void (document.documentElement.dir = 'rtl'))
      await paysPart(seller)
    },
  },
  gallery('wide', wider, ''),
  gallery('dark', {...wider, dark: true}, ''),
  gallery('zh', wider, 'lang=zh-CN'),
  gallery('es', wider, 'lang=es'),
  gallery('rtl', wider, 'dir=rtl'),
  gallery('pseudo', wider, 'lang=pseudo'),
  ...Object.entries(parts).flatMap(([part, only]) => [
    gallery(`phone-${part}`, phone, `only=${only}`),
    gallery(`phone-zh-${part}`, {...phone, dark: true}, `lang=zh-CN&only=${only}`),
    gallery(`phone-es-${part}`, phone, `lang=es&only=${only}`),
  ]),
  {name: 'real', view: {...wide, files: realFiles(2)}},
  {name: 'real-paying', view: {...wide, files: realFiles(2)}, act: paysPart},
  {name: 'real-phone-zh', view: {...phone, files: realFiles(7), query: '?lang=zh-CN'}},
]

const server = createServer({folder: join(root, values.site)})
const site = await listen(server)
const driver = await launch()
mkdirSync(folder, {recursive: true})
try {
  for (const {name, view, act} of pictures.filter((each) =>
    each.name.includes(positionals[0] ?? ''),
  )) {
    if (view.files?.length === 0) continue
    const seller = await Seller.open(driver, site, view)
    await seller.arrives(view)
    await act?.(seller)
    await new Promise((resolve) => setTimeout(resolve, 250))
    const height = await seller.page.evaluate('document.documentElement.scrollHeight')
    await seller.page.resize(view.width ?? 1100, Math.max(height, view.height ?? 0))
    await seller.page.evaluate('scrollTo(0, 0)')
    await seller.page.screenshot(join(folder, `${name}.png`))
    console.log(`build/screenshots/${name}.png`, ...seller.page.complaints)
    await seller.close()
  }
} finally {
  await driver.close()
  server.close()
  server.closeAllConnections()
}
