import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';

export const health = defineCommand({
  name: 'health',
  aliases: ['ping'],
  about: 'every component and how it is',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: (_args, desk) => desk.health(),
  result: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'degraded', 'down']), says: z.string() })),
  show: (components) => ({
    title: components.every((one) => one.state === 'ok') ? 'All well' : 'Not all well',
    lines: components.map((one) => `${one.state === 'ok' ? '✓' : one.state === 'degraded' ? '!' : '✗'} ${one.name}: ${one.says}`),
  }),
});
