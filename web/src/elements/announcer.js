/** A person hears what an amount does once they pause, not at every key. */
const pauseMs = 600

/**
 * What the one live region of an element says.
 */
export class Announcer {
  said = ''
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed
  }

  /** @param {string} text */
  say(text) {
    this.stop()
    this.said = text
    this.changed()
  }

  /**
   * Says what `text` answers then, once nothing else was to be said for a while.
   * @param {() => string} text
   */
  sayAfterPause(text) {
    this.stop()
    this.#timer = setTimeout(() => this.say(text()), pauseMs)
  }

  stop() {
    clearTimeout(this.#timer)
  }
}
