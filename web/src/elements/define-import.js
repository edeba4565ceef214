import {RepayImport} from './repay-import.js'

export {RepayImport}

if (!customElements.get('repay-import')) customElements.define('repay-import', RepayImport)
