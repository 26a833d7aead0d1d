import { createContext, useContext } from 'react';
import type { ActionContext } from '../actions/action.js';

/** What actions may look at, for the tools of the bar: it changes with every edit, the tools seldom do. */
export const ActionsNow = createContext<ActionContext | null>(null);

export function useActionsNow(): ActionContext {
  const context = useContext(ActionsNow);
  if (!context) throw new Error('Tools stand in a toolbar');
  return context;
}
