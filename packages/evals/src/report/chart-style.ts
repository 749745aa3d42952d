// The alias lets the formatter lay out the rules as CSS.
import { html as css } from "./html.ts";

/** The report's charts: `--c` is the colour that an element's class picks. */
export const chartStyle = css`
  .chart {
    margin: 1.25rem 0;
  }
  .chart figcaption {
    font-size: 0.9rem;
    font-weight: 600;
    margin-bottom: 0.35rem;
  }
  .chart.small {
    margin: 0;
    background: var(--panel);
    border-radius: 10px;
    padding: 0.7rem 0.6rem 0.4rem;
  }
  svg {
    display: block;
    width: 100%;
    height: auto;
    font:
      11px system-ui,
      -apple-system,
      "Segoe UI",
      sans-serif;
  }
  .large svg {
    font-size: 13px;
  }
  .grid-charts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(290px, 1fr));
    gap: 0.75rem;
    margin: 1rem 0;
  }
  .grid {
    stroke: var(--rule);
    stroke-width: 1;
  }
  .zero {
    stroke: var(--soft);
    stroke-width: 1.5;
  }
  .tick {
    fill: var(--soft);
  }
  .name,
  .value {
    fill: var(--ink);
  }
  .value {
    font-variant-numeric: tabular-nums;
  }
  .raw {
    fill: none;
    stroke: var(--c);
    stroke-width: 1;
    opacity: 0.28;
  }
  .large .raw {
    opacity: 0.16;
  }
  .line {
    fill: none;
    stroke: var(--c);
    stroke-width: 2.2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .dot {
    fill: var(--c);
  }
  .interval {
    stroke: var(--c);
    stroke-width: 3;
    stroke-linecap: round;
    opacity: 0.45;
  }
  .rise {
    stroke: var(--rule);
    stroke-width: 14;
    stroke-linecap: round;
  }
  line.work {
    stroke: var(--work);
    stroke-width: 3;
  }
  rect.noAnswerToRight {
    fill: var(--noAnswerToRight);
  }
  rect.elicited {
    fill: var(--elicited);
  }
  rect.learned {
    fill: var(--learned);
  }
  .math {
    --c: var(--math);
  }
  .code {
    --c: var(--code);
  }
  .science {
    --c: var(--science);
  }
  .logic {
    --c: var(--logic);
  }
  .simulation {
    --c: var(--simulation);
  }
  .tabular {
    --c: var(--tabular);
  }
  .instruction {
    --c: var(--instruction);
  }
  .mean {
    --c: var(--mean);
  }
  .before {
    --c: var(--before);
  }
  .after {
    --c: var(--after);
  }
  .work {
    --c: var(--work);
  }
  .noAnswerToRight {
    --c: var(--noAnswerToRight);
  }
  .elicited {
    --c: var(--elicited);
  }
  .learned {
    --c: var(--learned);
  }
  .legend {
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.1rem;
    margin: 0.4rem 0 0;
    padding: 0;
    font-size: 0.85rem;
    color: var(--soft);
  }
  .swatch {
    display: inline-block;
    width: 0.75em;
    height: 0.75em;
    border-radius: 50%;
    background: var(--c);
    margin-right: 0.45em;
  }
  .swatch.bar {
    width: 0.22em;
    height: 1em;
    border-radius: 1px;
    vertical-align: -0.12em;
  }
`;
