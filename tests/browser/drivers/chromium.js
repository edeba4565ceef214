// Chromium by Playwright, with the installed program.

import {chromium} from 'playwright-core'
import {browserProgram} from '../install.js'

/**
 * One page of a browser; the same for every driver.
 * @typedef {object} Page
 * @property {(script: string | Function, ...args: any[]) => Promise<any>} evaluate in the page; waits for promises
 * @property {(script: string | Function, ...args: any[]) => Promise<void>} waitFor until it answers true; 20 s at most
 * @property {(key: string) => Promise<void>} press a key such as Enter, Tab, ArrowDown, a
 * @property {(text: string) => Promise<void>} type keys into what has the focus
 * @property {(x: number, y: number) => Promise<void>} click at a point of the view
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {(url: string) => Promise<void>} goto
 * @property {() => Promise<void>} reload
 * @property {(selector: string, files: string[]) => Promise<void>} chooseFiles into an <input type=file>;
 *     `>>>` in the selector enters a shadow root
 * @property {(url: string) => Promise<Page>} beside another tab with the same storage
 * @property {(file?: string) => Promise<Uint8Array>} screenshot a PNG, also written to `file`
 * @property {string[]} complaints what the page wrote as error or warning, policy violations too
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} View
 * @property {number} [width] 1280 unless told
 * @property {number} [height] 800 unless told
 * @property {boolean} [dark] prefers-color-scheme: dark
 * @property {string} [locale] navigator.language, en-US unless told
 */

/**
 * @typedef {object} Driver
 * @property {string} name
 * @property {string} version
 * @property {(url: string, view?: View) => Promise<Page>} open a page with a storage of its own
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Driver>} */
export async function launch() {
  const browser = await chromium.launch({
    executablePath: browserProgram('chromium'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // nothing leaves this machine
    ],
  })
  return {
    name: 'chromium',
    version: browser.version(),
    open: async (url, {width = 1280, height = 800, dark = false, locale = 'en-US'} = {}) => {
      const context = await browser.newContext({
        viewport: {width, height},
        colorScheme: dark ? 'dark' : 'light',
        locale,
      })
      return openIn(context, url)
    },
    close: () => browser.close(),
  }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @returns {Promise<Page>}
 */
async function openIn(context, url) {
  const page = await context.newPage()
  /** @type {string[]} */
  const complaints = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.goto(url)
  /** @type {Page['evaluate']} */
  const evaluate = (script, ...args) => page.evaluate(asExpression(script, args))
  return {
    evaluate,
    waitFor: (script, ...args) => until(() => evaluate(script, ...args), script),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    click: (x, y) => page.mouse.click(x, y),
    resize: (width, height) => page.setViewportSize({width, height}),
    goto: async (next) => void (await page.goto(next)),
    reload: async () => void (await page.reload()),
    chooseFiles: (selector, files) => page.setInputFiles(selector.replaceAll('>>>', '>>'), files),
    beside: (next) => openIn(context, next),
    screenshot: (file) => page.screenshot({path: file}),
    complaints,
    close: () => context.close(),
  }
}

/**
 * Asks until the answer is true. The drivers' own way of waiting evaluates a text inside the page, which the
 * page's policy forbids.
 * @param {() => Promise<any>} ask
 * @param {string | Function} what
 */
export async function until(ask, what) {
  const end = Date.now() + 20_000
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`waited 20 s for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/**
 * A function and its arguments (of JSON) as one expression, the same for every driver.
 * @param {string | Function} script
 * @param {any[]} args
 */
export function asExpression(script, args) {
  if (typeof script === 'string') return script
  return `(${script})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')})`
}
