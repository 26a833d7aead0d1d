import { quantile } from '../../proof/report.mjs';

const BARS = {
  500: { open: 1_000, frame: 33, memory: 100 },
  2_000: { open: 2_000, edit: 50 },
  9_000: { open: 10_000 },
};

// Two frames of a screen of 60 Hz take 33.3 ms: whole milliseconds are compared.
/** The table from what was measured at each size. Of several runs the median counts, of frames and edits the 95th percentile of all. */
export function rowsOf(sizes) {
  return sizes.flatMap(({ size, drawn, walks }) => {
    const bars = BARS[size] ?? {};
    const row = (what, figure, unit, bar) => ({ what: `${drawn}: ${what}`, figure: `${figure.toFixed(figure < 10 ? 1 : 0)} ${unit}`, ...(bar !== undefined && { bar: `<= ${bar} ${unit}`, ok: Math.floor(figure) <= bar }) });
    const median = (pick) => quantile(walks.map(pick), 0.5);
    const frames = Object.keys(walks[0].frames).map((what) => {
      const all = walks.flatMap((walk) => walk.frames[what]);
      return { ...row(`${what}, frame p50 / p95`, quantile(all, 0.95), 'ms', bars.frame), figure: `${quantile(all, 0.5).toFixed(0)} / ${quantile(all, 0.95).toFixed(0)} ms` };
    });
    const edits = Object.keys(walks[0].rounds[0].took).map((what) => {
      const all = walks.flatMap(({ rounds }) => rounds.flatMap(({ took }) => took[what]));
      return { ...row(`${what}, p50 / p95`, quantile(all, 0.95), 'ms', bars.edit), figure: `${quantile(all, 0.5).toFixed(0)} / ${quantile(all, 0.95).toFixed(0)} ms` };
    });
    const dragged = walks.flatMap(({ rounds }) => rounds.flatMap(({ dragged }) => dragged));
    return [
      row('open', median(({ opened }) => opened.ms), 'ms', bars.open),
      ...(walks[0].opened.importMs === null ? [] : [row('  of it the import', median(({ opened }) => opened.importMs), 'ms')]),
      row('  processor time of the page', median(({ opened }) => opened.busyMs), 'ms'),
      row('memory of the renderer', median(({ memory }) => memory.own), 'MB', bars.memory),
      row('  of it scripts', median(({ memory }) => memory.heap), 'MB'),
      row('  with what it shares', median(({ memory }) => memory.resident), 'MB'),
      ...frames,
      ...edits,
      { what: `${drawn}: dragging an element, frame p50 / p95`, figure: `${quantile(dragged, 0.5).toFixed(0)} / ${quantile(dragged, 0.95).toFixed(0)} ms` },
      row('longest task beside the edits', median(({ rounds }) => Math.max(...rounds.map(({ longest }) => longest))), 'ms'),
    ];
  });
}
