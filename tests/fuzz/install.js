// The compiler that fuzz targets need: clang 19 with libFuzzer and the sanitizers.

import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {spawnSync} from 'node:child_process'
import {aptInstall, mayInstall} from '../apt.js'

const compiler = 'clang++-19'
const target = `#include <cstddef>
#include <cstdint>
#include <expected>
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) {
  return std::expected<int, int>(0).value();
}
`

/** Whether a fuzz target can be built and linked. */
export function fuzzerIsThere() {
  const folder = mkdtempSync(join(tmpdir(), 'repay-fuzz-'))
  try {
    const args = ['-std=c++23', '-fsanitize=fuzzer,address,undefined', '-x', 'c++', '-', '-o']
    return spawnSync(compiler, [...args, join(folder, 'target')], {input: target}).status === 0
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/**
 * Gets it where it may; answers whether it is there then.
 * @param {(text: string) => void} [onOutput]
 */
export async function provideFuzzer(onOutput) {
  if (fuzzerIsThere()) return true
  if (!mayInstall()) return false
  await aptInstall(['clang-19', 'libclang-rt-19-dev'], onOutput)
  return fuzzerIsThere()
}
