import { Button, Loader } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Drawing } from '../../canvas/drawing.js';
import { type Engine, ENGINES } from '../../canvas/engines.js';
import classes from '../properties.module.css';

/** Opened once, it stays open from element to element. */
let wasOpen = false;

/** What an engine needs to know about the element: its own panel, loaded when somebody opens it. */
export function EngineSection({ drawing, readOnly }: { readonly drawing: Drawing; readonly readOnly: boolean }) {
  const [open, setOpen] = useState(wasOpen);
  const [trouble, setTrouble] = useState(false);
  const [busy, setBusy] = useState(false);
  const { engine } = drawing;
  const turn = () => {
    wasOpen = !open;
    setOpen(wasOpen);
  };
  const choose = (chosen: Engine) => {
    setBusy(true);
    setTrouble(false);
    drawing.addEngine(chosen).catch(failed).finally(() => setBusy(false));
  };
  const failed = (error: unknown) => {
    console.warn('The settings of an engine could not be shown', error);
    setTrouble(true);
  };
  return (
    <section className={classes.group}>
      <h3 className={classes.heading}>
        <button type="button" aria-expanded={open} onClick={turn}>
          <IconChevronRight size={15} className={classes.chevron} aria-hidden />
          {engine === null ? 'Engine' : `Engine: ${ENGINES[engine].name}`}
        </button>
      </h3>
      {open && engine !== null && (readOnly ? <p className={classes.nothing}>Only those who may edit see these settings.</p> : <EnginePanel key={engine} drawing={drawing} onTrouble={failed} />)}
      {open && engine === null && (
        <div className={classes.fields}>
          <p className={classes.help}>Settings for the engine that runs this process. They become part of the file; what you can undo so far cannot be undone after that.</p>
          <div className={classes.engines}>
            {(Object.keys(ENGINES) as Engine[]).map((each) => (
              <Button key={each} size="xs" variant="default" disabled={readOnly || busy} onClick={() => choose(each)}>
                {ENGINES[each].name}
              </Button>
            ))}
          </div>
        </div>
      )}
      {trouble && <p className={classes.nothing}>The settings could not be loaded. Shut this section and open it again to try once more.</p>}
    </section>
  );
}

function EnginePanel({ drawing, onTrouble }: { readonly drawing: Drawing; readonly onTrouble: (error: unknown) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    let left = false;
    let takeOut: () => void = () => undefined;
    const place = host.current;
    if (!place) return;
    drawing.showEnginePanel(place).then(
      (undo) => {
        if (left) return undo();
        takeOut = undo;
        setLoaded(true);
      },
      (error: unknown) => !left && onTrouble(error),
    );
    return () => {
      left = true;
      takeOut();
    };
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- one panel for the life of the drawing, whatever is said about its trouble
  }, [drawing]);
  return (
    <>
      {!loaded && <Loader size="sm" m="md" aria-label="Loading the settings" />}
      <div ref={host} className={classes.enginePanel} />
    </>
  );
}
