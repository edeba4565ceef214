import {css} from 'lit'

/** Making a payment and its receipt. One column; two from 44rem on, cause to the start, effect to the end. */
export const payment = css`
  .payment {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    align-items: start;
  }
  legend,
  .legend,
  .payment h4 {
    display: block;
    padding: 0;
    margin-block-end: 0.5rem;
    font-weight: 600;
  }
  .payment h4 {
    margin: 0;
  }
  .ask {
    display: grid;
    gap: 1.25rem;
  }
  .choice {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr) auto;
    align-items: center;
    min-block-size: 3.25rem;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--control);
    border-block-end-width: 0;
    cursor: pointer;
  }
  label.choice:first-of-type {
    border-start-start-radius: var(--radius);
    border-start-end-radius: var(--radius);
  }
  .choice.other {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
    border-block-end-width: 1px;
    border-end-start-radius: var(--radius);
    border-end-end-radius: var(--radius);
  }
  .choice.other label {
    flex: 1 0 auto;
    display: grid;
    grid-template-columns: 1.5rem auto;
    justify-content: start;
    align-items: center;
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    cursor: pointer;
  }
  .choice > .field {
    flex: 1 1 7.5rem;
    max-inline-size: 11rem;
  }
  .choice > span:not(.field) {
    display: block;
    min-inline-size: 0;
  }
  .choice .clip {
    display: block;
  }
  .choice > .num:not(.field) {
    font-weight: 600;
  }
  .choice:has([type='radio']:checked) {
    background: var(--accent-soft);
    box-shadow: inset 3px 0 0 var(--accent);
  }
  .choice:has([type='radio']:checked):dir(rtl) {
    box-shadow: inset -3px 0 0 var(--accent);
  }
  [type='radio'] {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .field {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 2.75rem;
    padding-inline: 0.625rem;
    border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.8);
    background: var(--ground);
  }
  .field input {
    flex: 1;
    inline-size: 100%;
    min-inline-size: 0;
    align-self: stretch;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: end;
  }
  .field input:focus {
    outline: none;
  }
  .field:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .field:has([aria-invalid='true']) {
    border-color: var(--due);
    box-shadow: inset 0 0 0 1px var(--due);
  }
  .said {
    flex: 1 1 100%;
    min-block-size: 3rem;
  }
  .said.wrong strong {
    color: var(--due);
  }
  .said.wrong strong::before {
    content: '! ';
  }
  select {
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding-inline: 0.625rem;
    border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.8);
    background: var(--ground);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }

  .charges {
    margin-block-start: 0.25rem;
  }
  .charges li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.1875rem 0.75rem;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--line);
  }
  .charges li:first-child {
    border: 0;
  }
  .charges .amount,
  .charges .state {
    text-align: end;
  }
  .meter {
    grid-column: 1 / -1;
    position: relative;
    block-size: 0.4375rem;
    border-radius: 1rem;
    background: var(--ground-2);
    box-shadow: inset 0 0 0 1px var(--line);
    overflow: hidden;
  }
  .meter i {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: var(--length);
    background: var(--ok-bar);
    transition: inline-size 160ms ease-out;
  }
  .meter .before {
    background: var(--bar);
  }
  .paid .state {
    color: var(--ok);
    font-weight: 600;
  }
  .paid .state::before {
    content: '✓ ';
  }
  .part .state {
    color: var(--warn);
    font-weight: 600;
  }
  .open .state {
    color: var(--ink-2);
  }
  .beyond:first-of-type {
    margin-block-start: 0.375rem;
  }
  .beyond {
    padding-block: 0.375rem;
    border-block: 1px dashed var(--line);
  }
  .after {
    margin-block-start: 0.75rem;
    padding: 0.75rem 0.875rem;
    border-radius: var(--radius);
    background: var(--ground-2);
  }
  .after strong {
    font-size: 1.125rem;
  }
  .after p {
    min-block-size: 2lh;
  }
  .actions {
    display: flex;
    flex-wrap: wrap-reverse;
    justify-content: flex-end;
    align-items: center;
    gap: 0.5rem;
  }
  .actions p {
    flex: 1 1 12rem;
  }
  .actions .primary {
    flex: 1 1 auto;
    font-variant-numeric: tabular-nums lining-nums;
  }

  .receipts {
    display: grid;
    gap: 0.75rem;
  }
  .receipt {
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .receipt > :not(summary) {
    margin-inline: 0.875rem;
  }
  .receipt > summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125rem 0.625rem;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.875rem;
    border-radius: var(--radius);
    color: var(--ink);
  }
  .receipt > summary::after {
    content: '';
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline: auto 0.25rem;
    border-block-end: 2px solid var(--ink-2);
    border-inline-end: 2px solid var(--ink-2);
    transform: rotate(45deg);
  }
  .receipt[open] > summary::after {
    transform: rotate(225deg);
  }
  .paid-word {
    font-weight: 600;
  }
  .paid-word::before {
    content: '✓';
    display: inline-grid;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-inline-end: 0.5rem;
    border-radius: 50%;
    background: var(--ok);
    color: var(--ground);
    font-size: 0.875rem;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
    gap: 0.5rem 1.25rem;
    padding-block: 0.5rem 0.875rem;
  }
  .facts dt {
    color: var(--ink-2);
  }
  .allocations li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    padding-block: 0.375rem;
    border-block-start: 1px solid var(--line);
  }
  .allocations .small {
    grid-column: 1;
  }
  .receipt-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    padding-block: 0.625rem;
    border-block-start: 1px solid var(--line);
  }
  .receipt-actions .link {
    min-block-size: 2.25rem;
  }

  @container (inline-size >= 34rem) {
    .actions .primary {
      flex: 0 1 auto;
      min-inline-size: 12rem;
    }
  }
  @container (inline-size >= 44rem) {
    .payment {
      grid-template-columns: minmax(0, 9fr) minmax(0, 10fr);
      column-gap: 2rem;
    }
    .ask {
      position: sticky;
      inset-block-start: 1rem;
    }
    .payment > .notice,
    .payment > .actions {
      grid-column: 1 / -1;
    }
  }

  @media (forced-colors: active) {
    .meter i {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .meter .before {
      background: GrayText;
    }
    .choice:has([type='radio']:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media print {
    :host([data-printing]) .frame > :not(.receipts),
    :host([data-printing]) .receipt:not([open]),
    :host([data-printing]) .receipt-actions {
      display: none;
    }
    :host([data-printing]) .frame {
      border: 0;
    }
  }
`
