import { beforeAll, describe, expect, it } from 'vitest';
import { read } from '../../src/bots/reading.ts';
import { spoken } from '../../src/bots/words.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';
import { linesOn } from './lines.ts';

const byName = new Map(COMMANDS.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])));
/** What two positions are open as on the desk below. */
const LINES = linesOn(29, 30);

let holding: MemoryDesk;
beforeAll(async () => {
  holding = await playedDesk(49);
});

/** Words read as they would be, without doing what they say; undefined where there is no such command. */
function readOf(line: string): ReturnType<typeof read> | undefined {
  const { typed, words } = spoken(line);
  const command = byName.get(typed.toLowerCase());
  return command === undefined ? undefined : read(command, words, { ...holding.trader.desk, unstored: () => undefined });
}

/** The refusal of words that are not understood; what offers a choice is one that asks. */
function refusalOf(line: string): Reply | undefined {
  const found = readOf(line);
  if (found === undefined) return { title: 'no such command', lines: [] };
  if (!('refused' in found) || found.offers === true) return undefined;
  // Where nothing waits there is no card to name: the words are understood.
  return found.refused.title === 'There is no proposal A12' ? undefined : found.refused;
}

const examplesIn = ({ title, lines }: Reply): readonly string[] =>
  [title, ...lines].flatMap((line) => /Example: (\/.+)$/.exec(line)?.[1] ?? []);

it('they are looked for on a desk with two open positions', () => {
  expect([...holding.state.account.positions.keys()]).toEqual([29, 30]);
});

describe.each(COMMANDS)('every example of /$name', ({ name, exampleOn }) => {
  it('is understood as it stands', async () => {
    const wrong = [`/${name} nonsense`, `/${name} 0x ?? !!`, `/${name} BTC nonsense`, ...(LINES[name] ?? [])];
    const examples = new Set([
      exampleOn(holding.trader.desk),
      ...examplesIn((await holding.type(`/help ${name}`)).reply),
      ...wrong
        .filter((line) => !/^\/(?:yes|no|code)\b/.test(line))
        .flatMap((line) => examplesIn(refusalOf(line) ?? { title: '', lines: [] })),
    ]);
    expect([...examples].flatMap((line) => (refusalOf(line) === undefined ? [] : [[line, refusalOf(line)?.title]]))).toEqual([]);
  });
});
