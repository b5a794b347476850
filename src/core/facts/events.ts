import { z } from 'zod';
import { alertData } from './alertData.ts';
import type { DeepReadonly } from './deepReadonly.ts';
import { LANGUAGES } from './language.ts';
import { LOUDNESSES, PRESETS } from './loudness.ts';
import { MESSAGE_KINDS } from './messageKinds.ts';
import { planSchema } from './plan.ts';
import { REASONS } from './reasons.ts';
import { receiptSchema, ruleResult } from './receipt.ts';
import { GIVEN_ROLES, ROLES } from './roles.ts';
import { ruleChangeSchema } from './ruleChange.ts';
import { EXIT_TIMES, settingsSchema } from './settings.ts';
import {
  at,
  direction,
  exitReasons,
  minuteOfDay,
  money,
  orderStatuses,
  purpose,
  replyTextSchema,
  severities,
  side,
  timeframe,
  who,
} from './vocabulary.ts';

/** The price on which an exit rule acted; absent where no rule did. */
const actedOn = z.enum(EXIT_TIMES).optional();

/** A row of the log, and the hash that stands for it and all before it. */
const rowName = z.object({ seq: z.number().int(), hash: z.string() });

/**
 * Every fact of the desk, in the form in which it is stored, printed by `--json` and folded into state.
 * Money is decimal text; times are ms UTC; fractions are of one. Events never hold a measured duration or a wall-clock
 * reading of their own, so that two replays of the same input write the same bytes.
 */
const schemas = [
  // The run itself. These rows do not change the account.
  z.object({
    type: z.literal('started'),
    at,
    version: z.string(),
    market: z.string(),
    mode: z.string(),
    settings: z.number().int(),
    resumed: z.boolean(),
    clean: z.boolean(),
    /** The line that was recorded last and of which nothing came before the end; it is not done by itself. */
    undone: z.string().optional(),
    /**
     * What of the market is not traded, a sentence each: folders that were passed over, symbols in another currency, candles that
     * cannot be studied.
     */
    leftOut: z.array(z.string()).optional(),
  }),
  z.object({
    type: z.literal('recovered'),
    at,
    orders: z.number().int(),
    positions: z.number().int(),
    unknown: z.number().int(),
    notes: z.array(z.string()),
  }),
  z.object({ type: z.literal('stopped'), at, why: z.string() }),
  /**
   * Somebody goes on with the log as it stands although more of it, or something else, had been written: `from` is the newest row that
   * was heard of, absent where no head was left to name one; `to` the one that it goes on from.
   */
  z.object({ type: z.literal('logAccepted'), at, who, from: rowName.optional(), to: rowName }),

  z.object({
    type: z.literal('settings'),
    at,
    version: z.number().int(),
    who,
    why: z.string(),
    values: settingsSchema,
    /** The version that this one takes back; it is itself not taken back. */
    undoes: z.number().int().optional(),
  }),
  z.object({ type: z.literal('funded'), at, amount: money, why: z.string() }),
  /** Moved into the account, or out of it below zero, by its owner at the exchange; `id` is the exchange's. */
  z.object({ type: z.literal('transfer'), at, id: z.string(), asset: z.string(), amount: money, why: z.string() }),

  // Market.
  z.object({ type: z.literal('joined'), at, symbol: z.string(), timeframe, anchor: at }),
  z.object({
    type: z.literal('universe'),
    at,
    symbols: z.array(z.string()),
    left: z.array(z.object({ symbol: z.string(), why: z.string() })),
  }),
  z.object({
    type: z.literal('data'),
    at,
    symbol: z.string(),
    timeframe,
    problem: z.string(),
    /** Candles that it concerns; of an old price, how often it has become so by now. */
    count: z.number().int(),
    says: z.string(),
    /** Another of its kind has been told of this series since the start: it is counted, and nobody is told anew. */
    again: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('feed'),
    at,
    state: z.enum(['connected', 'silent', 'lost', 'backfilled', 'limited']),
    symbol: z.string().optional(),
    says: z.string(),
  }),

  // Study and decision.
  z.object({
    type: z.literal('instant'),
    at,
    symbols: z.number().int(),
    /** Marked at this instant's closes; the peak and the day's start are folded from it. */
    equity: money,
    best: z.array(
      z.object({
        symbol: z.string(),
        score: z.number(),
        confidence: z.number(),
        opportunity: z.number(),
        blocked: z.string().optional(),
      }),
    ),
    /** How many symbols each gate stopped first. */
    blocked: z.record(z.string(), z.number().int()),
    missing: z.array(z.string()),
    /** On the first of a UTC day: what each position has added to the account so far, its exit paid for; closed legs of open pairs too. */
    added: z.array(z.object({ position: z.number().int(), amount: money })).optional(),
  }),
  z.object({
    type: z.literal('divergence'),
    at,
    symbol: z.string(),
    timeframe,
    indicator: z.string(),
    kind: z.enum(['regular', 'hidden']),
    side: z.enum(['bullish', 'bearish']),
    strength: z.number(),
    from: at,
    to: at,
  }),
  z.object({
    type: z.literal('level'),
    at,
    symbol: z.string(),
    timeframe,
    what: z.enum(['approaching', 'touched', 'broken', 'retested']),
    kind: z.enum(['support', 'resistance']),
    price: z.number(),
    strength: z.number(),
    touches: z.number().int(),
  }),
  z.object({ type: z.literal('signal'), at, symbol: z.string(), side, decision: z.string(), receipt: receiptSchema }),
  z.object({
    type: z.literal('decision'),
    at,
    decision: z.string(),
    symbol: z.string(),
    outcome: z.enum(['entered', 'asked', 'stands', 'withheld', 'advised', 'refused', 'blocked']),
    why: z.string(),
    plan: planSchema.optional(),
  }),
  z.object({
    type: z.literal('strategyFailed'),
    at,
    strategy: z.string(),
    symbol: z.string(),
    timeframe,
    says: z.string(),
    /** It did not come to an end, and is not asked again. */
    stopped: z.literal(true).optional(),
  }),
  /** A study that began anew at its next anchor gives its votes again. */
  z.object({ type: z.literal('strategyRecovered'), at, strategy: z.string(), symbol: z.string(), timeframe }),
  /** A risk rule that threw or gave no verdict, and has refused a plan by it: once, until it has answered. `stopped` as above. */
  z.object({
    type: z.literal('ruleFailed'),
    at,
    rule: z.string(),
    symbol: z.string(),
    says: z.string(),
    stopped: z.literal(true).optional(),
  }),
  /** A risk rule that had failed answers again. */
  z.object({ type: z.literal('ruleRecovered'), at, rule: z.string() }),
  z.object({ type: z.literal('jobFailed'), at, job: z.string(), says: z.string() }),
  /** Firings in a row that were left out. */
  z.object({ type: z.literal('jobLate'), at, job: z.string(), missed: z.number().int() }),

  // Approval.
  z.object({
    type: z.literal('proposed'),
    at,
    proposal: z.string(),
    plan: planSchema,
    receipt: receiptSchema.optional(),
    /** Id of the person who asked for it; `desk` for the desk's own. */
    by: who,
    answerBy: at,
    settings: z.number().int(),
    /** Notional of the first card, where this one has come out of another: what the two-person threshold is judged on. */
    original: money.optional(),
    /** What is odd about it, in three words at most each; absent where nothing is. What is flagged takes two taps. */
    odd: z.array(z.object({ name: z.string(), says: z.string() })).optional(),
    /** What has changed since the same was asked before: `score +0.41 → +0.62`. */
    again: z.string().optional(),
    /** Open cards that the risk rules would not pass beside it. */
    conflicts: z.array(z.string()).optional(),
    /** It is no real question: whether something odd was planted in it, and in which words that is told after the answer. */
    drill: z.object({ odd: z.boolean(), says: z.string() }).optional(),
  }),
  /** What a card asks for still stands at a later decision: it waits on, as it is. */
  z.object({
    type: z.literal('restated'),
    at,
    proposal: z.string(),
    score: z.number(),
    /** Last prices of its legs. */
    prices: z.array(money),
    answerBy: at,
  }),
  /** The desk would have asked, but for the budget of asks or since nobody was there; told once while the idea lasts. */
  z.object({
    type: z.literal('withheld'),
    at,
    decision: z.string(),
    symbol: z.string(),
    /** Legs of the idea, as `ideaOf` names them. */
    idea: z.string(),
    score: z.number(),
    confidence: z.number(),
    why: z.string(),
    /** The budget had room: nobody who may answer was there. */
    away: z.literal(true).optional(),
  }),
  /** One person's answer. `who` is the person's id: accounts and names do not count. */
  z.object({
    type: z.literal('vote'),
    at,
    proposal: z.string(),
    who,
    name: z.string(),
    answer: z.enum(['approve', 'halve', 'reject']),
    why: z.string(),
  }),
  /** Why somebody rejected a card, of the reasons that become rules; said with the answer or after it. `figure` is what it was about. */
  z.object({
    type: z.literal('because'),
    at,
    proposal: z.string(),
    who,
    name: z.string(),
    reason: z.enum(REASONS),
    symbol: z.string(),
    figure: z.number().optional(),
  }),
  /** Equal reasons of one person have become enough to propose a rule of them; nothing is changed by it. */
  z.object({
    type: z.literal('ruleProposed'),
    at,
    rule: z.string(),
    who,
    name: z.string(),
    reason: z.enum(REASONS),
    symbol: z.string(),
    change: ruleChangeSchema,
    /** The cards that were rejected for it. */
    proposals: z.array(z.string()),
  }),
  z.object({ type: z.literal('ruleAnswered'), at, rule: z.string(), to: z.enum(['taken', 'declined']), who }),
  /** Half of the time to answer is over. */
  z.object({ type: z.literal('reminded'), at, proposal: z.string() }),
  z.object({
    type: z.literal('proposal'),
    at,
    proposal: z.string(),
    to: z.enum(['approved', 'rejected', 'expired', 'refused', 'replaced', 'displaced', 'drilled', 'done']),
    who,
    why: z.string(),
  }),
  /** Entries that would be asked for are made without asking, inside these bounds; amounts in quote currency. */
  z.object({
    type: z.literal('grant'),
    at,
    grant: z.string(),
    symbol: z.string().optional(),
    /** Largest notional of one entry. */
    each: money,
    count: z.number().int().positive(),
    total: money,
    /** Realised loss of its positions at which it ends. */
    loss: money,
    until: at,
    /** Id of the person who gave it. */
    who,
    name: z.string(),
  }),
  z.object({ type: z.literal('grantEnded'), at, grant: z.string(), who, why: z.string() }),
  /** From now on nothing that adds risk is taken from whoever says so, `who` by id; the later of two ends holds. */
  z.object({ type: z.literal('locked'), at, until: at, who, name: z.string(), why: z.string() }),
  /** The time of locks is over: those of people and of the terminal by id, and of accounts. */
  z.object({ type: z.literal('lockEnded'), at, holders: z.array(z.string()), who }),
  /** Somebody, `who` by id, is away in these hours of their day, by the clocks of their zone; without a policy never any more. */
  z.object({
    type: z.literal('away'),
    at,
    who,
    name: z.string(),
    policy: z
      .object({
        /** Minutes of the day; over midnight where the second is the earlier. */
        from: minuteOfDay,
        to: minuteOfDay,
        /** What no answer means then. */
        means: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('nothing') }),
          /** Asks go to somebody else, by id. */
          z.object({ kind: z.literal('delegate'), to: z.string() }),
          /** Each time a grant with these bounds, as of `grant`. */
          z.object({ kind: z.literal('grant'), each: money, count: z.number().int().positive(), total: money, loss: money }),
        ]),
      })
      .optional(),
  }),
  /** The hours have begun in which somebody is away; what they mean may be a grant, from now on until then. */
  z.object({ type: z.literal('awayBegan'), at, person: z.string(), until: at, grant: z.string().optional() }),
  /** They are over; what was in them. */
  z.object({
    type: z.literal('awayEnded'),
    at,
    person: z.string(),
    name: z.string(),
    from: at,
    to: at,
    /** The grant that stood in them. */
    grant: z.string().optional(),
    counts: z.object({
      /** Cards, whoever they asked. */
      asked: z.number().int(),
      /** Plans that were cleared for entry, whoever let them. */
      entered: z.number().int(),
      /** Those of them under that grant. */
      covered: z.number().int(),
      /** Cards that nobody answered in time. */
      expired: z.number().int(),
      /** Ideas that nobody was there to be asked. */
      letGo: z.number().int(),
      /** Ideas for which the budget of asks had no room. */
      withheld: z.number().int(),
    }),
  }),

  // Execution.
  /** A plan that passed every risk rule and goes to execution; the only way for an entry to begin. */
  z.object({
    type: z.literal('cleared'),
    at,
    plan: planSchema,
    results: z.array(ruleResult),
    who,
    /** The grant under which nobody was asked. */
    grant: z.string().optional(),
  }),
  /** Nothing more is sent for an entry; what rests of it is canceled. */
  z.object({ type: z.literal('entryStopped'), at, decision: z.string(), who, why: z.string() }),
  /** Every leg's orders have ended; `filled` is by leg, base currency. */
  z.object({ type: z.literal('entryEnded'), at, decision: z.string(), filled: z.array(money), says: z.string() }),
  z.object({
    type: z.literal('intent'),
    at,
    clientId: z.string(),
    decision: z.string(),
    leg: z.string(),
    purpose,
    position: z.number().int().optional(),
    symbol: z.string(),
    side,
    kind: z.enum(['limit', 'market', 'stop']),
    quantity: money,
    price: money.optional(),
    trigger: money.optional(),
    postOnly: z.boolean(),
    reduceOnly: z.boolean(),
    /** Of a stop that heads a list: the limit on the same quantity. Its own intent stands before this one and names the stop. */
    target: z.object({ clientId: z.string(), price: money }).optional(),
    /**
     * Client id of the stop with which it is sent as one list, and acknowledged, refused, lost and canceled by us without rows of its
     * own.
     */
    list: z.string().optional(),
    why: z.string(),
  }),
  z.object({
    type: z.literal('order'),
    at,
    clientId: z.string(),
    symbol: z.string(),
    purpose,
    status: z.enum(orderStatuses),
    filled: money,
    says: z.string(),
  }),
  z.object({
    type: z.literal('fill'),
    at,
    clientId: z.string(),
    tradeId: z.string(),
    position: z.number().int(),
    symbol: z.string(),
    purpose,
    side,
    price: money,
    quantity: money,
    /** Its worth in quote currency; part of the result. */
    fee: money,
    /** What was taken, where that was not quote currency. */
    feePaid: z.object({ asset: z.string(), amount: money }).optional(),
    liquidity: z.enum(['maker', 'taker']),
  }),
  /** A perpetual's funding: received, or paid below zero. `id` is unique for the symbol; without a position it came after its closing. */
  z.object({
    type: z.literal('funding'),
    at,
    id: z.string(),
    position: z.number().int().optional(),
    symbol: z.string(),
    asset: z.string(),
    rate: z.number(),
    amount: money,
  }),
  /** The exchange has closed a position, or a part of it, by force; no order of ours did. */
  z.object({
    type: z.literal('liquidation'),
    at,
    tradeId: z.string(),
    position: z.number().int(),
    symbol: z.string(),
    side,
    price: money,
    quantity: money,
    fee: money,
    feePaid: z.object({ asset: z.string(), amount: money }).optional(),
    says: z.string(),
  }),
  z.object({
    type: z.literal('positionOpened'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    direction,
    decision: z.string(),
    leg: z.number().int(),
    /** One of two legs that live and die together. */
    paired: z.boolean(),
    strategy: z.string(),
    score: z.number(),
    confidence: z.number(),
    quantity: money,
    price: money,
    stop: money,
    /** As in its leg. */
    tick: money.optional(),
    targets: z.array(z.object({ price: money, share: z.number() })),
    leverage: z.number(),
  }),
  z.object({
    type: z.literal('stopMoved'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    from: money,
    to: money,
    why: z.string(),
    who,
    on: actedOn,
  }),
  z.object({
    type: z.literal('targetMoved'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    targets: z.array(z.object({ price: money, share: z.number() })),
    why: z.string(),
    who,
    on: actedOn,
  }),
  z.object({
    type: z.literal('exitAsked'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    quantity: money,
    why: z.enum(exitReasons),
    who,
    on: actedOn,
  }),
  /** A part that the venue will not take: too small, say. The position stays as it is. */
  z.object({ type: z.literal('exitDropped'), at, position: z.number().int(), symbol: z.string(), says: z.string() }),
  z.object({
    type: z.literal('positionClosed'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    direction,
    strategy: z.string(),
    why: z.enum(exitReasons),
    quantity: money,
    entry: money,
    exit: money,
    /** Net of all fees, with funding, quote currency. */
    profit: money,
    fees: money,
    /** Received less paid; absent where there was none. */
    funding: money.optional(),
    /** Profit over the risk taken at entry. */
    r: z.number(),
    openedAt: at,
    /** The decision that it comes of, with which the other leg of a pair shares one trade; older logs leave it out. */
    decision: z.string().optional(),
    /** The risk taken at entry, quote currency; older logs leave it out. */
    risk: money.optional(),
  }),

  // Switches and halts.
  z.object({ type: z.literal('paused'), at, who, why: z.string(), until: at.optional() }),
  z.object({ type: z.literal('resumed'), at, who, why: z.string() }),
  z.object({
    type: z.literal('halted'),
    at,
    halt: z.string(),
    blocks: z.string(),
    ends: z.string(),
    until: at.optional(),
    says: z.string(),
  }),
  z.object({ type: z.literal('haltLifted'), at, halt: z.string(), who, says: z.string() }),
  z.object({
    type: z.literal('symbolSwitched'),
    at,
    symbol: z.string(),
    allowed: z.boolean(),
    who,
    until: at.optional(),
    ended: z.boolean().optional(),
  }),
  z.object({ type: z.literal('watched'), at, symbol: z.string(), on: z.boolean(), who }),
  z.object({
    type: z.literal('priceAlert'),
    at,
    id: z.string(),
    symbol: z.string(),
    price: money,
    /** Where the price stood when it was set: the side from which it is reached. */
    last: money.optional(),
    state: z.enum(['set', 'reached', 'canceled']),
    who,
  }),
  z.object({
    type: z.literal('riskGraded'),
    at,
    position: z.number().int(),
    symbol: z.string(),
    grade: z.enum(['low', 'medium', 'high', 'critical']),
    value: z.number(),
    says: z.string(),
  }),
  /**
   * What is held is larger by now than the cap it was let in under, or two symbols have become one bet; `over` is false when it is well
   * below again.
   */
  z.object({
    type: z.literal('outgrown'),
    at,
    limit: z.enum(['position size', 'max notional', 'correlation', 'gross exposure', 'sector exposure']),
    positions: z.array(z.number().int()),
    symbols: z.array(z.string()),
    /** Of the sector exposure alone. */
    sector: z.string().optional(),
    /** A share of equity, an amount of quote currency, or a correlation; and the bound in the same. */
    value: z.number(),
    bound: z.number(),
    over: z.boolean(),
    says: z.string(),
  }),
  z.object({
    type: z.literal('riskUsed'),
    at,
    limit: z.enum(['daily loss', 'drawdown']),
    used: z.number(),
    level: z.number(),
    says: z.string(),
  }),

  // People and messages.
  /**
   * Where it came by a chat, `place` is that chat, since what a line does can hang on it, and `update` the platform's own id of what
   * was said: the same one never counts twice.
   */
  z.object({
    type: z.literal('command'),
    at,
    who,
    line: z.string(),
    update: z.string().optional(),
    place: z.string().optional(),
  }),
  /** Somebody is put on the list, given another role or, with `none`, taken off it. */
  z.object({
    type: z.literal('person'),
    at,
    person: z.string(),
    name: z.string(),
    role: z.enum(['none', ...ROLES]),
    who,
    /** They are there by roles of the Discord server that this account was last seen to hold; absent where it is done by hand. */
    held: z.object({ account: z.string(), roles: z.array(z.string()) }).optional(),
  }),
  /** Whoever holds a role of the Discord server, by its numeric id, has this role of the desk; with `none`, no more. */
  z.object({ type: z.literal('guildRole'), at, guildRole: z.string(), gives: z.enum(['none', ...GIVEN_ROLES]), who }),
  /** An account on a chat platform begins or ceases to speak for a person. */
  z.object({ type: z.literal('linked'), at, person: z.string(), account: z.string(), on: z.boolean(), who }),
  /** How a chat wants to be told of things; what is left out stays as it is, a preset forgets the single wishes. */
  z.object({
    type: z.literal('notices'),
    at,
    place: z.string(),
    who,
    preset: z.enum(PRESETS).optional(),
    alert: z.string().optional(),
    loudness: z.enum(LOUDNESSES).optional(),
    /** Minutes of the UTC day; the same twice ends the quiet hours. */
    quiet: z.object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439) }).optional(),
    digest: z.boolean().optional(),
    /** Whether amounts are shown there. */
    money: z.boolean().optional(),
    /** In which language cards and alerts are told there. */
    language: z.enum(LANGUAGES).optional(),
  }),
  /** On one platform a kind of message is sent to a place of its own; without a place, to the configured one again. */
  z.object({
    type: z.literal('mapped'),
    at,
    platform: z.string(),
    kind: z.enum(MESSAGE_KINDS),
    place: z.string().optional(),
    who,
  }),
  /** A platform has given a chat a new name, `from` and `to` as places: the desk goes on knowing it, and its topics, by the old one. */
  z.object({ type: z.literal('placeMoved'), at, from: z.string(), to: z.string() }),
  /** The connection to a chat platform has changed, and the change has stood for a moment. */
  z.object({ type: z.literal('chat'), at, platform: z.string(), state: z.enum(['ok', 'degraded', 'down']), says: z.string() }),
  /** A message in a chat that must not outlive its process as it is: with a secret it is taken away, buttons are taken off it. */
  z.object({
    type: z.literal('leftover'),
    at,
    place: z.string(),
    message: z.string(),
    holds: z.enum(['secret', 'buttons']),
    state: z.enum(['shown', 'gone']),
  }),
  /** The time zone in which times are shown to a person. */
  z.object({ type: z.literal('zone'), at, person: z.string(), zone: z.string() }),
  /** One-time codes are set up, or wrong ones have locked them. */
  z.object({ type: z.literal('secondFactor'), at, person: z.string(), state: z.enum(['set', 'locked']), who }),
  /** What had no effect: written by strangers, or by anybody but not as an order of their own. A row counts since the one before. */
  z.object({
    type: z.literal('ignored'),
    at,
    account: z.string(),
    name: z.string(),
    why: z.enum(['stranger', 'secondhand']),
    count: z.number().int(),
  }),
  /** Somebody wants to see how alerts come: one by its name, or every kind. */
  z.object({ type: z.literal('tested'), at, who, alert: z.string().optional() }),
  z.object({ type: z.literal('report'), at, day: z.string(), reply: replyTextSchema }),
  z.object({
    type: z.literal('alert'),
    at,
    id: z.string(),
    alert: z.string(),
    severity: z.enum(severities),
    topic: z.string(),
    reply: replyTextSchema,
    ...alertData,
    /** The same without amounts, for chats that hide them; where there was none when it was told, it is absent. */
    withoutMoney: replyTextSchema.optional(),
  }),
] as const;

export const eventSchema = z.discriminatedUnion('type', schemas);

export type DeskEvent = DeepReadonly<z.infer<typeof eventSchema>>;
export type EventType = DeskEvent['type'];
/** The event of one type. */
export type EventOf<T extends EventType> = Extract<DeskEvent, { type: T }>;

const RUN_TYPES: ReadonlySet<EventType> = new Set(['started', 'recovered', 'stopped', 'logAccepted']);

/** Begins the id of an alert about the process itself. */
export const RUN_ALERT = 'R';

/** Rows that tell of the process and not of the account; two runs of one replay may differ in these alone. */
export const isRunRow = (event: DeskEvent): boolean =>
  RUN_TYPES.has(event.type) || (event.type === 'alert' && event.id.startsWith(RUN_ALERT));
