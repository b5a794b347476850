import { z } from 'zod';
import { ANSWERING, type AnswerCounts, answering, BECAME, type Became, ENOUGH_ANSWERS } from '../core/approval/answering.ts';
import { drillCounts } from '../core/approval/drill.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { ruleChangeSchema } from '../core/facts/ruleChange.ts';
import { at } from '../core/facts/vocabulary.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { changeShown, counted, moneyText, shareText } from '../core/reply/format.ts';
import type { Notation } from '../core/reply/notation.ts';
import type { Cell, Reply, Table } from '../core/reply/reply.ts';
import { DAY, durationText, type Ms } from '../core/time.ts';
import { ruleButtons, ruleText } from './cards/rule.ts';
import { countOf } from './kinds/figures.ts';
import { proposedRule } from './kinds/rule.ts';

const USUAL_DAYS = 7;
/** Facts of cards that are read back from the log at most: some months of one that asks often. */
const MOST_READ = 60_000;

const counts = z.object({
  name: z.string(),
  cards: z.number().int(),
  approved: z.number().int(),
  halved: z.number().int(),
  rejected: z.number().int(),
  expired: z.number().int(),
  answers: z.number().int(),
  /** Ms; absent where the answers are too few to tell. */
  median: z.number().optional(),
  fast: figure.optional(),
});

const result = z.object({
  days: z.number().int(),
  /** What was asked about, of the rules that wait for an answer. */
  rule: z.object({ rule: z.string(), change: ruleChangeSchema }).optional(),
  /** All of those. */
  rules: z.array(z.string()),
  /** How the days came out with every answer a yes, or how far that is. Amounts in quote currency. */
  replay: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('replaying'), from: at, to: at, done: z.number() }),
    z.object({
      kind: z.literal('replayed'),
      from: at,
      to: at,
      /** Result as people answered, and with every answer a yes; what is moved into the account or out of it is in neither. */
      was: exact,
      yes: exact,
      asked: z.number().int(),
      entered: z.number().int(),
      closed: z.number().int(),
      won: z.number().int(),
      /** With every answer a yes under the rule that was asked about. */
      ruled: z.object({ yes: exact, asked: z.number().int(), closed: z.number().int() }).optional(),
    }),
    z.object({ kind: z.literal('none'), why: z.string() }),
  ]),
  answers: z.object({
    all: counts,
    became: z.record(z.enum(BECAME), z.number().int()),
    byPerson: z.array(counts),
    byReason: z.array(counts),
    byHour: z.array(counts),
    byFlag: z.array(counts),
  }),
  drills: z.object({
    asked: z.number().int(),
    right: z.number().int(),
    /** What was planted in those that were said yes to. */
    missed: z.array(z.string()),
    needless: z.number().int(),
    unanswered: z.number().int(),
  }),
});
type Result = DeepReadonly<z.infer<typeof result>>;

function replayLines(replay: Result['replay'], days: number, notation: Notation): Pick<Reply, 'title' | 'lines'> {
  const currency = currencyOf(notation);
  switch (replay.kind) {
    case 'none':
      return { title: `Answers of the last ${counted(days, 'day')}`, lines: [`Not played again: ${replay.why}`] };
    case 'replaying':
      return {
        title: `Playing ${durationText(replay.to - replay.from)} again: ${shareText(replay.done, false, 0)} done`,
        lines: ['Ask again in a moment: trading goes on meanwhile'],
      };
    case 'replayed': {
      const { was, yes, asked, entered, closed, won } = replay;
      const people = changeShown(yes, was - yes, currency);
      return {
        title: `Your answers in ${durationText(replay.to - replay.from)}: ${moneyText(people, currency, true)} ${currency}`,
        lines: [
          `It came to ${moneyText(was, currency, true)}; with every answer a yes to ${moneyText(yes, currency, true)}`,
          `Then ${asked} asked, ${entered} opened, ${closed} closed, ${won} won`,
          'Played by the desk: same candles, slots, limits, budget of asks, switches',
          'What was traded by hand counts among the answers',
        ],
      };
    }
  }
}

/** Trades that tell nothing of a rule. */
const tooFew = (closed: number, days: Ms): string =>
  `Too few to tell: ${counted(closed, 'trade')} in ${durationText(days)}, it takes ${ENOUGH_ANSWERS}`;

/** What a rule would have done in the days that can be played again. */
function ruleLines({ change }: NonNullable<Result['rule']>, replay: Result['replay'], notation: Notation): readonly string[] {
  const currency = currencyOf(notation);
  const is = ruleText(change);
  if (replay.kind === 'none') return [is, `Too few to tell: ${replay.why}`];
  if (replay.kind === 'replaying') return [is, 'Played with it and without: ask again in a moment'];
  const { yes, asked, closed, ruled } = replay;
  const days = replay.to - replay.from;
  if (ruled === undefined || Math.min(closed, ruled.closed) < ENOUGH_ANSWERS)
    return [is, tooFew(Math.min(closed, ruled?.closed ?? 0), days)];
  const added = changeShown(yes, ruled.yes - yes, currency);
  return [
    is,
    `With every answer a yes it made ${moneyText(added, currency, true)} ${currency} in ${durationText(days)}`,
    `${moneyText(yes, currency, true)} without it, ${moneyText(ruled.yes, currency, true)} with it`,
    `${counted(asked, 'card')} and ${counted(closed, 'trade')} without it, ${asked === ruled.asked ? 'as many' : ruled.asked} and ${ruled.closed} with it`,
  ];
}

const number = (value: number): Cell => ({ kind: 'number', value, digits: 0 });
type Counted = DeepReadonly<AnswerCounts>;

/** How fast is told where the answers of any are enough to tell, and of the others that they are not. */
function tableOf({ all, byPerson, byReason, byHour, byFlag }: Result['answers']): Table {
  const named = [
    ...byPerson.map((row) => ({ row, name: row.name })),
    ...byReason.map((row) => ({ row, name: `no: ${row.name}` })),
    ...byFlag.map((row) => ({ row, name: `⚑ ${row.name}` })),
    // Few answers spread over a day's hours tell nothing, in many lines.
    ...(all.median === undefined ? [] : byHour).map((row) => ({ row, name: `at ${row.name} UTC` })),
  ];
  const timed = named.some(({ row }) => row.median !== undefined);
  const times = ({ median, fast }: Counted): readonly Cell[] => [
    { kind: 'text', text: median === undefined ? 'too few to tell' : durationText(median) },
    fast === undefined ? { kind: 'text', text: '' } : { kind: 'share', share: fast },
  ];
  const columns = ['cards', 'yes', 'half', 'no', 'expired', ...(timed ? ['median', 'under 3 s'] : [])];
  return {
    columns: [{ name: '', align: 'left' }, ...columns.map((name) => ({ name, align: 'right' as const }))],
    rows: named.map(({ row, name }) => [
      { kind: 'text', text: name },
      ...[row.cards, row.approved, row.halved, row.rejected, row.expired].map(number),
      ...(timed ? times(row) : []),
    ]),
  };
}

const WAYS: Readonly<Record<Became, string>> = {
  approved: 'approved',
  halved: 'halved',
  rejected: 'rejected',
  expired: 'expired',
  refused: 'refused by the rules',
  anew: 'asked anew',
  closed: 'closed by the desk',
  waiting: 'waiting',
};

function answerLines({ all: { cards, answers, median, fast }, became }: Result['answers']): readonly string[] {
  const speed =
    median === undefined || fast === undefined
      ? `${counted(answers, 'answer')}: too few to tell how they are given, it takes ${ENOUGH_ANSWERS}`
      : `${counted(answers, 'answer')}: half of them within ${durationText(median)}, ${shareText(fast, false, 0)} in under 3 s`;
  if (cards === 0) return ['No card was asked'];
  const parts = BECAME.flatMap((end) => (became[end] === 0 ? [] : [`${became[end]} ${WAYS[end]}`]));
  return [`${counted(cards, 'card')}: ${parts.join(', ')}`, speed];
}

function ruleReply(rule: NonNullable<Result['rule']>, days: number, replay: Result['replay'], notation: Notation): Reply {
  const lookAgain = { label: 'Look again', line: `/review ${days} ${rule.rule}` };
  const [, ...answers] = ruleButtons(rule.rule);
  return {
    title:
      replay.kind === 'replaying'
        ? `${rule.rule}: ${shareText(replay.done, false, 0)} played again`
        : `What ${rule.rule} would have done`,
    lines: ruleLines(rule, replay, notation),
    buttons: [...(replay.kind === 'replaying' ? [lookAgain] : []), ...answers],
  };
}

function drillLines({ asked, right, missed, needless, unanswered }: Result['drills']): readonly string[] {
  if (asked === 0) return [];
  const parts = [
    `${right} right`,
    ...(missed.length === 0 ? [] : [`${missed.length} missed`]),
    ...(needless === 0 ? [] : [`${needless} rejected for nothing`]),
    ...(unanswered === 0 ? [] : [`${unanswered} unanswered`]),
  ];
  return [`${counted(asked, 'drill')}: ${parts.join(', ')}`, ...[...new Set(missed)].map((says) => `Missed: ${says}`)];
}

/** Was I right? The last days with every answer a yes, held against what was answered, and how. */
export const review = defineCommand({
  name: 'review',
  aliases: [],
  about: 'what your answers added: the last days played again with every answer a yes',
  args: { days: optional(countOf('day')), rule: optional(proposedRule) },
  role: 'viewer',
  risk: 'none',
  run: async ({ days = USUAL_DAYS, rule }, desk) => {
    const reviewed = await desk.review(days, rule?.change);
    const from = reviewed.kind === 'none' ? desk.now() - days * DAY : reviewed.from;
    const rows = await desk.history({ types: ANSWERING, from, limit: MOST_READ });
    const events = rows.toReversed().map(({ event }) => event);
    const { missed, ...drills } = drillCounts(events);
    const about = {
      days,
      ...(rule === undefined ? {} : { rule: { rule: rule.rule, change: rule.change } }),
      rules: [...desk.state().reasons.rules.keys()],
      answers: answering(events),
      drills: { ...drills, missed: [...missed] },
    };
    if (reviewed.kind !== 'replayed') return { ...about, replay: reviewed };
    const { kind, to, equity, yes, ruled } = reviewed;
    const { began, moved, asked, entered, closed, won } = yes;
    const start = began + moved;
    const under = ruled && { yes: ruled.equity - ruled.began - ruled.moved, asked: ruled.asked, closed: ruled.closed };
    const came = { kind, from, to, was: equity - start, yes: yes.equity - start, asked, entered, closed, won };
    return { ...about, replay: under === undefined ? came : { ...came, ruled: under } };
  },
  result,
  show: ({ days, rule, rules, replay, answers, drills }, notation): Reply => {
    if (rule !== undefined) return ruleReply(rule, days, replay, notation);
    const { title, lines } = replayLines(replay, days, notation);
    const table = tableOf(answers);
    return {
      title,
      lines: [...lines, ...answerLines(answers), ...drillLines(drills)],
      ...(table.rows.length === 0 ? {} : { table }),
      buttons: [
        ...(replay.kind === 'replaying' ? [{ label: 'Look again', line: `/review ${days}` }] : []),
        { label: 'Month', line: '/review 30' },
        { label: 'Card by card', line: `/missed ${days}` },
        ...(rules.length === 0 ? [] : [{ label: `Rules proposed: ${rules.length}`, line: '/because' }]),
      ],
    };
  },
});
