// `npm run fuzz -- [--seconds N] [--only NAME]... [--jobs N]`: builds the fuzz targets and lets each
// run for so long, several at once. What one finds stays in build/fuzz/found, to be run again by
// build/fuzz/tests/fuzz/NAME_fuzz FILE. Where the compiler cannot be had, all count as skipped.

import {existsSync, mkdirSync, readFileSync, readdirSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {Stop, build, root, run} from '../../wasm/build.js'
import {sum, summary} from '../counts.js'
import {provideFuzzer} from './install.js'

/** @typedef {import('../counts.js').Counts} Counts */

const {values: options} = parseArgs({
  options: {
    seconds: {type: 'string', default: process.env.REPAY_FUZZ_SECONDS || '5'},
    only: {type: 'string', multiple: true, default: []},
    jobs: {type: 'string', default: String(2 * availableParallelism())},
  },
})

const folder = join(root, 'tests/fuzz')
const found = join(root, 'build/fuzz/found')
const list = readFileSync(join(folder, 'CMakeLists.txt'), 'utf8')
const all = [...list.matchAll(/^repay_fuzz\((\w+)\)$/gm)].map(([, name]) => name)
const targets = all.filter((name) => options.only.length === 0 || options.only.includes(name))

/** The longest input in bytes, where it is not libFuzzer's usual 4096. @type {Record<string, number>} */
const longest = {arguments: 400, decimal: 80, typed: 80, file_reader: 20_000}

/** @param {string} name */
function argumentsOf(name) {
  const known = join(root, 'build/fuzz/corpus', name)
  mkdirSync(known, {recursive: true})
  const seeds = join(folder, 'corpus', name)
  const words = join(folder, `${name}.dict`)
  return [
    `-max_total_time=${options.seconds}`,
    `-max_len=${longest[name] ?? 4096}`,
    '-timeout=5',
    '-rss_limit_mb=512',
    '-print_final_stats=1',
    '-reload=0',
    `-artifact_prefix=${found}/${name}-`,
    ...(existsSync(words) ? [`-dict=${words}`] : []),
    known,
    ...(existsSync(seeds) ? [seeds] : []),
  ]
}

/** @param {string} name @returns {Promise<Counts>} */
async function fuzz(name) {
  const program = join(root, `build/fuzz/tests/fuzz/${name}_fuzz`)
  // Freed memory is kept for a while, to tell of its use; 256 MB of it, unless told otherwise.
  const env = {ASAN_OPTIONS: 'quarantine_size_mb=32'}
  const {code, output, timedOut} = await run(program, argumentsOf(name), {
    seconds: Number(options.seconds) + 60,
    env,
  })
  const stat = (/** @type {string} */ what) =>
    Number(new RegExp(`stat::${what}:\\s+(\\d+)`).exec(output)?.[1] ?? 0)
  const [, covered = '0', features = '0'] =
    [...output.matchAll(/ cov: (\d+) ft: (\d+)/g)].at(-1) ?? []
  const ran = stat('number_of_executed_units')
  const verdict = code === 0 && ran > 0 ? 'ok  ' : 'FAIL'
  console.log(
    `${verdict} ${name}: ${ran} executions, ${stat('average_exec_per_sec')}/s, ` +
      `coverage ${covered}, features ${features}, ${stat('peak_rss_mb')} MB`,
  )
  if (verdict === 'ok  ') return {passed: 1, failed: 0, skipped: 0}
  console.log(output.split('\n').slice(-40).join('\n').replace(/^/gm, '     '))
  if (timedOut) console.log('     it did not end')
  return {passed: 0, failed: 1, skipped: 0}
}

/** @returns {Promise<Counts>} */
async function fuzzAll() {
  if (!(await provideFuzzer())) {
    console.log('clang++-19 with libFuzzer is not there (clang-19, libclang-rt-19-dev): skipped')
    return {passed: 0, failed: 0, skipped: targets.length}
  }
  await build('fuzz', {targets: ['fuzz'], show: false})
  mkdirSync(found, {recursive: true})
  /** @type {Counts[]} */
  const results = []
  const waiting = [...targets]
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await fuzz(next))
  }
  await Promise.all(Array.from({length: Number(options.jobs)}, lane))
  const left = readdirSync(found)
  if (left.length > 0) console.log(`In build/fuzz/found: ${left.join(', ')}`)
  return sum(results)
}

try {
  if (targets.length === 0) throw new Stop(`There are ${all.join(', ')}.`)
  const total = await fuzzAll()
  console.log(summary(total))
  process.exit(total.failed === 0 ? 0 : 1)
} catch (error) {
  console.error(error instanceof Stop ? error.message : error)
  console.log(summary({passed: 0, failed: 1, skipped: 0}))
  process.exit(1)
}
