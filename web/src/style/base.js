import {css} from 'lit'

/** What every element of ours begins with: type, controls, focus, the few words of layout. */
export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--ink);
    font: 400 0.9375rem/1.5 var(--font);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ol,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2,
  h3,
  h4 {
    font: inherit;
    font-weight: 600;
  }
  ol,
  ul {
    list-style: none;
  }
  .num,
  .amount {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .amount,
  .figure {
    white-space: nowrap;
  }
  .small {
    font-size: 0.8125rem;
  }
  .muted {
    color: var(--ink-2);
  }
  .id {
    overflow-wrap: anywhere;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }
  .split {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button {
    font: inherit;
    color: inherit;
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.8);
    background: var(--ground);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--ink);
  }
  button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  button.primary {
    padding-inline: 1.25rem;
    border-color: transparent;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--accent-2);
  }
  button.primary[aria-disabled='true'] {
    background: var(--ground-2);
    border-color: var(--line);
    color: var(--ink-2);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }
  button.link,
  summary {
    color: var(--accent);
    cursor: pointer;
  }
  button.link {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus {
    outline: none;
  }
  [tabindex='-1']:focus-visible {
    outline: 2px solid var(--accent);
  }

  .chip {
    display: inline-block;
    padding: 0.125rem 0.625rem;
    border-radius: 1rem;
    font-size: 0.8125rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .chip.due {
    background: var(--due-soft);
    color: var(--due);
  }
  .chip.ok {
    background: var(--ok-soft);
    color: var(--ok);
  }
  .notice {
    padding: 0.75rem 0.875rem;
    border-radius: var(--radius);
    background: var(--ground-2);
  }
  .notice.due {
    background: var(--due-soft);
  }
  .notice.warn {
    background: var(--warn-soft);
  }

  @media (forced-colors: active) {
    .chip,
    .notice,
    button.primary {
      border: 1px solid;
    }
    button.primary[aria-disabled='true'] {
      color: GrayText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition: none !important;
      animation: none !important;
    }
  }
`
