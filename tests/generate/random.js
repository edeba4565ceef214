/** A small seeded generator of random numbers (mulberry32): the same on every machine. */
export class Random {
  #state

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /**
   * A whole number from `least` to `most`, both possible.
   * @param {number} least
   * @param {number} most
   */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** @param {number} probability */
  chance(probability) {
    return this.next() < probability
  }

  /**
   * @template T
   * @param {readonly T[]} from
   * @returns {T}
   */
  pick(from) {
    return from[Math.floor(this.next() * from.length)]
  }

  /**
   * @param {string} alphabet
   * @param {number} length
   */
  text(alphabet, length) {
    let out = ''
    for (let i = 0; i < length; ++i) out += alphabet[Math.floor(this.next() * alphabet.length)]
    return out
  }
}
