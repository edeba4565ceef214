// What no compiler says about the text of the code: who may include whom, and what has no place where.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {test} from 'node:test'
import {root} from '../wasm/build.js'
import {projectFiles} from './files.js'

/** Each folder of core with those it may include besides itself; arrows point one way. */
const below = {
  base: [],
  money: ['base'],
  ledger: ['money', 'base'],
  methods: ['money', 'base'],
  repayment: ['ledger', 'money', 'base'],
  payment: ['repayment', 'ledger', 'money', 'base'],
  formats: ['ledger', 'money', 'base'],
  engine: ['payment', 'methods', 'formats', 'repayment', 'ledger', 'money', 'base'],
  cli: ['engine', 'payment', 'methods', 'formats', 'repayment', 'ledger', 'money', 'base'],
}

const files = projectFiles()
const isCpp = (/** @type {string} */ file) => /\.(cpp|h)$/.test(file)
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')

/** @param {RegExp} folders */
const cppIn = (folders) => files.filter((file) => isCpp(file) && folders.test(file))
/** @param {RegExp} folders */
const jsIn = (folders) => files.filter((file) => /\.m?js$/.test(file) && folders.test(file))

/**
 * The code of a text of C++ or JavaScript: comments and the insides of literals are blanked, lines kept.
 * @param {string} text
 */
function code(text) {
  const blank =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g
  return text.replace(blank, (found) => found.replace(/[^\n]/g, ' '))
}

/**
 * `file:line: text` of every line where the pattern stands.
 * @param {string} file
 * @param {string} text
 * @param {RegExp} pattern
 */
function places(file, text, pattern) {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : []))
}

/** @param {string[]} found @param {string} rule */
const none = (found, rule) => assert.deepEqual(found, [], rule)

/** @param {string} file */
const includesOf = (file) =>
  [...read(file).matchAll(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm)].map(([, quote, path]) => ({
    ours: quote === '"',
    path,
  }))

test('a folder of core includes only itself and those below it', () => {
  const wrong = cppIn(/^core\//).flatMap((file) => {
    const folder = /** @type {keyof typeof below} */ (file.split('/')[1])
    const allowed = [
      folder,
      ...(below[folder] ?? assert.fail(`${folder} has no place in the order`)),
    ]
    return includesOf(file)
      .filter(({ours, path}) => ours && !allowed.includes(path.split('/')[1]))
      .map(({path}) => `${file} includes ${path}`)
  })
  none(wrong, 'never look back')
})

test('includes are written from the root, and core includes no other part', () => {
  const wrong = cppIn(/^(core|wasm|tests)\//).flatMap((file) => {
    const part = file.split('/')[0]
    const parts =
      part === 'core' ? /^core\// : part === 'wasm' ? /^(core|wasm)\// : /^(core|tests)\//
    return includesOf(file)
      .filter(({ours, path}) => ours && !(parts.test(path) && files.includes(path)))
      .filter(({path}) => path !== 'core/money/currency_table.h') // made by the build
      .map(({path}) => `${file} includes ${path}`)
  })
  none(wrong, '"core/money/money.h", not "money.h" or "../money/money.h"')
})

test('a source file includes its own header first', () => {
  const wrong = cppIn(/^(core|wasm)\/.*\.cpp$/)
    .filter((file) => files.includes(file.replace(/\.cpp$/, '.h')))
    .filter((file) => includesOf(file)[0]?.path !== file.replace(/\.cpp$/, '.h'))
  none(wrong, 'so that every header stands alone')
})

test('only wasm/ knows Emscripten', () => {
  const wrong = cppIn(/^(core|tests)\//).flatMap((file) =>
    includesOf(file)
      .filter(({path}) => path.startsWith('emscripten'))
      .map(({path}) => `${file} includes ${path}`),
  )
  none(wrong, 'the border is one folder')
})

test('core has no clock, no random and no I/O; the command alone reads and writes', () => {
  const outside = /^(iostream|fstream|filesystem|random|ctime|thread|future|unistd\.h|sys\/.*)$/
  const calls = /\b(system_clock|steady_clock|getenv|fopen|printf|rand)\b\s*[(:]/
  const wrong = cppIn(/^core\/(?!cli\/)/).flatMap((file) => [
    ...includesOf(file)
      .filter(({path}) => outside.test(path))
      .map(({path}) => `${file} includes ${path}`),
    ...places(file, code(read(file)), calls),
  ])
  none(wrong, 'whoever calls the engine passes these in')
})

test('no floating point near an amount', () => {
  const wrong = cppIn(/^core\/(base|money|ledger|methods|repayment|payment|engine)\//).flatMap(
    (file) => places(file, code(read(file)), /\b(float|double|strtod|stod|stof|lround)\b/),
  )
  none(wrong, 'amounts are int64 minor units')
})

/**
 * The bodies of the switch statements in a text of code.
 * @param {string} text
 */
function switches(text) {
  return [...text.matchAll(/\bswitch\s*\(/g)].map(({index}) => {
    const start = text.indexOf('{', index)
    let depth = 0
    let end = start
    for (; end < text.length; ++end) {
      if (text[end] === '{') ++depth
      if (text[end] === '}' && --depth === 0) break
    }
    return text.slice(start, end)
  })
}

test('a switch over an enum has no default, so that a new value asks every one of them', () => {
  const wrong = cppIn(/^(core|wasm|tests)\//).flatMap((file) =>
    switches(code(read(file)))
      .filter((body) => /\bcase\s+\w+(::\w+)+\s*:/.test(body) && /\bdefault\s*:/.test(body))
      .map((body) => `${file}: ${body.slice(0, 80).replace(/\s+/g, ' ')}`),
  )
  none(wrong, 'name every value')
})

test('every source file is built', () => {
  const wrong = cppIn(/^(core|wasm|tests\/core)\/.*\.cpp$/).filter((file) => {
    // A folder's own list, or one further up that names the file with its folder.
    let folder = dirname(file)
    let name = basename(file)
    for (; folder !== '.'; name = join(basename(folder), name), folder = dirname(folder)) {
      const list = join(folder, 'CMakeLists.txt')
      const quoted = name.replace(/[.]/g, '\\.')
      if (
        files.includes(list) &&
        new RegExp(`(^|[\\s(])${quoted}([\\s)]|$)`, 'm').test(read(list))
      ) {
        return false
      }
    }
    return true
  })
  none(wrong, 'its folder has a CMakeLists.txt that names it')
})

test('the page computes no amount: JavaScript asks the engine', () => {
  const amount = String.raw`\b\w*(?:[aA]mount|[mM]inor|[bB]alance|[oO]utstanding|canPay)\w*`
  const arithmetic = new RegExp(
    String.raw`\b(parseFloat|Number|parseInt)\(\s*(\w+\.)*${amount}\b|${amount}\s*[-+*]=?\s*(\w+\.)*${amount}`,
  )
  const drawings = ['web/src/elements/proportion.js'] // lengths of bars, in pixels
  const wrong = jsIn(/^web\/src\//)
    .filter((file) => !drawings.includes(file))
    .flatMap((file) => places(file, code(read(file)), arithmetic))
  none(wrong, 'rules live in core')
})

test('only the engine reads the bytes of money: no response.json() in the page', () => {
  const wrong = jsIn(/^web\/src\//).flatMap((file) =>
    places(file, code(read(file)), /\b(response|answer|reply)\w*\.json\(\)/),
  )
  none(wrong, 'ArrayBuffer to the engine')
})

test('no file names a folder of one machine or the host of a registry', () => {
  const machine = /(^|[\s"'`(=:])\/(root|home|Users|work)\/\w/
  const registry = /https?:\/\/[\w.-]*(registry|deb|mirror|mirrors|npm|pypi)\.[\w.-]+/
  const texts = files.filter((file) =>
    /\.(cpp|h|m?js|ts|json|sh|cmake|md|txt|ya?ml|html|css)$/.test(file),
  )
  const wrong = [...texts, '.ci/run', '.npmrc'].flatMap((file) => [
    ...places(file, read(file), machine),
    ...places(file, read(file), registry),
  ])
  none(wrong, 'what is here works on every machine')
})

test('sources are listed by name: CMake files glob no sources', () => {
  const lists = files.filter((file) => /(CMakeLists\.txt|\.cmake)$/.test(file))
  const wrong = lists.flatMap((file) =>
    places(file, read(file), /^(?!.*\$\{folder\}).*\bGLOB(_RECURSE)?\b/),
  )
  none(wrong, 'a file that CMake does not know of is not built')
})

test('the sizes of the files are comfortable', (t) => {
  const sizes = [...cppIn(/^(core|wasm|tests)\//), ...jsIn(/^(web|wasm|tests)\//)]
    .map((file) => ({file, lines: read(file).split('\n').length}))
    .sort((a, b) => b.lines - a.lines)
  for (const {file, lines} of sizes.filter(({lines}) => lines > 300)) {
    t.diagnostic(`${lines} lines: ${file}`)
  }
  none(
    sizes.filter(({lines}) => lines > 900).map(({file, lines}) => `${file}: ${lines} lines`),
    'a file of this length is several files',
  )
})
