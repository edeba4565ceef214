// The command as its users call it: through npm, from any folder, in both of its builds.

import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, test} from 'node:test'
import {root} from '../../wasm/build.js'

const folder = mkdtempSync(join(tmpdir(), 'repay-npm-'))
after(() => rmSync(folder, {recursive: true}))

const account = {
  format: 'repay-account',
  version: 1,
  store: 'Müller & Söhne',
  currency: 'EUR',
  zone: 'UTC',
  entries: [
    {id: 'f1', at: '2026-01-05T00:00:00Z', kind: 'fee', amount: '-39.99', description: 'Fee'},
  ],
}
const oddName = 'a $HOME "b" \'c\' & é.json'
writeFileSync(join(folder, oddName), JSON.stringify(account))

/**
 * @param {string} script
 * @param {string[]} args
 * @param {string} [input]
 */
function npm(script, args, input = '') {
  // npm takes the project of --prefix; INIT_CWD stays the folder it is called from.
  const {status, stdout, stderr} = spawnSync(
    'npm',
    ['run', '--silent', '--prefix', root, script, '--', ...args],
    {cwd: folder, encoding: 'utf8', input, env: {...process.env, INIT_CWD: folder}},
  )
  return {status, stdout, stderr}
}

for (const script of ['repay', 'repay:native']) {
  test(`npm run ${script} hands arguments over untouched and reads from where it was called`, () => {
    const {status, stdout, stderr} = npm(script, ['balance', '--json', oddName])
    assert.equal(status, 0, stderr)
    const [ledger] = JSON.parse(stdout).ledgers // nothing but the document
    assert.equal(ledger.store, 'Müller & Söhne')
    assert.equal(ledger.outstanding, '39.99')
  })

  test(`npm run ${script} reads standard input`, () => {
    const {status, stdout, stderr} = npm(
      script,
      ['balance', '--json', '-'],
      JSON.stringify(account),
    )
    assert.equal(status, 0, stderr)
    assert.equal(JSON.parse(stdout).ledgers[0].outstanding, '39.99')
  })

  test(`npm run ${script} passes exit codes on: 1 when refused, 2 for wrong usage`, () => {
    const refused = npm(script, ['balance', '--json', 'no such file'])
    assert.equal(refused.status, 1)
    assert.equal(refused.stdout, '')
    assert.equal(JSON.parse(refused.stderr).error.file, 'no such file')
    const misused = npm(script, ['balance', '--no-such-option', oddName])
    assert.equal(misused.status, 2)
    assert.equal(misused.stdout, '')
  })
}
