// Runs repay_tests to its end and tells every line it prints, then its exit code.

// @ts-expect-error It is built beside this file, where the page is served from.
import createTests from './repay_tests.mjs'

/** @param {string} line */
const print = (line) => postMessage({line})

try {
  await createTests({
    arguments: ['--no-colors=true', ...new URLSearchParams(location.search).getAll('argument')],
    print,
    printErr: print,
    onExit: (/** @type {number} */ code) => postMessage({code}),
  })
} catch (error) {
  print(String(error))
  postMessage({code: -1})
}
