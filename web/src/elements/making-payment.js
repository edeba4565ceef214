// What <repay-balance> needs once a balance is there, and not before: it is fetched beside the engine, so that
// the first paint waits for less.

export {flowOf} from '../payment/flow-runner.js'
export {payment as sheet} from '../style/payment.js'
export {inWords, paymentView} from './payment-view.js'
export {Payment} from './payment.js'
export {Progress} from './progress.js'
export {printOnly, receiptJson, receiptText, save} from './receipt-files.js'
export {receiptsView} from './receipt-view.js'
