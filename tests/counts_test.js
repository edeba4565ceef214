import assert from 'node:assert/strict'
import {test} from 'node:test'
import {isAtLeast} from '../wasm/build.js'
import {checkCounts, ctestCounts, nodeTestCounts, plainCounts, sum, summary} from './counts.js'

/** @param {string} verdict @param {string} line what the test printed */
const ctest = (verdict, line) => `test 1
    Start 1: repay_tests

1: ${line}
1/1 Test #1: repay_tests ......................${verdict}    0.01 sec
`
const doctest = '[doctest] test cases: 12 | 11 passed | 1 failed | 2 skipped'

test('doctest cases are counted, not the programs that hold them', () => {
  const well = '[doctest] test cases: 120 | 120 passed | 0 failed | 3 skipped'
  assert.deepEqual(ctestCounts(ctest('   Passed', well), true), {
    passed: 120,
    failed: 0,
    skipped: 3,
  })
  assert.deepEqual(ctestCounts(ctest('***Failed', doctest), false), {
    passed: 11,
    failed: 1,
    skipped: 2,
  })
})

test('a program without doctest is one test', () => {
  assert.deepEqual(ctestCounts(ctest('   Passed', 'ok'), true), {passed: 1, failed: 0, skipped: 0})
  assert.equal(ctestCounts(ctest('***Failed', 'no'), false).failed, 1)
})

test('a suite that crashed, hung, or ran nothing is a failure', () => {
  const allWell = '[doctest] test cases: 5 | 5 passed | 0 failed | 0 skipped'
  assert.equal(ctestCounts(ctest('***Failed', allWell), false).failed, 1, 'a leak after the tests')
  assert.equal(ctestCounts(ctest('***Exception: SegFault', ''), false).failed, 1)
  assert.equal(ctestCounts('', false).failed, 1, 'ctest did not start')
  assert.equal(ctestCounts('No tests were found!!!', true).failed, 1)
  const nothing = '[doctest] test cases: 0 | 0 passed | 0 failed | 0 skipped'
  assert.equal(ctestCounts(ctest('   Passed', nothing), true).failed, 1)
  assert.equal(nodeTestCounts('', true).failed, 1)
  assert.equal(nodeTestCounts('# pass 3\n# fail 0\n', false).failed, 1)
  assert.equal(plainCounts('', true).failed, 1)
  assert.equal(plainCounts('5 passed, 0 failed\n', false).failed, 1)
  assert.equal(plainCounts('0 passed, 0 failed\n', true).failed, 1)
})

test("node's own runner is read from its last lines", () => {
  const tap = '# tests 9\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n'
  assert.deepEqual(nodeTestCounts(tap, false), {passed: 5, failed: 2, skipped: 2})
})

test('a runner of ours ends with the line that npm test ends with', () => {
  const counts = {passed: 4, failed: 0, skipped: 2}
  assert.equal(summary(counts), '4 passed, 0 failed, 2 skipped')
  assert.deepEqual(plainCounts(`first\n${summary(counts)}\n`, true), counts)
  assert.equal(
    summary(sum([counts, checkCounts('', true), checkCounts('', false)])),
    '5 passed, 1 failed, 2 skipped',
  )
})

test('versions are compared number by number', () => {
  assert.ok(isAtLeast('3.25.1', '3.25'))
  assert.ok(isAtLeast('20.0.0', '20'))
  assert.ok(isAtLeast('4.0', '3.25'))
  assert.ok(!isAtLeast('3.9.6', '3.25'))
  assert.ok(!isAtLeast('18.20.2', '20'))
})
