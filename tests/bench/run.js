// `npm run bench`: the engine beside its peers, in one run. Prints the goal (GOALS.md), what was measured and
// the verdict; nothing here passes or fails a build, for machines are noisy.
//
//   npm run bench                         all of it, 10⁶ rows: some minutes
//   npm run bench -- --rows 100000        quicker
//   npm run bench -- --only preview       import, preview, document, payment, export, memory or bytes
//   npm run bench -- --rounds 5
//   npm run bench -- --growth             costs among 10⁴ to 10⁷ entries, to docs/growth.json and .svg

import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {cpus} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {brotliCompressSync} from 'node:zlib'
import {growth} from './growth.js'
import {accountInput, settlementInput} from './inputs.js'
import {inTurns, median} from './rounds.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const {values} = parseArgs({
  options: {
    rows: {type: 'string', default: '1000000'},
    rounds: {type: 'string', default: '3'},
    only: {type: 'string'},
    growth: {type: 'boolean', default: false},
  },
})
const rows = Number(values.rows)
const rounds = Number(values.rounds)

/** @param {string} command @param {string[]} args */
function must(command, args) {
  const {status} = spawnSync(command, args, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed; run npm test first`)
}

/** Ratios below a tenth read better as a part: 1/500. @param {number} value @param {string} unit */
function figure(value, unit) {
  if (unit === 'x' && value > 0 && value < 0.1) return `1/${Math.round(1 / value)}`
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4)
}

/**
 * One line: what, the goals, what was measured, and whether that is enough.
 * @param {string} what
 * @param {number} measured smaller is better
 * @param {{must?: number, aim?: number, unit: string}} goals
 */
function tell(what, measured, {must: limit, aim, unit}) {
  let goal = ''
  let verdict = ''
  if (limit !== undefined) {
    goal = `<= ${figure(limit, unit)}${aim === undefined ? '' : `, aim ${figure(aim, unit)}`}`
    verdict = measured > limit ? 'MISSED' : aim !== undefined && measured <= aim ? 'aim met' : 'met'
  }
  const value = figure(measured, unit).padStart(9)
  console.log(
    `  ${what.padEnd(48)} ${goal.padEnd(24)} ${value} ${unit.padEnd(6)} ${verdict}`.trimEnd(),
  )
}

/** @param {string} title */
const heading = (title) => console.log(`\n${title}`)

const native = join(root, 'build/native/tests/bench/bench_import')

/** One run natively: {floor, read, import} in seconds of CPU. @param {string} path */
function nativeRun(path) {
  const {stdout, status, stderr} = spawnSync(native, [path, '1'], {encoding: 'utf8'})
  if (status !== 0) throw new Error(`bench_import failed: ${stderr}`)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return Object.fromEntries(lines.map(({what, cpuSeconds}) => [what, cpuSeconds]))
}

/** @type {Record<string, () => Promise<void> | void>} */
const benches = {
  async import() {
    heading(`Import of a settlement file, V2, ${rows} rows, index included (CPU time)`)
    must('cmake', ['--build', 'build/native', '--target', 'bench_import'])
    const path = await settlementInput(rows)
    const names = ['floor', 'repay', 'udsv', 'papaparse', 'd3', 'csvparse']
    const natively = []
    for (let round = 0; round < rounds; ++round) natively.push(nativeRun(path))
    const took = await inTurns('./imports.js', names, path, rounds)
    const floorNative = median(natively.map(({floor}) => floor))
    const importNative = median(natively.map((run) => run.import))
    const {floor, repay, udsv} = took
    tell('native / floor', importNative / floorNative, {must: 10, aim: 7, unit: 'x'})
    tell('WebAssembly / floor', repay.seconds / floor.seconds, {must: 15, aim: 10, unit: 'x'})
    tell('WebAssembly / uDSV chunked', repay.seconds / udsv.seconds, {
      must: 0.2,
      aim: 0.1,
      unit: 'x',
    })
    tell('WebAssembly / native', repay.seconds / importNative, {must: 1.5, aim: 1.25, unit: 'x'})
    tell('floor, native', floorNative, {unit: 's'})
    tell('import, native', importNative, {unit: 's'})
    for (const [name, {seconds}] of Object.entries(took)) tell(name, seconds, {unit: 's'})
  },

  async document() {
    const entries = Math.min(rows, 1_000_000)
    heading(`Account JSON of ${entries} entries to columns (CPU time)`)
    const path = await accountInput(entries)
    await inTurns('./documents.js', ['json', 'check'], path, 1)
    const {repay, json} = await inTurns('./documents.js', ['repay', 'json'], path, rounds)
    tell('WebAssembly / decode + JSON.parse + walk', repay.seconds / json.seconds, {
      must: 0.4,
      aim: 0.25,
      unit: 'x',
    })
    tell('repay', repay.seconds, {unit: 's'})
    tell('decode + JSON.parse + walk', json.seconds, {unit: 's'})
  },

  async preview() {
    heading(`Preview of a payment through the client, a window of 10 rows (CPU time a preview)`)
    const few = {path: await accountInput(1000), count: 100, repeat: 50}
    const many = {path: await accountInput(rows), count: 100, repeat: 50}
    const small = await inTurns('./previews.js', ['float64', 'repay'], few, rounds)
    const large = await inTurns('./previews.js', ['float64', 'repay'], many, rounds)
    const us = (/** @type {number} */ seconds) => seconds * 1e6
    tell(`t(${rows}) / t(1000)`, large.repay.seconds / small.repay.seconds, {
      must: 4,
      aim: 2,
      unit: 'x',
    })
    tell(`preview / Float64Array loop, at ${rows}`, large.repay.seconds / large.float64.seconds, {
      must: 1 / 500,
      aim: 1 / 3000,
      unit: 'x',
    })
    tell('preview at 1000 open charges', us(small.repay.seconds), {unit: 'us'})
    tell(`preview at ${rows}`, us(large.repay.seconds), {unit: 'us'})
    tell(`Float64Array loop at ${rows}`, us(large.float64.seconds), {unit: 'us'})

    const libraries = ['big', 'bignumber', 'decimal', 'currencyjs', 'dinerojs']
    const some = {path: await accountInput(10_000), count: 3, repeat: 50}
    const took = await inTurns('./previews.js', ['float64', 'repay', ...libraries], some, rounds)
    for (const [name, {seconds}] of Object.entries(took))
      tell(`${name}, at 10000`, us(seconds), {unit: 'us'})
  },

  async payment() {
    heading(`One new entry in a ledger of ${rows}, through the client`)
    const input = {path: await accountInput(rows)}
    const {payment} = await inTurns('./previews.js', ['payment'], input, rounds)
    tell('payment of one cent, mean', payment.seconds * 1e6, {unit: 'us'})
    tell('the slowest (wall)', payment.also.slowest * 1e3, {must: 0.2, unit: 'ms'})
  },

  async export() {
    heading(`A ledger of ${rows} entries as CSV, through the client (CPU time)`)
    const path = await settlementInput(rows)
    const {repay, d3} = await inTurns('./exports.js', ['repay', 'd3'], path, rounds)
    tell('WebAssembly / d3-dsv', repay.seconds / d3.seconds, {must: 1 / 8, aim: 1 / 13, unit: 'x'})
    tell('repay', repay.seconds, {unit: 's'})
    tell('d3-dsv', d3.seconds, {unit: 's'})
  },

  async memory() {
    heading('Memory of the engine at the height of an import')
    const path = await settlementInput(rows)
    const {memory} = await inTurns('./imports.js', ['memory'], path, 1)
    tell('WebAssembly memory grown, an entry', memory.also.bytesPerEntry, {
      must: 96,
      aim: 64,
      unit: 'bytes',
    })
  },

  bytes() {
    heading('Bytes, brotli')
    const weigh = (/** @type {string} */ path) =>
      brotliCompressSync(readFileSync(path)).length / 1000
    const built = join(root, 'build/wasm/wasm')
    tell('repay_wasm.wasm', weigh(join(built, 'repay_wasm.wasm')), {unit: 'kB'})
    tell('repay_wasm.mjs', weigh(join(built, 'repay_wasm.mjs')), {unit: 'kB'})
    const page = join(root, 'build/web')
    if (!existsSync(page))
      return console.log('  (npm run build makes the page, to be weighed here, too)')
    const names = readdirSync(page).filter((name) => /\.(js|wasm)$/.test(name))
    for (const name of names) tell(`build/web/${name}`, weigh(join(page, name)), {unit: 'kB'})
    const loaded = names.filter(
      (name) => !/^(demo|repay-import|offline-host|engine|session|es-|zh-CN-)/.test(name),
    )
    const sum = loaded.reduce((total, name) => total + weigh(join(page, name)), 0)
    tell('a usable <repay-balance>', sum, {must: 80, aim: 50, unit: 'kB'})
  },
}

if (values.growth) {
  must('cmake', ['--build', 'build/native', '--target', 'bench_growth'])
  for (const {entries, what, value, unit} of growth(root))
    tell(`${what}, at ${entries}`, value, {unit})
  process.exit()
}
if (
  !existsSync(join(root, 'build/wasm/wasm/repay_wasm.wasm')) ||
  !existsSync(join(root, 'build/native'))
) {
  console.error('The benchmarks need both builds: run npm test first.')
  process.exit(1)
}
if (!existsSync(join(here, 'node_modules'))) must('npm', ['ci', '--prefix', here])
const {model} = cpus()[0]
console.log(`Node ${process.version}, ${model}, median of ${rounds} rounds; smaller is better`)
for (const [name, bench] of Object.entries(benches)) {
  if (values.only === undefined || values.only === name) await bench()
}
