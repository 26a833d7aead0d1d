import { IconPalette } from '@tabler/icons-react';
import { PALETTE, type Paint } from '../properties/model/colours.js';
import { withSelected, type Action } from './action.js';

const colour = (name: string, paint: Paint): Action => ({
  id: `colour-${name.toLowerCase()}`,
  label: `Colour: ${name.toLowerCase()}`,
  group: 'Arrange',
  words: 'color paint fill border',
  icon: IconPalette,
  isEnabled: withSelected(1),
  run: ({ drawing }) => drawing.inspector.paint(paint),
});

export const colourActions: readonly Action[] = [colour('None', { fill: undefined, stroke: undefined }), ...PALETTE.map(({ name, paint }) => colour(name, paint))];
