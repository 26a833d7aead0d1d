import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useEscape } from '../../../lib/use-escape.js';
import type { Drawing } from '../canvas/drawing.js';
import classes from '../page/page.module.css';
import { Simulation } from './simulation.js';

/** Tokens running through the drawing, over the drawing itself, which waits below as it is. Escape goes back. */
export function SimulationStage({ drawing, onClose }: { readonly drawing: Drawing; readonly onClose: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (!host.current) return;
    let simulation: Simulation | null = new Simulation(host.current);
    const start = async () => {
      const xml = await drawing.write();
      await simulation?.start(xml, drawing.facts.page);
    };
    start().catch((error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)));
    return () => {
      simulation?.end();
      simulation = null;
    };
  }, [drawing]);
  useEscape(onClose);
  useEffect(() => drawing.focus, [drawing]);
  return (
    <section className={classes.preview} aria-label="Token simulation">
      <div ref={host} className={classes.canvas} />
      <div className={classes.previewBar} role="status">
        <IconPlayerPlay size={17} aria-hidden="true" />
        <span>{trouble === null ? 'Simulation: nothing here changes the diagram' : `The simulation could not start: ${trouble}`}</span>
        <Button size="compact-sm" onClick={onClose}>
          Back to editing
        </Button>
      </div>
    </section>
  );
}
