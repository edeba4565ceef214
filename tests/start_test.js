// `npm start` as a new user meets it. Run by itself: it builds the page again.

import assert from 'node:assert/strict'
import {spawn, spawnSync} from 'node:child_process'
import {createServer} from 'node:http'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../wasm/build.js'

const start = join(root, 'web/demo/start.js')

/** @param {string} port */
function startOn(port) {
  const child = spawn(process.execPath, [start], {
    env: {...process.env, PORT: port},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const ended = new Promise((resolve) => child.on('exit', resolve))
  const address = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      const found = /The demo is at (\S+)/.exec(output)
      if (found) resolve(found[1])
    })
    child.on('exit', () => resolve(undefined))
  })
  return {child, ended, address, output: () => output}
}

test('npm start says what it does, serves the page and stops when told', async () => {
  const {child, ended, address, output} = startOn('0')
  const url = await address
  assert.match(String(url), /^http:\/\/127\.0\.0\.1:\d+\/$/, output())
  assert.match(output(), /\[1\/5\][^]*\[5\/5\] The page: done/)
  const page = await fetch(String(url))
  assert.equal(page.status, 200)
  assert.match(await page.text(), /<repay-balance/)
  for (const file of [
    'account-worker.js',
    'repay_account_wasm.wasm',
    'worker.js',
    'repay_wasm.wasm',
    'repay-balance.js',
  ]) {
    assert.equal((await fetch(new URL(file, String(url)))).status, 200, file)
  }
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
})

test('a port that was asked for and is taken is named, with what to do', async () => {
  const other = createServer()
  await new Promise((resolve) => other.listen(0, '127.0.0.1', () => resolve(undefined)))
  const {port} = /** @type {import('node:net').AddressInfo} */ (other.address())
  const {status, stderr} = spawnSync(process.execPath, [start], {
    env: {...process.env, PORT: String(port)},
    encoding: 'utf8',
  })
  other.close()
  assert.equal(status, 1)
  assert.match(stderr, new RegExp(`Port ${port} cannot be used.*PORT=`))
})

test('what is missing is named all at once, with how to get it', () => {
  const {status, stderr} = spawnSync(process.execPath, [start], {
    env: {...process.env, PATH: '/nowhere', CXX: ''},
    encoding: 'utf8',
  })
  assert.equal(status, 1)
  assert.match(stderr, /needs npm, git, python3, cmake 3\.25 or newer, ninja, a C\+\+23 compiler/)
  assert.match(stderr, /then try again\./)
})
