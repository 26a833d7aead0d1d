import { elementOf, isA, parseBpmn, type ModdleElement } from '@bpmn-studio/bpmn';
import { RULES, SAID_BY, type RuleId } from './catalogue.js';
import { readFacts, type Facts } from './facts.js';
import { libraryFindings } from './library-rules.js';
import { ownFindings, type Finding } from './own-rules.js';
import { keyOf, MOST_PROBLEMS, SEVERITIES, type Checked, type Problem, type Severity } from './problem.js';
import type { RuleSet } from './rule-set.js';

/**
 * Checks a document. The gravest problems come first, then the order of the file; of a diagram with one thing on it, nothing is said.
 * @throws BpmnGateError when it cannot be read
 */
export async function findProblems(text: string, rules: RuleSet): Promise<Checked> {
  const { definitions } = await parseBpmn(text);
  const facts = readFacts(definitions);
  if (isBegun(facts)) return { problems: [], found: 0, elements: facts.elements.length, unchecked: [] };
  const { findings, failed } = await libraryFindings(facts);
  const problems = problemsOf([...findings, ...ownFindings(facts)], facts, rules);
  return { problems: problems.slice(0, MOST_PROBLEMS), found: problems.length, elements: facts.elements.length, unchecked: [...new Set(failed)] };
}

/** Nobody drew more than the start there is in a new diagram. */
function isBegun({ nodes, elements }: Facts): boolean {
  return nodes.length < 2 && !elements.some((element) => isA(element, 'bpmn:Participant'));
}

function problemsOf(findings: readonly Finding[], { elements, drawn }: Facts, rules: RuleSet): Problem[] {
  const order = new Map(elements.map((element, index) => [element, index]));
  const found = new Map<string, Problem & { readonly at: number }>();
  const said = superfluous(findings, rules);
  for (const { rule, element, detail } of findings) {
    const severity = weightOf(rule, rules);
    if (severity === 'off' || element.id === undefined || said.has(`${rule} ${element.id}`)) continue;
    const problem = { rule, severity, elementId: element.id, type: element.$type, name: nameOf(element), isDrawn: drawn.has(element) || isPlane(element, drawn), ...(detail !== undefined && { detail }), at: order.get(element) ?? 0 };
    if (!found.has(keyOf(problem))) found.set(keyOf(problem), problem);
  }
  return [...found.values()].toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.at - b.at).map(({ at: _at, ...problem }) => problem);
}

function weightOf(rule: RuleId, { rules }: RuleSet): Severity | 'off' {
  return rules[rule] ?? RULES[rule].severity;
}

/** What another problem says of the same element, unless that one is turned off. */
function superfluous(findings: readonly Finding[], rules: RuleSet): ReadonlySet<string> {
  const said = new Set<string>();
  for (const { rule, element } of findings) {
    if (weightOf(rule, rules) !== 'off') for (const other of SAID_BY[rule] ?? []) said.add(`${other} ${element.id}`);
  }
  return said;
}

/** A process is shown as the paper its elements lie on. */
function isPlane(element: ModdleElement, drawn: Facts['drawn']): boolean {
  return isA(element, 'bpmn:Process') && [...drawn.keys()].some(({ $parent }) => $parent === element);
}

/** Its own; of what joins two others, theirs. */
function nameOf(element: ModdleElement): string {
  const name = oneLine(element.name);
  const [source, target] = [oneLine(elementOf(element, 'sourceRef')?.name), oneLine(elementOf(element, 'targetRef')?.name)];
  return name === '' && source !== '' && target !== '' ? `from ${source} to ${target}` : name;
}

const oneLine = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200);

