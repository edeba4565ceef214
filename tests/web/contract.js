import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv2020} from 'ajv/dist/2020.js'
import {parse} from 'yaml'
import {root} from '../../wasm/build.js'

/**
 * A node of the contract, whatever it is.
 * @typedef {any} Node
 */

const path = 'web/src/host/openapi.yaml'

/** The contract between page and marketplace. @type {Node} */
export const contract = parse(readFileSync(join(root, path), 'utf8'))

/**
 * What `$ref` points to in the contract; anything else is itself.
 * @param {Node} node
 * @returns {Node}
 */
export function resolved(node) {
  if (typeof node?.$ref !== 'string' || !node.$ref.startsWith('#/')) return node
  /** @type {string[]} */
  const names = node.$ref.slice(2).split('/')
  return resolved(names.reduce((at, name) => at[unescaped(name)], contract))
}

/** @param {string} name of an RFC 6901 pointer */
const unescaped = (name) => name.replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method 'get'
 * @property {string} path
 * @property {Node} node
 * @property {Node[]} parameters its own and its path's
 * @property {[string, Node][]} responses by status
 */

/** @type {Operation[]} */
export const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  ['get', 'put', 'post', 'patch', 'delete']
    .filter((method) => method in item)
    .map((method) => ({
      id: item[method].operationId,
      method,
      path,
      node: item[method],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolved),
      responses: Object.entries(item[method].responses).map(([status, response]) => [
        status,
        resolved(response),
      ]),
    })),
)

export const unsafe = operations.filter(({method}) => method !== 'get')

/**
 * Every node below one, itself included, with where it stands.
 * @param {Node} node
 * @param {string} [at]
 * @returns {{at: string, node: Node}[]}
 */
export function nodesOf(node, at = '#') {
  if (node === null || typeof node !== 'object') return []
  const below = Object.entries(node).flatMap(([name, child]) => nodesOf(child, `${at}/${name}`))
  return [{at, node}, ...below]
}

/** Schemas with the words of engine or view that they repeat. @param {string} mark */
export const marked = (mark) => nodesOf(contract).filter(({node}) => mark in node)

/**
 * What an operation sends and is answered with: media types with a schema, where they stand.
 * @returns {{at: string, status: string | undefined, type: string, media: Node}[]}
 */
export function bodies() {
  return operations.flatMap(({id, node, responses}) => [
    ...mediaOf(`${id} request`, undefined, resolved(node.requestBody)),
    ...responses.flatMap(([status, response]) => mediaOf(`${id} ${status}`, status, response)),
  ])
}

/** @param {string} at @param {string | undefined} status @param {Node} [holder] */
const mediaOf = (at, status, holder) =>
  Object.entries(holder?.content ?? {}).map(([type, media]) => ({at, status, type, media}))

/**
 * The examples of a media type.
 * @param {Node} media
 * @returns {Node[]}
 */
export const examplesOf = (media) => [
  ...('example' in media ? [media.example] : []),
  ...Object.values(media.examples ?? {}).map((example) => resolved(example).value),
]

/**
 * The contract as a schema for examples, in which a member that is not described is one too many: readers
 * pass over what they do not know, an example must not have it.
 */
function closed() {
  const copy = structuredClone(contract)
  for (const {node} of nodesOf(copy.components.schemas).concat(nodesOf(copy.paths))) {
    const isSchema = node.type === 'object' && typeof node.properties === 'object'
    if (isSchema && !('additionalProperties' in node)) node.unevaluatedProperties = false
  }
  return copy
}

const base = 'https://contract.test/'
const ajv = new Ajv2020({strict: false, validateSchema: false, allErrors: true})
for (const file of ['core/engine/policy.schema.json', 'core/formats/account.schema.json']) {
  ajv.addSchema(JSON.parse(readFileSync(join(root, file), 'utf8')), base + file)
}
ajv.addSchema({...closed(), $id: base + path})

/**
 * What is wrong with a value by a schema of the contract.
 * @param {Node} schema
 * @param {unknown} value
 * @returns {string[]}
 */
export function faults(schema, value) {
  const absolute = structuredClone(schema)
  for (const {node} of nodesOf(absolute)) {
    if (typeof node.$ref === 'string') node.$ref = new URL(node.$ref, base + path).href
    if (node.type === 'object' && node.properties && !('additionalProperties' in node))
      node.unevaluatedProperties = false
  }
  const validate = ajv.compile(absolute)
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}
