// A small static server for the demo and its tests: one folder, this machine only, and the strictest
// policy that the widget promises to work under.

import {createReadStream} from 'node:fs'
import {realpath, stat} from 'node:fs/promises'
import {createServer as createHttpServer} from 'node:http'
import {extname, join, sep} from 'node:path'

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html repay-balance',
]

// A worker has the policy of its own response: WebAssembly is allowed there, so that the page need not.
const workerPolicy = policy.map((rule) =>
  rule.startsWith('script-src') ? `${rule} 'wasm-unsafe-eval'` : rule,
)

/** @param {string} path */
const isWorker = (path) => /(^|[/.-])worker\.m?js$/.test(path)

/** @param {string} path */
function headersOf(path) {
  return {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': (isWorker(path) ? workerPolicy : policy).join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-cache',
  }
}

/**
 * The file that a request means, or undefined: names outside the folder, also by a symbolic link,
 * and dot files are not there.
 * @param {string} folder
 * @param {string} url
 */
async function fileOf(folder, url) {
  try {
    let path = decodeURIComponent(url.split(/[?#]/, 1)[0])
    if (path.endsWith('/')) path += 'index.html'
    if (!path.startsWith('/') || /[\0\\]|\/\./.test(path)) return undefined
    const file = await realpath(join(folder, path))
    if (!file.startsWith((await realpath(folder)) + sep)) return undefined
    const found = await stat(file)
    if (!found.isFile()) return undefined
    return {file, size: found.size, tag: `"${found.size}-${found.mtimeMs}"`}
  } catch {
    return undefined // No such file, or not a name.
  }
}

/**
 * A server of `folder`, not listening yet.
 * @param {{folder: string}} options
 *
 *     const server = createServer({folder: 'build/web'})
 *     server.listen(0, '127.0.0.1')
 */
export function createServer({folder}) {
  return createHttpServer(async (request, response) => {
    /** @param {number} code @param {string} text */
    const refuse = (code, text) => {
      response.writeHead(code, headersOf('.txt')).end(request.method === 'HEAD' ? '' : text + '\n')
    }
    // A page elsewhere that points its own name at this machine is not answered.
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return refuse(403, 'Not for this host')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(405, 'GET and HEAD only')
    }
    const found = await fileOf(folder, request.url ?? '/')
    if (!found) return refuse(404, 'Not found')
    const headers = {...headersOf(found.file), ETag: found.tag}
    if (request.headers['if-none-match'] === found.tag)
      return response.writeHead(304, headers).end()
    response.writeHead(200, {...headers, 'Content-Length': found.size})
    if (request.method === 'HEAD') return response.end()
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
}

/**
 * Listens on this machine only: on `port`, or, when that is taken and `orNext`, on the next free one.
 * @param {import('node:http').Server} server
 * @param {{port?: number, orNext?: boolean}} [options] port 0, the default, is any free one
 * @returns {Promise<string>} the address, such as http://127.0.0.1:8080/
 */
export function listen(server, {port = 0, orNext = false} = {}) {
  return new Promise((resolve, reject) => {
    const last = orNext ? Math.min(port + 100, 65535) : port
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE' || port >= last) return reject(error)
      server.listen(++port, '127.0.0.1')
    })
    server.once('listening', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address())
      resolve(`http://127.0.0.1:${address.port}/`)
    })
    server.listen(port, '127.0.0.1')
  })
}
