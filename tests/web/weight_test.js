import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../../wasm/build.js'
import {buildPage} from '../../web/build.js'

const built = existsSync(join(root, 'build/wasm/wasm/repay_wasm.mjs'))

// What is reached, so that it does not grow unseen. The goal is 80 kB in all; the engine is above it by itself.
test('a seller waits for few bytes', {skip: !built && 'the engine is not built'}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'repay-page-'))
  try {
    const {firstPaint, rest, engine, everyFormat} = await buildPage(folder)
    assert.ok(firstPaint <= 15_000, `${firstPaint} bytes to the first paint`)
    assert.ok(firstPaint + rest <= 28_500, `${firstPaint + rest} bytes beside the engine`)
    assert.ok(engine <= 110_500, `${engine} bytes of the engine that a first view waits for`)
    assert.ok(everyFormat <= 320_000, `${everyFormat} bytes of the whole engine`)
  } finally {
    rmSync(folder, {recursive: true})
  }
})
