// The alias lets the formatter lay out the rules as CSS.
import { html as css } from "./html.ts";

/** The report's page: system fonts, light and dark, colours that colour-blind readers can tell apart. */
export const pageStyle = css`
  :root {
    color-scheme: light dark;
    --paper: #fff;
    --panel: #f6f7f9;
    --ink: #1b1f24;
    --soft: #59636e;
    --rule: #d8dee4;
    --up: #0a7d4b;
    --down: #c0392b;
    --math: #0072b2;
    --code: #009e73;
    --science: #d98e00;
    --logic: #b0589a;
    --simulation: #d55e00;
    --tabular: #3a9bd9;
    --instruction: #7a6a00;
    --mean: #30363d;
    --before: #8a94a0;
    --after: #0072b2;
    --work: #d98e00;
    --noAnswerToRight: #a9b3bd;
    --elicited: #e0a030;
    --learned: #009e73;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #0f1318;
      --panel: #171c23;
      --ink: #e3e8ee;
      --soft: #97a3b0;
      --rule: #2b333d;
      --up: #3fc58a;
      --down: #ff7b6b;
      --math: #4aa8e8;
      --code: #2fc79b;
      --science: #f0b03c;
      --logic: #d98cc6;
      --simulation: #ff8a45;
      --tabular: #7cc4f5;
      --instruction: #d6c94a;
      --mean: #d5dbe2;
      --before: #7f8b98;
      --after: #4aa8e8;
      --work: #f0b03c;
      --noAnswerToRight: #66717d;
      --elicited: #e0a030;
      --learned: #2fc79b;
    }
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font:
      16px/1.55 system-ui,
      -apple-system,
      "Segoe UI",
      sans-serif;
  }
  main {
    max-width: 1100px;
    margin: 0 auto;
    padding: 2.5rem 1.25rem 4rem;
  }
  h1 {
    font-size: 1.7rem;
    line-height: 1.2;
    margin: 0;
  }
  h2 {
    font-size: 1.2rem;
    margin: 3rem 0 0.75rem;
  }
  p {
    max-width: 75ch;
  }
  .lead {
    font-size: 1.05rem;
  }
  small,
  .sub {
    color: var(--soft);
  }
  .sub {
    margin: 0.3rem 0 1.5rem;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
    gap: 0.75rem;
    margin: 1.5rem 0;
  }
  .tile {
    background: var(--panel);
    border-radius: 10px;
    padding: 0.9rem 1.1rem;
  }
  .tile b {
    display: block;
    font-size: 1.55rem;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }
  .up {
    color: var(--up);
  }
  .down {
    color: var(--down);
  }
  .scroll {
    overflow-x: auto;
    margin: 1rem 0;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.45rem 0.6rem;
    text-align: right;
    border-bottom: 1px solid var(--rule);
    white-space: nowrap;
  }
  th:first-child {
    text-align: left;
  }
  thead th {
    color: var(--soft);
    font-weight: 500;
  }
  tbody th {
    font-weight: 500;
  }
  .total th,
  .total td {
    border-top: 2px solid var(--soft);
    font-weight: 600;
  }
  .left-out td {
    text-align: left;
    color: var(--soft);
    white-space: normal;
  }
  details {
    margin: 1rem 0;
  }
  summary {
    cursor: pointer;
    font-weight: 600;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(320px, 1fr));
    gap: 0.75rem;
    margin: 0.75rem 0;
  }
  .card {
    background: var(--panel);
    border-radius: 10px;
    padding: 0.8rem 1rem;
    border-left: 4px solid var(--rule);
    min-width: 0;
  }
  .card.up {
    border-color: var(--up);
  }
  .card.down {
    border-color: var(--down);
  }
  .card {
    color: var(--ink);
  }
  .card header {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    margin-bottom: 0.4rem;
    font-size: 0.9rem;
  }
  .card dl {
    display: grid;
    align-items: baseline;
    grid-template-columns: auto 1fr;
    gap: 0.15rem 0.8rem;
    margin: 0;
    font-size: 0.9rem;
  }
  .card dt {
    color: var(--soft);
  }
  dd {
    margin: 0;
    min-width: 0;
  }
  pre {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font:
      0.88em/1.5 ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      monospace;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
    gap: 0.6rem 1.5rem;
  }
  .facts dt {
    color: var(--soft);
    font-size: 0.85rem;
  }
  .guide dt {
    font-weight: 600;
    margin-top: 0.7rem;
  }
  .guide dd {
    max-width: 75ch;
  }
  details > pre {
    background: var(--panel);
    border-radius: 10px;
    padding: 1rem;
    margin-top: 0.6rem;
  }
`;
