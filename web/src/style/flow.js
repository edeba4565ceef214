import {css} from 'lit'

/** A payment under way and its outcome, in the place of its form, whose sheet it adds to. */
export const flow = css`
  .flow {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 0.75rem;
    min-block-size: 15rem;
    overflow-wrap: anywhere;
  }
  .flow-title {
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 1.35;
    text-wrap: balance;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .flow-means {
    max-inline-size: 62ch;
    color: var(--ink-2);
    text-wrap: pretty;
  }
  .flow .chip {
    white-space: normal;
  }
  .chip.warn,
  .chip.busy {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .chip.ask {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .chip.plain {
    background: var(--ground-2);
    color: var(--ink-2);
  }
  .chip.busy::before {
    content: '';
    display: inline-block;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline-end: 0.4375rem;
    border-radius: 50%;
    background: currentcolor;
    animation: wait 1.4s ease-in-out infinite alternate;
  }
  @keyframes wait {
    to {
      opacity: 0.25;
    }
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    inline-size: 100%;
    margin-block: 0.25rem;
  }
  .steps > * {
    flex: 1 1 100%;
    min-inline-size: 0;
  }
  a.button {
    display: inline-grid;
    place-items: center;
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.8);
    color: var(--ink);
    text-align: center;
    text-decoration: none;
  }
  a.button:hover {
    border-color: var(--ink);
  }
  a.button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  a.button.primary:hover {
    background: var(--accent-2);
  }
  .steps [aria-disabled='true']:not(.primary, .quiet) {
    color: var(--ink-2);
    border-color: var(--line);
  }

  .code {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    inline-size: 100%;
  }
  .code .notice {
    justify-self: start;
    margin-block-end: 0.5rem;
  }
  .code .legend {
    margin: 0;
  }
  .code input {
    inline-size: min(12rem, 100%);
    min-block-size: 3rem;
    padding-inline: 0.75rem;
    border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.8);
    background: var(--ground);
    color: inherit;
    font: inherit;
    font-size: 1.375rem;
    font-weight: 600;
    letter-spacing: 0.16em;
  }
  .code input:read-only {
    background: var(--ground-2);
    color: var(--ink-2);
  }
  .code input[aria-invalid='true'] {
    border-color: var(--due);
    box-shadow: inset 0 0 0 1px var(--due);
  }
  .code .steps {
    margin-block-start: 0.5rem;
  }
  .code .said {
    min-block-size: 3lh;
    max-inline-size: 62ch;
  }

  .flow .facts,
  .flow .facts div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
  }
  .flow .facts {
    inline-size: 100%;
    margin-block-start: auto;
    padding-block: 0.75rem 0;
    border-block-start: 1px solid var(--line);
  }
  .flow .facts div {
    gap: 0 0.375rem;
  }
  .reference {
    font-variant-numeric: tabular-nums;
    user-select: all;
  }
  .reference .middle {
    font-size: 0;
  }
  .reference .middle::before {
    content: '…';
    font-size: 0.8125rem;
  }

  @container (inline-size >= 34rem) {
    .steps > * {
      flex: 0 1 auto;
    }
    .code .said {
      min-block-size: 2lh;
    }
  }
  @media (forced-colors: active) {
    a.button.primary {
      border: 1px solid;
    }
  }
`
