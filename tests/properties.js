// `npm run properties -- [--seeds N] [--first N]`: the engine against the second implementation of
// DOMAIN 5 in tests/core/repayment/model.h, on a million random histories, optimized, on all cores.
// One on which they differ is shrunk and printed as lines of a scenario.

import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {Stop, build, root, run, secondsSince} from '../wasm/build.js'

const {values: options} = parseArgs({
  options: {
    seeds: {type: 'string', default: '1000000'},
    first: {type: 'string', default: '1'},
  },
})
const claim = 'random histories: the engine says what the plain model says'

/** @param {number} first @param {number} count */
async function play(first, count) {
  const env = {REPAY_SEEDS: String(count), REPAY_FIRST_SEED: String(first)}
  const program = join(root, 'build/native/tests/core/repay_tests')
  const {code, output} = await run(program, ['--no-colors', `-tc=${claim}`], {env})
  const ran = / 1 passed \| 0 failed/.test(output)
  if (code !== 0 || !ran) console.log(output)
  return code === 0 && ran
}

try {
  await build('native', {targets: ['repay_tests']})
  const start = Date.now()
  const jobs = availableParallelism()
  const seeds = Number(options.seeds)
  const each = Math.ceil(seeds / jobs)
  const parts = Array.from({length: jobs}, (_, job) =>
    play(Number(options.first) + job * each, Math.min(each, seeds - job * each)),
  )
  const agreed = (await Promise.all(parts)).every(Boolean)
  console.log(`${seeds} histories, ${agreed ? 'no' : 'a'} difference, ${secondsSince(start)}`)
  process.exit(agreed ? 0 : 1)
} catch (error) {
  console.error(error instanceof Stop ? error.message : error)
  process.exit(1)
}
