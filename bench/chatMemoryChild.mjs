import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

// Loaded into a desk whose memory is measured, in front of the program: asked by a signal it tells, as a line of output, what its heap
// holds after a collection. Plain JavaScript, and what else it needs comes from the compile cache: the stripper of types would be
// measured along.
module.enableCompileCache(join(tmpdir(), 'node-compile-cache'));
const [{ BOT_API_RATES }, { tidy }] = await Promise.all([import('../src/bots/telegram/pace.ts'), import('./measure.ts')]);

// What stands in a chat for months is sent here in minutes, which the Bot API's own rates would not allow.
for (const rate of [BOT_API_RATES.all, BOT_API_RATES.private, BOT_API_RATES.group]) Object.assign(rate, { interval: 0 });

process.on('SIGUSR2', () => {
  tidy();
  process.stdout.write(`${JSON.stringify({ type: 'heap', bytes: process.memoryUsage().heapUsed })}\n`);
});
