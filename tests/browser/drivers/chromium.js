// Chromium by Playwright, with the installed program.

import {chromium} from 'playwright-core'
import {browserProgram} from '../install.js'

/**
 * One page of a browser; the same for every driver.
 * @typedef {object} Page
 * @property {(script: string | Function, ...args: any[]) => Promise<any>} evaluate in the page; waits for promises
 * @property {(script: string | Function, ...args: any[]) => Promise<void>} waitFor until it answers true; 10 s at most
 * @property {(key: string) => Promise<void>} press a key such as Enter, Tab, ArrowDown, a
 * @property {(text: string) => Promise<void>} type keys into what has the focus
 * @property {(x: number, y: number) => Promise<void>} click at a point of the view
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {(url: string) => Promise<void>} goto
 * @property {() => Promise<void>} reload
 * @property {(selector: string, files: string[]) => Promise<void>} chooseFiles into an <input type=file>;
 *     `>>>` in the selector enters a shadow root
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
      const page = await context.newPage()
      /** @type {string[]} */
      const complaints = []
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      await page.goto(url)
      return {
        evaluate: (script, ...args) => page.evaluate(asExpression(script, args)),
        waitFor: async (script, ...args) => {
          await page.waitForFunction(asExpression(script, args), undefined, {timeout: 10_000})
        },
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text),
        click: (x, y) => page.mouse.click(x, y),
        resize: (newWidth, newHeight) => page.setViewportSize({width: newWidth, height: newHeight}),
        goto: async (next) => void (await page.goto(next)),
        reload: async () => void (await page.reload()),
        chooseFiles: (selector, files) =>
          page.setInputFiles(selector.replaceAll('>>>', '>>'), files),
        screenshot: (file) => page.screenshot({path: file}),
        complaints,
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
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
