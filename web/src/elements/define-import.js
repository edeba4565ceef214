import {RepayImport} from './repay-import.js'

if (!customElements.get('repay-import')) customElements.define('repay-import', RepayImport)
