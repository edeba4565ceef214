// The demo seller page: <repay-balance> and <repay-import> on one offline host, in the visitor's language.

import '../src/elements/define.js'
import '../src/elements/define-import.js'
import {startEngine} from '../src/engine/client.js'
import {OfflineHost} from '../src/host/offline-host.js'
import {askBank} from './bank.js'
import {cards} from './cards.js'
import {happenings} from './happenings.js'
import {pageWords} from './words.js'

/** @import {RepayBalance} from '../src/elements/repay-balance.js' */
/** @import {RepayImport} from '../src/elements/repay-import.js' */

const balance = /** @type {RepayBalance} */ (document.querySelector('repay-balance'))
const files = /** @type {RepayImport} */ (document.querySelector('repay-import'))
const language = /** @type {HTMLSelectElement} */ (document.querySelector('#language'))
const theme = /** @type {HTMLSelectElement} */ (document.querySelector('#theme'))
const happening = /** @type {HTMLSelectElement} */ (document.querySelector('#happening'))

const host = new OfflineHost({
  startEngine: (formats) => startEngine({mode: 'worker', formats}),
  sample: async () => {
    const response = await fetch('sample.json')
    if (!response.ok) throw new Error(`sample.json: ${response.status}`)
    return response.blob()
  },
  cards,
})

/** What happens to payments from now on. */
function play() {
  const script = happenings[happening.value] ?? happenings.paid
  host.script = script(() => askBank(words()))
}

/** The page's words, in the language it speaks. */
const words = () => pageWords[/** @type {keyof typeof pageWords} */ (language.value)]

/** The page's own words; the elements follow the lang of the page by themselves. */
function speak() {
  document.documentElement.lang = language.value
  for (const element of document.querySelectorAll('[data-say]')) {
    const key = /** @type {keyof typeof pageWords.en} */ (element.getAttribute('data-say'))
    element.textContent = words()[key]
  }
  document.title = `${words().title} · Repay`
}

function paint() {
  const chosen = theme.value
  document.documentElement.dataset.theme = chosen
  for (const element of [balance, files]) {
    if (chosen) element.setAttribute('theme', chosen)
    else element.removeAttribute('theme')
  }
}

/** What the visitor chose last time, else what the address asks for (?lang=es), else the browser's. */
function preferred() {
  const asked =
    new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('repay-demo-lang')
  const wishes = [...(asked ? [asked] : []), ...navigator.languages]
  const options = [...language.options].map((option) => option.value)
  for (const wish of wishes) {
    const found = options.find((each) => each === wish || each.split('-')[0] === wish.split('-')[0])
    if (found) return found
  }
  return 'en'
}

language.value = preferred()
theme.value = localStorage.getItem('repay-demo-theme') ?? ''
language.addEventListener('change', () => {
  localStorage.setItem('repay-demo-lang', language.value)
  speak()
})
theme.addEventListener('change', () => {
  localStorage.setItem('repay-demo-theme', theme.value)
  paint()
})
happening.value = localStorage.getItem('repay-demo-happening') ?? 'paid'
happening.addEventListener('change', () => {
  localStorage.setItem('repay-demo-happening', happening.value)
  play()
})
speak()
paint()
play()
balance.host = host
files.host = host
