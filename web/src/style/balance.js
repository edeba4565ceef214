import {css} from 'lit'

/** The sheet of <repay-balance>: what is owed and why. */
export const balance = css`
  .frame {
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--ground);
    overflow: clip;
  }
  .frame > * {
    padding: 1.25rem;
  }
  .frame > * + * {
    border-block-start: 1px solid var(--line);
  }
  .frame > .joined {
    border-block-start: 0;
    padding-block-start: 0;
  }

  .ledgers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    background: var(--ground-2);
  }
  .ledgers legend {
    float: inline-start;
    inline-size: 100%;
    font-weight: 600;
    font-size: 0.8125rem;
    color: var(--ink-2);
  }
  .ledger {
    position: relative;
    display: grid;
    gap: 0 0.75rem;
    grid-template-columns: auto auto;
    align-items: baseline;
    flex: 0 1 auto;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.875rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--ground);
    cursor: pointer;
  }
  .ledger input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  .ledger .num {
    font-weight: 600;
    text-align: end;
  }
  .ledger .due-word {
    grid-column: 1 / -1;
    color: var(--due);
  }
  .ledger:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: var(--accent-soft);
  }
  .ledger:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .summary {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem 1rem;
    align-items: center;
  }
  .over {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
  }
  .where {
    margin-block-start: -0.375rem;
  }
  .where bdi {
    white-space: nowrap;
  }
  .figure {
    font-size: clamp(2rem, 9cqi, 3.25rem);
    font-weight: 680;
    line-height: 1.1;
    letter-spacing: -0.025em;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .why {
    color: var(--ink-2);
    max-inline-size: 60ch;
    text-wrap: pretty;
  }
  .summary .primary {
    inline-size: 100%;
    margin-block-start: 0.5rem;
  }

  summary {
    min-block-size: 1.5rem;
    inline-size: fit-content;
  }
  .made-of > summary {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    list-style-position: inside;
  }
  .bars {
    inline-size: 100%;
    margin-block-start: 0.5rem;
    border-collapse: collapse;
  }
  .bars th {
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .bars th,
  .bars td {
    padding: 0;
  }
  .bars .amount {
    text-align: end;
    padding-inline-start: 0.75rem;
  }
  .bars .total > * {
    font-weight: 600;
  }
  .bars .note {
    font-weight: 400;
    white-space: nowrap;
  }
  .bars tr {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    padding-block: 0.3125rem;
  }
  .bars .total {
    border-block-start: 1px solid var(--line);
  }
  .bars .total:first-child {
    border: 0;
  }
  .bar-cell {
    grid-area: 2 / 1 / auto / -1;
  }
  .bar {
    display: block;
    block-size: 0.375rem;
    inline-size: var(--length);
    min-inline-size: 1px;
    border-radius: 0.1875rem;
  }
  .bar.none {
    visibility: hidden;
  }
  .bar.in {
    background: var(--ok-bar);
  }
  .bar.out {
    background: var(--due-bar);
  }
  .total .bar {
    background: var(--ink-2);
  }
  .state-box {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
  }
  .skeleton {
    align-content: start;
    gap: 0.75rem;
    min-block-size: 34rem;
  }
  .skeleton i {
    inline-size: 100%;
    block-size: 1.25rem;
    border-radius: 0.25rem;
    background: var(--line);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .skeleton i:nth-child(1) {
    inline-size: 35%;
  }
  .skeleton i:nth-child(2) {
    inline-size: 45%;
    block-size: clamp(2rem, 9cqi, 3.25rem);
  }
  .skeleton i:nth-child(3) {
    inline-size: 70%;
    margin-block-end: 2rem;
  }
  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.45;
    }
  }

  @container (inline-size >= 34rem) {
    .frame > * {
      padding: 1.5rem;
    }
    .frame > .joined {
      padding-block-start: 0;
    }
    .summary {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .over,
    .where,
    .why {
      grid-column: 1 / -1;
    }
    .summary .primary {
      inline-size: auto;
      margin: 0;
      grid-area: 3 / 2;
    }
    .bars tr {
      grid-template-columns: minmax(0, 1fr) 42% minmax(7rem, 22%);
      align-items: center;
    }
    .bar-cell {
      grid-area: 1 / 2;
      align-self: stretch;
      align-content: center;
      margin-block: -0.3125rem;
      background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat;
    }
    .bars .amount {
      grid-area: 1 / 3;
    }
    .bar {
      block-size: 0.875rem;
      inline-size: calc(var(--length) / 2);
    }
    .bar.in {
      margin-inline-start: 50%;
      border-start-start-radius: 0;
      border-end-start-radius: 0;
    }
    .bar.out {
      margin-inline-start: calc(50% - var(--length) / 2);
      border-start-end-radius: 0;
      border-end-end-radius: 0;
    }
  }
  @media (forced-colors: active) {
    .bar {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .ledger:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
