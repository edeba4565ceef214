import {html, nothing} from 'lit'
import {live} from 'lit/directives/live.js'
import {cardName} from '../host/host.js'
import {lengthOf} from './proportion.js'
import {shownCharges} from './payment.js'

/** @import {ChargeRow} from '../engine/types.js' */
/** @import {Card} from '../host/host.js' */
/** @import {Choice, Payment} from './payment.js' */
/** @import {Key, Words} from '../locales/words.js' */
/** @import {Shown} from './shown.js' */

/**
 * @typedef {object} PaymentActions
 * @property {(event: Event) => void} submit
 * @property {() => void} cancel
 * @property {(choice: Choice) => void} choose
 * @property {(text: string) => void} type
 * @property {(card: Card) => void} pickCard
 */

/** Where a figure would stand: there is none while the amount is refused. */
const noFigure = '–'

/** @typedef {Shown & {payment: Payment, cards: Card[], online: boolean, asked: boolean,
 *   paying: boolean}} PaymentShown */

/**
 * The amount and what it pays, in one view: typing moves the bars, never the layout.
 * @param {PaymentShown} shown
 * @param {PaymentActions} actions
 */
export function paymentView(shown, actions) {
  const {words, paying} = shown
  return html`
    <form
      class="payment"
      id="payment"
      part="payment"
      aria-labelledby="payment-title"
      aria-busy=${paying ? 'true' : 'false'}
      novalidate
      @submit=${actions.submit}
    >
      <h3 id="payment-title" class="hidden">${words.say('makePayment')}</h3>
      <div class="ask">
        <fieldset class="choices" ?disabled=${paying}>
          <legend>${words.say('amount')}</legend>
          ${choicesView(shown, actions)}
        </fieldset>
        ${cardView(shown, actions)}
      </div>
      ${chargesView(shown)}
      <div class="actions">
        ${paying ? nothing : hinderedView(shown)}
        <button type="button" class="quiet" ?disabled=${paying} @click=${actions.cancel}>
          ${words.say('cancel')}
        </button>
        <button
          type="submit"
          class="primary"
          part="pay"
          aria-disabled=${mayPay(shown) ? 'false' : 'true'}
        >
          ${payLabel(shown)}
        </button>
      </div>
    </form>
  `
}

/** @param {PaymentShown} shown */
const mayPay = ({payment, online, paying}) =>
  !paying && !payment.refusal && !!payment.card && online

/** @param {PaymentShown} shown */
function payLabel({words, amounts, payment, paying}) {
  if (paying) return words.say('paying')
  if (!payment.preview) return words.say('pay')
  return words.say('payAmount', {amount: amounts.show(payment.preview.amountMinor)})
}

/** Why Pay does nothing just now, or did not. @param {PaymentShown} shown */
function hinderedView(shown) {
  const {words, online, payment} = shown
  if (!online) return html`<p class="small muted">${words.say('offlinePaying')}</p>`
  return payment.isUnready ? html`<p class="small wrong">${unreadyInWords(shown)}</p>` : nothing
}

/** That what it takes to pay could not be fetched. @param {Pick<Shown, 'words'>} shown */
export function unreadyInWords({words}) {
  const {what, next} = words.error('ENGINE_INCOMPLETE')
  return `${what} ${next}`
}

/**
 * @param {PaymentShown} shown
 * @param {PaymentActions} actions
 */
function choicesView(shown, actions) {
  const {words, amounts, dates, payment} = shown
  const {oldest, balance} = payment
  const choice = (/** @type {Choice} */ value) => html`
    <input
      type="radio"
      name="choice"
      value=${value}
      .checked=${live(payment.choice === value)}
      @change=${() => actions.choose(value)}
    />
  `
  return html`
    <label class="choice">
      ${choice('full')}
      <span>${words.say('fullBalance')}</span>
      <span class="num"><bdi>${amounts.show(balance.canPayNowMinor)}</bdi></span>
    </label>
    ${
      oldest && balance.openCharges > 1
        ? html`
            <label class="choice">
              ${choice('oldest')}
              <span>
                ${words.say('oldestCharge')}
                <span class="small muted clip"
                  >${nameOf(oldest, shown)} · ${dates.day(oldest.incurredAt)}</span
                >
              </span>
              <span class="num"><bdi>${amounts.show(oldest.openMinor)}</bdi></span>
            </label>
          `
        : nothing
    }
    <div class="choice other">
      <label>
        ${choice('other')}
        <span>${words.say('otherAmount')}</span>
      </label>
      <span class="field num">
        <bdi class="muted" aria-hidden="true">${amounts.symbol}</bdi>
        <input
          id="amount"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="done"
          maxlength="60"
          aria-label=${words.say('otherAmountLabel', {currency: amounts.currency})}
          aria-describedby="amount-said"
          aria-invalid=${isWrong(shown) ? 'true' : 'false'}
          .value=${live(payment.typed)}
          @click=${() => payment.choice !== 'other' && actions.choose('other')}
          @input=${(/** @type {Event & {target: HTMLInputElement}} */ event) =>
            actions.type(event.target.value)}
        />
      </span>
      ${saidView(shown, actions)}
    </div>
  `
}

/**
 * Whether to say that the amount is wrong: not while the field is empty and nobody pressed Pay.
 * @param {Pick<PaymentShown, 'payment' | 'asked'>} shown
 */
const isWrong = ({payment, asked}) => payment.refusal !== undefined && (asked || !payment.isBlank)

/**
 * The hint or, in its place and in its height, what is wrong with the amount and the way out.
 * @param {PaymentShown} shown
 * @param {PaymentActions} actions
 */
function saidView(shown, actions) {
  const {words, amounts, payment} = shown
  const max = amounts.show(payment.balance.canPayNowMinor)
  if (!isWrong(shown) || !payment.refusal) {
    return html`<p class="said small muted" id="amount-said">${words.say('amountHint', {max})}</p>`
  }
  const {code} = payment.refusal
  const {what, next} = words.error(code, errorValues(shown))
  return html`
    <p class="said small wrong" id="amount-said">
      <strong>${what}</strong> ${next}
      ${
        code === 'AMOUNT_EXCEEDS_BALANCE'
          ? html`<button type="button" class="link" @click=${() => actions.choose('full')}>
              ${words.say('payFullInstead')}
            </button>`
          : nothing
      }
    </p>
  `
}

/** @param {Pick<PaymentShown, 'amounts' | 'payment'>} shown */
function errorValues({amounts, payment}) {
  const {canPayNowMinor} = payment.balance
  return {
    max: amounts.show(canPayNowMinor),
    example: amounts.typed(canPayNowMinor),
    currency: amounts.currency,
  }
}

/**
 * What it pays, oldest first: always as many lines, and the place where the payment ends among them.
 * @param {PaymentShown} shown
 */
function chargesView(shown) {
  const {words, amounts, dates, payment} = shown
  const {preview, rows, first, balance} = payment
  const long = balance.openCharges > shownCharges
  const after = balance.openCharges - first - rows.length
  return html`
    <section class="pays" part="charges" aria-labelledby="pays-title">
      <div class="split">
        <h4 id="pays-title">${words.say('whatItPays')}</h4>
        <p class="tally small muted num">${preview ? tally(shown) : '\u00a0'}</p>
      </div>
      ${long ? html`<p class="beyond small muted">${edge(words, ['noneBefore', 'chargesBefore'], first)}</p>` : nothing}
      <ol class="charges num">
        ${rows.map((row) => chargeView(shown, row))}
      </ol>
      ${long ? html`<p class="beyond small muted">${edge(words, ['noneAfter', 'chargesAfter'], after)}</p>` : nothing}
      <div class="after">
        <div class="split">
          <span>${words.say('balanceAfter')}</span>
          <strong class="num" id="balance-after"
            ><bdi>${preview ? amounts.show(preview.balanceAfterMinor) : noFigure}</bdi></strong
          >
        </div>
        <p class="small muted">
          ${preview ? remains(preview, {words, amounts, dates}) : words.say('typeAnAmount')}
        </p>
      </div>
    </section>
  `
}

/**
 * @param {import('../engine/types.js').PreviewView} preview
 * @param {Shown} shown
 */
function remains({outstandingAfterMinor, oldestOpenAfterAt}, {words, amounts, dates}) {
  if (!oldestOpenAfterAt) return words.say('nothingStaysOwed')
  return words.say('stillOwed', {
    amount: amounts.show(outstandingAfterMinor),
    since: dates.day(oldestOpenAfterAt),
  })
}

/**
 * What the amount would do, or why not, in a sentence; nothing while nothing was typed.
 * @param {Omit<PaymentShown, 'cards' | 'online' | 'paying'>} shown
 */
export function inWords({words, amounts, payment, asked}) {
  const {preview, refusal} = payment
  if (preview) {
    return words.say('announce', {
      amount: amounts.show(preview.amountMinor),
      tally: tally({words, payment}),
      balance: amounts.show(preview.balanceAfterMinor),
    })
  }
  if (!refusal || !isWrong({payment, asked})) return ''
  const {what, next} = words.error(refusal.code, errorValues({amounts, payment}))
  return `${what} ${next}`
}

/** @param {Pick<PaymentShown, 'words' | 'payment'>} shown */
function tally({words, payment}) {
  const {preview} = payment
  if (!preview) return ''
  const part = preview.partPays ? 1 : 0
  return words.say('tally', {
    closes: preview.closes,
    part,
    open: preview.openCharges - preview.closes - part,
  })
}

/**
 * @param {Words} words
 * @param {[Key, Key]} keys for none, and for some
 * @param {number} count
 */
const edge = (words, [none, some], count) =>
  count === 0 ? words.say(none) : words.say(some, {count})

/**
 * @param {PaymentShown} shown
 * @param {ChargeRow} row
 */
function chargeView(shown, row) {
  const {words, amounts, dates} = shown
  const state = row.paysMinor === 0n ? 'open' : row.openAfterMinor === 0n ? 'paid' : 'part'
  const said = {
    open: words.say('stateOpen'),
    paid: words.say('statePaid'),
    part: words.say('statePart', {amount: amounts.show(row.openAfterMinor)}),
  }[state]
  const name = nameOf(row, shown)
  return html`
    <li class=${state}>
      <span class="name clip" title=${name}><bdi>${name}</bdi></span>
      <span class="amount"><bdi>${amounts.show(row.openMinor)}</bdi></span>
      <span class="meter" aria-hidden="true">
        <i
          class="now"
          .style=${`--length:calc(100% - ${lengthOf(row.openAfterMinor, row.amountMinor)})`}
        ></i>
        <i
          class="before"
          .style=${`--length:calc(100% - ${lengthOf(row.openMinor, row.amountMinor)})`}
        ></i>
      </span>
      <span class="small muted day">
        ${dates.day(row.incurredAt)}
        ${
          row.openMinor === row.amountMinor
            ? nothing
            : html`· ${words.say('partOf', {amount: amounts.show(row.amountMinor)})}`
        }
      </span>
      <span class="small state">${said}</span>
    </li>
  `
}

/**
 * @param {ChargeRow} row
 * @param {Pick<Shown, 'words'>} shown
 */
export const nameOf = (row, {words}) => row.description || words.name('kinds', row.kind)

/**
 * @param {PaymentShown} shown
 * @param {PaymentActions} actions
 */
function cardView({words, payment, cards, paying}, actions) {
  if (cards.length === 0) return html`<p class="notice warn">${words.say('noCards')}</p>`
  const option = (/** @type {Card} */ card) => {
    const values = {card: cardName(card), expiry: card.expiry}
    return words.say(card.isDefault ? 'cardOptionDefault' : 'cardOption', values)
  }
  return html`
    <label class="card">
      <span class="legend">${words.say('payWith')}</span>
      <select
        part="card"
        ?disabled=${paying}
        @change=${(/** @type {Event & {target: HTMLSelectElement}} */ event) =>
          actions.pickCard(cards[event.target.selectedIndex])}
      >
        ${cards.map(
          (card) =>
            html`<option .selected=${card.id === payment.card?.id}>${option(card)}</option>`,
        )}
      </select>
    </label>
  `
}
