// When clocks change, as the engine is told: from Intl in the page, from a file for the command.

import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'
import {zoneOffset, zoneTransitions} from '../../web/src/engine/zone.js'

const hour = 3600
const year = (/** @type {number} */ number) => Date.UTC(number, 0)
const iso = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 16)

/** @param {string} zone @param {number} from @param {number} to */
const told = (zone, from, to) => {
  const {beforeS, changes} = zoneTransitions(zone, year(from), year(to))
  return [beforeS / hour, ...changes.map(({atMs, offsetS}) => [iso(atMs), offsetS / hour])]
}

test('the clocks of places change when they are known to have changed', () => {
  assert.deepEqual(told('America/Toronto', 2024, 2025), [
    -5,
    ['2024-03-10T07:00', -4],
    ['2024-11-03T06:00', -5],
  ])
  assert.deepEqual(told('Europe/London', 2024, 2025), [
    0,
    ['2024-03-31T01:00', 1],
    ['2024-10-27T01:00', 0],
  ])
  assert.deepEqual(told('Asia/Kolkata', 1990, 2040), [5.5])
  assert.deepEqual(told('Australia/Lord_Howe', 2024, 2025), [
    11,
    ['2024-04-06T15:00', 10.5],
    ['2024-10-05T15:30', 11],
  ])
  assert.deepEqual(told('Pacific/Chatham', 2024, 2025), [
    13.75,
    ['2024-04-06T14:00', 12.75],
    ['2024-09-28T14:00', 13.75],
  ])
  assert.deepEqual(told('Pacific/Apia', 2011, 2012), [
    -10,
    ['2011-04-02T14:00', -11],
    ['2011-09-24T14:00', -10],
    ['2011-12-30T10:00', 14],
  ])
  assert.deepEqual(told('UTC', 1990, 2040), [0])
})

test('changes a few days apart are all seen', () => {
  assert.deepEqual(told('America/Argentina/Tucuman', 2004, 2005), [
    -3,
    ['2004-06-01T03:00', -4],
    ['2004-06-13T04:00', -3],
  ])
})

test('an answer covers whole days, and is kept', () => {
  const at = Date.UTC(2024, 2, 10, 7)
  const {changes} = zoneTransitions('America/Toronto', at - 1, at + 1)
  assert.deepEqual(changes, [{atMs: at, offsetS: -4 * hour}])
  assert.equal(
    zoneTransitions('America/Toronto', at - 5, at + 5),
    zoneTransitions('America/Toronto', at - 1, at + 1),
  )
})

test('a place without a zone is refused', () => {
  assert.throws(() => zoneOffset('Mars/Olympus', 0), RangeError)
  assert.throws(() => zoneTransitions('', 0, 1), RangeError)
})

/** The table as zone_table.h describes it: by name, the offset at an instant. */
function readTable() {
  const folder = mkdtempSync(join(tmpdir(), 'repay-'))
  const file = join(folder, 'zones.txt')
  const generator = join(root, 'core/base/generate_zones.js')
  const {status, stderr} = spawnSync(process.execPath, [generator, file], {encoding: 'utf8'})
  assert.equal(status, 0, stderr)
  const [first, comment, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  rmSync(folder, {recursive: true})
  assert.equal(first, 'repay-zones 1')
  assert.match(comment, /^# Time zone data \d{4}[a-z]/)
  /** @type {Map<string, (ms: number) => number>} */
  const offsets = new Map()
  for (const line of lines) {
    const [names, minutes, steps] = line.split('|')
    const letters = minutes.split(' ').map(Number)
    let at = 0
    const changes = [...steps.matchAll(/([A-Z])([0-9a-z]+)/g)].map(([, letter, later]) => {
      at += parseInt(later, 36)
      return {at: at * 60_000, offset: letters[letter.charCodeAt(0) - 65] * 60}
    })
    const offsetAt = (/** @type {number} */ ms) =>
      changes.findLast((change) => change.at <= ms)?.offset ?? letters[0] * 60
    for (const name of names.split(' ')) offsets.set(name, offsetAt)
  }
  return offsets
}

test('the table of zones says what Intl says, at any time from 1990 to 2039', () => {
  const table = readTable()
  for (const name of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Kolkata', 'US/Eastern'])
    assert.ok(table.has(name), name)
  let seed = 20261123
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  for (const [name, offsetAt] of table) {
    for (let i = 0; i < 200; ++i) {
      const ms = Math.floor(year(1990) + random() * (year(2040) - year(1990)))
      if (offsetAt(ms) !== zoneOffset(name, ms)) assert.fail(`${name} at ${iso(ms)}`)
    }
  }
})
