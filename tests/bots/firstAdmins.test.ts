import { beforeEach, describe, expect, it } from 'vitest';
import { admitConfigured, pairingWords } from '../../src/bots/firstAdmins.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { readConfig } from '../../src/config/config.ts';
import { MINUTE } from '../../src/core/time.ts';
import { openDeskOfPeople } from '../commands/desk.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';

const factors = createStepUp({ store: memoryOneTimeCodes(), clock: () => 0, random: countedBytes() });
const TOKEN = { TELEGRAM_TOKEN: '123:abc' };
const ADMINS = { TELEGRAM_ADMIN_ID: '1', DISCORD_ADMIN_ID: '2' };

let desk: MemoryDesk;
const people = (of = desk) => [...of.state.people.values()].map(({ id, role, accounts }) => [id, role, ...accounts]);
beforeEach(async () => {
  desk = await openDeskOfPeople(factors);
});

describe('the first admin', () => {
  it('comes from the configuration, once, over restarts too', async () => {
    const config = readConfig({ ...TOKEN, ...ADMINS });
    await admitConfigured(desk.trader, config);
    expect(people()).toEqual([['p1', 'admin', 'telegram:1', 'discord:2']]);
    await desk.stop();
    const again = await openDeskOfPeople(factors, desk.log);
    const { length } = again.rows();
    await admitConfigured(again.trader, config);
    expect(again.rows().length).toBe(length);
    expect(people(again)).toEqual(people());
  });

  it('that somebody has taken off the list stays off it, and the terminal says so', async () => {
    const config = readConfig({ ...TOKEN, ...ADMINS });
    expect(await admitConfigured(desk.trader, config)).toEqual([]);
    await desk.type('/users add telegram:9 Bob admin');
    await desk.type('/yes');
    await desk.type('/users remove p1');
    await desk.type('/yes');
    await desk.stop();
    const again = await openDeskOfPeople(factors, desk.log);
    expect(await admitConfigured(again.trader, config)).toEqual(
      ['telegram:1', 'discord:2'].map(
        (account) =>
          `The configuration names ${account} as admin, and the list does not (any more): /users add ${account} NAME admin changes that`,
      ),
    );
    expect(people(again)).toEqual([['p2', 'admin', 'telegram:9']]);
  });

  it('pairs where a chat is on', () => {
    expect(pairingWords(readConfig({}), 'ABCDEFGH', 10 * MINUTE)).toBeUndefined();
    expect(pairingWords(readConfig(TOKEN), 'ABCDEFGH', 10 * MINUTE)).toBe(
      'No admin is on a chat yet. Write within 10 m of your own clock, in the private chat with the bot on Telegram: /pair ABCDEFGH',
    );
    const both = readConfig({ ...TOKEN, DISCORD_TOKEN: 'abc', DISCORD_GUILD_ID: '1' });
    expect(pairingWords(both, 'ABCDEFGH', 10 * MINUTE)).toContain('on Telegram, or in a channel of the server on Discord');
  });
});

it('a replay that goes on hears people only once its last step is done again', async () => {
  await desk.play(desk.now() + 30 * 60_000);
  await desk.stop();
  const again = await openDeskOfPeople(factors, desk.log);
  await admitConfigured(again.trader, readConfig(ADMINS));
  expect((await again.type('/pause')).outcome).toBe('ok');
  expect(people(again)).toHaveLength(1);
});
