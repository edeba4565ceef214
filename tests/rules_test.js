// rules.md names a test for every rule: each name is one that exists.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../wasm/build.js'
import {projectFiles} from './files.js'

const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')

/** Names of test cases of C++, of scenarios, and of tests of JavaScript. */
function testNames() {
  const names = new Set()
  for (const file of projectFiles().filter((name) => name.startsWith('tests/'))) {
    const patterns = file.endsWith('.txt')
      ? [/^scenario +(.*?) *$/gm]
      : /\.(cpp|js)$/.test(file)
        ? [/TEST_CASE\(\s*"([^"]+)"/g, /^test\('((?:\\.|[^'\\])+)'/gm]
        : []
    for (const pattern of patterns) {
      for (const [, name] of read(file).matchAll(pattern)) names.add(name.replaceAll("\\'", "'"))
    }
  }
  return names
}

test('every rule of rules.md has its tests, and they exist', () => {
  const names = testNames()
  assert.ok(names.size > 300)
  const rows = read('tests/rules.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| rule '))
  assert.ok(rows.length > 60)
  for (const row of rows) {
    const named = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
    assert.notEqual(named.length, 0, row)
    for (const name of named) assert.ok(names.has(name), `there is no test “${name}”`)
  }
})
