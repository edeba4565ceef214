// That nothing of the engine is forgotten at the border: what engine.h offers can be asked from
// JavaScript, and every field of what it answers arrives.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {test} from 'node:test'
import {root} from '../wasm/build.js'
import {methods} from '../web/src/engine/client.js'
import {projectFiles} from './files.js'

/** Functions that JavaScript reaches by others, and by which. */
const reachedBy = new Map([
  ['begin_import', 'importFiles'],
  ['begin_file', 'importFiles'],
  ['feed', 'importFiles'],
  ['end_file', 'importFiles'],
  ['commit_import', 'importFiles'],
  ['cancel_import', 'importFiles'], // its signal
  ['refused_file', 'importFiles'], // the error's `file`
  ['importing', 'importFiles'], // as long as it has not answered
  ['set_repayment_policy', 'setPolicy'], // its document has that part
])

/** Views that the border shows as another struct of its own, which has all of their fields. */
const shownAs = new Map([['PresetView', 'PresetText']])

/** Structs of the engine's headers that are asked, not shown: who reads them is `read`. */
const isAsked = (/** @type {string} */ name) =>
  !/(View|Row|Balances|File|Plan|Reason|Effect|Attempt)$/.test(name)

const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')
const code = (/** @type {string} */ text) =>
  text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/\s+/g, ' ')
const camel = (/** @type {string} */ word) =>
  word.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())

const headers = projectFiles().filter((file) => /^core\/.*\.h$/.test(file))
const border = projectFiles()
  .filter((file) => /^wasm\/.*\.(h|cpp)$/.test(file))
  .map((file) => code(read(file)))
  .join('\n')

/** What stands between a brace at `start` and the one that closes it. @param {string} text @param {number} start */
function braced(text, start) {
  let depth = 0
  for (let at = start; at < text.length; ++at) {
    if (text[at] === '{') ++depth
    if (text[at] === '}' && --depth === 0) return text.slice(start + 1, at)
  }
  return assert.fail('a brace is not closed')
}

/**
 * The fields of each struct of a text; those of structs within are not the outer one's.
 * @param {string} text @returns {[string, string[]][]}
 */
const structsOf = (text) =>
  [...text.matchAll(/\bstruct (\w+)(?: : [\w:<>, ]+)? \{/g)].map(({0: head, 1: name, index}) => {
    let body = braced(text, index + head.length - 1)
    body = body
      .replace(/\bstruct \w+ \{[^{}]*(\{[^{}]*\}[^{}]*)*\};/g, '')
      .replace(/\{[^{}]*\}/g, '')
    const fields = body
      .split(';')
      .filter((line) => !/\b(friend|using|static|operator)\b|\(/.test(line))
      .map((line) => /(\w+)\s*(?:=.*)?$/.exec(line.trim())?.[1] ?? '')
    return [name, fields.filter(Boolean)]
  })

const structs = new Map(headers.flatMap((file) => structsOf(code(read(file)))))
/** The border's own, which the engine does not show. */
const own = new Set(structsOf(border).map(([name]) => name))

/** What crosses of a struct: JavaScript's name and core's. @returns {Map<string, [string, string][]>} */
function shapes() {
  const found = border.matchAll(/struct ShapeOf<(\w+)> : Shape<([^{}]*)> ?\{ ?\}/g)
  return new Map(
    [...found].map(([, name, fields]) => [
      name,
      [...fields.matchAll(/Field<"(\w+)", &\w+::(\w+)>/g)].map(([, theirs, ours]) => [
        theirs,
        ours,
      ]),
    ]),
  )
}

test('every public function of the engine can be asked from JavaScript', () => {
  const text = code(read('core/engine/engine.h'))
  const engine = text.slice(text.indexOf('class Engine {'), text.indexOf('private:'))
  const names = [
    ...`${text.slice(0, text.indexOf('class Engine {'))} ${engine}`.matchAll(
      /[\w>&] (\w+)\([^;]*?\)(?: const)?;/g,
    ),
  ].map(([, name]) => name)
  assert.ok(names.length > 40, `${names.length} functions are found`)
  const offered = new Set([...methods, 'importFiles'])
  const wanted = names.map((name) => reachedBy.get(name) ?? camel(name))
  assert.deepEqual(
    wanted.filter((name) => !offered.has(/** @type {any} */ (name))),
    [],
    'a call is a line of bind_call, of whole-session.js, of client.js and of types.js',
  )
  for (const [name] of reachedBy) assert.ok(names.includes(name), `${name} is no function any more`)
})

test('every call of the client is bound in the whole program', () => {
  const bound = new Set(
    [...border.matchAll(/bind_(?:call|function)<[^>]+>\((?:engine, )?"(\w+)"/g)].map(([, n]) => n),
  )
  assert.deepEqual(
    methods.filter((name) => !bound.has(name)),
    [],
  )
  const whole = code(read('wasm/engine_every_format.cpp'))
  const lists = [
    ...code(read('wasm/bind.h')).matchAll(/void (bind_\w+)\((?:EngineClass& engine)?\);/g),
  ].map(([, name]) => name)
  assert.deepEqual(
    lists.filter((name) => !whole.includes(`${name}(`)),
    [],
  )
})

test('every field of what the engine shows crosses, under its own name', () => {
  const known = shapes()
  assert.ok(known.size > 30, `${known.size} shapes are found`)
  const wrong = [...known].flatMap(([name, crossing]) => {
    const fields = structs.get(name)
    if (!fields) return own.has(name) ? [] : [`${name} is no struct`]
    const misnamed = crossing.filter(([theirs, ours]) => theirs !== camel(ours))
    return [
      ...fields
        .filter((field) => !crossing.some(([, ours]) => ours === field))
        .map((field) => `${name}::${field} does not cross`),
      ...misnamed.map(([theirs, ours]) => `${name}::${ours} is called ${theirs}`),
    ]
  })
  assert.deepEqual(wrong, [])
})

test('every view of the engine has a shape', () => {
  const known = shapes()
  const views = headers
    .filter((file) =>
      /^core\/engine\/(\w+_)?view\.h$|^core\/engine\/(command|file_check)\.h$/.test(file),
    )
    .flatMap((file) => structsOf(code(read(file))))
    .map(([name]) => name)
    .filter((name) => !isAsked(name))
  assert.ok(views.length > 15, `${views.length} views are found`)
  assert.deepEqual(
    views.filter((name) => !known.has(shownAs.get(name) ?? name)),
    [],
  )
  for (const [view, text] of shownAs)
    assert.deepEqual(
      known.get(text)?.map(([, ours]) => ours),
      structs.get(view),
    )
})
