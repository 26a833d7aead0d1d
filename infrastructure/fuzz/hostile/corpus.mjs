import { readFileSync } from 'node:fs';
import { FILES } from './files.mjs';
import { MADE } from './made.mjs';

/**
 * One hostile file.
 * @typedef {{ name: string, attacks: string, expected: string, bytes: () => Buffer }} HostileFile
 *   expected: 'in', or the reason the gate refuses it with (GATE_REASONS of services/bpmn)
 */

/**
 * Files of our own that attack what reads, draws, compares and shows BPMN.
 * @type {HostileFile[]}
 */
export const CORPUS = [
  ...FILES.map(([name, expected, attacks]) => ({ name, expected, attacks, bytes: () => readFileSync(new URL(`files/${name}.bpmn`, import.meta.url)) })),
  ...MADE.map(([name, expected, attacks, make]) => ({ name, expected, attacks, bytes: () => Buffer.from(make()) })),
];

/** A plain model that attacks nobody, which hostile ones are compared and merged with. */
export const PLAIN = readFileSync(new URL('plain.bpmn', import.meta.url), 'utf8');
