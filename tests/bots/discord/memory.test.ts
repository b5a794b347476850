import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { createMemory } from '../../../src/bots/discord/asked.ts';
import { createDirects } from '../../../src/bots/discord/directs.ts';

test('of strangers who write directly only the newest are remembered, and the newest word of each', () => {
  const directs = createDirects(new REST());
  for (let i = 0; i < 10_000; i++) directs.learn(`${i}`, `c${i}`);
  const known = Array.from({ length: 10_000 }, (_, i) => directs.known(`${i}`)).filter((channel) => channel !== undefined);
  expect(known).toHaveLength(1_000);
  expect(directs.channel('discord:9999')).toBe('c9999');
  expect(directs.channel('discord:1')).toBe('1');
});

test('taps on messages that one person sees leave as many traces as are needed, and no more', () => {
  const memory = createMemory(() => 0);
  const asked = (i: number) => ({
    id: `${i}`,
    token: 't',
    application: 'a',
    user: 'u',
    by: 'Ana',
    place: 'discord:1' as const,
    at: 0,
    tapped: `m${i}`,
    whispered: true,
    waiting: false,
    dead: false,
  });
  for (let i = 0; i < 12_000; i++) memory.keep(asked(i), true);
  const kept = Array.from({ length: 12_000 }, (_, i) => memory.trace(`m${i}`)).filter((trace) => trace !== undefined);
  expect(kept).toHaveLength(5_000);
  expect(memory.asked('0')).toBeUndefined();
});
