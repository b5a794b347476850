import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OWNER } from '../../../src/bots/giver.ts';
import { createStepUp } from '../../../src/bots/stepUp.ts';
import { defineAlert } from '../../../src/core/alerts/alert.ts';
import { type ArgumentKind, required } from '../../../src/core/desk/arguments.ts';
import { defineCommand } from '../../../src/core/desk/command.ts';
import type { Desk } from '../../../src/core/desk/desk.ts';
import type { SecondFactor } from '../../../src/core/desk/oneTimeCodes.ts';
import { ownDesk } from '../../../src/core/desk/ownDesk.ts';
import { joinedBy } from '../../../src/core/state/membership.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { type DeskOptions, openDesk } from '../../support/memoryDesk.ts';
import { countedBytes, memoryOneTimeCodes } from '../../support/memoryOneTimeCodes.ts';

/** What a caller without types reaches of an object, by name. */
const reach = (from: object, name: string): unknown => Reflect.get(from, name);

/** Calls it without types. */
const called = (from: object, name: string, ...given: readonly unknown[]): unknown => {
  const found = reach(from, name);
  return typeof found === 'function' ? Reflect.apply(found, from, given) : undefined;
};

const quietDesk = (more: Pick<DeskOptions, 'alerts' | 'oneTimeCodes'> = {}) =>
  openDesk({ source: written({ 'AAA/USDT': flat(12) }), from: START, to: hour(12), settings: stillSettings(), ...more });

describe('what an object holds that looks', () => {
  /** Whatever of the desk can set something going, or speaks for anybody. */
  const ACTING = ['act', 'submit', 'answer', 'register', 'heard'];
  const held = (given: object): readonly string[] => ACTING.filter((name) => reach(given, name) !== undefined);

  it('a command that only looks, its question and its words find nothing to act with, whatever they ask the object for', async () => {
    const seen: (readonly string[])[] = [];
    const look = <T>(given: object, answer: T): T => {
      seen.push(held(given));
      return answer;
    };
    const kind: ArgumentKind<string> = {
      name: 'a word',
      example: 'x',
      schema: z.string(),
      parse: (value, desk) => look(desk, { value }),
      complete: (_prefix, desk) => look(desk, []),
    };
    const words = { aliases: [], about: '', role: 'viewer', args: { word: required(kind) } } as const;
    const shown = { result: z.number(), show: () => ({ title: '', lines: [] }) };
    const looking = defineCommand({ ...words, ...shown, name: 'a', risk: 'none', run: async (_args, desk) => look(desk, 1) });
    const acting = defineCommand({
      ...words,
      ...shown,
      name: 'b',
      risk: (_args, desk) => look(desk, 'adds'),
      confirm: (_args, desk) => look(desk, undefined),
      stepUp: (_args, desk) => look(desk, undefined),
      meant: (_args, desk) => look(desk, undefined),
      run: async () => 1,
    });
    const desk = await quietDesk();
    for (const command of [looking, acting]) {
      command.complete(['x'], desk.trader.desk);
      const call = command.call({ word: 'x' }, desk.trader.desk);
      if ('refused' in call) throw new Error(call.refused.title);
      call.confirm(OWNER);
      call.stepUp(OWNER);
      call.meant();
      await call.run(OWNER);
    }
    expect(seen.length).toBeGreaterThan(8);
    expect(seen.flat()).toEqual([]);
  });

  it('a command that acts is given nothing that hears people, or states in another name', async () => {
    const desk = await quietDesk();
    const own = ownDesk(desk.trader.desk, OWNER);
    expect(held(own)).toEqual(['act', 'submit', 'answer', 'register']);
    expect(reach(own.oneTimeCodes, 'remove')).toBeUndefined();
  });

  it('an alert finds nothing to act with', async () => {
    const seen: (readonly string[])[] = [];
    const spy = defineAlert({
      name: 'spy',
      about: '',
      on: 'paused',
      usual: 'info',
      kind: 'system',
      cooldown: 0,
      sample: (at) => ({ type: 'paused', at, who: '', why: '' }),
      say(_event, desk) {
        seen.push(held(desk));
        return undefined;
      },
    });
    const desk = await quietDesk({ alerts: [spy] });
    await desk.type('/pause');
    expect(seen).toEqual([[]]);
  });

  it('a code that joins an account, and the codes of one, are those of whoever asks', async () => {
    const desk = await quietDesk();
    await desk.trader.admit(() =>
      joinedBy(desk.state, { at: START, role: 'viewer', name: 'Vi', account: 'telegram:7', who: 'test' }),
    );
    const asked: string[] = [];
    const watched: Desk = {
      ...desk.trader.desk,
      linkCode(person) {
        asked.push(person);
        return { code: 'ABCDEFGH', for: 0 };
      },
    };
    const own = ownDesk(watched, { id: 'p1', name: 'Vi', role: 'viewer' });
    called(own, 'linkCode', 'p2');
    called(own.oneTimeCodes, 'begin', 'p2', 'Somebody');
    const begun = await own.oneTimeCodes.confirm('000000');
    expect(asked).toEqual(['p1']);
    expect(begun.kind).toBe('wrong');
  });

  it('codes end when their person is taken off the list, whatever command does it', async () => {
    const kept = new Map<string, SecondFactor>([
      ['p1', { person: 'p1', secret: 'A', lastStep: 0, failures: 0, lockedUntil: 0, recovery: { salt: '', hashes: [] } }],
    ]);
    const oneTimeCodes = createStepUp({ store: memoryOneTimeCodes(kept), clock: () => START, random: countedBytes() });
    const desk = await quietDesk({ oneTimeCodes });
    await desk.trader.admit(() =>
      joinedBy(desk.state, { at: START, role: 'viewer', name: 'Vi', account: 'telegram:7', who: 'test' }),
    );
    await desk.trader.desk.register(OWNER, { type: 'person', person: 'p1', name: 'Vi', role: 'trader' });
    expect([...kept.keys()]).toEqual(['p1']);
    await desk.trader.desk.register(OWNER, { type: 'person', person: 'p1', name: 'Vi', role: 'none' });
    expect([...kept.keys()]).toEqual([]);
  });
});
