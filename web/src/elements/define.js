import {RepayBalance} from './repay-balance.js'

if (!customElements.get('repay-balance')) customElements.define('repay-balance', RepayBalance)
