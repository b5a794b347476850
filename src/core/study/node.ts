import type { GrowingBars, GrowingColumn } from '../market/bars.ts';
import type { Advance, AnyPlug, Detector, Finding, PlugFailure, Series } from './plug.ts';

/** One series, and the end of its bars when the study was last advanced: up to there, whoever asks late is served at once. */
export type Line = { readonly bars: GrowingBars; readonly series: Series; studied: number };

/** No bar: the largest small integer, so that the loop over nodes never leaves integers. */
export const NEVER = 2 ** 30 - 1;

/** One plug with one set of parameters on one series, or a view of one on another series' bars. */
export type Node = {
  readonly key: string;
  readonly plug: object;
  readonly name: string;
  readonly file: string | undefined;
  readonly within: ((work: () => void) => void) | undefined;
  readonly line: Line;
  readonly bars: GrowingBars;
  readonly columns: Readonly<Record<string, GrowingColumn>>;
  readonly written: readonly GrowingColumn[];
  readonly inputs: readonly Node[];
  readonly warmup: number;
  readonly memory: number;
  /** One past the last bar worked out. */
  done: number;
  /** Bars before this have room in every column. */
  room: number;
  /** Bars from this on stay NaN: it failed there, or an input did. */
  limit: number;
  failure: PlugFailure | undefined;
  advance: Advance;
  readonly findings: readonly Finding[] | undefined;
  readonly explain: ((i: number) => readonly string[]) | undefined;
  /** A fresh start on the same columns, to find the bar at which a longer advance threw. */
  readonly restart: (() => Advance) | undefined;
};

/** Columns are made from the plug's own fields and findings by its own start, so the plug's identity proves their types. */
export const madeBy = <P, F extends string>(
  node: Node,
  plug: AnyPlug<P, F>,
): node is Node & { readonly columns: Readonly<Record<F, GrowingColumn>> } => node.plug === plug;
export const foundBy = <P, F extends string, X extends Finding>(
  node: Node,
  detector: Detector<P, F, X>,
): node is Node & { readonly findings: readonly X[] } => node.plug === detector && node.findings !== undefined;

export const sorted = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export function parse<P, F extends string>(plug: AnyPlug<P, F>, params: P): P {
  const parsed = plug.params.safeParse(params);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'parameters'}: ${issue.message}`).join('; ');
  throw new RangeError(`${plug.name} refuses its parameters ${JSON.stringify(params)}: ${wrong}`);
}

export const makeRoom = (node: Node, to: number): number => {
  let room = Number.POSITIVE_INFINITY;
  for (const column of node.written) room = Math.min(room, column.reserve(to));
  return room;
};

export const hasFields = <F extends string>(
  columns: object,
  fields: readonly F[],
): columns is Readonly<Record<F, GrowingColumn>> => fields.length > 0 && fields.every((field) => field in columns);
export const hasFindings = (made: object): made is { readonly findings: readonly Finding[] } => 'findings' in made;
export const hasWords = (made: object): made is { explain(i: number): readonly string[] } => 'explain' in made;
