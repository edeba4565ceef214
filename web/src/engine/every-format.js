// The engine that reads every format.

import createRepay from '../../../build/wasm/wasm/repay_wasm.mjs'
import {Session} from './session.js'

/** @import {EngineOptions} from './types.js' */

/** @param {Pick<EngineOptions, 'wasmUrl' | 'wasmBytes'>} options */
export const openSession = (options) => Session.open(createRepay, options)
