// What tests need of the machine, by apt where it may: on Debian and its relatives, for root.

import {readFileSync} from 'node:fs'
import {run} from '../wasm/build.js'

export function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

export function mayInstall() {
  return isDebian() && process.getuid?.() === 0
}

/**
 * Installs packages, or tries to: answers what apt-get said.
 * @param {string[]} packages
 * @param {(text: string) => void} [onOutput]
 */
export async function aptInstall(packages, onOutput) {
  const apt = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120']
  const env = {DEBIAN_FRONTEND: 'noninteractive'}
  await run('apt-get', [...apt, 'update'], {onOutput, env, seconds: 180})
  const install = [...apt, 'install', '--no-install-recommends', ...packages]
  return (await run('apt-get', install, {onOutput, env, seconds: 540})).output
}
