// Starts the tests in a worker, which may run WebAssembly where the page may not, and shows what they say.

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('repay-balance', {
  createScriptURL: (/** @type {string} */ url) => url,
})
const url = './worker.js' + location.search
const worker = new Worker(policy?.createScriptURL(url) ?? url, {
  type: 'module',
})
const output = /** @type {HTMLElement} */ (document.querySelector('pre'))

/** @param {string} text */
const say = (text) => output.append(text + '\n')

worker.addEventListener('message', ({data}) => {
  if (data.line !== undefined) say(data.line)
  if (data.code !== undefined) document.body.dataset.code = data.code
})
worker.addEventListener('error', (event) => {
  say(`the worker ended: ${event.message}`)
  document.body.dataset.code = '-1'
})
