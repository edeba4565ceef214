import {RepayBalance} from './repay-balance.js'

export * from './events.js'
export {RepayBalance}

if (!customElements.get('repay-balance')) customElements.define('repay-balance', RepayBalance)
