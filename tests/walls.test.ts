import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * Whoever commands, tells, decides or measures an account is given the desk's own objects to read. TypeScript takes a readonly field for
 * a writable one (`const account: { balance: Fixed } = desk.state().account`), so that the types alone keep nobody from writing.
 */
const READERS = [
  'src/commands',
  'src/jobs',
  'src/core/alerts',
  'src/core/analytics',
  'src/core/execution/exits',
  'src/core/risk',
  'src/core/strategies',
];

/** Invents a state of its own. */
const OWN_STATE = 'src/core/alerts/sample.ts';

/** What writes to whatever object it is given. */
const WRITING: ReadonlySet<string> = new Set([
  'assign',
  'defineProperty',
  'defineProperties',
  'setPrototypeOf',
  'call',
  'apply',
  'bind',
]);

const isField = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** Whether a field of some object is in what is assigned to; the index of one is read alone. */
const takesField = (target: ts.Node): boolean => isField(target) || (ts.forEachChild(target, takesField) ?? false);

function writes(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment && takesField(node.left);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return (
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) &&
      takesField(node.operand)
    );
  if (ts.isForOfStatement(node) || ts.isForInStatement(node))
    return !ts.isVariableDeclarationList(node.initializer) && takesField(node.initializer);
  if (ts.isPropertyAccessExpression(node)) return WRITING.has(node.name.text);
  if (ts.isDeleteExpression(node)) return true;
  // Under another name they would not be seen.
  return (
    ts.isIdentifier(node) && (node.text === 'Reflect' || (node.text === 'Object' && !ts.isPropertyAccessExpression(node.parent)))
  );
}

/** The places where a text writes to a field of an object. */
function written(text: string): readonly string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (writes(node)) found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe('who reads the desk writes to none of its objects', () => {
  test.each([
    'account.balance = 1n;',
    'positions[0] = 1;',
    'state.day.entries += 1;',
    'state.day.entries++;',
    '[account.balance] = [1n];',
    '({ a: account.balance } = { a: 1n });',
    'for (account.balance of [1n]);',
    'delete state.pause;',
    'Object.assign(account, { balance: 1n });',
    'Object["assign"](account, {});',
    'const { assign } = Object;',
    'Object.defineProperty(account, "balance", {});',
    'Reflect.set(account, "balance", 1n);',
    'const { set } = Reflect;',
    'Map.prototype.clear.call(halts);',
  ])('%s is seen', (breach) => expect(written(breach)).not.toEqual([]));

  test.each(['let a = 1; a += b.c;', 'const a = { ...b, c: 1 };', 'for (const a of b.c);', 'a.set(1, b.c);', 'a = b[0] === 1;'])(
    '%s is let through',
    (sound) => expect(written(sound)).toEqual([]),
  );

  test.each(READERS)('%s', (room) => {
    const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(5);
    const found = files
      .map((file) => join(room, file))
      .filter((file) => file !== OWN_STATE)
      .flatMap((file) => written(readFileSync(file, 'utf8')).map((place) => `${file}:${place}`));
    expect(found).toEqual([]);
  });
});
