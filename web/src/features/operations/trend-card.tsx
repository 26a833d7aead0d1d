import type { Operations } from '@bpmn-studio/contracts';
import { ActionIcon, Table, Title, Tooltip } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useId, useState } from 'react';
import classes from './operations-page.module.css';
import { DASHES, toneColor, TrendChart } from './trend-chart.js';
import { inWords, momentOf, type Line, type Trend } from './trends.js';
import { clockTime, inUnit } from './units.js';

type Points = Pick<Operations, 'from' | 'stepSeconds' | 'buckets'>;

/** One chart with its name, its lines in words, and its figures as a table for whoever asks. */
export function TrendCard({ trend, points }: { readonly trend: Trend; readonly points: Points }) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const shown = trend.lines.filter((line) => trend.shape === 'lines' || line.values.some((value) => (value ?? 0) > 0));
  const empty = trend.lines.every(({ values }) => values.every((value) => value === null));
  const label = asTable ? 'Show as a chart' : 'Show as a table';
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <div>
          <Title order={3} id={id} size="h4">
            {trend.title}
          </Title>
          <p className={classes.hint}>{trend.hint}</p>
        </div>
        {!empty && (
          <Tooltip label={label} withinPortal={false}>
            <ActionIcon variant="subtle" color="gray" onClick={() => setAsTable(!asTable)} aria-label={`${label}: ${trend.title}`}>
              {asTable ? <IconChartLine size={18} /> : <IconTable size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {empty ? <p className={classes.empty}>Nothing recorded in this time.</p> : <Shown asTable={asTable} trend={{ ...trend, lines: shown.length > 0 ? shown : trend.lines.slice(0, 1) }} points={points} titleId={id} />}
    </section>
  );
}

function Shown({ asTable, trend, points, titleId }: { readonly asTable: boolean; readonly trend: Trend; readonly points: Points; readonly titleId: string }) {
  const words = trend.lines.map((line) => `${line.label}: ${inWords(line, trend, points)}`);
  if (asTable) return <Figures trend={trend} points={points} titleId={titleId} />;
  return (
    <>
      <ul className={classes.legend}>
        {trend.lines.map((line, index) => (
          <li key={line.label}>
            <Swatch line={line} bar={trend.shape === 'bars'} dash={DASHES[index % DASHES.length]} />
            <span>
              {line.label} <span className={classes.words}>{inWords(line, trend, points)}</span>
            </span>
          </li>
        ))}
      </ul>
      <div role="img" aria-label={`Chart of ${trend.title}. ${words.join('. ')}.`} className={classes.chart}>
        <TrendChart trend={trend} points={points} />
      </div>
    </>
  );
}

function Swatch({ line, bar, dash }: { readonly line: Line; readonly bar: boolean; readonly dash: string | undefined }) {
  return (
    <svg width="18" height="10" aria-hidden="true" className={classes.swatch}>
      {bar ? <rect x="4" width="10" height="10" rx="2" fill={toneColor(line.tone)} /> : <line x1="0" x2="18" y1="5" y2="5" stroke={toneColor(line.tone)} strokeWidth="2.5" strokeDasharray={dash} />}
    </svg>
  );
}

/** Newest first: that is what somebody looks for. */
function Figures({ trend, points, titleId }: { readonly trend: Trend; readonly points: Points; readonly titleId: string }) {
  const rows = Array.from({ length: points.buckets }, (_, index) => points.buckets - 1 - index);
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby={titleId}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">From</Table.Th>
            {trend.lines.map(({ label }) => (
              <Table.Th scope="col" key={label}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((index) => (
            <Table.Tr key={index}>
              <Table.Th scope="row">{clockTime(momentOf(points, index))}</Table.Th>
              {trend.lines.map(({ label, values }) => (
                <Table.Td key={label}>{inUnit(values[index], trend.unit)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
