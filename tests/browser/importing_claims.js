import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {base, empty, owing, paidOut, picture, wrongTotal, yen} from './accounts.js'
import {inImport} from './seller.js'

/** @import {Claim} from './run.js' */

/** @type {Claim[]} */
export const importingClaims = [
  {
    claim: 'a settlement report that is dropped takes the place of the sample',
    async run({visit}) {
      const seller = await visit({files: [owing]})
      assert.equal(await seller.text('.figure'), '−CA$62.31')
      assert.match(await seller.text('.where'), /Jan 1 – 14, 2026/)
      assert.match(await seller.text('.result', inImport), /4 entries were added/)
    },
  },
  {
    claim: 'several reports at once, in any order, are one story',
    async run({visit}) {
      const seller = await visit({files: [paidOut, owing]})
      assert.equal(await seller.text('.figure'), 'CA$437.69')
      assert.equal(await seller.text('.chip'), 'Will be paid out')
      assert.match(
        await seller.text('.why'),
        /CA\$437\.69 goes to your bank account on Jan 31, 2026/,
      )
      assert.equal(await seller.has('#repay'), false)
    },
  },
  {
    claim: 'files can be chosen with the button, too',
    async run({visit}) {
      const seller = await visit()
      const folder = mkdtempSync(join(tmpdir(), 'repay-files-'))
      try {
        writeFileSync(join(folder, base.name), base.text)
        writeFileSync(join(folder, yen.name), yen.text)
        const paths = [join(folder, base.name), join(folder, yen.name)]
        await seller.page.chooseFiles('repay-import >>> input[type=file]', paths)
        await seller.reads('.result', /5 entries were added/, inImport)
      } finally {
        rmSync(folder, {recursive: true})
      }
      await seller.settles()
      assert.equal((await seller.texts('.ledger')).length, 2)
    },
  },
  {
    claim: 'a payment on a settlement shows beside its closing balance',
    async run({visit}) {
      const seller = await visit({files: [owing]})
      await seller.begins()
      await seller.enters('32.31')
      await seller.pays()
      assert.equal(await seller.text('.figure'), '−CA$30.00')
      assert.equal(await seller.text('.label'), 'Balance now')
      const totals = await seller.texts('.bars .total .amount')
      assert.deepEqual(totals, ['CA$0.00', '−CA$62.31', '−CA$30.00'])
    },
  },
  {
    claim:
      'a file that is refused is named with its code, its reason and what to do, and nothing is taken',
    async run({visit}) {
      const seller = await visit()
      for (const [file, code] of /** @type {const} */ ([
        [empty, /FILE_EMPTY/],
        [picture, /NUL_BYTE|INVALID_UTF8|FORMAT_UNKNOWN/],
        [wrongTotal, /SETTLEMENT_TOTAL_MISMATCH/],
      ])) {
        await seller.drops([file])
        await seller.reads('.notice', code, inImport)
        const said = await seller.text('.notice', inImport)
        assert.match(said, /Nothing was imported/)
        assert.match(said, new RegExp(file.name.replace('.', '\\.')))
        assert.equal(await seller.text('.figure'), '−CA$152.49')
      }
      await seller.page.reload()
      await seller.sees('.figure')
      assert.equal(await seller.text('.figure'), '−CA$152.49')
    },
  },
  {
    claim: 'the place in the file is said where there is one',
    async run({visit}) {
      const seller = await visit()
      const text = owing.text.replace('23.09', '23,x9')
      await seller.drops([{name: 'edited.txt', text}])
      await seller.reads('.notice', /edited\.txt.*line 3, column 15, field .*amount/, inImport)
    },
  },
  {
    claim: 'the other files can go without the one that is refused',
    async run({visit}) {
      const seller = await visit()
      await seller.drops([owing, picture, paidOut])
      await seller.reads('.notice', /picture\.txt/, inImport)
      assert.match(await seller.text('.notice button', inImport), /Import the other 2 files/)
      await seller.clicks('.notice button', inImport)
      await seller.reads('.figure', /^CA\$437\.69$/)
    },
  },
  {
    claim: 'imported files are still there after a reload, and the sample comes back on request',
    async run({visit}) {
      const seller = await visit({files: [owing]})
      await seller.page.reload()
      await seller.reads('.figure', /^−CA\$62\.31$/)
      await seller.takesIn([paidOut])
      assert.equal(await seller.text('.figure'), 'CA$437.69')
      await seller.clicks('.again button', inImport)
      await seller.reads('.figure', /^−CA\$152\.49$/)
      assert.equal(await seller.has('.again', inImport), false)
    },
  },
  {
    claim: 'a sample that was paid can be started over',
    async run({visit}) {
      const seller = await visit()
      await seller.begins()
      await seller.pays()
      await seller.page.reload()
      await seller.reads('.figure', /^CA\$0\.00$/)
      await seller.clicks('.again button', inImport)
      await seller.reads('.figure', /^−CA\$152\.49$/)
      await seller.reads('.chip', /Payment due/)
      assert.equal(await seller.has('.receipt'), false)
    },
  },
  {
    claim: 'a large import shows its progress, leaves the page free, and can be cancelled',
    async run({visit}) {
      const seller = await visit()
      const {page} = seller
      await page.evaluate((/** @type {string} */ text) => {
        const lines = text.trimEnd().split('\n')
        const rows = `${lines.slice(2).join('\n')}\n`.repeat(2_000)
        const parts = [`${lines.slice(0, 2).join('\n')}\n`, ...Array(120).fill(rows)]
        const transfer = new DataTransfer()
        transfer.items.add(new File(parts, 'large.txt'))
        const seen = /** @type {any} */ (window)
        seen.gaps = []
        let last = performance.now()
        seen.beat = setInterval(() => {
          seen.gaps.push(performance.now() - last)
          last = performance.now()
        }, 10)
        document.body.dispatchEvent(
          new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}),
        )
      }, owing.text)
      await seller.sees('progress', inImport)
      await page.waitFor(
        `document.querySelector('repay-import').shadowRoot.querySelector('progress')?.value > 0`,
      )
      assert.match(await seller.text('.progress', inImport), /Reading .*large\.txt.* of .* MB/)
      await seller.begins()
      await seller.clicks('.progress button', inImport)
      await seller.reads('.result', /Cancelled\. Nothing was imported\./, inImport)
      // Single ones may be the machine's own; an import in the page's thread would hold up most of them.
      const gaps = await page.evaluate(
        'clearInterval(window.beat), window.gaps.sort((a, b) => a - b)',
      )
      const middle = gaps[Math.floor(gaps.length / 2)]
      assert.ok(gaps.length > 20 && middle < 50, `${gaps.length} beats of ${Math.round(middle)} ms`)
      assert.equal(await seller.text('.figure'), '−CA$152.49')
      await seller.takesIn([owing])
      assert.equal(await seller.text('.figure'), '−CA$62.31')
    },
  },
]
