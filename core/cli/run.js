// `npm run repay -- ARGS` and `npm run repay:native -- ARGS`: the command `repay`, built first when it
// is missing or stale. Standard output is the command's alone; so are its exit codes, and 3 says that
// it could not be built. Relative paths count from where npm was called.

import {spawnSync} from 'node:child_process'
import {createRequire} from 'node:module'
import {constants} from 'node:os'
import {join} from 'node:path'
import {Stop, build, installPackages, root} from '../../wasm/build.js'

const [kind, ...args] = process.argv.slice(2)
const preset = kind === 'wasm' ? 'wasm' : 'native'

const notice = setTimeout(() => {
  if (process.stderr.isTTY) console.error(`Building repay (${preset}) first; this happens once.`)
}, 1500)
try {
  if (preset === 'wasm') await installPackages({show: false})
  await build(preset, {targets: ['repay'], show: false})
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exit(3)
}
clearTimeout(notice)

process.chdir(process.env.INIT_CWD ?? process.cwd())
if (preset === 'wasm') {
  // Emscripten's program takes this process as its own: its arguments, files and exit code.
  const program = join(root, 'build/wasm/core/repay.js')
  process.argv = [process.argv[0], program, ...args]
  createRequire(import.meta.url)(program)
} else {
  const {status, signal, error} = spawnSync(join(root, 'build/native/core/repay'), args, {
    stdio: 'inherit',
  })
  if (error) throw error
  process.exit(status ?? 128 + (signal ? constants.signals[signal] : 0))
}
