import { charts } from './charts.ts';
import { chat } from './chat.ts';
import { composite } from './composite.ts';
import { core } from './core.ts';
import { garbage } from './garbage.ts';
import { home } from './home.ts';
import { indicators } from './indicators.ts';
import type { Row, Workload } from './measure.ts';
import { models } from './models.ts';
import { panic } from './panic.ts';
import { quarters } from './quarters.ts';
import { replay } from './replay.ts';
import { scan } from './scan.ts';
import { start } from './start.ts';
import { year } from './year.ts';

/**
 * Every workload; `npm run bench -- NAME ...` runs only those. Those that start processes come first: the system counts the
 * memory of whoever starts one as that one's own peak.
 */
const WORKLOADS: readonly Workload[] = [
  start,
  home,
  quarters,
  replay,
  indicators,
  garbage,
  scan,
  composite,
  core,
  charts,
  chat,
  panic,
  models,
  year,
];

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !WORKLOADS.some((workload) => workload.name === name));
if (unknown.length > 0) {
  console.error(`no workload ${unknown.join(', ')}; there are: ${WORKLOADS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const results: (Row & { readonly workload: string })[] = [];
for (const workload of WORKLOADS) {
  if (wanted.length > 0 && !wanted.includes(workload.name)) continue;
  for (const row of await workload.run()) results.push({ workload: workload.name, ...row });
}

const cells = ({ workload, what, ms, ratio, of, goal, met }: (typeof results)[number]): readonly string[] => [
  workload,
  what,
  ms >= 10 ? ms.toFixed(1) : ms.toPrecision(3),
  ratio === undefined ? '' : `${ratio.toFixed(2)} x ${of ?? ''}`.trimEnd(),
  goal ?? '',
  met === undefined ? '' : met ? 'yes' : 'NO',
];

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results, null, 2));
} else {
  const table = [['workload', 'what', 'ms (median)', 'ratio', 'goal', 'met'], ...results.map(cells)];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  for (const row of table) console.log(line(row));
}
