// `npm run bench -- --growth`: costs natively among 10⁴ to 10⁷ entries, as docs/growth.json and
// docs/growth.svg. The picture is made of the figures alone, so the same figures make the same bytes.

import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

/** @typedef {{entries: number, what: string, unit: string, value: number}} Figure */

const sizes = [10_000, 100_000, 1_000_000, 10_000_000]

// What the picture shows: the rest is in the JSON.
const shown = [
  ['import', '#c2410c'],
  ['posting of parsed entries', '#b45309'],
  ['plan with 10 payments', '#7c3aed'],
  ['rows of days, a window', '#0369a1'],
  ['preview with 10 rows', '#15803d'],
  ['explain an entry', '#0f766e'],
  ['balance', '#be185d'],
  ['pay', '#4d7c0f'],
  ['one new entry', '#57534e'],
]
const inSeconds = {s: 1, us: 1e-6, ns: 1e-9}

/** @param {string} text @returns {Figure[]} */
const figuresOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

/** @param {Figure} figure */
const seconds = ({unit, value}) => value * inSeconds[/** @type {'s' | 'us' | 'ns'} */ (unit)]

const width = 760
const height = 470
const left = 64
const right = 196
const top = 24
const bottom = 48

/** @param {number} entries */
const x = (entries) => left + ((Math.log10(entries) - 4) / 3) * (width - left - right)
/** @param {number} time */
const y = (time) => top + ((1 - Math.log10(time)) / 8) * (height - top - bottom) // 10 s … 100 ns

const times = ['100 ns', '1 µs', '10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s', '10 s']
const powers = ['10⁴', '10⁵', '10⁶', '10⁷']

function* axes() {
  for (const [i, label] of times.entries()) {
    const at = y(10 ** (i - 7)).toFixed(1)
    yield `<path class="grid" d="M${left} ${at}H${width - right}"/>`
    yield `<text x="${left - 8}" y="${at}" dy="4" text-anchor="end">${label}</text>`
  }
  for (const [i, label] of powers.entries()) {
    const at = x(10 ** (i + 4)).toFixed(1)
    yield `<path class="grid" d="M${at} ${top}V${height - bottom}"/>`
    yield `<text x="${at}" y="${height - bottom + 20}" text-anchor="middle">${label}</text>`
  }
  const middle = (left + width - right) / 2
  yield `<text x="${middle}" y="${height - 8}" text-anchor="middle">entries in the ledger</text>`
}

/** The lines with their names beside their ends, none on another. @param {Figure[]} figures */
function* lines(figures) {
  const named = shown
    .map(([what, colour]) => ({
      what,
      colour,
      points: figures.filter((figure) => figure.what === what),
    }))
    .filter(({points}) => points.length > 0)
    .map((line) => ({...line, end: y(seconds(line.points[line.points.length - 1]))}))
    .toSorted((a, b) => a.end - b.end)
  let free = top
  for (const {what, colour, points, end} of named) {
    const places = points.map((p) => `${x(p.entries).toFixed(1)} ${y(seconds(p)).toFixed(1)}`)
    const beside = Math.max(end, free)
    free = beside + 16
    yield `<path class="line" stroke="${colour}" d="M${places.join('L')}"/>`
    for (const place of places) {
      const [cx, cy] = place.split(' ')
      yield `<circle fill="${colour}" cx="${cx}" cy="${cy}" r="3"/>`
    }
    yield `<text x="${width - right + 12}" y="${beside.toFixed(1)}" dy="4">${what}</text>`
    const from = x(points[points.length - 1].entries).toFixed(1)
    yield `<path class="to-name" stroke="${colour}" d="M${from} ${end.toFixed(1)}L${width - right + 10} ${beside.toFixed(1)}"/>`
  }
}

/** @param {Figure[]} figures */
const picture = (
  figures,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Processor time by the number of entries, both in powers of ten: questions stay within microseconds</title>
<style>
svg { background: #fff; font: 12px system-ui, sans-serif }
text { fill: #292524 } .grid { stroke: #d6d3d1; fill: none } .line { fill: none; stroke-width: 2 }
.to-name { fill: none }
@media (prefers-color-scheme: dark) {
  svg { background: #1c1917 } text { fill: #e7e5e4 } .grid { stroke: #44403c }
  .line, .to-name, circle { filter: brightness(1.6) }
}
</style>
${[...axes(), ...lines(figures)].join('\n')}
</svg>
`

/** @param {Figure[]} figures @param {string} root */
function write(figures, root) {
  mkdirSync(join(root, 'docs'), {recursive: true})
  writeFileSync(
    join(root, 'docs/growth.json'),
    `[\n${figures.map((figure) => '  ' + JSON.stringify(figure)).join(',\n')}\n]\n`,
  )
  writeFileSync(join(root, 'docs/growth.svg'), picture(figures))
}

/** Measures and draws. @param {string} root */
export function growth(root) {
  const program = join(root, 'build/native/tests/bench/bench_growth')
  let text = ''
  for (const entries of sizes) {
    process.stderr.write(`${entries} entries\n`)
    const {stdout, status, stderr} = spawnSync(program, [String(entries)], {encoding: 'utf8'})
    if (status !== 0) throw new Error(`bench_growth failed: ${stderr}`)
    text += stdout
  }
  write(figuresOf(text), root)
  return figuresOf(text)
}

// Draws figures that were measured before: node tests/bench/growth.js < figures
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  let text = ''
  for await (const part of process.stdin) text += part
  write(figuresOf(text), new URL('../..', import.meta.url).pathname)
}
