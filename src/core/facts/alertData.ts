import { z } from 'zod';
import { MESSAGE_KINDS } from './messageKinds.ts';

/** What a button under an alert does; to what, the alert's `about` says. */
export const ALERT_BUTTONS = [
  'approve',
  'halve',
  'details',
  'reject',
  'close',
  'reduce',
  'breakEven',
  'position',
  'why',
  'chart',
  'today',
  'pause',
  'positions',
  'risk',
  'orders',
  'status',
  'week',
  'trades',
  'whyNot',
] as const;
export type AlertButton = (typeof ALERT_BUTTONS)[number];

/** What a card that waits for an answer offers. A dangerous button never stands beside the one that approves: two a row. */
export const ANSWERS: readonly AlertButton[] = ['approve', 'halve', 'details', 'reject'];

/** What can be done with a position that is open. */
export const ON_POSITION: readonly AlertButton[] = ['close', 'reduce', 'breakEven', 'position'];

const yes = z.literal(true).optional();
const says = z.enum(['title', 'titleAndResult']);

/** What a stored alert says of itself besides its words, so that whoever delivers it needs to know no alert by name. */
export const alertData = {
  /** The system's where it is left out. */
  kind: z.enum(MESSAGE_KINDS).optional(),
  /** What it tells of. */
  about: z
    .object({
      symbol: z.string().optional(),
      position: z.number().int().optional(),
      proposal: z.string().optional(),
      /** Whom it is for, by id: it comes to their private chat where they have one on the platform. */
      person: z.string().optional(),
      /** The chat platform whose connection it tells of. */
      platform: z.string().optional(),
    })
    .optional(),
  /** What it offers; a button whose position is no longer open, or whose proposal no longer waits, is not shown. */
  buttons: z.array(z.enum(ALERT_BUTTONS)).readonly().optional(),
  /** The candles of its symbol, with the prices of its proposal's plan, or the equity between two moments. */
  picture: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('candles') }),
      z.object({ kind: z.literal('plan') }),
      z.object({ kind: z.literal('equity'), title: z.string(), from: z.number(), to: z.number() }),
    ])
    .optional(),
  /** The topic of the card whose story it goes on with. */
  follows: z.string().optional(),
  /** The topics of the cards that end with it, and which of its words say there what became of them. */
  ends: z.object({ cards: z.array(z.string()).readonly(), says }).optional(),
  /**
   * The topics of the cards that it adds a line to, in such words; a `passing` one stands until the next line comes, and where it `renews`
   * them its first line takes the place of their last.
   */
  adds: z.object({ cards: z.array(z.string()).readonly(), says, passing: yes, renews: yes }).optional(),
  /** Its cards tell it; it is a message of its own only where a chat has asked for it by name. */
  edits: yes,
  /** Told in the thread of its position, where a platform has threads. */
  thread: yes,
  /** Waits behind no answers, and calls those who may answer; what is critical is urgent without it. */
  urgent: yes,
  /** Comes so often that a chat in peace goes without it. */
  frequent: yes,
  /** The terminal tells the event itself, in one line or in its closing report. */
  narrated: yes,
  /** Nothing has happened: its card follows no other, ends none and has no buttons. */
  test: yes,
};
