import { z } from 'zod';
import { STORIES, subjectsOf } from '../../core/facts/subjects.ts';
import { defineProjection } from './projection.ts';
import { defineTable } from './table.ts';

/** Which events speak of a symbol or a position: a history of one is found without a look at any other. */
export const mention = defineTable('mention', { about: z.string(), type: z.string(), seq: z.int(), at: z.int() }, [
  'about',
  'type',
  'seq',
  'at',
]);

export const mentions = defineProjection({
  name: 'mentions',
  version: 1,
  on: STORIES,
  tables: [mention],
  state: z.object({}),
  start: {},
  step: (state, event, seq) => ({
    state,
    rows: subjectsOf(event).map((about) => mention.write({ about, type: event.type, seq, at: event.at })),
  }),
});
