// When the clocks of a place change, from the time zones of Intl: the engine has none of its own.

/** @typedef {{atMs: number, offsetS: number}} ZoneChange from `atMs` on, local time is UTC + offsetS */
/** @typedef {{beforeS: number, changes: ZoneChange[]}} ZoneChanges `beforeS` holds until the first */

const day = 86400000
// Between two looks. What changes twice within it and back again would not be seen; the shortest
// there was since 1990 are the 12 days of Tucumán in June 2004.
const step = 5 * day

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/**
 * Seconds to add to UTC for the local time of a zone.
 * @param {string} zone an IANA name; a RangeError if Intl has none of it
 * @param {number} atMs
 */
export function zoneOffset(zone, atMs) {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'})
    formats.set(zone, format)
  }
  // "3/10/2024, GMT-05:00", "3/10/2024, GMT"
  const found = /GMT(?:([+\-\u2212])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(atMs))
  if (!found) throw new Error(`Intl does not tell the offset of ${zone}`)
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return sign === undefined || sign === '+' ? size : -size
}

/**
 * The first change behind `low`, where the offset is another than at `high`, to the second.
 * @param {string} zone
 * @param {number} low
 * @param {number} high
 */
function firstChange(zone, low, high) {
  const before = zoneOffset(zone, low)
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (zoneOffset(zone, middle) === before) low = middle
    else high = middle
  }
  return high
}

/** @type {Map<string, ZoneChanges>} */
const known = new Map()

/**
 * The changes of a zone's offset in [fromMs, toMs), both widened to whole days of UTC. A year of a
 * zone takes about 0.2 ms; answers are kept.
 *
 *     zoneTransitions('Europe/London', Date.UTC(2024, 0), Date.UTC(2025, 0))
 *     // {beforeS: 0, changes: [{atMs: 1711846800000, offsetS: 3600}, {atMs: 1729990800000, offsetS: 0}]}
 * @param {string} zone
 * @param {number} fromMs
 * @param {number} toMs
 * @returns {ZoneChanges}
 */
export function zoneTransitions(zone, fromMs, toMs) {
  const from = Math.floor(fromMs / day) * day
  const to = Math.ceil(toMs / day) * day
  const key = `${zone} ${from} ${to}`
  const before = known.get(key)
  if (before) return before
  /** @type {ZoneChanges} */
  const found = {beforeS: zoneOffset(zone, from), changes: []}
  let offset = found.beforeS
  for (let low = from; low < to; low += step) {
    const high = Math.min(low + step, to)
    const end = zoneOffset(zone, high)
    for (let at = low; offset !== end;) {
      at = firstChange(zone, at, high)
      offset = zoneOffset(zone, at)
      if (at < to) found.changes.push({atMs: at, offsetS: offset})
    }
  }
  known.set(key, found)
  return found
}

/** What is told of a zone: before, its first offset holds, and behind, its last. */
const firstMs = Date.UTC(1990, 0)
const lastMs = Date.UTC(2040, 0)

/**
 * The same as the engine reads it (core/base/zone_table.h), within the years that are told of a zone:
 * its offsets in minutes, then each change as an offset's letter and the minutes since the change
 * before, in base 36.
 *
 *     zoneText('Europe/London', Date.UTC(2024, 0), Date.UTC(2025, 0)) // '0 60|Bgyri4A5x0y…'
 * @param {string} zone
 * @param {number} [fromMs]
 * @param {number} [toMs]
 */
export function zoneText(zone, fromMs = firstMs, toMs = lastMs) {
  const from = Math.min(Math.max(fromMs, firstMs), lastMs)
  const {beforeS, changes} = zoneTransitions(zone, from, Math.min(Math.max(toMs, from), lastMs))
  const offsets = [...new Set([beforeS, ...changes.map(({offsetS}) => offsetS)])]
  let last = 0
  const steps = changes.map(({atMs, offsetS}) => {
    const minutes = whole((atMs - last) / 60_000, zone)
    last = atMs
    return String.fromCharCode(65 + offsets.indexOf(offsetS)) + minutes.toString(36)
  })
  if (offsets.length > 26) throw new Error(`${zone} has ${offsets.length} offsets`)
  return `${offsets.map((offset) => whole(offset / 60, zone)).join(' ')}|${steps.join('')}`
}

/** @param {number} minutes @param {string} zone */
function whole(minutes, zone) {
  if (!Number.isInteger(minutes)) throw new Error(`the clocks of ${zone} change within a minute`)
  return minutes
}
