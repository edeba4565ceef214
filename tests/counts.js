// How many tests a runner ran, read from what it printed. A runner that ended badly without saying
// that a test failed counts as one failure, and so does one that ran nothing.

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = {passed: 0, failed: 0, skipped: 0}
  for (const {passed, failed, skipped} of all) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/**
 * The line that ends a run: `12 passed, 0 failed`, with `, 1 skipped` when any were.
 * @param {Counts} counts
 */
export function summary({passed, failed, skipped}) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

/** @param {Counts} counts @param {boolean} ended well: the runner's exit code was 0 */
function settled(counts, ended) {
  const {passed, failed, skipped} = counts
  const wrong = (!ended && failed === 0) || passed + failed + skipped === 0
  return wrong ? {...counts, failed: failed + 1} : counts
}

/**
 * ctest --verbose: doctest's own summary where a test prints one, else the test counts as one.
 * @param {string} output
 * @param {boolean} ended
 */
export function ctestCounts(output, ended) {
  const tests = [...output.matchAll(/^ *\d+\/\d+ Test +#(\d+): .*?\.{2,} *(\**.*)$/gm)].map(
    ([, number, verdict]) => {
      const passed = /^Passed/.test(verdict.trim())
      if (/Not Run|Skipped/.test(verdict)) return {passed: 0, failed: 0, skipped: 1}
      const doctest = new RegExp(
        `^${number}: \\[doctest\\] test cases: +\\d+ \\| +(\\d+) passed \\| +(\\d+) failed \\| +(\\d+) skipped`,
        'm',
      ).exec(output)
      if (!doctest) return {passed: Number(passed), failed: Number(!passed), skipped: 0}
      const [cases, failed, skipped] = doctest.slice(1).map(Number)
      return settled({passed: cases, failed, skipped}, passed)
    },
  )
  return settled(sum(tests), ended)
}

/**
 * node --test --test-reporter=tap
 * @param {string} output
 * @param {boolean} ended
 */
export function nodeTestCounts(output, ended) {
  /** @param {string} name */
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)
  const failed = count('fail') + count('cancelled')
  const skipped = count('skipped') + count('todo')
  return settled({passed: count('pass'), failed, skipped}, ended)
}

/**
 * A runner of ours, which ends with `summary`.
 * @param {string} output
 * @param {boolean} ended
 */
export function plainCounts(output, ended) {
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  const [passed, failed, skipped] = (line ?? []).slice(1).map((text) => Number(text ?? 0))
  return settled({passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0}, ended && !!line)
}

/**
 * A tool that finds fault or does not: one check.
 * @param {string} _output
 * @param {boolean} ended
 */
export function checkCounts(_output, ended) {
  return {passed: Number(ended), failed: Number(!ended), skipped: 0}
}
