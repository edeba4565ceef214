// The page as a seller uses it: looks at what stands there, presses, types and drops files.

/** @import {Driver, Page, View} from './drivers/chromium.js' */
/** @import {TextFile} from './accounts.js' */

/**
 * Files that replace the sample, and a server of one's own.
 * @typedef {View & {files?: TextFile[], query?: string, at?: string}} Visit
 */

/** Where in the page: an element of the document, or one inside the shadow tree of ours. */
const inBalance = 'repay-balance'
const inImport = 'repay-import'

/**
 * In the page: the element of a selector inside a custom element of ours.
 * @param {string} host
 * @param {string} selector
 */
function query(host, selector) {
  return document.querySelector(host)?.shadowRoot?.querySelector(selector) ?? null
}

export class Seller {
  /** @param {Page} page */
  constructor(page) {
    this.page = page
  }

  /**
   * Opens the page.
   * @param {Driver} driver
   * @param {string} site
   * @param {Visit} [options]
   */
  static async open(driver, site, {query = '', ...view} = {}) {
    return new Seller(await driver.open(site + query, view))
  }

  /**
   * Waits for a balance, and takes in the files that replace the sample.
   * @param {Visit} [options]
   */
  async arrives({files} = {}) {
    await this.sees('.figure')
    if (files) await this.takesIn(files)
  }

  /** @param {string} selector @param {string} [host] */
  async has(selector, host = inBalance) {
    return this.page.evaluate(`!!(${query})(${JSON.stringify(host)}, ${JSON.stringify(selector)})`)
  }

  /** @param {string} selector @param {string} [host] */
  async sees(selector, host = inBalance) {
    await this.page.waitFor(`!!(${query})(${JSON.stringify(host)}, ${JSON.stringify(selector)})`)
  }

  /**
   * The text of an element, blanks made one; '' if it is not there.
   * @param {string} selector @param {string} [host]
   * @returns {Promise<string>}
   */
  async text(selector, host = inBalance) {
    const found = `(${query})(${JSON.stringify(host)}, ${JSON.stringify(selector)})`
    return this.page.evaluate(`(${found}?.textContent ?? '').replace(/\\s+/g, ' ').trim()`)
  }

  /**
   * @param {string} selector @param {RegExp} pattern @param {string} [host]
   */
  async reads(selector, pattern, host = inBalance) {
    const found = `(${query})(${JSON.stringify(host)}, ${JSON.stringify(selector)})`
    await this.page.waitFor(
      `${pattern}.test((${found}?.textContent ?? '').replace(/\\s+/g, ' ').trim())`,
    )
  }

  /** The texts of all elements of a selector. @param {string} selector @returns {Promise<string[]>} */
  async texts(selector) {
    return this.page.evaluate(
      (/** @type {string} */ selector) =>
        [
          ...(document.querySelector('repay-balance')?.shadowRoot?.querySelectorAll(selector) ??
            []),
        ].map((each) => (each.textContent ?? '').replace(/\s+/g, ' ').trim()),
      selector,
    )
  }

  /** Runs code with the element: `expression` of `found`. @param {string} selector @param {string} expression */
  async of(selector, expression, host = inBalance) {
    const found = `(${query})(${JSON.stringify(host)}, ${JSON.stringify(selector)})`
    return this.page.evaluate(`((found) => ${expression})(${found})`)
  }

  /** Presses with the mouse, in the middle. @param {string} selector @param {string} [host] */
  async clicks(selector, host = inBalance) {
    await this.sees(selector, host)
    const [x, y] = await this.of(
      selector,
      `{
        found.scrollIntoView({block: 'center', behavior: 'instant'})
        const {x, y, width, height} = found.getBoundingClientRect()
        return [x + width / 2, y + height / 2]
      }`,
      host,
    )
    await this.page.click(x, y)
  }

  /** What has the focus: the deepest element's id, name or tag. @returns {Promise<string>} */
  async focus() {
    return this.page.evaluate(() => {
      let focused = document.activeElement
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
      const {id, localName, className} = /** @type {HTMLElement} */ (focused ?? document.body)
      return id ? `#${id}` : `${localName}${className ? `.${className.split(' ')[0]}` : ''}`
    })
  }

  /** Presses Tab until something has the focus. @param {string} wanted */
  async tabsTo(wanted) {
    for (let i = 0; i < 40; i++) {
      if ((await this.focus()) === wanted) return
      await this.page.press('Tab')
    }
    throw new Error(`Tab never came to ${wanted}; it is at ${await this.focus()}`)
  }

  /** Drops files on the page. @param {TextFile[]} files */
  async drops(files) {
    await this.page.evaluate((/** @type {TextFile[]} */ files) => {
      const transfer = new DataTransfer()
      for (const {name, text} of files) {
        const bytes = name.startsWith('picture')
          ? Uint8Array.from(text, (c) => c.charCodeAt(0))
          : text
        transfer.items.add(new File([bytes], name))
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const init = {dataTransfer: transfer, bubbles: true, cancelable: true, composed: true}
        document.body.dispatchEvent(new DragEvent(type, init))
      }
    }, files)
  }

  /** Drops files and waits until they are in. @param {TextFile[]} files */
  async takesIn(files) {
    await this.page.evaluate(() => {
      const taken = /** @type {any} */ (window)
      taken.imported = taken.shown = false
      const once = {once: true}
      document.addEventListener('repay-import-done', () => (taken.imported = true), once)
      document.addEventListener('repay-balance-shown', () => (taken.shown = true), once)
    })
    await this.drops(files)
    await this.page.waitFor('window.imported && window.shown')
    await this.settles()
  }

  /**
   * What happens to payments from now on. The function runs in the page, and so knows nothing of here.
   * @param {() => import('../../web/src/host/offline-server.js').Script} script
   */
  async plays(script) {
    await this.page.evaluate(
      `void (document.querySelector('repay-balance').host.script = (${script})())`,
    )
  }

  /** Waits until the elements have rendered what they know. */
  async settles() {
    await this.page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      for (const name of ['repay-balance', 'repay-import']) {
        await /** @type {any} */ (document.querySelector(name))?.updateComplete
      }
    })
  }

  /** Opens the payment. */
  async begins() {
    await this.clicks('#repay')
    await this.sees('.charges li')
  }

  /** Types another amount in place of what stands in the field. @param {string} amount */
  async enters(amount) {
    await this.clicks('#amount')
    await this.of('#amount', 'found.select()')
    if (amount) await this.page.type(amount)
    else await this.page.press('Backspace')
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 40)))
  }

  /** Presses Pay and waits for the receipt. */
  async pays() {
    const before = (await this.texts('.receipt')).length
    await this.clicks('[part=pay]')
    await this.page.waitFor(
      (/** @type {number} */ before) =>
        (document.querySelector('repay-balance')?.shadowRoot?.querySelectorAll('.receipt').length ??
          0) > before,
      before,
    )
    await this.settles()
  }

  close() {
    return this.page.close()
  }
}

export {inBalance, inImport}
