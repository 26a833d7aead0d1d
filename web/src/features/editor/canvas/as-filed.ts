import type { ModuleDeclaration } from 'didi';
import { fileOrder } from './file-order.js';
import { gatewayCrosses } from './gateway-crosses.js';
import { innerPlanes } from './inner-planes.js';
import { openSubProcesses } from './open-sub-processes.js';

/** What the canvas library does to a file that is only opened, and what nobody asked for: all of it is kept out of what is saved. */
export const asFiled: ModuleDeclaration = { __depends__: [fileOrder, gatewayCrosses, innerPlanes, openSubProcesses] };
