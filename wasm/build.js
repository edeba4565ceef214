// From a fresh clone to build/<preset>: what must be on the machine, the npm packages of the lock
// file, Emscripten, and CMake. Node's own modules only, since it runs before `npm ci`.

import {spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

/** The limit of a step, in seconds: nothing may hang. Downloads and builds on slow machines have three. */
export const stepSeconds = 570

export const root = fileURLToPath(new URL('..', import.meta.url))

/** A reason to stop that the user can do something about: its message says what. */
export class Stop extends Error {}

/**
 * Runs a program of the build and answers its output, both streams as one text.
 * @param {string} program
 * @param {string[]} args
 * @param {{
 *   show?: boolean, onOutput?: (text: string) => void, seconds?: number, env?: NodeJS.ProcessEnv
 * }} [options] `show` prints the output as it comes (on stderr); `seconds` is a time limit
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>} code -1 when not started
 */
export function run(program, args, {show = false, onOutput, seconds, env} = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that a time limit ends its children, too
    })
    let output = ''
    let timedOut = false
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal)
      } catch {
        // It has ended by itself.
      }
    }
    const interrupted = () => {
      end('SIGTERM')
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    process.once('SIGTERM', interrupted)
    const limit =
      seconds &&
      setTimeout(() => {
        timedOut = true
        end('SIGKILL')
      }, seconds * 1000)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
        if (show) process.stderr.write(text)
        onOutput?.(text)
      })
    }
    /** @param {number} code */
    const finish = (code) => {
      if (limit) clearTimeout(limit)
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', interrupted)
      resolve({code, output, timedOut})
    }
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`
      finish(-1)
    })
    child.on('close', (code) => finish(code ?? -1))
  })
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} [input]
 */
function outputOf(program, args, input) {
  const {status, stdout} = spawnSync(program, args, {input, encoding: 'utf8'})
  return status === 0 ? stdout : undefined
}

/**
 * Whether `version` is at least `wanted`, number by number: 3.9 is older than 3.25.
 * @param {string} version
 * @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const have = version.split('.').map((part) => parseInt(part, 10))
  const want = wanted.split('.').map(Number)
  for (let i = 0; i < want.length; ++i) {
    if ((have[i] ?? 0) !== want[i]) return (have[i] ?? 0) > want[i]
  }
  return true
}

const cxx23 = '#include <expected>\nstd::expected<int, int> answer() { return 42; }\n'

/** @type {{what: string, packages: string, isThere: () => boolean}[]} */
const prerequisites = [
  {
    what: 'node 20.19 or newer',
    packages: 'nodejs',
    isThere: () => isAtLeast(process.versions.node, '20.19'),
  },
  {what: 'npm', packages: 'npm', isThere: () => !!outputOf('npm', ['--version'])},
  {what: 'git', packages: 'git', isThere: () => !!outputOf('git', ['--version'])},
  {what: 'python3', packages: 'python3', isThere: () => !!outputOf('python3', ['--version'])},
  {
    what: 'cmake 3.25 or newer',
    packages: 'cmake',
    isThere: () => {
      const version = /version (\S+)/.exec(outputOf('cmake', ['--version']) ?? '')
      return !!version && isAtLeast(version[1], '3.25')
    },
  },
  {what: 'ninja', packages: 'ninja-build', isThere: () => !!outputOf('ninja', ['--version'])},
  {
    what: 'a C++23 compiler with <expected> (g++ 12 or clang 17; CXX names another than c++)',
    packages: 'g++',
    isThere: () => {
      const args = ['-std=c++23', '-fsyntax-only', '-x', 'c++', '-']
      return outputOf(process.env.CXX || 'c++', args, cxx23) !== undefined
    },
  },
]

/** Stops with everything that is missing at once, and how to get it. */
export function checkPrerequisites() {
  const missing = prerequisites.filter(({isThere}) => !isThere())
  if (missing.length === 0) return
  const how = outputOf('apt-get', ['--version'])
    ? `On this machine: apt-get install ${missing.map(({packages}) => packages).join(' ')}`
    : 'Install it with the package manager of your system'
  throw new Stop(`This needs ${missing.map(({what}) => what).join(', ')}. ${how}, then try again.`)
}

/**
 * @param {string} path
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function packagesIn(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

/** Whether node_modules is what package-lock.json says (npm keeps a lock file of what it put there). */
export function packagesAreThere() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const there = packagesIn(join(root, 'node_modules/.package-lock.json'))
  delete wanted['']
  return Object.entries(wanted).every(([path, {version, optional}]) =>
    path in there ? there[path].version === version : optional,
  )
}

/** `npm ci`, unless node_modules is up to date. */
export async function installPackages({show = true} = {}) {
  if (packagesAreThere()) return
  const {code, output} = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    show,
    seconds: 3 * stepSeconds,
  })
  if (code !== 0) {
    throw new Stop(
      `${show ? '' : output}npm could not install the packages of package-lock.json. ` +
        'Connect to the npm registry and try again.',
    )
  }
}

/**
 * Answers the folder of the Emscripten of emsdk-version.txt, fetched when it is not there.
 * @param {{show?: boolean, onOutput?: (text: string) => void}} [options]
 */
export async function provideEmscripten({show = true, onOutput} = {}) {
  const {code, output} = await run('bash', ['wasm/toolchain.sh'], {
    show,
    onOutput,
    seconds: 3 * stepSeconds,
  })
  if (code !== 0) throw new Stop(`${show ? '' : output}Emscripten could not be provided.`)
  return output.trim().split('\n').at(-1)
}

/**
 * Holds build/<preset> for one builder at a time: tests and terminals may ask for the same program.
 * @template T
 * @param {string} preset
 * @param {() => Promise<T>} work
 */
async function alone(preset, work) {
  const lock = join(root, 'build', `${preset}.lock`)
  mkdirSync(join(root, 'build'), {recursive: true})
  const notice = setTimeout(() => {
    console.error(`Waiting for another build of ${preset} (remove ${lock} if there is none) ...`)
  }, 10_000)
  for (;;) {
    try {
      writeFileSync(lock, `${process.pid}`, {flag: 'wx'})
      break
    } catch {
      if (!isHeld(lock)) rmSync(lock, {force: true})
      else await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  clearTimeout(notice)
  const release = () => rmSync(lock, {force: true})
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} lock a file with the number of the process that holds it */
function isHeld(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    if (owner === 0) return Date.now() - statSync(lock).mtimeMs < 1000 // being written
    process.kill(owner, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Configures and builds a preset of CMakePresets.json; quick when nothing changed.
 * @param {string} preset
 * @param {{targets?: string[], show?: boolean, onOutput?: (text: string) => void}} [options]
 */
export function build(preset, {targets = ['all'], show = true, onOutput} = {}) {
  return alone(preset, async () => {
    // Emscripten starts Python for every file: the program itself, not a version manager's script.
    const python = outputOf('python3', ['-c', 'import sys; print(sys.executable)'])?.trim()
    const env = python ? {EMSDK_PYTHON: python} : {}
    const options = {show, onOutput, seconds: 3 * stepSeconds, env}
    const folder = join(root, 'build', preset)
    // CMake configures again by itself when a CMakeLists.txt changes, but not for the presets.
    const presets = readFileSync(join(root, 'CMakePresets.json'))
    const stamp = join(folder, 'presets.sha256')
    const hash = createHash('sha256').update(presets).digest('hex')
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
      const {code, output} = await run('cmake', ['--preset', preset], options)
      if (code !== 0) throw new Stop(`${show ? '' : output}CMake could not configure ${preset}.`)
      writeFileSync(stamp, hash)
    }
    // Ninja goes on after a failure (-k 0), to tell all of them.
    const args = ['--build', folder, '--target', ...targets, '--', '-k', '0']
    const {code, output, timedOut} = await run('cmake', args, options)
    const how = timedOut ? `was ended after ${options.seconds} s` : 'failed'
    if (code !== 0) throw new Stop(`${show ? '' : output}The build of ${preset} ${how}.`)
  })
}

/** @param {number} since as Date.now() */
export const secondsSince = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
