// The small engine: it reads account JSON, which is how a host tells a page what is owed, and has the
// calls of a first view. What it has not, it has from the whole one.

import createRepay from '../../../build/wasm/wasm/repay_account_wasm.mjs'
import {Session} from './session.js'

/** @import {EngineOptions} from './types.js' */

/** @param {Pick<EngineOptions, 'wasmUrl' | 'wasmBytes' | 'every'>} options */
export const openSession = ({every = {}, ...options}) =>
  // Its type says that it is the whole: the session looks before it calls.
  Session.open(/** @type {import('./session.js').Program} */ (createRepay), options, async () => {
    const {openSession: openWhole} = await import('./every-program.js')
    return openWhole(every)
  })
