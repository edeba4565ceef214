// The small engine: it reads account JSON alone, which is how a host tells a page what is owed.

import createRepay from '../../../build/wasm/wasm/repay_account_wasm.mjs'
import {Session} from './session.js'

/** @import {EngineOptions} from './types.js' */

/** @param {Pick<EngineOptions, 'wasmUrl' | 'wasmBytes'>} options */
export const openSession = (options) => Session.open(createRepay, options)
