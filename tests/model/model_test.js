// Every state of payment.pml, in each configuration of README.md; and each planted bug has a counter-example.
// REPAY_MODEL=large checks the larger configurations, too: minutes, and several GB.

import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {describe, test} from 'node:test'
import {promisify} from 'node:util'
import {root} from '../../wasm/build.js'
import {spinIsThere} from './install.js'
import {planted} from './planted.js'

const execute = promisify(execFile)
const model = join(root, 'tests/model/payment.pml')
const folder = join(root, 'build/model')

/** What is checked: the flags of the model, and whether for cycles that bring nothing on, too. */
const everyday = {
  'two tabs, one press, to the end': {flags: '-DKEYS=1 -DCALM', cycles: true},
  'two devices, one press, to the end': {flags: '-DDEVICES=2 -DKEYS=1 -DCALM', cycles: false},
  'two tabs, one press, codes, to the end': {flags: '-DKEYS=1 -DCODE -DCALM', cycles: false},
  'one page, two presses, to the end': {flags: '-DPAGES=1 -DCALM', cycles: false},
  'two devices, two presses': {flags: '-DDEVICES=2 -DNO_CRASH -DNO_SIGN_OUT', cycles: false},
  'two tabs, two presses': {flags: '', cycles: false},
}
const large = {
  'one page, two presses, codes, to the end': {flags: '-DPAGES=1 -DCODE -DCALM', cycles: false},
}

const isLarge = process.env.REPAY_MODEL === 'large'
const options = {skip: spinIsThere() ? false : 'spin or cc is not installed'}

/**
 * Builds a verifier and runs it; answers what it says.
 * @param {string} name
 * @param {string} flags of the model
 * @param {string[]} forC
 * @param {string[]} forIt
 */
async function verify(name, flags, forC, forIt) {
  const cwd = join(folder, name.replace(/\W+/g, '-'))
  rmSync(cwd, {recursive: true, force: true})
  mkdirSync(cwd, {recursive: true})
  await execute('spin', ['-a', ...flags.split(' ').filter(Boolean), model], {cwd})
  await execute('cc', ['-w', '-DNOREDUCE', ...forC, '-o', 'pan', 'pan.c'], {cwd})
  const {stdout} = await execute('./pan', ['-m1000000', '-w22', ...forIt], {
    cwd,
    maxBuffer: 1 << 26,
  })
  return stdout
}

/** The first line of the verifier about what it found. @param {string} said */
const finding = (said) => /^pan:1: (.{0,160})/m.exec(said)?.[1] ?? said

/** @param {string} said */
function assertComplete(said) {
  assert.match(said, /errors: 0$/m, finding(said))
  assert.doesNotMatch(said, /max search depth too small|Search not completed|out of memory/)
}

/** Lines of the model that were not reached: `proctype line`. @param {string} said */
function unreached(said) {
  const blocks = said.split(/^unreached in (?:proctype )?/m).slice(1)
  return new Set(
    blocks.flatMap((block) =>
      [...block.matchAll(/payment\.pml:(\d+), state \d+, "(.*)"/g)].map(
        ([, line, text]) => `${block.split('\n')[0]} ${line} ${text}`,
      ),
    ),
  )
}

/**
 * Statements that no configuration reaches: copies of what is written once and stands in several steps, here of
 * a page that has just ended, and of one whose lock is not on its way.
 */
const neverReached = /-end-|lock_answer = (granted|none)$/

describe('payment.pml', options, () => {
  /** @type {Set<string>[]} */
  const left = []
  const all = {...everyday, ...(isLarge ? large : {})}
  for (const [name, {flags, cycles}] of Object.entries(all)) {
    test(`${name}: every state is well`, async (t) => {
      const said = await verify(name, flags, ['-O2', '-DSAFETY'], [])
      assertComplete(said)
      left.push(unreached(said))
      t.diagnostic(`${/(\S+) states, stored/.exec(said)?.[1]} states`)
    })
    if (!cycles) continue
    test(`${name}: nothing goes round for ever in fair weather`, async () => {
      assertComplete(await verify(`${name}-cycles`, flags, ['-O2', '-DNP'], ['-l']))
    })
  }

  test('every statement of the model is reached by one of them', () => {
    const [first, ...others] = left
    const never = [...first].filter((line) => others.every((lines) => lines.has(line)))
    assert.deepEqual(
      never.filter((line) => !neverReached.test(line)),
      [],
    )
  })
})

describe('bugs planted into payment.pml have counter-examples', options, () => {
  for (const {name, defines, model: flags = '-DPAGES=1 -DKEYS=1', isCycle} of planted) {
    test(name, async (t) => {
      const bugs = defines.map((define) => `-D${define}`).join(' ')
      const search = isCycle ? '-DNP' : '-DSAFETY'
      const said = await verify(
        `planted-${name}`,
        `${flags} ${bugs}`,
        ['-O0', search],
        isCycle ? ['-l'] : [],
      )
      assert.match(said, /errors: 1$/m, 'no counter-example')
      t.diagnostic(finding(said))
    })
  }
})
