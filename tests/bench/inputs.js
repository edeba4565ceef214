// What the benchmarks read: made once, kept outside the clone, under a name that says how it was made.

import {createHash} from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {settlementFile} from '../generate/settlement.js'

const generator = new URL('../generate/', import.meta.url)

function cacheFolder() {
  const hash = createHash('sha256').update(readFileSync(new URL(import.meta.url)))
  for (const name of readdirSync(generator).sort())
    hash.update(readFileSync(new URL(name, generator)))
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'repay', `bench-${hash.digest('hex').slice(0, 12)}`)
  mkdirSync(folder, {recursive: true})
  return folder
}

/**
 * @param {string} name
 * @param {() => Iterable<Buffer | string>} make
 */
async function cached(name, make) {
  const path = join(cacheFolder(), name)
  if (!existsSync(path)) {
    process.stderr.write(`making ${name}\n`)
    await pipeline(make(), createWriteStream(`${path}.part`))
    renameSync(`${path}.part`, path)
  }
  return path
}

/** @param {number} rows @returns {Promise<string>} path of a V2 settlement file */
export const settlementInput = (rows) =>
  cached(`settlement-v2-${rows}.txt`, () => settlementFile({rows, version: 'v2'}).chunks())

const kinds = ['fee', 'subscription', 'advertising', 'refund']

/** @param {number} charges */
function* accountText(charges) {
  yield '{"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC","entries":['
  let seed = 1
  for (let at = 0; at < charges; ++at) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    const minor = 1 + (seed % 9999)
    const amount = `-${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
    const when = new Date(Date.UTC(2020) + at * 60_000).toISOString().replace('.000', '')
    const entry = {id: `e${at}`, at: when, kind: kinds[seed % 4], amount, description: 'Fulfilment'}
    yield (at === 0 ? '\n' : ',\n') + JSON.stringify(entry)
  }
  yield '\n]}\n'
}

/** @param {number} charges @returns {Promise<string>} path of an account JSON file, all of it owed */
export const accountInput = (charges) =>
  cached(`account-${charges}.json`, () => accountText(charges))
