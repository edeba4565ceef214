import assert from 'node:assert/strict'
import {test} from 'node:test'
import {nothing} from 'lit'
import {paymentStates} from '../../web/demo/payment-states.js'
import {flowView, focusOf, inWordsOfFlow} from '../../web/src/elements/flow-view.js'
import {Amounts} from '../../web/src/locales/amounts.js'
import {Dates} from '../../web/src/locales/dates.js'
import {languages, loadCatalogue, loadFlowWords} from '../../web/src/locales/index.js'
import {Words} from '../../web/src/locales/words.js'
import {wordsOf} from './core_lists.js'

/** @import {FlowAbout, FlowActions, FlowShown} from '../../web/src/elements/flow-view.js' */
/** @import {FlowView} from '../../web/src/engine/payment-types.js' */

const screens = wordsOf('core/payment/flow_view.h', 'REPAY_SCREENS')
const steps = wordsOf('core/payment/flow_view.h', 'REPAY_NEXT_STEPS')
const declines = wordsOf('core/repayment/decline.h', 'REPAY_DECLINES')

/** @param {import('../../web/src/locales/index.js').Language} [language] */
async function writing(language = 'en') {
  const [catalogue, flow] = [await loadCatalogue(language), await loadFlowWords(language)]
  return {
    words: new Words(catalogue, language, {}, undefined, flow),
    amounts: new Amounts(language, 'USD', 2),
    dates: new Dates(language, 'UTC'),
  }
}
const english = await writing()

/** A state of the gallery by its name, changed. @param {string} name @param {Partial<FlowAbout>} [about] */
function stateOf(name, about = {}) {
  const found = paymentStates.find((state) => state.name === name) ?? assert.fail(name)
  return {...english, ...found.about, ...about}
}

/** @param {Partial<FlowView>} view @param {Partial<FlowAbout>} [about] @returns {FlowShown} */
function shownOf(view, about = {}) {
  const shown = stateOf('not_known', about)
  return {...shown, view: {...shown.view, ...view}}
}

/**
 * A view as the text Lit would make of it; what a press calls stands in `handlers`, at its number.
 * @param {FlowShown} shown
 * @param {string[]} [pressed] hears of actions
 */
function draw(shown, pressed = []) {
  /** @type {Function[]} */
  const handlers = []
  const actions = new Proxy(/** @type {FlowActions} */ ({}), {
    get:
      (_, name) =>
      (/** @type {unknown[]} */ ...values) =>
        pressed.push([String(name), ...values].join(' ')),
  })
  /** @param {any} value @returns {string} */
  const text = (value) => {
    if (value === nothing || value === undefined || value === false) return ''
    if (Array.isArray(value)) return value.map(text).join('')
    if (typeof value === 'function') return `#${handlers.push(value) - 1}`
    if (!value?.strings) return String(value)
    return value.strings
      .map(
        (/** @type {string} */ string, /** @type {number} */ i) => string + text(value.values[i]),
      )
      .join('')
  }
  const html = text(flowView(shown, actions))
  return {
    html,
    said: html
      .replace(/<[^>]*>/g, ' ')
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/[ \n]+/g, ' ')
      .trim(),
    buttons: [...html.matchAll(/data-step="?(\w+)/g)].map(([, step]) => step),
    /** @param {string} step */
    press: (step) => {
      const [, number] = new RegExp(`data-step="?${step}\\b[^>]*@click=#(\\d+)`).exec(html) ?? []
      handlers[Number(number)]?.()
    },
    /** @param {string} typed */
    enter: (typed) => {
      const [, number] = /@submit=#(\d+)/.exec(html) ?? []
      const currentTarget = {elements: {namedItem: () => ({value: typed})}}
      handlers[Number(number)]({preventDefault() {}, currentTarget})
    },
  }
}

/** @param {string} text */
const plain = (text) => text.replace(/[\u2066-\u2069]/g, '')

test('the gallery shows every screen, every next step and every decline of core', () => {
  const shown = paymentStates.map(({about}) => about.view)
  const missing = (/** @type {string[]} */ all, /** @type {unknown[]} */ some) =>
    all.filter((each) => !some.includes(each))
  assert.deepEqual(
    missing(
      screens,
      shown.map(({screen}) => screen),
    ),
    ['ready', 'opening'],
  )
  assert.deepEqual(
    missing(
      steps,
      shown.flatMap(({next}) => next),
    ),
    [],
  )
  assert.deepEqual(
    missing(
      declines,
      shown.map(({decline}) => decline),
    ),
    [],
  )
})

test('before there is anything to say, nothing stands in the place of the form', () => {
  for (const screen of ['ready', 'opening']) {
    const shown = shownOf({screen, next: ['pay']})
    assert.equal(flowView(shown, /** @type {FlowActions} */ ({})), nothing)
    assert.equal(inWordsOfFlow(shown), '')
    assert.equal(focusOf(screen), undefined)
  }
})

for (const language of languages) {
  test(`every state is said whole in ${language}`, async () => {
    const writes = await writing(language)
    for (const {name, about} of paymentStates) {
      const shown = {...writes, ...about}
      const {said, html} = draw(shown)
      assert.doesNotMatch(said, /\{\w+\}|undefined/, name)
      assert.match(html, /<h3[^>]*id="flow-title"[^>]*>[^<]+<\/h3>/, name)
      assert.ok(plain(inWordsOfFlow(shown)).length > 10, name)
    }
  })
}

test('the amount is named wherever one is at stake', () => {
  const without = ['unsent', 'elsewhere', 'no_storage']
  for (const {name, about} of paymentStates) {
    if (without.includes(about.view.screen)) continue
    assert.match(draw({...english, ...about}).said, /\$\d\d\.\d\d/, name)
  }
})

test('next steps stand in their order, the first one foremost, and waiting is no button', () => {
  const {buttons, html, said} = draw(stateOf('verifying'))
  assert.deepEqual(buttons, ['enter_code', 'send_code_again', 'cancel'])
  assert.match(html, /class=primary\s+data-step=enter_code/)
  assert.match(said, /3 attempts are left/)
  const waiting = draw(stateOf('not_known'))
  assert.deepEqual(waiting.buttons, ['look_again'])
  assert.doesNotMatch(waiting.html, /primary/)
  assert.match(waiting.said, /This page goes on by itself\. You may close it/)
  assert.match(draw(stateOf('paying')).said, /This page goes on by itself\. Reference/)
})

test('each step does what it says', () => {
  /** @type {Record<string, string>} */
  const actions = {
    pay: 'pay',
    look_again: 'lookAgain',
    sign_in: 'signIn',
    send_code_again: 'sendCodeAgain',
    go_to_bank: 'goToBank',
    cancel: 'cancel',
    see_receipt: 'seeReceipt',
    choose_method: 'chooseMethod',
    check_amount: 'checkAmount',
  }
  const told = ['wait', 'use_other_page', 'contact_support', 'enter_code']
  assert.deepEqual(steps.filter((step) => !(step in actions)).sort(), told.sort())
  for (const [step, action] of Object.entries(actions)) {
    /** @type {string[]} */
    const pressed = []
    const view = {next: [step]}
    draw(shownOf(view), pressed).press(step)
    assert.deepEqual(pressed, [action])
  }
})

test('what has ended can be put away, and what is under way cannot', () => {
  /** @type {string[]} */
  const pressed = []
  draw(stateOf('settled'), pressed).press('dismiss')
  assert.deepEqual(pressed, ['dismiss'])
  for (const name of ['paying', 'received', 'not_known', 'verifying', 'challenged', 'elsewhere']) {
    assert.ok(!draw(stateOf(name)).buttons.includes('dismiss'), name)
  }
})

test('where nothing is owed any more no payment is offered, and after a failure it is tried again', () => {
  assert.deepEqual(draw(stateOf('settled')).buttons, ['see_receipt', 'pay', 'dismiss'])
  assert.match(draw(stateOf('settled')).said, /Make another payment/)
  const none = draw(stateOf('settled', {canPayNowMinor: 0n}))
  assert.deepEqual(none.buttons, ['see_receipt', 'dismiss'])
  assert.match(draw(stateOf('expired')).said, /Try again Close/)
})

test('a code goes to the engine as it was typed, but for blanks', () => {
  /** @type {string[]} */
  const pressed = []
  draw(stateOf('verifying'), pressed).enter(' 123 456\u00a0')
  draw(stateOf('verifying'), pressed).enter('12x')
  assert.deepEqual(pressed, ['enterCode 123456', 'enterCode 12x'])
})

test('while a code is checked the field stays, and nothing can be sent twice', () => {
  /** @type {string[]} */
  const pressed = []
  const {enter, press, buttons, html} = draw(stateOf('confirming'), pressed)
  assert.deepEqual(buttons, ['enter_code', 'send_code_again', 'cancel'])
  enter('123456')
  press('send_code_again')
  press('cancel')
  assert.deepEqual(pressed, [])
  assert.equal([...html.matchAll(/aria-disabled=true/g)].length, 3)
  assert.equal(focusOf('confirming'), undefined)
  assert.equal(focusOf('verifying'), '#flow-code')
  assert.equal(focusOf('failed'), '#flow-title')
})

test('a refused code is said at its field with the attempts left, and so is a wish for another', () => {
  const wrong = draw(stateOf('verifying: CODE_WRONG'))
  assert.match(wrong.html, /aria-describedby="flow-code-said"\s+aria-invalid=true/)
  assert.match(wrong.said, /not the code that was sent\. Look .* This is the last attempt\./)
  assert.match(inWordsOfFlow(stateOf('verifying: CODE_WRONG')), /^This is not the code/)
  const soon = draw(stateOf('verifying: RESEND_TOO_SOON'))
  assert.match(soon.html, /aria-invalid=false/)
  assert.match(soon.said, /A code was sent just now\./)
  assert.match(draw(stateOf('verifying')).html, /aria-invalid=false/)
})

test('a code is sent somewhere, or said to be sent nowhere', () => {
  assert.match(
    draw(stateOf('verifying')).said,
    /digits to •••\u00a0•••\u00a01234\. Nothing is paid/u,
  )
  const preview = draw(stateOf('verifying, in a preview')).said
  assert.match(preview, /No message is sent .* in this preview\. The code is 123456\./)
  assert.doesNotMatch(preview, /We sent/)
})

test('a decline says what to do, and one that is final the same whatever the bank calls it', () => {
  const said = declines.map((decline) => {
    const {said} = draw(stateOf(`failed: ${decline}`))
    assert.match(said, /^Not paid \$50\.00 was not paid\. \w+.*\. .*\. (Choose|Try)/, decline)
    return said
  })
  assert.equal(new Set(said).size, declines.length - 2)
  assert.match(draw(stateOf('failed: details_mismatch')).said, /match the card statement exactly/)
  const unknown = shownOf({screen: 'failed', next: ['pay'], decline: undefined})
  assert.match(draw(unknown).said, /without a reason we can name/)
})

test('what was taken and what went back are named', () => {
  assert.match(draw(stateOf('settled_less')).said, /\$39\.99 of \$50\.00 was paid\./)
  assert.match(draw(stateOf('reversed')).said, /Of the \$50\.00 .* \$15\.00 was returned/)
})

test('a refusal has the words of its code, and never a gap in them', () => {
  assert.match(draw(stateOf('refused: STALE')).said, /The balance has changed since you saw it\./)
  const exceeds = 'refused: AMOUNT_EXCEEDS_BALANCE'
  assert.match(draw(stateOf(exceeds)).said, /up to \$40\.00 now/)
  assert.match(
    draw(stateOf(exceeds, {canPayNowMinor: undefined})).said,
    /more than you owe\. Check the amount/,
  )
  assert.doesNotMatch(draw(stateOf('refused: PAYMENT_OPEN')).said, /goes on by itself/)
})

test('the reference is shortened for the eye and whole for who copies it', () => {
  const {html} = draw(stateOf('not_known'))
  const {key = ''} = stateOf('not_known').view
  assert.match(html, new RegExp(`<bdi class="reference" title=${key}`))
  assert.equal(/<bdi class="reference".*?<\/bdi/s.exec(html)?.[0].replace(/<[^>]*|[>\s]/g, ''), key)
  for (const name of ['unsent: STORAGE_FAILED', 'preparing', 'elsewhere']) {
    assert.doesNotMatch(draw(stateOf(name)).html, /class="reference"/, name)
  }
})

test('support is a link only to an address that is one', () => {
  assert.match(draw(stateOf('not_known')).html, /<a[^>]*href=https:\/\/support\.example/)
  assert.match(draw(stateOf('locked', {support: 'mailto:a@b.example'})).html, /href=mailto:a@b/)
  for (const support of [undefined, 'javascript:alert(1)', 'data:text/html,x', '/help']) {
    const {html, said} = draw(stateOf('not_known', {support}))
    assert.doesNotMatch(html, /<a /, support)
    assert.match(said, /contact support; the reference tells them which payment it is/)
  }
})
