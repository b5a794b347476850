import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MILLION_HOME, SYMBOLS } from '../bench/home.ts';

/**
 * Makes a home of a million events: the desk itself, on eight symbols of the built-in market, at full speed for some years of it, with
 * a risk so small that no drawdown ends its trading. Cut off, it goes on where it stopped: `npm run home`, and another folder where
 * one is named.
 */
const folder = resolve(process.argv[2] ?? MILLION_HOME);
const EVENTS = 1_000_000;
/** As far as the built-in market is made up. */
const END = '2033-01-01';

const desk = spawn(
  process.execPath,
  [
    join(import.meta.dirname, '../bin/countersign.mjs'),
    'start',
    '--home',
    folder,
    '--symbols',
    SYMBOLS,
    '--speed',
    'max',
    '--to',
    END,
  ].concat(['--daemon', '--json']),
  { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, RISK_PER_TRADE: '0.03%' } },
);
const began = performance.now();
let events = 0;
for await (const line of createInterface({ input: desk.stdout })) {
  events += 1;
  if (events % 10_000 !== 0) continue;
  const rate = (1000 * events) / (performance.now() - began);
  const day = /"at":(\d+)/.exec(line)?.[1];
  process.stderr.write(
    `\r${events.toLocaleString('en')} of ${EVENTS.toLocaleString('en')} events, ${new Date(Number(day)).toISOString().slice(0, 10)}, ` +
      `${((EVENTS - events) / rate / 60).toFixed(1)} min left  `,
  );
  if (events >= EVENTS) desk.kill('SIGTERM');
}
await once(desk, 'close');
process.stderr.write(`\n${folder}\n`);
