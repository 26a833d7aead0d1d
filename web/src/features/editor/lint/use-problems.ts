import { useSyncExternalStore } from 'react';
import type { Problems, ProblemsState } from './problems.js';

/** The problems of an open diagram, renewed whenever they change. */
export function useProblems(problems: Problems): ProblemsState {
  return useSyncExternalStore(problems.subscribe, () => problems.state);
}
