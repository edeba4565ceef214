import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'

/** @import {Seller} from './seller.js' */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe-core finds against the page as it is, one line a finding.
 * @param {Seller} seller
 * @returns {Promise<string[]>}
 */
export async function findings(seller) {
  await seller.page.evaluate(`void (window.axe ?? (() => { ${axe} })())`)
  return seller.page.evaluate(async () => {
    const {violations} = await /** @type {any} */ (window).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map(
        (/** @type {any} */ node) =>
          `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary}`,
      ),
    )
  })
}
