import { defineCommand, optional } from '../core/command.ts';
import type { Desk } from '../core/desk.ts';
import { numberText, rText } from '../core/figures.ts';
import { weight as weightKind } from './kinds/figures.ts';
import { strategyName } from './kinds/strategy.ts';

const ownOf = (desk: Desk, name: string): { readonly on: boolean; readonly weight: number } =>
  desk.state().settings.values.signal.strategies[name] ?? { on: true, weight: 1 };

const standing = (desk: Desk) =>
  desk.study.strategies().map((name) => {
    const own = ownOf(desk, name);
    const trades = desk.state().account.closed.filter((trade) => trade.strategy === name);
    return { name, ...own, trades: trades.length, r: trades.reduce((sum, trade) => sum + trade.r, 0) };
  });

/** Without a name it lists; with one it is switched on or off, or given another weight: a new version of the settings. */
export const strategy = defineCommand({
  name: 'strategy',
  aliases: ['strategies'],
  about: 'the strategies; on, off, or a weight',
  args: { name: optional(strategyName), switch: optional(weightKind) },
  role: 'trader',
  risk: ({ name, switch: to }, desk) => {
    if (name === undefined || to === undefined) return 'none';
    return to === 'off' || (to !== 'on' && to < ownOf(desk, name).weight) ? 'reduces' : 'adds';
  },
  run: async ({ name, switch: to }, desk, who) => {
    const { version, values } = desk.state().settings;
    if (name !== undefined && to !== undefined) {
      const before = ownOf(desk, name);
      const after = to === 'on' ? { ...before, on: true } : to === 'off' ? { ...before, on: false } : { ...before, weight: to };
      const strategies = { ...values.signal.strategies, [name]: after };
      await desk.act({
        type: 'settings',
        at: desk.now(),
        version: version + 1,
        who: who.name,
        why: `strategy ${name} ${to}`,
        values: { ...values, signal: { ...values.signal, strategies } },
      });
    }
    return { name, version: desk.state().settings.version, strategies: standing(desk) };
  },
  show: ({ name, version, strategies }) => ({
    title: `Strategies · settings version ${version}`,
    lines: strategies.map(
      (one) => `${one.on ? '✓' : '✗'} ${one.name} · weight ${numberText(one.weight, 1)} · ${one.trades} closed ${rText(one.r)}`,
    ),
    buttons: strategies
      .filter((one) => one.name === name)
      .map((one) => ({ label: one.on ? 'Off' : 'On', line: `/strategy "${one.name}" ${one.on ? 'off' : 'on'}` })),
  }),
});
