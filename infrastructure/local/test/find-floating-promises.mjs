import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './run-command.mjs';

/**
 * Finds statements that throw a promise away: nobody waits for it and nobody hears when it fails. `await` it, return it,
 * or say `void` when what it does cannot fail or tells of its failure itself. The linter has no types, so this asks tsc.
 */
const PROJECTS = ['tsconfig.test.json', 'services/bpmn/tsconfig.json', 'services/api/tsconfig.json', 'web/tsconfig.json'];
/** The last words of a promise chain: what fails before them is heard. */
const HEARD = new Set(['catch', 'finally']);

const found = new Set(PROJECTS.flatMap((project) => floatingIn(join(ROOT, project))));
for (const place of found) process.stdout.write(`${place}: a promise that nobody waits for\n`);
process.exitCode = found.size > 0 ? 1 : 0;

function floatingIn(configPath) {
  const { config, error } = ts.readConfigFile(configPath, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, join(configPath, '..'));
  const program = ts.createProgram(parsed.fileNames, { ...parsed.options, noEmit: true, composite: false, incremental: false });
  const checker = program.getTypeChecker();
  const ours = program.getSourceFiles().filter((file) => !file.isDeclarationFile && !/\/(node_modules|generated)\//.test(file.fileName));
  if (ours.length < 5) throw new Error(`${relative(ROOT, configPath)} names ${ours.length} files: this check would be blind`);
  return ours.flatMap((file) => statementsOf(file).filter((statement) => isFloating(statement.expression, checker)).map((statement) => placeOf(statement, file)));
}

function statementsOf(file) {
  const statements = [];
  const visit = (node) => {
    if (ts.isExpressionStatement(node)) statements.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return statements;
}

function isFloating(expression, checker) {
  if (!ts.isCallExpression(expression) && !ts.isNewExpression(expression)) return false;
  if (ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression)) {
    const { name } = expression.expression;
    if (HEARD.has(name.text) || (name.text === 'then' && expression.arguments.length === 2)) return false;
  }
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  // By name: what is still being put together step by step, such as a request of supertest, could be awaited and need not be.
  return parts.some((part) => part.getSymbol()?.name.endsWith('Promise'));
}

function placeOf(statement, file) {
  const { line } = file.getLineAndCharacterOfPosition(statement.getStart());
  return `${relative(ROOT, file.fileName)}:${line + 1}`;
}
