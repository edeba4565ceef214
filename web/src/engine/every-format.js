// The engine that reads every format.

import createRepay from '../../../build/wasm/wasm/repay_wasm.mjs'
import {WholeSession} from './whole-session.js'

/** @import {EngineOptions} from './types.js' */

/** @param {Pick<EngineOptions, 'wasmUrl' | 'wasmBytes'>} options */
export const openSession = (options) => WholeSession.open(createRepay, options)
