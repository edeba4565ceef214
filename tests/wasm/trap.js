// A real trap on request.

import {Session} from '../../web/src/engine/session.js'

/**
 * Sessions opened from now on trap when asked for balances.
 * @param {(session: Session) => void} [also] what else to do to them
 * @returns {() => void} ends that
 */
export function trapsOnBalances(also) {
  const open = Session.open
  Session.open = async function (program, options) {
    const session = await open.call(this, program, options)
    session.calls.balances = () => {
      session.importer.engine.feed(new Uint8Array(1)) // no import was begun: check() fails
      throw new Error('the engine did not trap')
    }
    also?.(session)
    return session
  }
  return () => {
    Session.open = open
  }
}
