// `npm start`: gets what is missing, builds the page and serves it on this machine.
// `npm run build` stops before serving. PORT names a port; otherwise it is 8080 or the next free one.

import {join} from 'node:path'
import {
  Stop,
  build,
  checkPrerequisites,
  installPackages,
  provideEmscripten,
  root,
  run,
  secondsSince,
} from '../../wasm/build.js'
import {createServer, listen} from './server.js'

const buildOnly = process.argv.includes('--build-only')

const steps = [
  {what: 'Checking what is installed', work: checkPrerequisites},
  {what: 'npm packages of package-lock.json', work: installPackages},
  {what: 'Emscripten of emsdk-version.txt', work: provideEmscripten},
  {what: 'The engine, as WebAssembly', work: () => build('wasm')},
  {what: 'The page', work: buildPage},
]

async function buildPage() {
  const {code} = await run(process.execPath, ['web/build.js'], {show: true})
  if (code !== 0) throw new Stop('The page could not be built; see above.')
}

async function serve() {
  const named = process.env.PORT
  const port = Number(named || 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Stop(`PORT is ${named}; it must be a number from 0 to 65535.`)
  }
  const server = createServer({folder: join(root, 'build/web')})
  const address = await listen(server, {port, orNext: !named}).catch((error) => {
    throw new Stop(`Port ${port} cannot be used (${error.code}). Name another: PORT=8081 npm start`)
  })
  console.log(`\nThe demo is at ${address}  (Ctrl-C stops it)`)
  const stop = () => {
    server.close(() => process.exit(0))
    server.closeAllConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

try {
  for (const [i, {what, work}] of steps.entries()) {
    const start = Date.now()
    console.log(`[${i + 1}/${steps.length}] ${what} ...`)
    await work()
    console.log(`[${i + 1}/${steps.length}] ${what}: done in ${secondsSince(start)}`)
  }
  if (!buildOnly) await serve()
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exit(1)
}
