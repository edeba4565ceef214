import assert from 'node:assert/strict'
import {readFileSync, readdirSync} from 'node:fs'
import {test} from 'node:test'
import {fileURLToPath} from 'node:url'

import {settlementChain, settlementFile} from './settlement.js'
import {smallFiles} from './small.js'

const folder = fileURLToPath(new URL('../data/settlements', import.meta.url))

test('the small files in the project are the ones the generator makes', () => {
  const made = smallFiles()
  assert.deepEqual(readdirSync(folder).sort(), [...made.keys()].sort())
  for (const [name, bytes] of made) assert.deepEqual(readFileSync(`${folder}/${name}`), bytes, name)
})

test('the same options make the same bytes, another seed makes others', () => {
  const bytes = (/** @type {number} */ seed) =>
    Buffer.concat([...settlementFile({seed, rows: 100}).chunks()]).toString()
  assert.equal(bytes(1), bytes(1))
  assert.notEqual(bytes(1), bytes(2))
})

test('a file has exactly the rows asked for, and they add up to its total', () => {
  for (const rows of [0, 1, 2, 3, 10, 11, 12, 13, 1000]) {
    const file = settlementFile({rows, version: 'v2', dirt: false})
    const text = Buffer.concat([...file.chunks()]).toString()
    const lines = text.trimEnd().split('\n')
    assert.equal(lines.length, rows + 2)
    const names = lines[0].split('\t')
    const amount = names.indexOf('amount')
    const minor = (/** @type {string} */ of) => Math.round(Number(of.replace(',', '.')) * 100)
    const sum = lines.slice(2).reduce((all, line) => all + minor(line.split('\t')[amount]), 0)
    assert.equal(sum, file.totalMinor)
    assert.equal(minor(lines[1].split('\t')[names.indexOf('total-amount')]), sum)
  }
})

test('each period of a chain begins where the one before ended and carries what it owed', () => {
  const files = settlementChain({periods: 4, rows: 13, seed: 3})
  for (const [i, file] of files.entries()) {
    if (i === 0) continue
    const before = files[i - 1]
    assert.equal(file.start, before.end)
    const text = Buffer.concat([...file.chunks()]).toString()
    assert.equal(text.includes('\tPayable to Amazon\t'), before.totalMinor < 0)
  }
  assert.ok(files.some((file) => file.totalMinor < 0))
})
