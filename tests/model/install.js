// The model checker: Spin, which writes a verifier in C, and the compiler for that.

import {spawnSync} from 'node:child_process'
import {aptInstall, mayInstall} from '../apt.js'

/** Whether models can be checked here. */
export const spinIsThere = () =>
  spawnSync('spin', ['-V']).status === 0 && spawnSync('cc', ['--version']).status === 0

/**
 * Gets Spin where it may; answers whether it is there then.
 * @param {(text: string) => void} [onOutput]
 */
export async function provideSpin(onOutput) {
  if (spinIsThere()) return true
  if (!mayInstall()) return false
  await aptInstall(['spin'], onOutput)
  return spinIsThere()
}
