import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {root} from '../wasm/build.js'

/**
 * The project's own files: committed or about to be, by their paths from the root.
 * @returns {string[]}
 */
export function projectFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const {stdout, status} = spawnSync('git', args, {cwd: root, encoding: 'utf8'})
  if (status !== 0) throw new Error('git does not list the files; is this a clone?')
  return [...new Set(stdout.split('\0'))]
    .filter((file) => file && existsSync(join(root, file)))
    .sort()
}
