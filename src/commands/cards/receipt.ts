import type { Receipt } from '../../core/facts/receipt.ts';
import { fromNumber } from '../../core/money.ts';
import { numberText, priceText, shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import { scoreParts } from '../../core/reply/scoreParts.ts';
import { storedText } from '../../core/reply/withoutMoney.ts';
import { type Ms, whenText } from '../../core/time.ts';
import { packed } from './lines.ts';

type Gate = Receipt['gates'][number];
type Source = Receipt['sources'][number];
export type ShownRule = Receipt['risk'][number];

/** The groups as they are shown, in this order: by no name that a strategy has. */
export const GROUPS: Readonly<Record<Source['group'], string>> = {
  strategies: 'strategies',
  divergence: 'divergences found',
  levels: 'levels',
  learned: 'learned voice',
};
const MARKS = { pass: '✓', shrink: '½', refuse: '✗' } as const;

const mark = (pass: boolean): string => (pass ? '✓' : '✗');

/** `LINK · 15m candle closed 14:00 UTC` with its date, and the price it closed at. */
export const receiptTitle = (receipt: Receipt, now: Ms, { market }: Notation): string =>
  `${shortName(receipt.symbol)} · ${receipt.timeframe} candle closed ${whenText(receipt.at, now)}, at ${priceText(fromNumber(receipt.price), market.instrument(receipt.symbol)?.tick)}`;

/** A gate with its value, its threshold and its verdict. */
export function gateLine(gate: Gate): string {
  const candles = gate.name === 'warm-up' && gate.pass ? ` (${numberText(gate.threshold, 0)} at most)` : '';
  return `${mark(gate.pass)} ${gate.name}: ${gate.says}${candles}`;
}

export const ruleLine = (rule: ShownRule): string => `${MARKS[rule.verdict]} ${rule.rule}: ${storedText(rule.why)}`;

const contributionOf = (sources: readonly Source[]): number => sources.reduce((sum, { contribution }) => sum + contribution, 0);

/** Every group's lines; what is printed of their parts adds up to the printed score. */
function allGroups(receipt: Receipt, full: boolean): readonly string[] {
  const groups = Object.entries(GROUPS).map(([group, title]) => ({
    title,
    sources: receipt.sources.filter((source) => source.group === group),
  }));
  const shown = scoreParts(
    receipt.score,
    groups.map(({ sources }) => contributionOf(sources)),
  );
  return groups.flatMap(({ title, sources }, i) => groupLines(title, sources, shown[i] ?? 0, full));
}

/** One group: what it says, its weight and its part of the score, then its sources; `full` adds their confidence and words. */
function groupLines(title: string, sources: readonly Source[], shown: number, full: boolean): readonly string[] {
  if (sources.length === 0) return [];
  const weight = sources.reduce((sum, source) => sum + source.weight, 0);
  const says = weight === 0 ? 0 : contributionOf(sources) / weight;
  const head = `${title} ${numberText(says, 2, true)} × ${numberText(weight, 2)} = ${numberText(shown, 2, true)}`;
  const score = (source: Source): string => `${source.name} ${numberText(source.score, 2, true)}`;
  if (!full) return [head, ...packed(sources.map(score), { indent: '  ' })];
  return [
    head,
    ...sources.flatMap((source) => [
      `  ${score(source)}, confidence ${numberText(source.confidence, 2)}`,
      ...source.says.map((text) => `    ${text}`),
    ]),
  ];
}

const arrow = (score: number | null): string => (score === null ? '·' : score > 0.05 ? '+' : score < -0.05 ? '−' : '0');

/** `Market: trend up, wilder than 62 % of its past, health 0.71`. */
function marketLines({ market }: Receipt): readonly string[] {
  if (market === undefined) return [];
  const way = market.direction > 0 ? ' up' : market.direction < 0 ? ' down' : '';
  return [
    `Market: ${market.regime}${way}, wilder than ${numberText(100 * market.volatility, 0)} % of its past, health ${numberText(market.health, 2)}`,
  ];
}

/** A receipt on one phone screen: the groups, the sum against its thresholds, the timeframes, and what stopped it. */
export function receiptLines(receipt: Receipt, full: boolean): readonly string[] {
  const gate = (name: string): Gate | undefined => receipt.gates.find((one) => one.name === name);
  const held = (name: string, value: string): string => {
    const found = gate(name);
    return found === undefined ? value : `${value} > ${numberText(found.threshold, 2)} ${mark(found.pass)}`;
  };
  const frames = receipt.alignment.frames.map(({ timeframe, score }) => `${timeframe} ${arrow(score)}`).join(' · ');
  const aligned = gate('alignment');
  const told = ['score', 'confidence', 'alignment'];
  return [
    ...allGroups(receipt, full),
    `Score ${held('score', receipt.score < 0 ? `|${numberText(receipt.score, 2)}|` : numberText(receipt.score, 2, true))} · confidence ${held('confidence', numberText(receipt.confidence, 2))}`,
    `${frames} → ${numberText(receipt.alignment.value, 2, true)}${aligned === undefined ? '' : ` ${mark(aligned.pass)}`}`,
    ...marketLines(receipt),
    ...(full
      ? receipt.gates.map(gateLine)
      : receipt.gates.filter(({ name, pass }) => !pass && !told.includes(name)).map(gateLine)),
    ...receipt.absent.map((text) => `Absent: ${text}`),
  ];
}

/** The risk rules' part: how many passed, and each that cut or refused. `full` names all. */
export function ruleLines(rules: readonly ShownRule[], full: boolean): readonly string[] {
  if (rules.length === 0) return [];
  const passed = rules.filter(({ verdict }) => verdict === 'pass').length;
  return [
    ...(passed > 0 ? [`Risk: ${passed} pass`] : []),
    ...rules.filter(({ verdict }) => full || verdict !== 'pass').map(ruleLine),
  ];
}
