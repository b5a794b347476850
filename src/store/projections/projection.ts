import { z } from 'zod';
import type { DeskEvent, EventType } from '../../core/facts/events.ts';
import type { ModelTable, Written } from './table.ts';

/** What one event adds. */
type Step<S> = { readonly state: S; readonly rows: readonly Written[] };

type ProjectionSpec<S, T extends EventType> = {
  readonly name: string;
  /** Raised when its rows are to be made anew from the whole log. */
  readonly version: number;
  readonly on: readonly T[];
  /** No two projections write into the same. */
  readonly tables: readonly ModelTable[];
  /** How its state is kept as JSON. */
  readonly state: z.ZodType<S>;
  readonly start: S;
  /** Hangs on nothing but its arguments: as events come and years later it makes the same rows of them. */
  readonly step: (state: S, event: Extract<DeskEvent, { type: T }>, seq: number) => Step<S>;
};

/** How far a projection has been folded. */
export type Folding = {
  /** One event further; the same standing where the event is none of its own. */
  after(event: DeskEvent, seq: number): { readonly standing: Folding; readonly rows: readonly Written[] };
  /** Where nothing of its own was found up to there. */
  passed(seq: number): Folding;
  /** The newest event that it has taken, or that it need not be asked of. */
  readonly seq: number;
  /** Its state as JSON. */
  text(): string;
};

/** A read model: rows that are folded from events and can be made from them again. Its state is sealed inside. */
export type Projection = Pick<ProjectionSpec<unknown, EventType>, 'name' | 'version' | 'on' | 'tables'> & {
  /** Where nothing has happened yet. */
  readonly start: Folding;
  /** Where it stood when `text` was kept. */
  standing(seq: number, text: string): Folding;
};

/** Seals a projection's state and events, so that all projections fit one list. */
export function defineProjection<S, T extends EventType>(spec: ProjectionSpec<S, T>): Projection {
  const { name, version, on, tables, state: schema, start, step } = spec;
  const own: ReadonlySet<EventType> = new Set(on);
  const isOwn = (event: DeskEvent): event is Extract<DeskEvent, { type: T }> => own.has(event.type);
  const standing = (seq: number, state: S): Folding => {
    const same: Folding = {
      seq,
      after(event, at) {
        if (!isOwn(event)) return { standing: same, rows: [] };
        const next = step(state, event, at);
        return { standing: standing(at, next.state), rows: next.rows };
      },
      passed: (to) => standing(to, state),
      text: () => JSON.stringify(z.encode(schema, state)),
    };
    return same;
  };
  return {
    name,
    version,
    on,
    tables,
    start: standing(0, start),
    standing: (seq, text) => standing(seq, schema.parse(JSON.parse(text))),
  };
}
