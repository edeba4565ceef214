import assert from 'node:assert/strict'
import {account, base, dinar, dollars, euros, many, yen} from './accounts.js'
import {Seller} from './seller.js'

/** @import {Claim} from './run.js' */

/** What each charge of the list says: 'Paid', 'CA$2.49 left', 'Open'. @param {Seller} seller */
const states = async (seller) => seller.texts('.charges .state')

/** @type {Claim[]} */
export const payingClaims = [
  {
    claim: 'the page opens with a sample seller who owes money, and says why',
    async run({visit}) {
      const seller = await visit()
      assert.equal(await seller.text('.figure'), '−CA$152.49')
      assert.equal(await seller.text('.chip'), 'Payment due')
      assert.match(
        await seller.text('.why'),
        /3 charges are not paid yet, the oldest from Jan 1, 2026/,
      )
      assert.ok((await seller.texts('.bars tbody tr')).length >= 6)
      assert.match((await seller.texts('.bars .total .amount')).at(-1) ?? '', /^−CA\$152\.49$/)
    },
  },
  {
    claim: 'S08: paying 50.00 closes the oldest charge and part-pays the next',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50.00')
      assert.deepEqual(await states(seller), ['Paid', 'CA$2.49 left', 'Open'])
      assert.equal(await seller.text('#balance-after'), '−CA$102.49')
      assert.equal(await seller.text('[part=pay]'), 'Pay CA$50.00')
      await seller.pays()
      assert.equal(await seller.text('.figure'), '−CA$102.49')
      assert.deepEqual(await seller.texts('.allocations .amount'), ['CA$39.99', 'CA$10.01'])
      assert.match(await seller.text('.facts'), /Mastercard •• 4444/)
    },
  },
  {
    claim: 'S09: paying the rest closes everything, and the button is gone',
    async run({visit}) {
      const seller = await visit({files: [base]})
      for (const amount of ['50', '102.49']) {
        await seller.begins()
        await seller.enters(amount)
        await seller.pays()
      }
      assert.equal(await seller.text('.figure'), 'CA$0.00')
      assert.equal(await seller.text('.chip'), 'Nothing owed')
      assert.equal(await seller.has('#repay'), false)
      assert.equal((await seller.texts('.receipt')).length, 2)
    },
  },
  {
    claim: 'S10: the smallest amount leaves the oldest charge open',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('0.01')
      assert.deepEqual(await states(seller), ['CA$39.98 left', 'Open', 'Open'])
    },
  },
  {
    claim: 'S11: the full balance is preselected and pays every charge',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      assert.deepEqual(await states(seller), ['Paid', 'Paid', 'Paid'])
      await seller.pays()
      assert.deepEqual(await seller.texts('.allocations .amount'), [
        'CA$39.99',
        'CA$12.50',
        'CA$100.00',
      ])
    },
  },
  {
    claim: 'S12: a cent too much is refused in words with the way out, and nothing changes',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('152.50')
      assert.match(
        await seller.text('.said'),
        /This is more than you owe\. You can pay up to CA\$152\.49 now\./,
      )
      assert.equal(await seller.of('#amount', "found.getAttribute('aria-invalid')"), 'true')
      await seller.clicks('[part=pay]')
      await seller.settles()
      assert.equal(await seller.focus(), '#amount')
      assert.equal(await seller.has('.receipt'), false)
      assert.equal(await seller.text('.figure'), '−CA$152.49')
      await seller.clicks('.said .link')
      await seller.reads('[part=pay]', /^Pay CA\$152\.49$/)
    },
  },
  {
    claim: 'S14 and S15: currencies with no decimals and with three',
    async run({visit}) {
      const seller = await visit({files: [yen]})
      await seller.begins()
      await seller.enters('5000')
      assert.deepEqual(await states(seller), ['Paid', '¥1,100 left'])
      await seller.enters('5000.5')
      assert.match(await seller.text('.said'), /JPY does not have that many decimals/)
      await seller.close()
      const other = await visit({files: [dinar]})
      await other.begins()
      await other.enters('1.500')
      assert.deepEqual(await states(other), ['Paid', 'KWD 0.500 left'])
    },
  },
  {
    claim: 'what is not an amount is said so, with an example, and an empty field is no error yet',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('abc')
      assert.match(
        await seller.text('.said'),
        /This is not an amount\. Write it in digits, like 152\.49\./,
      )
      await seller.reads('[role=status]', /This is not an amount/)
      await seller.enters('')
      assert.equal(await seller.text('.said'), 'Up to CA$152.49')
      assert.equal(await seller.of('#amount', "found.getAttribute('aria-invalid')"), 'false')
      await seller.clicks('[part=pay]')
      await seller.reads('.said', /This is not an amount/)
    },
  },
  {
    claim: 'an amount is read as the language writes it',
    async run({visit}) {
      const seller = await visit({files: [base], query: '?lang=es'})
      await seller.begins()
      await seller.enters('50,00')
      assert.match(await seller.text('[part=pay]'), /^Pagar 50,00/)
    },
  },
  {
    claim: 'the whole way works with the keyboard alone, and the focus is never lost',
    async run({visit}) {
      const seller = await visit({files: [base]})
      const {page} = seller
      await seller.tabsTo('#repay')
      await page.press('Enter')
      await seller.sees('.charges li')
      await seller.settles()
      assert.equal(await seller.focus(), 'input')
      await page.press('ArrowDown')
      await seller.reads('[part=pay]', /Pay CA\$39\.99/)
      await page.press('ArrowDown')
      await seller.settles()
      await seller.tabsTo('#amount')
      await page.type('50')
      await seller.reads('[part=pay]', /Pay CA\$50\.00/)
      await seller.tabsTo('select')
      await page.press('ArrowDown')
      await seller.tabsTo('button.primary')
      await page.press('Enter')
      await seller.sees('.receipt')
      await seller.settles()
      assert.equal(await seller.focus(), 'summary')
      assert.match(await seller.text('.facts'), /Visa •• 4242/)
    },
  },
  {
    claim: 'cancelling gives the focus back and changes nothing',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.clicks('.quiet')
      await seller.settles()
      assert.equal(await seller.focus(), '#repay')
      assert.equal(await seller.text('.figure'), '−CA$152.49')
    },
  },
  {
    claim: 'typing moves the bars and never the layout',
    async run({visit}) {
      const seller = await visit({files: [many(40)]})
      await seller.begins()
      const places = () =>
        seller.page.evaluate(() => {
          const root = /** @type {ShadowRoot} */ (
            document.querySelector('repay-balance')?.shadowRoot
          )
          return ['.payment', '.charges', '.after', '[part=pay]', 'select'].map((selector) => {
            const {y, height} = /** @type {Element} */ (
              root.querySelector(selector)
            ).getBoundingClientRect()
            return [selector, Math.round(y + scrollY), Math.round(height)].join(' ')
          })
        })
      await seller.enters('1')
      const before = await places()
      for (const amount of ['10.50', '40', '41', '0', 'abc', '39.99', '0.001', '']) {
        await seller.enters(amount)
        assert.deepEqual(await places(), before, `after ${amount}`)
      }
    },
  },
  {
    claim: 'of many charges those around the end of the payment are shown, and the others counted',
    async run({visit}) {
      const seller = await visit({files: [many(40)]})
      await seller.begins()
      await seller.enters('10.50')
      assert.deepEqual(await seller.texts('.charges .name'), ['c8', 'c9', 'c10', 'c11', 'c12'])
      assert.deepEqual(await seller.texts('.beyond'), [
        '8 older charges, paid in full',
        '27 newer charges stay open',
      ])
    },
  },
  {
    claim: 'a double click on Pay pays once',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.of('[part=pay]', '{ found.click(); found.click(); found.click() }')
      await seller.sees('.receipt')
      await seller.settles()
      assert.equal(await seller.text('.figure'), '−CA$102.49')
      await seller.page.reload()
      await seller.sees('.receipt')
      assert.equal((await seller.texts('.receipt')).length, 1)
    },
  },
  {
    claim: 'a reload while a payment is on its way: the page asks how it stands, and says it',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.plays(() => ({
        isQuiet: true,
        network: async (/** @type {any} */ _, /** @type {any} */ send) => {
          await send()
          return new Promise(() => {})
        },
      }))
      await seller.clicks('[part=pay]')
      await seller.reads('[part=pay]', /Paying/)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await seller.page.reload()
      await seller.sees('.receipt')
      await seller.reads('.figure', /^−CA\$102\.49$/)
      assert.equal((await seller.texts('.receipt')).length, 1)
    },
  },
  {
    claim:
      'when no answer comes the page says that it is not known, holds a new payment back, and asks on',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.plays(() => {
        const from = performance.now()
        return {
          isQuiet: true,
          network: async (/** @type {any} */ _, /** @type {any} */ send) => {
            const reply = await send()
            return performance.now() - from < 23_000 ? {type: 'not_answered'} : reply
          },
        }
      })
      await seller.clicks('[part=pay]')
      await seller.reads('[part=pay]', /Paying/)
      await new Promise((resolve) => setTimeout(resolve, 8000))
      await seller.reads('#flow-title', /We do not know yet whether .*CA\$50\.00.* was paid\./)
      assert.equal(await seller.focus(), '#flow-title')
      assert.equal(await seller.has('[part=pay]'), false)
      assert.equal(await seller.has('#repay'), false)
      await new Promise((resolve) => setTimeout(resolve, 2000))
      await seller.clicks('[data-step=look_again]')
      await seller.sees('.receipt')
      assert.equal(await seller.text('.figure'), '−CA$102.49')
    },
  },
  {
    claim: 'the back button during a payment leads to what became of it',
    async run({visit, site}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.of('[part=pay]', 'found.click()')
      await seller.page.goto(`${site}states.html`)
      // A page that comes back as it was left is there before an answer is.
      await seller.page.evaluate('void setTimeout(() => history.back(), 50)')
      await new Promise((resolve) => setTimeout(resolve, 500))
      await seller.sees('.figure')
      await seller.page.waitFor(
        `!!document.querySelector('repay-balance').shadowRoot.querySelector('.receipt, #repay')`,
      )
      await seller.settles()
      const paid = await seller.has('.receipt')
      assert.equal(await seller.text('.figure'), paid ? '−CA$102.49' : '−CA$152.49')
    },
  },
  {
    claim: 'a second tab says that another one is paying, and goes on when it is done',
    async run({visit, site}) {
      const first = await visit({files: [base]})
      await first.begins()
      await first.enters('50')
      await first.plays(() => ({asksForCode: () => true}))
      await first.clicks('[part=pay]')
      await first.sees('#flow-code')
      const second = new Seller(await first.page.beside(site))
      await second.reads('#flow-title', /A payment is being made in another tab\./)
      assert.equal(await second.has('#repay'), false)
      await first.reads('.code .notice', /\d{6}/)
      const [code] = /** @type {RegExpExecArray} */ (
        /\d{6}/.exec(await first.text('.code .notice'))
      )
      await first.clicks('#flow-code')
      await first.page.type('000000' === code ? '000001' : '000000')
      await first.page.press('Enter')
      await first.reads('#flow-code-said', /2 attempts are left/)
      assert.equal(await first.focus(), '#flow-code')
      await first.of('#flow-code', 'found.select()')
      await first.page.type(code)
      await first.page.press('Enter')
      await first.sees('.receipt')
      await second.reads('.figure', /^−CA\$102\.49$/)
      await second.sees('#repay')
      assert.equal(await second.has('.flow'), false)
    },
  },
  {
    claim: 'a declined card is told with why and what to do, and another one pays',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.plays(() => ({
        provider: (/** @type {any} */ {method}) =>
          method === 'card-mc' ? {does: 'decline', decline: 'issuer_blocked'} : {does: 'capture'},
      }))
      await seller.clicks('[part=pay]')
      await seller.reads('#flow-title', /was not paid/)
      assert.match(await seller.text('.flow'), /bank/)
      await seller.clicks('[data-step=choose_method]')
      await seller.settles()
      assert.equal(await seller.focus(), 'select')
      await seller.page.press('ArrowDown')
      await seller.reads('[part=pay]', /Pay CA\$50\.00/)
      await seller.pays()
      assert.match(await seller.text('.facts'), /Visa •• 4242/)
      assert.equal(await seller.has('.flow'), false)
    },
  },
  {
    claim: 'a bank that takes less leaves the rest owed, and the receipt says so',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.plays(() => ({provider: () => ({does: 'capture', amountMinor: 4500n})}))
      await seller.clicks('[part=pay]')
      await seller.reads('#flow-title', /CA\$45\.00.* of .*CA\$50\.00.* was paid/)
      await seller.reads('.figure', /^−CA\$107\.49$/)
      await seller.clicks('[data-step=see_receipt]')
      await seller.settles()
      assert.equal(await seller.focus(), 'summary')
      assert.deepEqual(await seller.texts('.allocations .amount'), ['CA$39.99', 'CA$5.01'])
    },
  },
  {
    claim: 'S26: a chargeback reopens charges on the page, and the receipt stays as it was given',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.pays()
      const receipt = await seller.text('.receipt')
      const answers = await seller.page.evaluate(async () => {
        const {host} = /** @type {any} */ (document.querySelector('repay-balance'))
        const [{idempotencyKey}] = await host.receipts({store: 'Test store', currency: 'CAD'})
        const once = await host.reverse(idempotencyKey, 'r1', 1500n)
        const again = await host.reverse(idempotencyKey, 'r1', 1500n)
        const more = await host.reverse(idempotencyKey, 'r2', 3501n)
        return [once.ok, again.ok, more.error?.code]
      })
      assert.deepEqual(answers, [true, true, 'REVERSAL_TOO_HIGH'])
      await seller.reads('.figure', /^−CA\$117\.49$/)
      assert.equal(await seller.text('.receipt'), receipt)
      await seller.page.reload()
      await seller.sees('.receipt')
      assert.equal(await seller.text('.figure'), '−CA$117.49')
      assert.equal(await seller.text('.receipt'), receipt)
    },
  },
  {
    claim: 'an account is not replaced while a payment in it is under way',
    async run({visit}) {
      const seller = await visit()
      await seller.begins()
      await seller.plays(() => ({asksForCode: () => true}))
      await seller.clicks('[part=pay]')
      await seller.sees('#flow-code')
      await seller.drops([base])
      await seller.reads('.notice', /PAYMENT_OPEN|payment/, 'repay-import')
      assert.equal(await seller.text('.figure'), '−CA$152.49')
      await seller.clicks('[data-step=cancel]')
      await seller.reads('#flow-title', /not paid|Nothing was paid|cancelled/i)
      await seller.takesIn([base])
      assert.equal(await seller.has('.flow'), false)
    },
  },
  {
    claim: 'a reload shows the same balance and the same receipt',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.pays()
      const before = [await seller.text('.figure'), await seller.text('.receipt')]
      await seller.page.reload()
      await seller.sees('.receipt')
      assert.deepEqual([await seller.text('.figure'), await seller.text('.receipt')], before)
    },
  },
  {
    claim: 'of two tabs the second sees what the first paid, without a reload',
    async run({visit, site}) {
      const first = await visit({files: [base]})
      const second = new Seller(await first.page.beside(site))
      await second.sees('#repay')
      await second.begins()
      await second.enters('60')
      await first.begins()
      await first.enters('60')
      await first.pays()
      await second.reads('.figure', /^−CA\$92\.49$/)
      assert.equal((await second.texts('.receipt')).length, 1)
      await second.reads('[part=pay]', /Pay CA\$60\.00/)
      await second.pays()
      assert.equal(await second.text('.figure'), '−CA$32.49')
      await first.reads('.figure', /^−CA\$32\.49$/)
    },
  },
  {
    claim:
      'S36: of two devices at one version the second is told, sees the new balance, and pays what is left',
    async run({visit, site}) {
      const first = await visit({files: [base]})
      const second = new Seller(await first.page.beside(site))
      await second.sees('#repay')
      await second.begins()
      await second.enters('60')
      // A device of its own, from which the press comes a moment too late.
      await second.page.evaluate(() => {
        const {host} = /** @type {any} */ (document.querySelector('repay-balance'))
        host.device.payer = 'another device'
        host.script = {
          isQuiet: true,
          network: async (/** @type {any} */ request, /** @type {any} */ send) => {
            while (request.kind === 'pay' && !(/** @type {any} */ (window).goes))
              await new Promise((resolve) => setTimeout(resolve, 20))
            return send()
          },
        }
      })
      await second.clicks('[part=pay]')
      await second.reads('[part=pay]', /Paying/)
      await first.begins()
      await first.enters('60')
      await first.pays()
      await second.page.evaluate('void (window.goes = true)')
      await second.reads('#flow-title', /not paid|Nothing was paid/)
      assert.match(await second.text('.flow'), /The balance has changed since you saw it/)
      await second.reads('.figure', /^−CA\$92\.49$/)
      assert.equal(await second.focus(), '#flow-title')
      await second.enters('92.49')
      await second.pays()
      assert.equal(await second.text('.figure'), 'CA$0.00')
    },
  },
  {
    claim: 'when the engine ends, the page mends itself with nothing lost',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.pays()
      await seller.begins()
      await seller.enters('10')
      await seller.page.evaluate("document.querySelector('repay-balance').host.engine.close()")
      await seller.reads('.figure', /^−CA\$102\.49$/)
      await seller.reads('[part=pay]', /Pay CA\$10\.00/)
      await seller.enters('2.49')
      await seller.pays()
      assert.equal(await seller.text('.figure'), '−CA$100.00')
      assert.equal((await seller.texts('.receipt')).length, 2)
    },
  },
  {
    claim: 'S33: of several ledgers each is repaid in its own currency',
    async run({visit}) {
      const seller = await visit({files: [dollars, euros]})
      assert.equal((await seller.texts('.ledger')).length, 2)
      assert.equal(await seller.text('.figure'), '−$10.00')
      await seller.clicks('.ledger:first-of-type')
      await seller.reads('.figure', /^€50\.00$/)
      assert.equal(await seller.has('#repay'), false)
    },
  },
  {
    claim: 'the page may stop a payment, and hears of one that is settled',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.page.evaluate(() => {
        const heard = /** @type {any} */ (window)
        heard.settled = 0
        document.addEventListener('repay-balance-submit', (event) => event.preventDefault(), {
          once: true,
        })
        document.addEventListener('repay-balance-settled', () => heard.settled++)
      })
      await seller.clicks('[part=pay]')
      await seller.settles()
      assert.equal(await seller.has('.receipt'), false)
      await seller.pays()
      assert.equal(await seller.page.evaluate('window.settled'), 1)
    },
  },
  {
    claim: 'a receipt can be kept as text and as exact JSON',
    async run({visit}) {
      const seller = await visit({files: [base]})
      await seller.begins()
      await seller.enters('50')
      await seller.pays()
      await seller.page.evaluate(() => {
        const kept = /** @type {any} */ (window)
        kept.saved = []
        URL.createObjectURL = (blob) => {
          kept.saved.push(/** @type {Blob} */ (blob).text())
          return 'blob:kept'
        }
        HTMLAnchorElement.prototype.click = () => {}
      })
      await seller.clicks('.receipt-actions .link:nth-of-type(2)')
      await seller.clicks('.receipt-actions .link:nth-of-type(3)')
      const printed = await seller.page.evaluate(() => {
        const element = /** @type {Element} */ (document.querySelector('repay-balance'))
        return new Promise((resolve) => {
          window.print = () =>
            resolve([element.hasAttribute('data-printing'), document.adoptedStyleSheets.length])
          const print = element.shadowRoot?.querySelector('.receipt-actions .link')
          print?.dispatchEvent(new MouseEvent('click', {bubbles: true}))
        })
      })
      assert.deepEqual(printed, [true, 1])
      assert.equal(await seller.page.evaluate('document.adoptedStyleSheets.length'), 0)
      const [text, json] = await seller.page.evaluate('Promise.all(window.saved)')
      assert.match(text, /^Receipt\n/)
      assert.match(text, /Monthly subscription: CA\$39\.99 \(in full\)/)
      const document = JSON.parse(json)
      assert.equal(document.amount, '50.00')
      assert.deepEqual(
        document.charges.map((/** @type {any} */ row) => row.paid),
        ['39.99', '10.01'],
      )
    },
  },
  {
    claim: 'data is text: markup in a description is shown, not obeyed',
    async run({visit}) {
      const evil = '<img src=x onerror=alert(1)>\u202e{count}'
      const seller = await visit({
        files: [account('evil.json', [['A', '2026-01-01', '-1.00', 'fee', evil]])],
      })
      await seller.begins()
      assert.equal((await seller.texts('.charges .name'))[0], evil)
      assert.equal(await seller.has('.charges img'), false)
    },
  },
]
