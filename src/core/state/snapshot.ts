import type { Snapshot } from '../facts/eventLog.ts';
import { type Order, ordersFrom } from './orders.ts';
import { emptyState, type MutableState } from './state.ts';

/**
 * The form in which a state is kept. Raise it with every change of what a state holds: what an older program has kept is then passed
 * over, and the log is read from its beginning once. A test holds the shape that belongs to it.
 */
export const STATE_FORM = 24;

/** A state as JSON has it: the views on the orders are made anew. */
type Kept = Omit<MutableState, 'orders'> & {
  readonly orders: { readonly all: readonly Order[]; readonly working: readonly string[] };
};

/** JSON has no bigint, map or set: each is an object with one of these keys, which no fact has. */
const [BIGINT, MAP, SET] = ['$bigint', '$map', '$set'] as const;

const written = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return { [BIGINT]: String(value) };
  if (value instanceof Map) return { [MAP]: [...value] };
  if (value instanceof Set) return { [SET]: [...value] };
  return value;
};

const isPair = (value: unknown): value is readonly [unknown, unknown] => Array.isArray(value) && value.length === 2;

const read = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (BIGINT in value && typeof value[BIGINT] === 'string') return BigInt(value[BIGINT]);
  if (MAP in value && Array.isArray(value[MAP])) return new Map(value[MAP].filter(isPair));
  if (SET in value && Array.isArray(value[SET])) return new Set(value[SET]);
  return value;
};

/** What a log adds up to, to be kept beside it. */
export function snapshotOf(state: MutableState, step: number | undefined): Snapshot {
  const { all, working } = state.orders;
  const kept: Kept = { ...state, orders: { all: [...all.values()], working: [...working.keys()] } };
  return { version: STATE_FORM, step: step ?? null, body: JSON.stringify(kept, written) };
}

/** The state that was kept; undefined for one of another form, which is to be made anew from the log. */
export function stateOf({ version, body }: Pick<Snapshot, 'version' | 'body'>): MutableState | undefined {
  if (version !== STATE_FORM) return undefined;
  const kept: unknown = JSON.parse(body, read);
  return isKept(kept) ? { ...emptyState(), ...kept, orders: ordersFrom(kept.orders) } : undefined;
}

/** Whoever reads it has made sure that it is what this form's program wrote; its fields are looked for all the same. */
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(emptyState()).every(([key, usual]) => usual === undefined || key in value);
