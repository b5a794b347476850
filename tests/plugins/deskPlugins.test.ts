import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownPlugins } from '../../src/plugins/deskPlugins.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';

const strategy = (name: string): string => `export default ({ z }) => ({
  kind: 'strategy', name: '${name}', version: 1, about: 'Always buys', source: 'This test',
  params: z.object({}), fields: ['score', 'confidence'], warmup: () => 0, memory: () => 1,
  start: (p, use, bars, out) => ({
    advance(from, to) { for (let i = from; i < to; i++) { out.score.set(i, 1); out.confidence.set(i, 0.9); } },
    explain: (i) => ['a close of ' + bars.close.at(i)],
  }),
});`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe("a user's own strategy on the desk", () => {
  it('votes with the others, explains itself in /why, and is switched by /strategy', async () => {
    await writeFile(join(folder, 'bull.ts'), strategy('bull'));
    const { strategies } = await ownPlugins(folder, {});
    const desk = await openDesk({
      source: written({ 'AAA/USDT': flat(8) }),
      from: START,
      to: hour(6),
      settings: stillSettings(),
      own: strategies,
    });
    await desk.play(hour(2));
    const why = await desk.type('/why AAA full');
    expect(JSON.stringify(why.reply)).toContain('bull +1.00');
    expect(JSON.stringify(why.reply)).toContain('a close of');
    expect((await desk.type('/strategy bull off')).outcome).toBe('ok');
    await desk.play(hour(3));
    expect(JSON.stringify((await desk.type('/why AAA full')).reply)).not.toContain('bull +1.00');
    await desk.stop();
  });

  it('a strategy that the account does not hear is refused with what to do', async () => {
    const desk = await openDesk({
      source: written({ 'AAA/USDT': flat(8) }),
      from: START,
      to: hour(6),
      settings: stillSettings(),
    });
    const answer = await desk.type('/strategy vwap on');
    expect(answer.outcome).toBe('refused');
    expect(JSON.stringify(answer.reply)).toContain('STRATEGIES=vwap:1');
    await desk.stop();
  });

  it('its files make another replay of the same candles', async () => {
    await writeFile(join(folder, 'bull.ts'), strategy('bull'));
    const before = await ownPlugins(folder, {});
    await writeFile(join(folder, 'bear.ts'), strategy('bear'));
    expect((await ownPlugins(folder, {})).digest).not.toBe(before.digest);
    expect((await ownPlugins(undefined, {})).digest).toBe('');
  });

  it.each([
    ['a name that the desk has', 'momentum', {}, 'the desk has a strategy momentum already'],
    ['a switch that nothing has', 'bull', { bul: {} }, 'STRATEGIES names bul, which is no strategy; did you mean bull?'],
  ])('%s is refused', async (_, name, switches, says) => {
    await writeFile(join(folder, 'one.ts'), strategy(name));
    await expect(ownPlugins(folder, switches)).rejects.toThrow(says);
  });
});
