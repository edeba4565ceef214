// Runs participants in turns (A B C A B C …), each in a process of its own that stays, so that none pays
// for another's garbage, and takes the median of the processes' CPU time.

import assert from 'node:assert/strict'
import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const child = fileURLToPath(new URL('./participant.js', import.meta.url))

/**
 * What a run took and saw. `work` is what all participants must agree on.
 * @typedef {{seconds: number, work: unknown, also?: Record<string, number>}} Run
 */

/** @param {number[]} numbers */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

class Participant {
  /** @type {Run[]} */
  runs = []

  /** @param {string} module @param {string} name @param {unknown} input */
  constructor(module, name, input) {
    this.name = name
    const execArgv = ['--max-old-space-size=8192', '--expose-gc']
    this.process = fork(child, [module, name, JSON.stringify(input)], {execArgv})
  }

  /** @returns {Promise<Run>} */
  run() {
    return new Promise((resolve, reject) => {
      this.process.once('message', (run) => resolve(/** @type {Run} */ (run)))
      this.process.once('exit', (code) => reject(new Error(`${this.name} ended with ${code}`)))
      this.process.send('run')
    })
  }
}

/**
 * @param {string} module whose exports are the participants, by name
 * @param {string[]} names
 * @param {unknown} input
 * @param {number} rounds after one that is not counted
 * @returns {Promise<Record<string, {seconds: number, also: Record<string, number>}>>} medians
 */
export async function inTurns(module, names, input, rounds) {
  const participants = names.map((name) => new Participant(module, name, input))
  for (let round = 0; round <= rounds; ++round) {
    for (const participant of participants) {
      const run = await participant.run()
      if (round > 0) participant.runs.push(run)
      process.stderr.write('.')
    }
  }
  process.stderr.write('\n')
  const works = participants
    .map(({runs, name}) => ({name, work: runs[0].work}))
    .filter(({work}) => work !== null)
  for (const {name, work} of works) assert.deepEqual(work, works[0].work, `${name} did other work`)
  for (const participant of participants) participant.process.kill()
  return Object.fromEntries(
    participants.map(({name, runs}) => [
      name,
      {seconds: median(runs.map(({seconds}) => seconds)), also: runs[runs.length - 1].also ?? {}},
    ]),
  )
}
