import {css} from 'lit'

/** The sheet of <repay-import>. */
export const importing = css`
  :host {
    min-block-size: 6.375rem;
  }
  .frame {
    display: grid;
    gap: 0.75rem 1.5rem;
    padding: 1.25rem;
    border: 1px dashed var(--control);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--ground);
  }
  .choose,
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .choose .hint {
    flex: 0 1 14rem;
  }
  .progress {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .progress label,
  .progress progress {
    grid-column: 1 / -1;
  }
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 0.5rem;
    border: 0;
    border-radius: 1rem;
    background: var(--bar);
    overflow: hidden;
  }
  ::-webkit-progress-bar {
    background: var(--bar);
  }
  ::-webkit-progress-value {
    background: var(--accent);
  }
  ::-moz-progress-bar {
    background: var(--accent);
  }
  .result:empty {
    display: none;
  }
  .notice {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
  }
  .notice ul {
    display: grid;
    gap: 0.5rem;
  }
  .code {
    font-family: ui-monospace, monospace;
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }
  .account {
    display: grid;
    gap: 0.5rem;
  }
  .account ul {
    padding-block: 0.5rem;
  }
  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
  }
  summary {
    min-block-size: 1.5rem;
  }
  .drop {
    position: fixed;
    inset: 0.75rem;
    z-index: 10;
    display: grid;
    place-items: center;
    border: 3px dashed var(--accent);
    border-radius: calc(var(--radius) * 2);
    background: color-mix(in srgb, var(--accent-soft) 92%, transparent);
    font-size: 1.25rem;
    font-weight: 600;
    pointer-events: none;
  }
  @container (inline-size >= 44rem) {
    .frame {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      padding: 1.25rem 1.5rem;
    }
    .progress {
      inline-size: 22rem;
    }
    .result,
    .account {
      grid-column: 1 / -1;
    }
  }
`
