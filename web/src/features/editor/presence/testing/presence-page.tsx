import '../../../../ui/mantine.css';
import '../../../../ui/global.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode, useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../../../../ui/theme.js';
import { Drawing } from '../../canvas/drawing.js';
import { PresenceBar } from '../presence-bar.js';
import { PresenceNotices } from '../presence-notices.js';
import { usePresence } from '../use-presence.js';
import { InMemoryAwareness } from './in-memory-awareness.js';

/** Editors of one drawing beside each other, without a server: each has the others on its canvas. What is drawn is not shared. */
export interface PresencePage {
  readonly wire: InMemoryAwareness;
  readonly drawings: Drawing[];
}

const EMPTY = { top: 16, right: 16, bottom: 16, left: 84 };

function Editor({ page, me, client, xml }: { readonly page: PresencePage; readonly me: { readonly id: string; readonly name: string }; readonly client: number; readonly xml: string }) {
  const host = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const awareness = useMemo(() => page.wire.join(client), [page, client]);
  const desk = usePresence(awareness, drawing, me);
  useEffect(() => {
    if (!host.current) return;
    const mount = document.createElement('div');
    mount.style.height = '100%';
    host.current.append(mount);
    const opened = new Drawing(mount, { readOnly: false, insets: () => EMPTY });
    page.drawings[client - 1] = opened;
    void opened.open(xml).then(() => setDrawing(opened));
    return () => {
      opened.destroy();
      mount.remove();
    };
  }, [page, client, xml]);
  return (
    <section aria-label={me.name} data-editor={client} style={{ display: 'flex', flex: 1, flexDirection: 'column', minWidth: 0 }}>
      <header style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', height: 56, padding: '0 12px', background: 'var(--surface)', borderBottom: '1px solid var(--line)' }}>
        <h2 style={{ fontSize: 15 }}>{me.name}</h2>
        {desk && <PresenceBar desk={desk} />}
      </header>
      <div style={{ position: 'relative', flex: 1, overflow: 'hidden', background: 'var(--paper-sheet)' }}>
        <div ref={host} style={{ position: 'absolute', inset: 0 }} />
        {desk && <PresenceNotices desk={desk} />}
      </div>
    </section>
  );
}

/** Opens the drawing for each of these people. */
function openPresence(people: readonly { readonly id: string; readonly name: string }[], xml: string, scheme: 'light' | 'dark' = 'light'): PresencePage {
  const page: PresencePage = { wire: new InMemoryAwareness(), drawings: [] };
  const root = document.createElement('main');
  root.style.cssText = 'display: flex; height: 100dvh';
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
        {people.map((me, index) => (
          <Editor key={me.id + String(index)} page={page} me={me} client={index + 1} xml={xml} />
        ))}
      </MantineProvider>
    </StrictMode>,
  );
  return page;
}

Object.assign(window, { openPresence });
