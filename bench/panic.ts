import { laterBroker } from '../tests/support/laterBroker.ts';
import { flat, hour, START, stillSettings, written } from '../tests/support/market.ts';
import { openDesk } from '../tests/support/memoryDesk.ts';
import type { Row, Workload } from './measure.ts';

const STATUS_MS = 50;
const PANIC_MS = 1_000;

/** A desk with one position, and a broker that has stopped to answer anything. */
async function hangingDesk() {
  let hangs = false;
  const asked: string[] = [];
  const desk = await openDesk({
    source: written({ 'AAA/USDT:USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    rerun: false,
    after: () => () => undefined,
    between: (paper) =>
      laterBroker(paper, async (what, clientId) => {
        asked.push(`${what} ${clientId}`);
        if (hangs) await new Promise<never>(() => undefined);
      }),
  });
  await desk.play(hour(2));
  await desk.type('/buy AAA-PERP 5000');
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  hangs = true;
  return { desk, asked };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function run(): Promise<readonly Row[]> {
  const { desk, asked } = await hangingDesk();
  const status = await timed(() => desk.type('/status'));
  const panic = await timed(() => desk.type('/panic now'));
  const exit = [...desk.state.orders.all.values()].find(({ purpose }) => purpose === 'exit');
  if (exit === undefined || !asked.includes(`place ${exit.clientId}`)) throw new Error('the exit was not handed over');
  return [
    { what: '/status with the broker hanging', ms: status, goal: `${STATUS_MS} ms`, met: status <= STATUS_MS },
    { what: '/panic with the broker hanging, its exit handed over', ms: panic, goal: `${PANIC_MS} ms`, met: panic <= PANIC_MS },
  ];
}

/** How long people wait while no request to the broker is answered. */
export const panic = { name: 'panic', run } satisfies Workload;
