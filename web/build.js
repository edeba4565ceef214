// The page for release: bundles by esbuild, the engine beside them, all into build/web. `npm start` runs it.
// It prints what each file weighs in brotli, since that is what a seller waits for.

import {copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync} from 'node:fs'
import {basename, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {brotliCompressSync} from 'node:zlib'
import {build} from 'esbuild'

const program = 'repay_wasm.wasm'
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

/** What both builds have in common. @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: ['chrome110', 'firefox116', 'safari16.4'],
  minify: true,
  legalComments: 'linked',
  sourcemap: true,
  sourcesContent: false,
  external: ['node:*', 'module', 'fs', 'path'],
  logLevel: 'warning',
}

/**
 * Builds the page into `outdir`.
 * @param {{outdir?: string, client?: string}} [options] `client` stands in for the engine's client, to look at
 *   the page without it
 */
export async function buildPage({outdir = join(root, 'build/web'), client} = {}) {
  rmSync(outdir, {recursive: true, force: true})
  mkdirSync(outdir, {recursive: true})
  await build({
    ...common,
    entryPoints: {
      demo: join(root, 'web/demo/demo.js'),
      'repay-balance': join(root, 'web/src/elements/define.js'),
      'repay-import': join(root, 'web/src/elements/define-import.js'),
      'offline-host': join(root, 'web/src/host/offline-host.js'),
      engine: join(root, 'web/src/engine/client.js'),
    },
    outdir,
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [shortSheets, ...(client ? [standIn(client)] : [])],
  })
  for (const name of ['index.html', 'demo.css', 'sample.json', 'icon.svg']) {
    copyFileSync(join(root, 'web/demo', name), join(outdir, name))
  }
  if (!client) await buildEngine(outdir)
}

/**
 * The engine's thread is one file, so that it starts with one request beside the program itself.
 * @param {string} outdir
 */
async function buildEngine(outdir) {
  await build({...common, entryPoints: [join(root, 'web/src/engine/worker.js')], outdir})
  copyFileSync(join(root, 'build/wasm/wasm', program), join(outdir, program))
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
