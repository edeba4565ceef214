// The engine's worker, but asking for balances feeds a file that was never begun: a bug of the
// caller, on which the real engine traps. And asking for credits leaves a promise to be rejected.

import {Session} from '../../web/src/engine/session.js'
import {trapsOnBalances} from './trap.js'

trapsOnBalances((session) => {
  session.calls.credits = () => {
    Promise.reject(new Error('nobody waits for this'))
    return {ok: true, value: 0}
  }
})

await import('../../web/src/engine/worker.js')

export {Session}
