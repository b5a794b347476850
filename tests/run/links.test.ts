import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { alertPlaces, openLinks, platformsOff } from '../../src/run/links.ts';

test('Discord with a token and no server stays off, keeps no alerts, and says what it lacks', async () => {
  const config = readConfig({ DISCORD_TOKEN: 'abc', DISCORD_CHANNEL_ID: '7' });
  const given = {
    commands: [],
    suggest: () => [],
    nameOf: () => 'Ana',
    moves: { known: [], isOurs: () => true, learn: () => undefined },
    logger: () => undefined,
  };
  expect(await openLinks(config, given)).toEqual([]);
  expect(alertPlaces(config)).toEqual([]);
  expect(platformsOff(config)).toMatchObject([
    { name: 'discord', state: 'down', says: expect.stringContaining('not DISCORD_GUILD_ID') },
  ]);
});

test.each([{}, { DISCORD_TOKEN: 'abc', DISCORD_GUILD_ID: '1', DISCORD_CHANNEL_ID: '7' }])('%j lacks nothing', (environment) => {
  expect(platformsOff(readConfig(environment))).toEqual([]);
});
