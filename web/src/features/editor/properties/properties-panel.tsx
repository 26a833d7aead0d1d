import { useSyncExternalStore } from 'react';
import type { Drawing } from '../canvas/drawing.js';
import { LONGEST_NAME, shortened } from '../canvas/shortened.js';
import { EngineSection } from './engine/engine-section.js';
import { ColourSection } from './fields/colour-section.js';
import { GroupSection } from './fields/group-section.js';
import { groupsFor } from './groups/groups-for.js';
import type { Inspector } from './inspector.js';
import { kindWords } from './model/kind-words.js';
import { type DrawnElement, textOf } from './model/moddle.js';
import classes from './properties.module.css';

export interface PropertiesPanelProps {
  readonly drawing: Drawing;
  readonly readOnly: boolean;
}

/** The properties of what is selected, or of the process when nothing is. */
export function PropertiesPanel({ drawing, readOnly }: PropertiesPanelProps) {
  const { inspector } = drawing;
  const { elements, isPaper } = useSyncExternalStore(inspector.subscribe, () => inspector.inspected);
  const [first, ...others] = elements;
  if (!first) return <p className={classes.nothing}>There is nothing to show yet.</p>;
  return (
    <div className={classes.scroll}>
      {others.length > 0 ? <Many elements={elements} /> : <OneElement key={first.id} inspector={inspector} element={first} isPaper={isPaper} readOnly={readOnly} />}
      {!isPaper && <ColourSection inspector={inspector} elements={elements} readOnly={readOnly} />}
      {others.length === 0 && <EngineSection drawing={drawing} readOnly={readOnly} />}
    </div>
  );
}

function OneElement({ inspector, element, isPaper, readOnly }: { readonly inspector: Inspector; readonly element: DrawnElement; readonly isPaper: boolean; readonly readOnly: boolean }) {
  const { businessObject } = element;
  const groups = groupsFor({ drawn: element, element: businessObject, ids: inspector.ids }, inspector.editsOf(element));
  const name = textOf(businessObject, 'name').trim() || textOf(businessObject, 'text').trim();
  return (
    <>
      <header className={classes.title}>
        <p className={classes.kind}>{kindWords(businessObject)}</p>
        <h2 className={classes.name}>{shortened(name, LONGEST_NAME) || (isPaper ? 'The whole diagram' : 'Without a name')}</h2>
      </header>
      {groups.map((group) => (
        <GroupSection key={group.id} group={group} inspector={inspector} element={element} readOnly={readOnly} />
      ))}
    </>
  );
}

function Many({ elements }: { readonly elements: readonly DrawnElement[] }) {
  const kinds = new Map<string, number>();
  for (const { businessObject } of elements) kinds.set(kindWords(businessObject), (kinds.get(kindWords(businessObject)) ?? 0) + 1);
  return (
    <header className={classes.title}>
      <p className={classes.kind}>Selected</p>
      <h2 className={classes.name}>{elements.length} elements</h2>
      <ul className={classes.kinds}>
        {[...kinds].map(([kind, count]) => (
          <li key={kind}>
            {kind}
            <span>{count}</span>
          </li>
        ))}
      </ul>
    </header>
  );
}
