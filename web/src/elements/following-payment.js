// What <repay-balance> needs from the press on Pay until the outcome is known: fetched beside the payment's
// form, before anything can be sent, together with its words (Localized.speakOfPayments).

export {flow as sheet} from '../style/flow.js'
export {flowView, focusOf, inWordsOfFlow} from './flow-view.js'
