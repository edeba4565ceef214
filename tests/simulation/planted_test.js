// The simulator is tested: each protocol bug, planted into a copy of the sources, must be found, and so must
// pairs of them. As each is compiled by itself, every seventh is tried; REPAY_PLANTED=1000000 tries all, with
// as many stories for each.

import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import {describe, test} from 'node:test'
import {promisify} from 'node:util'
import {root} from '../../wasm/build.js'
import {pairs, planted} from './planted.js'

/** @import {Bug} from './planted.js' */

const build = join(root, 'build/native')
const stories = process.env.REPAY_PLANTED ?? '400000'
const execute = promisify(execFile)

/** @typedef {{code: number, output: string}} Ended */

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<Ended>}
 */
async function run(program, args) {
  try {
    const {stdout, stderr} = await execute(program, args, {cwd: root, maxBuffer: 1 << 26})
    return {code: 0, output: stdout + stderr}
  } catch (error) {
    const {code, stdout, stderr} = /** @type {any} */ (error)
    return {code: Number(code) || 1, output: `${stdout}${stderr}`}
  }
}

/** How the build compiles a source, without what names source and object. @param {string} file */
function compilerOf(file) {
  /** @type {{file: string, command: string}[]} */
  const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  const entry = commands.find((command) => command.file === join(root, file))
  assert.ok(entry, `${file} is built`)
  const words = entry.command.split(/\s+/).filter((word) => word !== '-Werror' && word !== '')
  const at = words.indexOf('-o')
  return words.slice(0, at)
}

/** @param {string} folder */
const objectsIn = (folder) =>
  readdirSync(join(build, folder))
    .filter((name) => name.endsWith('.o'))
    .map((name) => join(build, folder, name))

/**
 * Builds the simulator with these bugs in it and lets it run until it finds something wrong.
 * @param {string} name of the folder
 * @param {Bug[]} bugs
 * @returns {Promise<Ended>}
 */
async function simulateWith(name, bugs) {
  const folder = join(root, 'build/planted', name)
  mkdirSync(folder, {recursive: true})
  /** @type {Map<string, string>} */
  const texts = new Map()
  for (const {name: bug, file, from, to} of bugs) {
    const text = texts.get(file) ?? readFileSync(join(root, 'core/payment', file), 'utf8')
    assert.equal(text.split(from).length, 2, `${bug}: its text stands once in ${file}`)
    texts.set(
      file,
      text.replace(from, () => to),
    )
  }
  const objects = []
  for (const [file, text] of texts) {
    const source = join(folder, file)
    const object = `${source}.o`
    writeFileSync(source, text)
    const [compiler, ...args] = compilerOf(`core/payment/${file}`)
    const compiled = await run(compiler, [...args, '-w', '-O1', '-o', object, '-c', source])
    assert.equal(compiled.code, 0, compiled.output)
    objects.push(object)
  }
  const program = join(folder, 'repay_simulation')
  // The planted objects come before the library, which then is not asked for these sources.
  const linked = await run('c++', [
    ...objects,
    ...objectsIn('tests/simulation/CMakeFiles/repay_simulation.dir'),
    ...objectsIn('tests/simulation/CMakeFiles/repay_simulator.dir'),
    join(build, 'core/librepay_core.a'),
    '-pthread',
    '-o',
    program,
  ])
  assert.equal(linked.code, 0, linked.output)
  return run(program, ['--first', '--jobs', '1', '--seeds', stories])
}

/** What was found, in one line. @param {string} output */
const found = (output) => /^seed .*$/m.exec(output)?.[0] ?? /check .*$/m.exec(output)?.[0] ?? output

const isBuilt = existsSync(join(build, 'tests/simulation/repay_simulation'))
const options = {skip: isBuilt ? false : 'the native build is not there'}

/** @param {string} name @param {Bug[]} bugs @param {number} number */
const finds = (name, bugs, number) => {
  if (!process.env.REPAY_PLANTED && number % 7 !== 1) return
  test(name, options, async (t) => {
    const {code, output} = await simulateWith(String(number), bugs)
    assert.ok(code === 1 || code === 3, `${stories} stories and nothing found: ${output}`)
    t.diagnostic(found(output))
  })
}

describe('planted bugs are found', {concurrency: availableParallelism()}, () => {
  let number = 0
  for (const bug of planted) {
    if (!bug.isDefendedTwice) finds(bug.name, [bug], ++number)
  }
  for (const [one, other] of pairs) {
    const both = planted.filter(({name}) => name === one || name === other)
    assert.equal(both.length, 2, `${one}, ${other}`)
    finds(`${one}, and ${other}`, both, ++number)
  }
})
