import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** What dependency-cruiser has against the files of a project's src: each broken rule as `rule: from -> to`. */
function brokenRules(root: string): readonly string[] {
  const tool = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [tool, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (stdout === '') throw new Error(stderr);
  return cruised.parse(JSON.parse(stdout)).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

/** npm leaves out what its registry did not have for other systems, and then refuses its own lock file in `npm ci`. */
test('the lock file names the optional packages of every system', () => {
  const entry = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) });
  const { packages } = z
    .object({ packages: z.record(z.string(), entry) })
    .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

/**
 * better-sqlite3 brings its binaries, but npm forgets that it says `gypfile: false` when it writes the lock file; `npm ci` then
 * compiles SQLite, which needs a compiler and a download. The line is put back by hand.
 */
test('the lock file says that SQLite is not compiled', () => {
  const entry = z.object({ gypfile: z.boolean().optional() });
  const { packages } = z
    .object({ packages: z.record(z.string(), entry) })
    .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  expect(packages['node_modules/better-sqlite3']).toEqual({ gypfile: false });
});

/** The linter bans the others by name and cannot tell `new Date()` from `new Date(at)`. */
test('core takes time and chance as data', () => {
  const clocks = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b/;
  for (const breach of ['Date.now()', 'new Date()', 'Math.random()', 'setTimeout(run, 1)']) expect(breach).toMatch(clocks);
  expect('new Date(at)').not.toMatch(clocks);
  const files = readdirSync('src/core', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.filter((file) => clocks.test(readFileSync(join('src/core', file), 'utf8')))).toEqual([]);
});

/** Set back an hour, the machine's own would hold up messages for that hour, and buttons, questions and codes would live on. */
test('chats and live desks go by a clock that is never set back', () => {
  const files = ['src/bots', 'src/delivery', 'src/live', 'src/run'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
  );
  expect(files.filter((file) => /\bDate\.now\b/.test(readFileSync(file, 'utf8')))).toEqual([
    'src/bots/steadyNow.ts',
    // For people to read.
    'src/run/secondHead.ts',
  ]);
});

/** A name that means two things makes a reader open two files. */
test('one exported type name stands once', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('generated'),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('no number passes through text on its way into money', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('generated'),
  );
  // 1e-7 is text that money does not read: fromNumber is the way.
  const through = /\bfixed\((String\(|`|[^()]*\.(toString|toFixed|toPrecision)\()/;
  expect(files.filter((file) => through.test(readFileSync(join('src', file), 'utf8')))).toEqual([]);
});

/** Rule, a file that breaks it, and what it imports there; all are tried in one project. */
const BREACHES: readonly (readonly [string, string, string])[] = [
  ['core-is-pure', 'src/core/a.ts', 'node:fs'],
  ['core-is-pure', 'src/core/a.ts', '../store/b.ts'],
  ['core-is-pure', 'src/core/a.ts', 'ccxt'],
  ['nothing-above-values', 'src/core/money.ts', './facts/b.ts'],
  ['nothing-above-facts', 'src/core/facts/a.ts', '../state/b.ts'],
  ['nothing-above-market', 'src/core/market/a.ts', '../indicators/b.ts'],
  ['nothing-above-indicators', 'src/core/indicators/a.ts', '../detectors/b.ts'],
  ['nothing-above-indicators', 'src/core/patterns/a.ts', '../detectors/b.ts'],
  ['nothing-above-detectors', 'src/core/detectors/a.ts', '../strategies/b.ts'],
  ['nothing-above-state', 'src/core/state/a.ts', '../risk/b.ts'],
  ['nothing-above-alerts', 'src/core/alerts/a.ts', '../desk/b.ts'],
  ['nothing-above-simulator', 'src/core/simulator/a.ts', '../trader/b.ts'],
  ['every-room-of-core-has-its-layer', 'src/core/trader/a.ts', '../cellar/b.ts'],
  ['nothing-decides-on-what-looks-ahead', 'src/core/strategies/a.ts', '../detectors/lookahead/b.ts'],
  ['nothing-decides-on-what-looks-ahead', 'src/core/signal/a.ts', '../detectors/lookahead/b.ts'],
  ['money-knows-no-named-strategy', 'src/core/risk/a.ts', '../strategies/b.ts'],
  ['outside-rooms-keep-to-core', 'src/exchange/a.ts', '../commands/b.ts'],
  ['store-and-exchange-apart', 'src/store/a.ts', '../exchange/b.ts'],
  ['commands-know-the-desk-only', 'src/commands/a.ts', '../store/b.ts'],
  ['commands-know-the-desk-only', 'src/commands/a.ts', './b.ts'],
  ['commands-know-the-desk-only', 'src/commands/a.ts', 'ccxt'],
  ['jobs-know-the-desk-only', 'src/jobs/a.ts', '../bots/b.ts'],
  ['chats-know-commands-and-replies', 'src/bots/terminal/a.ts', '../../core/risk/b.ts'],
  ['chats-know-commands-and-replies', 'src/bots/terminal/a.ts', '../../store/b.ts'],
  ['chats-apart', 'src/bots/telegram/a.ts', '../discord/b.ts'],
  ['configuration-is-a-value', 'src/bots/terminal/a.ts', '../../config/b.ts'],
  ['configuration-knows-core-only', 'src/config/a.ts', '../store/b.ts'],
  ['nobody-imports-the-joints', 'src/jobs/a.ts', '../main.ts'],
  ['run-only-joins', 'src/live/a.ts', '../run/b.ts'],
  ['run-only-joins', 'src/tools/a.ts', '../run/b.ts'],
  ['the-composition-knows-no-way-of-running', 'src/desk/a.ts', '../live/b.ts'],
  ['ways-of-running-apart', 'src/replay/a.ts', '../live/b.ts'],
  ['the-root-starts-and-nothing-else', 'src/tools/a.ts', '../b.ts'],
  ['the-desk-knows-no-tests', 'src/a.ts', '../tests/b.ts'],
  ['resolvable', 'src/a.ts', './nowhere.ts'],
  ['no-tools-in-the-desk', 'src/a.ts', 'vitest'],
  ['no-cycles', 'src/a.ts', './a.ts'],
];

/** That the desk itself keeps them is seen by npm run check:rooms; that each is one at all, here. */
describe('the walls', () => {
  let root: string;
  let broken: readonly string[];

  /** Files of one breach never meet those of another. */
  const numbered = (path: string, i: number): string => path.replace(/\b([ab])\.ts$/, `$1${i}.ts`);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'house-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) copyFileSync(file, join(root, file));
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    write('src/alone.ts', 'export const alone = 1;\n');
    for (const [i, [, from, to]] of BREACHES.entries()) {
      const target = join(dirname(from), to);
      if (to.startsWith('.') && to !== './nowhere.ts') write(numbered(target, i), 'export const b = 1;\n');
      write(numbered(from, i), `export * from '${numbered(to, i)}';\n`);
    }
    broken = brokenRules(root);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each(BREACHES.map((breach, i) => [...breach, i] as const))('%s: %s may not import %s', (rule, from, _to, i) => {
    expect(broken.filter((text) => text.includes(`: ${numbered(from, i)} -> `)).map((text) => text.split(':')[0])).toContain(
      rule,
    );
  });

  test('an orphan is seen', () => expect(broken.join()).toContain('no-orphans: src/alone.ts'));
});
