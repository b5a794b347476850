import { expect } from 'vitest';
import { faultyBroker, type Plan } from './faultyBroker.ts';
import { judge } from './judge.ts';
import { flat, hour, START, stillSettings, written } from './market.ts';
import { type MemoryDesk, openDesk } from './memoryDesk.ts';
import { eventsOf } from './memoryLog.ts';
import type { Bar } from './scriptedSource.ts';

const settings = stillSettings();

/** A desk over twelve hours on a broker that goes wrong by plan, at an hour at which nothing has happened yet. */
export async function deskOn(plan: Plan, bars: readonly Bar[] = flat(12)) {
  let broker: ReturnType<typeof faultyBroker> | undefined;
  const desk = await openDesk({
    source: written({
      'AAA/USDT': bars,
      'BBB/USDT': flat(12),
      'AAA/USDT:USDT': flat(12),
      'BBB/USDT:USDT': flat(12),
    }),
    from: START,
    to: hour(12),
    settings,
    between: (paper) => (broker = faultyBroker(paper, plan)),
  });
  await desk.play(hour(2));
  return { desk, placed: () => [...(broker?.placed.values() ?? [])] };
}

/** Nothing that must never happen has happened, and no request was sent twice. */
export function expectSound(desk: MemoryDesk, placed: readonly number[]): void {
  expect(judge(desk.rows(), { settings }).faults).toEqual([]);
  expect(placed.every((times) => times === 1)).toBe(true);
}

/** What became of the first order of that leg, status by status. */
export const statuses = (desk: MemoryDesk, leg: string): readonly string[] => {
  const intent = eventsOf(desk.rows(), 'intent').find((one) => one.leg === leg);
  return eventsOf(desk.rows(), 'order')
    .filter(({ clientId }) => clientId === intent?.clientId)
    .map(({ status }) => status);
};
