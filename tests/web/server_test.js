import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, test} from 'node:test'
import {createServer, listen} from '../../web/demo/server.js'

const folder = mkdtempSync(join(tmpdir(), 'repay-server-'))
const server = createServer({folder: join(folder, 'site')})
let address = ''

before(async () => {
  mkdirSync(join(folder, 'site/part'), {recursive: true})
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'))
  writeFileSync(join(folder, 'site/.hidden'), 'hidden')
  for (const name of [
    'index.html',
    'page.js',
    'engine-worker.js',
    'engine.wasm',
    'part/index.html',
  ]) {
    writeFileSync(join(folder, 'site', name), `this is ${name}`)
  }
  address = await listen(server)
})

after(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, {recursive: true})
})

/**
 * A request whose path goes out as it is written; fetch would tidy it first.
 * @param {string} path
 * @param {{method?: string, headers?: Record<string, string>}} [options]
 * @returns {Promise<{status: number, headers: import('node:http').IncomingHttpHeaders, body: string}>}
 */
function ask(path, options = {}) {
  const {port} = new URL(address)
  return new Promise((resolve, reject) => {
    request({host: '127.0.0.1', port, path, ...options}, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => (body += text))
      const {statusCode = 0, headers} = response
      response.on('end', () => resolve({status: statusCode, headers, body}))
    })
      .on('error', reject)
      .end()
  })
}

test('files come with their type and are not guessed at', async () => {
  const types = {
    '/': 'text/html; charset=utf-8',
    '/page.js?v=1': 'text/javascript; charset=utf-8',
    '/engine.wasm': 'application/wasm',
    '/part/': 'text/html; charset=utf-8',
  }
  for (const [path, type] of Object.entries(types)) {
    const {status, headers} = await ask(path)
    assert.equal(status, 200, path)
    assert.equal(headers['content-type'], type)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
  assert.equal((await ask('/')).body, 'this is index.html')
})

test('the page may run no code but its own files, and no WebAssembly', async () => {
  const policy = String((await ask('/')).headers['content-security-policy'])
  assert.match(policy, /^default-src 'none'; script-src 'self';/)
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types lit-html repay-balance/)
  assert.doesNotMatch(policy, /unsafe/)
})

test("the worker's own response allows WebAssembly, and nothing else of the kind", async () => {
  const policy = String((await ask('/engine-worker.js')).headers['content-security-policy'])
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/)
  assert.doesNotMatch(policy, /'unsafe-/)
})

test('nothing outside the folder is served, by dots, codes, links or hidden names', async () => {
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/part/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/.hidden',
    '/part',
    '/%00',
    '/%zz',
    '//etc/passwd',
  ]
  for (const path of paths) {
    const {status, body} = await ask(path)
    assert.equal(status, 404, path)
    assert.doesNotMatch(body, /secret|hidden/)
  }
})

test('another method and another host are refused', async () => {
  assert.equal((await ask('/', {method: 'POST'})).status, 405)
  assert.equal((await ask('/', {headers: {host: 'shop.example'}})).status, 403)
  const head = await ask('/page.js', {method: 'HEAD'})
  assert.equal(head.status, 200)
  assert.equal(head.body, '')
})

test('a file that did not change is not sent again', async () => {
  const {etag} = (await ask('/page.js')).headers
  const {status, body} = await ask('/page.js', {headers: {'if-none-match': String(etag)}})
  assert.equal(status, 304)
  assert.equal(body, '')
})

test('when the port is taken, the next free one serves, unless that one was asked for', async () => {
  const port = Number(new URL(address).port)
  const other = createServer({folder})
  const next = await listen(other, {port, orNext: true})
  assert.notEqual(next, address)
  assert.ok(Number(new URL(next).port) > port)
  other.close()
  await assert.rejects(listen(createServer({folder}), {port}), /EADDRINUSE/)
})
