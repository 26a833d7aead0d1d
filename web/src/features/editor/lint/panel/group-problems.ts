import { wordOf } from '../../../../lib/element-words.js';
import { lookFor } from '../../../../lib/look-for.js';
import { RULES } from '../rules/catalogue.js';
import { SEVERITIES, type Problem } from '../rules/problem.js';
import { WEIGHTS } from '../problems-words.js';

export type Grouping = 'weight' | 'element';

export interface ProblemGroup {
  readonly id: string;
  readonly title: string;
  readonly problems: readonly Problem[];
}

/** What an element is called in the list: its kind, and its name if it has one. */
export function elementWords({ type, name }: Pick<Problem, 'type' | 'name'>): string {
  return name === '' ? wordOf(type) : `${wordOf(type)} ${name}`;
}

/** Problems under headings, the gravest first; within them in the order they came. */
export function groupProblems(problems: readonly Problem[], by: Grouping): ProblemGroup[] {
  if (by === 'weight') {
    return SEVERITIES.map((severity) => ({ id: severity, title: WEIGHTS[severity], problems: problems.filter((problem) => problem.severity === severity) })).filter((group) => group.problems.length > 0);
  }
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) groups.set(problem.elementId, [...(groups.get(problem.elementId) ?? []), problem]);
  return [...groups].map(([id, found]) => ({ id, title: found[0] ? elementWords(found[0]) : id, problems: found }));
}

/** Those that have every word that was typed in their own words, or in the name, kind or id of their element. */
export function filterProblems(problems: readonly Problem[], query: string): readonly Problem[] {
  const has = lookFor(query);
  return has ? problems.filter((problem) => has(`${RULES[problem.rule].title} ${elementWords(problem)} ${problem.elementId}`)) : problems;
}
