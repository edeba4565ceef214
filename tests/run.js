// `npm test`: every test there is, from a fresh clone. Each step says what it does and how long it
// took; one that fails shows its output; the last line is the sum. Node's own modules only.

import {mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {
  Stop,
  build,
  checkPrerequisites,
  installPackages,
  provideEmscripten,
  root,
  run,
  secondsSince,
  stepSeconds,
} from '../wasm/build.js'
import {browsersMissing, installBrowsers} from './browser/install.js'
import {checkCounts, ctestCounts, nodeTestCounts, plainCounts, sum, summary} from './counts.js'
import {provideFuzzer} from './fuzz/install.js'

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
 * Builds a preset, or a target of it, and answers whether that worked; if not, it counts as failed.
 * @param {string} preset @param {string} what @param {string} [target]
 */
async function buildStep(preset, what, target) {
  let built = false
  await step(`Building ${what}`, async (progress) => {
    try {
      await build(preset, {target, show: false, onOutput: progress})
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
async function buildAndTest(preset, what) {
  if (!(await buildStep(preset, what))) return false
  const args = ['--test-dir', join('build', preset), '--verbose', '--no-tests=error']
  await test(`Tests of core, ${what}`, 'ctest', args, ctestCounts)
  return true
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

/** Each parser on made-up bytes, for REPAY_FUZZ_SECONDS; without clang they count as skipped. */
async function buildAndFuzz() {
  let there = false
  await step('clang with libFuzzer', async (progress) => {
    there = await provideFuzzer(progress)
  })
  if (there && !(await buildStep('fuzz', 'the fuzz targets', 'fuzz'))) return
  await test('Fuzzing every parser', process.execPath, ['tests/fuzz/run.js'], plainCounts)
}

async function main() {
  await step('Checking what is installed', async () => checkPrerequisites())
  await step('npm packages of package-lock.json', () => installPackages({show: false}))
  const fetched = step('Emscripten of emsdk-version.txt', async (onOutput) => {
    await provideEmscripten({show: false, onOutput})
  })
  fetched.catch(() => {}) // told where it is waited for
  await provideBrowsers()

  const node = process.execPath
  await buildAndTest('native', 'native') // while Emscripten is on its way
  await fetched
  await buildAndTest('native-asan', 'native with ASan and UBSan')
  await buildAndFuzz()
  if (await buildAndTest('wasm', 'WebAssembly in Node')) {
    await test('Building the page', node, ['web/build.js'], checkCounts)
    const nodeTest = ['--test', '--test-reporter=tap']
    const files = testFiles('tests').filter((file) => file !== 'tests/start_test.js')
    await test('Tests of JavaScript in Node', node, [...nodeTest, ...files], nodeTestCounts)
    await test('npm start', node, [...nodeTest, 'tests/start_test.js'], nodeTestCounts)
    await test('Types', node, ['node_modules/typescript/bin/tsc', '-p', '.'], checkCounts)
    await test('The page in browsers', node, ['tests/browser/run.js'], plainCounts)
  }
  await test('Lint', node, ['tests/lint.js'], checkCounts)
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
