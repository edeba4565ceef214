// The whole engine's program, for those that begin with the small one: it comes only when it is asked for.

export {default} from '../../../build/wasm/wasm/repay_wasm.mjs'
