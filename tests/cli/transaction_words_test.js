// core/formats/transaction_csv.md lists the words by language; they are kept in transaction_words.h.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'

const read = (/** @type {string} */ file) => readFileSync(join(root, 'core/formats', file), 'utf8')

test('every header and type of a transaction CSV stands in its document', () => {
  const words = read('transaction_words.h')
  const cells = new Set(
    read('transaction_csv.md')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((line) => line.split('|'))
      .flatMap((cell) => cell.split('<br>'))
      .map((word) => word.trim()),
  )
  const names = [...words.matchAll(/(?:Header\{Column::\w+|TypeName\{)[\s,]*"([^"]+)"/g)]
  assert.ok(names.length > 350)
  assert.deepEqual(
    names.map(([, name]) => name).filter((name) => !cells.has(name)),
    [],
  )
})
