/** Days and instants as a locale writes them. Ledger days are shown in the store's zone. */
export class Dates {
  /**
   * @param {string} locale BCP 47
   * @param {string} zone IANA name, of the store
   */
  constructor(locale, zone) {
    const timeZone = knownZone(zone)
    this.days = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      timeZone,
    })
    this.times = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    })
  }

  /**
   * The day of an instant: 'Jan 5, 2026'.
   * @param {string} instant RFC 3339
   */
  day(instant) {
    return this.days.format(Date.parse(instant))
  }

  /**
   * A settlement period, half-open as it is, by its first and last day: 'Jan 1 – 14, 2026'.
   * @param {string} start instant
   * @param {string} end instant, not in it any more
   */
  period(start, end) {
    return this.days.formatRange(Date.parse(start), Date.parse(end) - 1)
  }

  /**
   * The time of something done here, in the person's own zone: 'Jan 16, 2026, 2:03 PM EST'.
   * @param {string} instant
   */
  time(instant) {
    return this.times.format(Date.parse(instant))
  }
}

/**
 * @param {string} zone
 */
function knownZone(zone) {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
