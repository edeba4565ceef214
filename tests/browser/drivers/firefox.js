// Firefox by Puppeteer over WebDriver BiDi, with the installed program.

import puppeteer from 'puppeteer-core'
import {browserProgram} from '../install.js'
import {asExpression, until} from './chromium.js'

/** @import {Driver, Page} from './chromium.js' */

/**
 * A Firefox for one language and colour scheme: BiDi cannot change them for a page, preferences can.
 * @param {boolean} dark
 * @param {string} locale
 */
function launchWith(dark, locale) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: browserProgram('firefox'),
    headless: true,
    defaultViewport: null,
    extraPrefsFirefox: {
      'intl.accept_languages': locale,
      'intl.locale.requested': locale,
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      // Nothing leaves this machine.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
      'network.proxy.no_proxies_on': '127.0.0.1',
    },
  })
}

/** @returns {Promise<Driver>} */
export async function launch() {
  /** @type {Map<string, ReturnType<typeof launchWith>>} */
  const browsers = new Map()
  /** @param {boolean} dark @param {string} locale */
  const browserFor = (dark, locale) => {
    const key = `${locale} ${dark}`
    const browser = browsers.get(key) ?? launchWith(dark, locale)
    browsers.set(key, browser)
    return browser
  }
  const version = (await (await browserFor(false, 'en-US')).version()).replace(/^firefox\//i, '')
  return {
    name: 'firefox',
    version,
    open: async (url, {width = 1280, height = 800, dark = false, locale = 'en-US'} = {}) => {
      const context = await (await browserFor(dark, locale)).createBrowserContext()
      return openIn(context, url, {width, height})
    },
    close: async () => {
      for (const browser of browsers.values()) await (await browser).close()
    },
  }
}

/**
 * @param {import('puppeteer-core').BrowserContext} context
 * @param {string} url
 * @param {{width: number, height: number}} view
 * @returns {Promise<Page>}
 */
async function openIn(context, url, view) {
  const page = await context.newPage()
  await page.setViewport(view)
  /** @type {string[]} */
  const complaints = []
  page.on('pageerror', (error) => {
    complaints.push(`uncaught: ${error instanceof Error ? error.message : error}`)
  })
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text())
  })
  await page.goto(url)
  /** @type {Page['evaluate']} */
  const evaluate = (script, ...args) => page.evaluate(asExpression(script, args))
  return {
    evaluate,
    waitFor: (script, ...args) => until(() => evaluate(script, ...args), script),
    press: (key) => page.keyboard.press(/** @type {any} */ (key)),
    type: (text) => page.keyboard.type(text),
    click: (x, y) => page.mouse.click(x, y),
    resize: (width, height) => page.setViewport({width, height}),
    goto: async (next) => void (await page.goto(next)),
    reload: async () => void (await page.reload()),
    chooseFiles: async (selector, files) => {
      const input = await page.$(selector)
      if (!input) throw new Error(`there is no ${selector}`)
      await /** @type {any} */ (input).uploadFile(...files)
    },
    beside: (next) => openIn(context, next, view),
    screenshot: async (file) => page.screenshot({path: /** @type {any} */ (file)}),
    complaints,
    close: () => context.close(),
  }
}
