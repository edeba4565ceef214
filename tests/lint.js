// `npm run lint [-- FILE...]`: layout and habits of the files named, or of every text the project holds;
// `--fix` (npm run format) mends what a tool can mend. clang-format comes from npm as WebAssembly, so that its version is pinned.

import {spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import init, {format} from '@wasm-fmt/clang-format'
import {root} from '../wasm/build.js'
import {projectFiles} from './files.js'

await init()
const fix = process.argv.includes('--fix')
const named = process.argv.slice(2).filter((argument) => argument !== '--fix')
const files = projectFiles().filter((file) => named.length === 0 || named.includes(file))
const style = readFileSync(join(root, '.clang-format'), 'utf8')

/** @param {string} file */
function isFormatted(file) {
  const text = readFileSync(join(root, file), 'utf8')
  const formatted = format(text, file, style)
  if (formatted === text) return true
  if (fix) writeFileSync(join(root, file), formatted)
  else console.log(`${file}: not as clang-format has it; npm run format`)
  return fix
}

/** @param {string} name @param {string[]} args */
function tool(name, args) {
  const program = join(root, 'node_modules/.bin', name)
  return spawnSync(program, args, {cwd: root, stdio: 'inherit'}).status === 0
}

/**
 * Redocly knows all of OpenAPI 3.1, is kept well, and is one package (MIT, 15 MB) without dependencies. It would look
 * for newer versions and tell its makers of this run, and praises what is right.
 * @param {string} file
 */
function isValidContract(file) {
  const program = join(root, 'node_modules/.bin/redocly')
  const config = 'web/src/host/redocly.yaml'
  const env = {...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true'}
  const args = ['lint', '--config', config, '--format', 'stylish', file]
  const {status, stdout, stderr} = spawnSync(program, args, {cwd: root, env, encoding: 'utf8'})
  if (status !== 0) console.log(stdout + stderr)
  return status === 0
}

const cpp = files.filter((file) => /\.(cpp|h)$/.test(file))
const written = ['package-lock.json', 'docs/growth.json'] // by programs, in their own layout
const others = files.filter(
  (file) =>
    /\.(js|mjs|css|html|ya?ml|json)$/.test(file) &&
    !/^tests\/data\//.test(file) &&
    !written.includes(file),
)
const scripts = others.filter((file) => /\.m?js$/.test(file))
const contracts = others.filter((file) => /(^|\/)openapi\.yaml$/.test(file))

const results = [
  cpp.map(isFormatted).every(Boolean),
  others.length === 0 ||
    tool('prettier', [fix ? '--write' : '--check', '--log-level', 'warn', ...others]),
  scripts.length === 0 || tool('eslint', [...(fix ? ['--fix'] : []), ...scripts]),
  contracts.every(isValidContract),
]
console.log(`${cpp.length} C++ files and ${others.length} others looked at`)
process.exit(results.every(Boolean) ? 0 : 1)
