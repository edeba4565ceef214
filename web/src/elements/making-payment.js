// What <repay-balance> needs once a balance is there, and not before: it is fetched beside the engine, so that
// the first paint waits for less.

export {payment as sheet} from '../style/payment.js'
export {Paying} from './paying.js'
