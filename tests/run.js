// `npm test`: every test there is, from a fresh clone. Each step says what it does and how long it
// took; one that fails shows its output; the last line is the sum. Node's own modules only.

import {mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {
  Stop,
  build,
  checkPrerequisites,
  installPackages,
  isAtLeast,
  provideEmscripten,
  root,
  run,
  secondsSince,
  stepSeconds,
} from '../wasm/build.js'
import {browsersMissing, installBrowsers} from './browser/install.js'
import {checkCounts, ctestCounts, nodeTestCounts, plainCounts, sum, summary} from './counts.js'
import {provideFuzzer} from './fuzz/install.js'
import {provideSpin} from './model/install.js'

/** @typedef {import('./counts.js').Counts} Counts */

const logs = join(root, 'build/logs')

/** @type {Counts[]} */
const results = []

/**
 * Announces work, runs it, and tells how it went.
 * @param {string} what
 * @param {(progress: (text: string) => void) => Promise<Counts | void>} work
 */
async function step(what, work) {
  const start = Date.now()
  let last = ''
  const beat = setInterval(() => {
    console.log(`    ... ${what}: ${secondsSince(start)}${last && `: ${last}`}`)
  }, 20_000)
  console.log(`--- ${what}`)
  try {
    const counts = await work((text) => {
      last = text.trimEnd().split('\n').at(-1)?.slice(0, 120) || last
    })
    const told = counts ? `${summary(counts)}, ` : ''
    console.log(`    ${what}: ${told}${secondsSince(start)}`)
    if (counts) results.push(counts)
  } finally {
    clearInterval(beat)
  }
}

/** @param {string} output indented, so that no line of it can be taken for ours */
function show(output) {
  const isProgress = (/** @type {string} */ line) =>
    /^\[\d+\/\d+\] (Building|Linking|Gen)/.test(line)
  const lines = output
    .trimEnd()
    .split('\n')
    .filter((line) => !isProgress(line))
  const shown = lines.length > 400 ? ['[...]', ...lines.slice(-400)] : lines
  console.log(shown.map((line) => `    | ${line}`).join('\n'))
}

/**
 * A step that runs a program and counts the tests in its output.
 * @param {string} what
 * @param {string} program
 * @param {string[]} args
 * @param {(output: string, ended: boolean) => Counts} count
 * @param {NodeJS.ProcessEnv} [env]
 */
async function test(what, program, args, count, env) {
  await step(what, async (progress) => {
    const options = {onOutput: progress, seconds: stepSeconds, env}
    const {code, output, timedOut} = await run(program, args, options)
    mkdirSync(logs, {recursive: true})
    writeFileSync(join(logs, `${what.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.log`), output)
    const counts = count(output, code === 0)
    if (counts.failed > 0) show(output)
    if (timedOut) console.log(`    | ended after ${stepSeconds} seconds`)
    return counts
  })
}

/**
 * Builds targets of a preset, and answers whether that worked; if not, it counts as failed.
 * @param {string} preset @param {string} what @param {string[]} [targets]
 */
async function buildStep(preset, what, targets) {
  let built = false
  await step(`Building ${what}`, async (progress) => {
    try {
      await build(preset, {targets, show: false, onOutput: progress})
      built = true
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      show(error.message)
      return {passed: 0, failed: 1, skipped: 0}
    }
    return undefined // what it builds is counted by running it
  })
  return built
}

/** @param {string} preset @param {string} what */
function testCore(preset, what) {
  const args = ['--test-dir', join('build', preset), '--verbose', '--no-tests=error']
  return test(`Tests of core, ${what}`, 'ctest', args, ctestCounts)
}

/**
 * The test files of a folder and below, in order.
 * @param {string} folder
 * @returns {string[]}
 */
function testFiles(folder) {
  const elsewhere = ['bench', 'browser', 'core', 'data', 'fuzz', 'node_modules']
  return readdirSync(join(root, folder), {withFileTypes: true})
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return elsewhere.includes(entry.name) ? [] : testFiles(path)
      return /[_.]test\.m?js$/.test(entry.name) ? [path] : []
    })
}

/** Installs what the tests of the page need, unless they may be skipped. */
async function provideBrowsers() {
  if (browsersMissing().length === 0 || process.env.REPAY_SKIP_BROWSERS === '1') return
  await step('Installing browsers', (progress) => installBrowsers(progress))
}

/** Spin; without it the model of payments counts as skipped. */
async function provideModelChecker() {
  await step('Spin, the model checker', async (progress) => {
    await provideSpin(progress)
  })
}

/** Answers whether there is a clang with libFuzzer. */
async function provideClang() {
  let there = false
  await step('clang with libFuzzer', async (progress) => {
    there = await provideFuzzer(progress)
  })
  return there
}

/**
 * Work that goes on beside other steps; where it is waited for it tells how it went.
 * @template T
 * @param {Promise<T>} work
 */
function beside(work) {
  work.catch(() => {})
  return work
}

/** A file of tests for each core; of itself Node leaves one idle, which is half of two. */
const atOnce = isAtLeast(process.versions.node, '20.10')
  ? [`--test-concurrency=${availableParallelism()}`]
  : []

/** What is made of the WebAssembly: the page, and what is JavaScript about it. */
async function testJavaScript() {
  const node = process.execPath
  const core = beside(testCore('wasm', 'WebAssembly in Node')) // it takes one core of the machine
  await test('Building the page', node, ['web/build.js'], checkCounts)
  await test('Types', node, ['node_modules/typescript/bin/tsc', '-p', '.'], checkCounts)
  await core
  const nodeTest = ['--test', '--test-reporter=tap']
  const files = testFiles('tests').filter((file) => file !== 'tests/start_test.js')
  await test(
    'Tests of JavaScript in Node',
    node,
    [...nodeTest, ...atOnce, ...files],
    nodeTestCounts,
  )
  await test('npm start', node, [...nodeTest, 'tests/start_test.js'], nodeTestCounts)
  await test('The page in browsers', node, ['tests/browser/run.js'], plainCounts)
  const faults = ['tests/browser/run.js', '--faults=', '--shared']
  await test('A payment under every fault, in browsers', node, faults, plainCounts)
}

/**
 * A build takes every core of the machine, and so do the fuzzers, which have nothing beside them. Most
 * tests of core take one core: they run beside the next build.
 */
async function main() {
  await step('Checking what is installed', async () => checkPrerequisites())
  const emscripten = beside(
    step('Emscripten of emsdk-version.txt', async (onOutput) => {
      await provideEmscripten({show: false, onOutput})
    }),
  )
  // One after the other, as apt does one thing at a time.
  const clang = beside(provideBrowsers().then(provideModelChecker).then(provideClang))
  await step('npm packages of package-lock.json', () => installPackages({show: false}))
  await Promise.race([clang, setImmediate()]) // where apt may not install, that is told now

  const tests = []
  if (await buildStep('native', 'native')) tests.push(beside(testCore('native', 'native')))

  // clang's build is of the fuzz targets, too: core is compiled once for both.
  const [preset, targets] = (await clang) ? ['fuzz', ['all', 'fuzz']] : ['native-asan', ['all']]
  const sanitized = await buildStep(preset, 'native with ASan and UBSan', targets)
  if (sanitized) tests.push(beside(testCore(preset, 'native with ASan and UBSan')))

  await emscripten
  const wasm = await buildStep('wasm', 'WebAssembly')
  const lint = beside(test('Lint', process.execPath, ['tests/lint.js'], checkCounts))
  await Promise.all([...tests, lint])
  if (sanitized) {
    await test('Fuzzing every parser', process.execPath, ['tests/fuzz/run.js'], plainCounts)
  }
  if (wasm) await testJavaScript()
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Stop ? error.message : error)
  results.push({passed: 0, failed: 1, skipped: 0})
}
const total = sum(results)
console.log(summary(total))
process.exit(total.failed === 0 ? 0 : 1)
