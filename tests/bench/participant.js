// One participant of a benchmark: prepares itself, then runs each time it is told to.

const [module, name, input] = process.argv.slice(2)
const prepare = (await import(module))[name]
const run = await prepare(JSON.parse(input))

process.on('message', async () => {
  globalThis.gc?.()
  const before = process.cpuUsage()
  const {work, seconds, also} = await run()
  const {user, system} = process.cpuUsage(before)
  process.send?.({seconds: seconds ?? (user + system) / 1e6, work, also})
})
process.on('disconnect', () => process.exit())
