import {css} from 'lit'

const dark = css`
  --ink: var(--repay-ink, #eceff3);
  --ink-2: var(--repay-ink-2, #a9b2bd);
  --line: var(--repay-line, #333a43);
  --control: var(--repay-control, #78828e);
  --ground: var(--repay-ground, #15181c);
  --ground-2: var(--repay-ground-2, #1d2126);
  --accent: var(--repay-accent, #7db2ff);
  --accent-2: var(--repay-accent-2, #a3c9ff);
  --accent-ink: var(--repay-accent-ink, #08203f);
  --accent-soft: var(--repay-accent-soft, #172436);
  --due: var(--repay-due, #ff9a92);
  --due-soft: var(--repay-due-soft, #3a1d1b);
  --due-bar: var(--repay-due-bar, #c9625a);
  --ok: var(--repay-ok, #6fd3a4);
  --ok-soft: var(--repay-ok-soft, #12301f);
  --ok-bar: var(--repay-ok-bar, #3fa277);
  --warn: var(--repay-warn, #f0c36a);
  --warn-soft: var(--repay-warn-soft, #33280f);
  --bar: var(--repay-bar, #3b444f);
  color-scheme: dark;
`

/**
 * The tokens of every element of ours. A host changes them from outside by --repay-… custom properties,
 * which inherit into the shadow tree. `theme="dark"` or `theme="light"` on the element decides; without
 * it the person's own preference does. Text on its ground has a contrast of 4.5 and more, a control's edge
 * 3 and more, in both.
 */
export const tokens = css`
  :host {
    --ink: var(--repay-ink, #16191d);
    --ink-2: var(--repay-ink-2, #565d66);
    --line: var(--repay-line, #dfe3e8);
    --control: var(--repay-control, #7d8691);
    --ground: var(--repay-ground, #fff);
    --ground-2: var(--repay-ground-2, #f6f7f9);
    --accent: var(--repay-accent, #0b5cd6);
    --accent-2: var(--repay-accent-2, #094cb2);
    --accent-ink: var(--repay-accent-ink, #fff);
    --accent-soft: var(--repay-accent-soft, #edf3fd);
    --due: var(--repay-due, #b3261e);
    --due-soft: var(--repay-due-soft, #fdeceb);
    --due-bar: var(--repay-due-bar, #cf5f57);
    --ok: var(--repay-ok, #12734a);
    --ok-soft: var(--repay-ok-soft, #e7f5ee);
    --ok-bar: var(--repay-ok-bar, #2f9468);
    --warn: var(--repay-warn, #855600);
    --warn-soft: var(--repay-warn-soft, #fff4dc);
    --bar: var(--repay-bar, #c9d3df);
    --radius: var(--repay-radius, 0.625rem);
    --font: var(
      --repay-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif
    );
    color-scheme: light;
  }

  :host([theme='dark']) {
    ${dark}
  }

  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
`
