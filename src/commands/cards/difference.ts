import { ABSENT, type Difference } from '../../core/facts/settingLeaves.ts';
import { settingText } from '../../core/facts/settingUnits.ts';

/** What a leaf is called and says: a strategy's in the words of /strategy, any other as /config shows it. */
function worded(path: string, currency: string): { readonly name: string; readonly text: (leaf: string) => string } {
  const [, strategy, part] = /^signal\.strategies\.(.+)\.(on|weight)$/.exec(path) ?? [];
  if (strategy !== undefined && part === 'on')
    return { name: `strategy ${strategy}`, text: (leaf) => (leaf === 'true' ? 'on' : 'off') };
  if (strategy !== undefined) return { name: `strategy ${strategy} weight`, text: (leaf) => leaf };
  const [, own] = /^authorities\.(.+)$/.exec(path) ?? [];
  if (own !== undefined) return { name: `strategy ${own} authority`, text: (leaf) => (leaf === ABSENT ? 'usual' : leaf) };
  return { name: path, text: (leaf) => settingText(path, leaf, currency) };
}

/** `risk.perTrade 2 % → 1 %`, a line for each leaf that differs. */
export const differenceLines = (leaves: readonly Difference[], currency: string): readonly string[] =>
  leaves.map(({ path, before, after }) => {
    const { name, text } = worded(path, currency);
    return `${name} ${text(before)} → ${text(after)}`;
  });

/** The same one under the other, as a question shows it: the name, `− 2 %`, `+ 1 %`. */
export const differenceBlocks = (leaves: readonly Difference[], currency: string): readonly string[] =>
  leaves.flatMap(({ path, before, after }) => {
    const { name, text } = worded(path, currency);
    return [name, `− ${text(before)}`, `+ ${text(after)}`];
  });

/** What a change of the settings does, as a question about it says. */
export const LOOSER = 'Looser: it may add risk';
export const TIGHTER = 'Tighter: it takes risk away';
