// The one address this widget makes a script of.

/** @typedef {{createPolicy: (name: string, rules: {createScriptURL: (url: string) => string}) =>
 *   {createScriptURL: (url: string) => string}}} TrustedTypes */

/** @type {{createScriptURL: (url: string) => string} | undefined} */
let policy

/** @param {string} url */
function ownOrigin(url) {
  if (new URL(url).origin === location.origin) return url
  throw new TypeError(`the engine's worker must be of the page's own origin, not ${url}`)
}

/**
 * The address of the worker, as a TrustedScriptURL of the policy 'repay-balance' where there are
 * Trusted Types. A worker's address is of the page's own origin or refused.
 * @param {string | URL} url
 * @returns {string} what `new Worker` takes
 */
export function trustedWorkerUrl(url) {
  const types = /** @type {{trustedTypes?: TrustedTypes}} */ (globalThis).trustedTypes
  policy ??= types?.createPolicy('repay-balance', {createScriptURL: ownOrigin}) ?? {
    createScriptURL: ownOrigin,
  }
  return policy.createScriptURL(new URL(url, document.baseURI).href)
}
