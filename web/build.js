// The page for release: bundles by esbuild, the engine beside them, all into build/web. `npm start` runs it.
// It prints what each file weighs in brotli, since that is what a seller waits for.

import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync} from 'node:fs'
import {basename, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {brotliCompressSync} from 'node:zlib'
import {build} from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Style sheets are templates, which esbuild does not shorten: this takes their comments and layout away.
 * @type {import('esbuild').Plugin}
 */
const shortSheets = {
  name: 'short-sheets',
  setup(bundler) {
    bundler.onLoad({filter: /[\\/]web[\\/]src[\\/]style[\\/]\w+\.js$/}, ({path}) => {
      const contents = readFileSync(path, 'utf8').replace(
        /css`([^`]*)`/g,
        (_, sheet) => `css\`${shorten(sheet)}\``,
      )
      return {contents, loader: 'js'}
    })
  },
}

/** @param {string} sheet */
const shorten = (sheet) =>
  sheet
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: (?=[^{}]*[;}])/g, ':')
    .replace(/;}/g, '}')

/**
 * @param {{outdir?: string, client?: string}} [options] `client` stands in for the engine's client, in tests
 *   of the page without it
 */
export async function buildPage({outdir = join(root, 'build/web'), client} = {}) {
  rmSync(outdir, {recursive: true, force: true})
  mkdirSync(outdir, {recursive: true})
  const entries = {
    demo: join(root, 'web/demo/demo.js'),
    'repay-balance': join(root, 'web/src/elements/define.js'),
    'repay-import': join(root, 'web/src/elements/define-import.js'),
    'offline-host': join(root, 'web/src/host/offline-host.js'),
    ...engineEntries(client),
  }
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome110', 'firefox115', 'safari16.4'],
    minify: true,
    legalComments: 'linked',
    chunkNames: '[name]-[hash]',
    sourcemap: true,
    sourcesContent: false,
    external: ['./repay_wasm.mjs', 'node:*'],
    plugins: [shortSheets, ...(client ? [standIn(client)] : [])],
    logLevel: 'warning',
  })
  for (const name of ['index.html', 'demo.css', 'sample.json', 'icon.svg']) {
    copyFileSync(join(root, 'web/demo', name), join(outdir, name))
  }
}

/**
 * @param {string} client
 * @returns {import('esbuild').Plugin}
 */
const standIn = (client) => ({
  name: 'stand-in',
  setup(bundler) {
    bundler.onResolve({filter: /engine\/client\.js$/}, () => ({path: client}))
  },
})

/**
 * @param {string | undefined} client
 * @returns {Record<string, string>}
 */
function engineEntries(client) {
  const worker = join(root, 'web/src/engine/worker.js')
  return client || !existsSync(worker) ? {} : {worker}
}

/** @param {string} folder */
function weigh(folder) {
  const weights = readdirSync(folder)
    .filter((name) => /\.(js|mjs|wasm|css|html)$/.test(name))
    .map((name) => ({name, bytes: brotliCompressSync(readFileSync(join(folder, name))).length}))
  for (const {name, bytes} of weights)
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`)
}

if (process.argv[1] && basename(process.argv[1]) === 'build.js') {
  await buildPage()
  weigh(join(root, 'build/web'))
}
