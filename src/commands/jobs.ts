import { defineCommand } from '../core/desk/command.ts';
import { numberText } from '../core/reply/format.ts';
import { durationText } from '../core/time.ts';

export const jobs = defineCommand({
  name: 'jobs',
  aliases: ['cron'],
  about: 'the jobs: how often they ran, how long they took',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => desk.jobs(),
  show: (all, desk) => ({
    title: `${all.length} jobs (UTC)`,
    lines: all.map((job) => {
      const last = job.lastAt === undefined ? 'not yet' : `${durationText(desk.now() - job.lastAt)} ago`;
      const next = job.nextAt === undefined ? '' : ` · next in ${durationText(job.nextAt - desk.now())}`;
      const trouble = `${job.failures > 0 ? ` · ${job.failures} failed` : ''}${job.missed > 0 ? ` · ${job.missed} missed` : ''}`;
      return `${job.name} ${numberText(job.runs, 0)} runs · ${last}${next} · ${numberText(job.meanTook, 2)} ms${trouble}`;
    }),
  }),
});
