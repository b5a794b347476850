import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { figure } from '../core/desk/wire.ts';
import { at } from '../core/facts/vocabulary.ts';
import { numberText } from '../core/reply/format.ts';
import { durationText } from '../core/time.ts';

export const jobs = defineCommand({
  name: 'jobs',
  aliases: ['cron'],
  about: 'the jobs: how often they ran, how long they took',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({ now: desk.now(), jobs: desk.jobs() }),
  result: z.object({
    now: at,
    jobs: z.array(
      z.object({
        name: z.string(),
        about: z.string(),
        cron: z.string(),
        runs: z.number().int(),
        failures: z.number().int(),
        missed: z.number().int(),
        lastAt: at.optional(),
        nextAt: at.optional(),
        /** Wall-clock ms. */
        lastTook: figure,
        meanTook: figure,
      }),
    ),
  }),
  show: ({ now, jobs: all }) => ({
    title: `${all.length} jobs (UTC)`,
    lines: all.map((job) => {
      const last = job.lastAt === undefined ? 'not yet' : `${durationText(now - job.lastAt)} ago`;
      const next = job.nextAt === undefined ? '' : ` · next in ${durationText(job.nextAt - now)}`;
      const trouble = `${job.failures > 0 ? ` · ${job.failures} failed` : ''}${job.missed > 0 ? ` · ${job.missed} missed` : ''}`;
      return `${job.name} ${numberText(job.runs, 0)} runs · ${last}${next} · ${numberText(job.meanTook, 2)} ms${trouble}`;
    }),
  }),
});
