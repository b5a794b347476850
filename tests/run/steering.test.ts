import { beforeAll, expect, it } from 'vitest';
import { createCodes } from '../../src/bots/codes.ts';
import { OWNER } from '../../src/bots/giver.ts';
import { readConfig } from '../../src/config/config.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { Outbox } from '../../src/core/desk/outbox.ts';
import { openSteering, type Steering } from '../../src/run/steering.ts';
import { BITCOIN, playedDesk } from '../commands/desk.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';

const noOutbox: Outbox = {
  pending: async () => [],
  markSent: async () => undefined,
  sentAs: async () => undefined,
  markFailed: async () => undefined,
  renew: async () => undefined,
};

let desk: MemoryDesk;
let steering: Steering;

beforeAll(async () => {
  desk = await playedDesk(1, { symbols: BITCOIN });
  steering = openSteering({
    trader: desk.trader,
    config: readConfig({}),
    outbox: noOutbox,
    log: { history: async () => [] },
    logger: () => undefined,
    mask: (text) => text,
    links: createCodes({ clock: () => 0, random: countedBytes() }),
    draw: () => Promise.reject(new Error('no pictures here')),
    note: () => undefined,
    stop: new AbortController().signal,
  });
});

/** Holds a turn of the desk; the returned function lets it go, and resolves when it has ended. */
function heldTurn(): () => Promise<void> {
  let release = (): void => undefined;
  const turn = desk.trader.command(() => new Promise<void>((resolve) => (release = resolve)));
  return () => {
    release();
    return turn;
  };
}

/** What becomes of a line within fifty turns of the event loop, in which no time is waited for. */
async function soon(line: string): Promise<string> {
  const answered = steering.router.answer(line, OWNER, AT_TERMINAL).then(({ outcome }) => outcome);
  const unanswered = async (): Promise<string> => {
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    return 'unanswered';
  };
  return Promise.race([answered, unanswered()]);
}

it.each(['/status', '/positions', '/why BTC', '/risk', '/orders', '/profit'])(
  '%s is answered while a turn is held',
  async (line) => {
    const letGo = heldTurn();
    expect(await soon(line)).toBe('ok');
    await letGo();
  },
);

it('what acts waits for its turn, and is done in the order in which it was said', async () => {
  const letGo = heldTurn();
  expect(await soon('/pause')).toBe('unanswered');
  expect(desk.state.pause).toBeUndefined();
  expect(await soon('/status')).toBe('ok');
  await letGo();
  expect(await soon('/resume')).toBe('ok');
  expect(desk.rows().flatMap(({ event }) => (event.type === 'paused' || event.type === 'resumed' ? [event.type] : []))).toEqual([
    'paused',
    'resumed',
  ]);
});

it('while a question waits for its giver, what only shows something drops it, and so takes a turn too', async () => {
  const open = desk.state.account.positions.size;
  expect(open).toBeGreaterThan(0);
  expect(await soon('/close all')).toBe('asked');
  const letGo = heldTurn();
  expect(await soon('/status')).toBe('unanswered');
  await letGo();
  expect(await soon('/yes')).toBe('refused');
  expect(desk.state.account.positions.size).toBe(open);
});
