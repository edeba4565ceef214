// The page for release: bundles by esbuild, the engine beside them, all into build/web. `npm start` runs it.
// It says what a seller waits for, in brotli.

import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {brotliCompressSync} from 'node:zlib'
// @ts-expect-error -- it has no types
import {cli} from '@custom-elements-manifest/analyzer/cli.js'
import {build} from 'esbuild'

/** A thread and its program: the small one for what hosts send, and the one for every format. */
const engines = {'account-worker': 'repay_account_wasm.wasm', worker: 'repay_wasm.wasm'}
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

/** What all builds have in common. @satisfies {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: /** @type {const} */ ('esm'),
  target: ['chrome110', 'firefox116', 'safari16.4'],
  minify: true,
  legalComments: /** @type {const} */ ('linked'),
  sourcemap: true,
  sourcesContent: false,
  external: ['node:*', 'module', 'fs', 'path'],
  logLevel: /** @type {const} */ ('warning'),
}

/**
 * Builds the page into `outdir`.
 * @param {string} outdir
 * @returns {Promise<Weights>}
 */
export async function buildPage(outdir) {
  rmSync(outdir, {recursive: true, force: true})
  mkdirSync(outdir, {recursive: true})
  const {metafile} = await build({
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
    metafile: true,
    plugins: [shortSheets],
  })
  for (const name of ['index.html', 'states.html', 'demo.css', 'sample.json', 'icon.svg']) {
    copyFileSync(join(root, 'web/demo', name), join(outdir, name))
  }
  // The gallery is apart: sharing with it, the pieces of the page would be more and smaller ones.
  const gallery = {states: join(root, 'web/demo/states.js')}
  await build({...common, entryPoints: gallery, outdir, plugins: [shortSheets]})
  await buildEngines(outdir)
  return weights(outdir, metafile)
}

/**
 * An engine's thread is one file, so that it starts with one request beside the program itself. What
 * the small one may bring later, the glue of the whole, is a file beside it.
 * @param {string} outdir
 */
async function buildEngines(outdir) {
  const entry = (/** @type {string} */ name) => [join(root, `web/src/engine/${name}.js`)]
  const later = 'every-program'
  for (const [thread, program] of Object.entries(engines)) {
    const external = thread === 'account-worker' ? [`./${later}.js`] : []
    const all = [...external, ...common.external]
    await build({...common, entryPoints: entry(thread), outdir, external: all})
    copyFileSync(join(root, 'build/wasm/wasm', program), join(outdir, program))
  }
  await build({...common, entryPoints: entry(later), outdir})
}

/**
 * The custom-elements manifest: what editors and documentation know of the elements, from their comments.
 * The analyzer also finds events where they are dispatched, by the names of variables: those go.
 * @param {string} outdir
 */
async function buildManifest(outdir) {
  const globs = ['--globs', 'web/src/elements/repay-*.js']
  // The folder, so that the analyzer finds package.json naming it already, and leaves that alone.
  const argv = ['analyze', '--litelement', '--quiet', '--outdir', 'build/web', ...globs]
  const manifest = await cli({argv, cwd: root, noWrite: true})
  for (const {declarations} of manifest.modules) {
    for (const declaration of declarations) {
      declaration.events = declaration.events?.filter((/** @type {{name?: string}} */ {name}) =>
        name?.startsWith('repay-'),
      )
    }
  }
  writeFileSync(join(outdir, 'custom-elements.json'), `${JSON.stringify(manifest, null, 1)}\n`)
}

/**
 * What a seller waits for, in bytes of brotli: for the first paint of <repay-balance>, then for what makes a
 * payment, one language and the engine's client, then for the engine itself; and the engine that reads every
 * format, which only an import waits for.
 * @typedef {{firstPaint: number, rest: number, engine: number, everyFormat: number}} Weights
 */

/**
 * @param {string} outdir
 * @param {import('esbuild').Metafile} metafile
 * @returns {Weights}
 */
function weights(outdir, {outputs}) {
  const names = Object.keys(outputs)
  /** A file and all it imports at once. @param {string} path @returns {string[]} */
  const closure = (path) => [
    path,
    ...outputs[path].imports
      .filter(({kind, external}) => kind === 'import-statement' && !external)
      .flatMap((each) => closure(each.path)),
  ]
  /** @param {RegExp} wanted */
  const filesOf = (wanted) => names.filter((name) => wanted.test(basename(name))).flatMap(closure)
  const first = new Set(filesOf(/^repay-balance\.js$/))
  const rest = new Set(filesOf(/^(making-payment-\w+|en-\w+|engine)\.js$/))
  /** @param {Iterable<string>} files */
  const sum = (files) =>
    [...files].reduce((total, file) => total + brotliBytes(join(root, file)), 0)
  return {
    firstPaint: sum(first),
    rest: sum([...rest].filter((file) => !first.has(file))),
    engine: engineBytes(outdir, 'account-worker'),
    everyFormat: engineBytes(outdir, 'worker'),
  }
}

/** @param {string} outdir @param {keyof typeof engines} thread */
const engineBytes = (outdir, thread) =>
  brotliBytes(join(outdir, `${thread}.js`)) + brotliBytes(join(outdir, engines[thread]))

/** @param {string} file */
const brotliBytes = (file) => brotliCompressSync(readFileSync(file)).length

if (process.argv[1] && basename(process.argv[1]) === 'build.js') {
  const outdir = join(root, 'build/web')
  const {firstPaint, rest, engine, everyFormat} = await buildPage(outdir)
  await buildManifest(outdir)
  const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`
  console.log(
    `First paint ${kB(firstPaint)}, then ${kB(rest)}, the engine ${kB(engine)}; for every format ` +
      `${kB(everyFormat)} (brotli)`,
  )
}
