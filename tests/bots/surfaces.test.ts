import { beforeEach, describe, expect, test } from 'vitest';
import { createRouter, type Router } from '../../src/bots/router.ts';
import { AT_TERMINAL, type Person, type Way } from '../../src/core/desk/command.ts';
import { chatCommands } from './commands.ts';
import { chatDesk } from './desk.ts';

const ana: Person = { id: 'p1', name: 'Ana', role: 'admin' };
const phone: Way = { ...AT_TERMINAL, surface: 'telegram:1' };
const guild: Way = { ...AT_TERMINAL, surface: 'discord:9' };

let did: string[];
let router: Router;
const title = async (line: string, way: Way): Promise<string> => (await router.answer(line, ana, way)).reply.title;

beforeEach(() => {
  const built = chatCommands();
  did = built.did;
  router = createRouter({ commands: built.commands, desk: chatDesk(), logger: () => undefined, mask: (text) => text });
});

describe('a question belongs to a person and a surface', () => {
  test('what is said elsewhere drops it not', async () => {
    await router.answer('/close BTC', ana, phone);
    await router.answer('/status', ana, guild);
    expect((await router.answer('/yes', ana, phone)).outcome).toBe('ok');
    expect(did.filter((what) => what.startsWith('close'))).toHaveLength(1);
  });

  test('a yes answers the question of its own surface alone', async () => {
    await router.answer('/close BTC', ana, phone);
    expect(await title('/yes', guild)).toBe('Nothing waits for a yes');
    expect(await title('/yes', AT_TERMINAL)).toBe('Nothing waits for a yes');
    expect(did).toEqual([]);
    await router.answer('/close BTC', ana, guild);
    expect((await router.answer('/no', ana, guild)).reply.title).toBe('Dropped');
    expect((await router.answer('/yes', ana, phone)).outcome).toBe('ok');
  });
});

describe('an update that comes again', () => {
  const by = (update: string): Way => ({ ...phone, update });

  test('acts once and gets its first answer', async () => {
    const first = await router.answer('/close BTC now', ana, by('telegram:7'));
    expect(await router.answer('/close BTC now', ana, by('telegram:7'))).toBe(first);
    expect(did).toHaveLength(1);
  });

  test('acts once where both come at once', async () => {
    const twice = [1, 2].map(() => router.answer('/close BTC now', ana, by('telegram:7')));
    expect((await Promise.all(twice)).map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
    expect(did).toHaveLength(1);
  });

  test('with a yes does not answer the next question', async () => {
    await router.answer('/close BTC', ana, by('telegram:1'));
    await router.answer('/yes', ana, by('telegram:2'));
    await router.answer('/close BTC', ana, by('telegram:3'));
    await router.answer('/yes', ana, by('telegram:2'));
    expect(did).toHaveLength(1);
  });
});
