import type { MergeClash, MergeSide } from '@bpmn-studio/bpmn';
import { Button, Kbd, Modal, SegmentedControl, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSplit2, IconCheck, IconCornerDownLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { plural } from '../../../lib/plural.js';
import type { Choices, SaveState, Stored } from '../save/save-state.js';
import classes from './clash.module.css';
import { ClashPreview, type Side } from './clash-preview.js';
import { aspectOf, sideWords, subjectOf } from './clash-words.js';

export interface ClashDialogProps {
  readonly opened: boolean;
  readonly state: SaveState;
  /** What is chosen so far. */
  readonly onChoose: (choices: Choices) => void;
  readonly onDecide: (choices: Choices) => void;
  readonly onLater: () => void;
  /** The ways on that take one document as a whole. */
  readonly onOtherWays: () => void;
}

/** Only what both sides changed differently, a choice for each, and the result on a canvas before it is saved. */
export function ClashDialog({ opened, state, onChoose, onDecide, onLater, onOtherWays }: ClashDialogProps) {
  const { hold } = state;
  const isAsking = hold?.kind === 'conflict' && hold.reason.kind === 'clashes';
  const clashes = isAsking ? hold.reason.clashes : [];
  // What was chosen counts against this version of theirs: the next one asks about something else, under the same ids.
  const choices: Choices = isAsking && state.chosen?.version === hold.current.version ? state.chosen.choices : {};
  const [at, setAt] = useState(0);
  const [side, setSide] = useState<Side>('result');
  const list = useRef<HTMLDivElement>(null);
  const chosen = clashes.filter(({ id }) => choices[id]).length;
  const isDone = chosen === clashes.length;
  const current = clashes[Math.min(at, clashes.length - 1)];
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (!isAsking || !current) return null;
  const { whose, title } = wordsFor(hold.current, clashes.length);

  const choose = (which: MergeSide) => {
    const next = { ...choices, [current.id]: which };
    onChoose(next);
    setSide('result');
    const open = clashes.findIndex(({ id }) => !next[id]);
    if (open >= 0 && choices[current.id] === undefined) setAt(open);
  };
  const chooseAll = (which: MergeSide) => onChoose(Object.fromEntries(clashes.map(({ id }) => [id, which])));
  const decide = () => isDone && onDecide(choices);
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
    const move = moves[event.key];
    const isRadio = event.target instanceof HTMLInputElement;
    if (move !== undefined && !(isRadio && event.key.startsWith('Arrow'))) setAt((Math.min(at, clashes.length - 1) + move + clashes.length) % clashes.length);
    else if (event.key === '1') choose('mine');
    else if (event.key === '2') choose('theirs');
    else if (event.key === 'Enter' && isDone && !(event.target instanceof HTMLButtonElement)) decide();
    else return;
    event.preventDefault();
  };

  return (
    <Modal opened={opened} onClose={onLater} size={1080} title={title} closeButtonProps={{ 'aria-label': 'Decide later' }} classNames={{ body: classes.body }} onKeyDown={onKey}>
      <Text size="sm" className={classes.lead}>
        {plural(clashes.length, 'place')} to decide; everything else is put together already. Whatever is not taken stays among the versions, under a name.
      </Text>
      <div className={classes.columns}>
        <div ref={list} className={classes.list} role="group" aria-label="What both sides changed" tabIndex={0} data-autofocus>
          {clashes.map((clash, index) => (
            <UnstyledButton key={clash.id} className={classes.row} aria-current={clash === current} tabIndex={-1} onClick={() => setAt(index)}>
              <span className={classes.mark} data-chosen={choices[clash.id] !== undefined || undefined} aria-hidden="true">
                {choices[clash.id] ? <IconCheck size={14} /> : <IconArrowsSplit2 size={14} />}
              </span>
              <span className={classes.rowText}>
                <b>{subjectOf(clash)}</b>
                <span>
                  {aspectOf(clash)}
                  {choices[clash.id] && `: ${choices[clash.id] === 'mine' ? 'mine' : whose}`}
                </span>
              </span>
            </UnstyledButton>
          ))}
        </div>
        <section className={classes.detail} aria-label={`${subjectOf(current)}, ${aspectOf(current)}`}>
          <div className={classes.was}>
            {current.kind === 'deleted' ? <span>One of you deleted it, the other went on with it.</span> : <BeforeBoth clash={current} />}
          </div>
          <div className={classes.sides}>
            {(['mine', 'theirs'] as const).map((which) => (
              <UnstyledButton key={which} className={classes.side} aria-pressed={choices[current.id] === which} onClick={() => choose(which)}>
                <span className={classes.sideHead}>
                  {which === 'mine' ? 'Mine' : capital(whose)} <Kbd size="xs">{which === 'mine' ? 1 : 2}</Kbd>
                </span>
                <span className={classes.value}>{sideWords(current, which)}</span>
              </UnstyledButton>
            ))}
          </div>
          <div className={classes.previewHead}>
            <SegmentedControl
              size="xs"
              aria-label="What is shown below"
              value={side}
              onChange={(value) => setSide(value as Side)}
              data={[{ value: 'result', label: 'Result' }, { value: 'mine', label: 'Mine' }, { value: 'theirs', label: capital(whose) }, { value: 'base', label: 'Before' }]}
            />
          </div>
          <ClashPreview base={state.base.xml} mine={state.xml} theirs={hold.current.xml} choices={choices} side={side} elementId={current.elementId} />
        </section>
      </div>
      <footer className={classes.footer}>
        <div className={classes.all}>
          <Button size="xs" variant="default" onClick={() => chooseAll('mine')}>
            All mine
          </Button>
          <Button size="xs" variant="default" onClick={() => chooseAll('theirs')}>
            All {whose}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={onOtherWays}>
            Other ways
          </Button>
        </div>
        <Text size="xs" c="dimmed" className={classes.hint}>
          <Key icon={IconArrowUp} name="Up" /> <Key icon={IconArrowDown} name="Down" /> to walk, <Kbd size="xs">1</Kbd> <Kbd size="xs">2</Kbd> to choose, <Key icon={IconCornerDownLeft} name="Enter" /> to save
        </Text>
        <VisuallyHidden role="status">
          {chosen} of {clashes.length} decided
        </VisuallyHidden>
        <Button variant="subtle" onClick={onLater}>
          Decide later
        </Button>
        <Button onClick={decide} disabled={!isDone}>
          {isDone ? 'Save the result' : `${chosen} of ${clashes.length} decided`}
        </Button>
      </footer>
    </Modal>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The other side may be another tab of the same person. */
function wordsFor({ updatedBy, byMe }: Stored, count: number): { whose: string; title: string } {
  const things = count === 1 ? 'thing' : 'things';
  if (byMe) return { whose: 'from elsewhere', title: `You changed the same ${things} elsewhere` };
  return { whose: updatedBy ? `${updatedBy}’s` : 'theirs', title: `You and ${updatedBy ?? 'somebody else'} changed the same ${things}` };
}

function BeforeBoth({ clash }: { readonly clash: MergeClash }) {
  if (clash.base === null || clash.base === '') return <span>{aspectOf(clash)} was not set before</span>;
  return (
    <>
      <span>{aspectOf(clash)} was</span> <q>{sideWords(clash, 'base')}</q>
    </>
  );
}

function Key({ icon: Icon, name }: { readonly icon: typeof IconArrowUp; readonly name: string }) {
  return (
    <Kbd size="xs" role="img" aria-label={name}>
      <Icon size={11} aria-hidden="true" />
    </Kbd>
  );
}
