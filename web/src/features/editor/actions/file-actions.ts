import { IconAdjustmentsHorizontal, IconCommand, IconDeviceFloppy, IconFileCode, IconFileTypePdf, IconGitCompare, IconHistory, IconKeyboard, IconPhoto, IconReport, IconShieldCheck, IconVectorBezier2 } from '@tabler/icons-react';
import { PALETTE_KEY } from '../../../ui/commands/command.js';
import { openPalette } from '../../../ui/commands/command-sources.js';
import { dockTab, type Action } from './action.js';

export const fileActions = [
  { id: 'save', label: 'Save now', group: 'File', keys: ['mod+s'], where: 'always', icon: IconDeviceFloppy, isEnabled: ({ bench }) => !bench.readOnly, run: ({ save }) => save() },
  { id: 'export-bpmn', label: 'Export as BPMN 2.0 file', group: 'File', words: 'download xml', icon: IconFileCode, run: ({ exportAs }) => exportAs('bpmn') },
  { id: 'export-svg', label: 'Export as SVG picture', group: 'File', words: 'download vector image', icon: IconVectorBezier2, run: ({ exportAs }) => exportAs('svg') },
  { id: 'export-png', label: 'Export as PNG picture', group: 'File', words: 'download image', icon: IconPhoto, run: ({ bench }) => bench.setDialog('export-png') },
  { id: 'export-pdf', label: 'Export as PDF', group: 'File', words: 'download print paper page document', icon: IconFileTypePdf, isEnabled: ({ facts }) => facts.unreadable === null, run: ({ bench }) => bench.setDialog('export-pdf') },
  { id: 'properties', label: 'Properties', group: 'File', words: 'side panel details', icon: IconAdjustmentsHorizontal, ...dockTab('properties') },
  { id: 'versions', label: 'Versions', group: 'File', words: 'side panel history timeline restore', icon: IconHistory, isEnabled: ({ bench }) => bench.hasVersions, ...dockTab('versions') },
  { id: 'compare', label: 'Compare versions', group: 'File', words: 'difference diff changes before after', icon: IconGitCompare, isEnabled: ({ bench }) => bench.hasVersions, run: ({ bench }) => bench.compare({}) },
  { id: 'report', label: 'Report on this file', group: 'File', words: 'import warnings what is in it kept', icon: IconReport, run: ({ bench }) => bench.setDialog('report') },
  { id: 'kept', label: 'Kept on this device', group: 'File', words: 'copies recover lost', icon: IconShieldCheck, run: ({ bench }) => bench.setDialog('copies') },
  { id: 'palette', label: 'Do or find anything', group: 'File', keys: [`mod+${PALETTE_KEY}`], keyOnly: true, words: 'command palette', icon: IconCommand, run: openPalette },
  { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'File', keys: ['?'], words: 'help keys', icon: IconKeyboard, run: ({ bench }) => bench.setDialog('shortcuts') },
] as const satisfies readonly Action[];
