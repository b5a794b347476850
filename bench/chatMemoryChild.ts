import { BOT_API_RATES } from '../src/bots/telegram/pace.ts';
import { tidy } from './measure.ts';

/** Loaded in front of a desk whose memory is measured: it tells how much it holds when it is asked. */

// What stands in a chat for months is sent here in minutes, which the Bot API's own rates would not allow.
for (const rate of [BOT_API_RATES.all, BOT_API_RATES.private, BOT_API_RATES.group]) Object.assign(rate, { interval: 0 });

process.on('message', () => {
  const { rss } = process.memoryUsage();
  tidy();
  process.send?.({ rss, heap: process.memoryUsage().heapUsed });
});
// Nobody waits for a question that may never come.
process.channel?.unref();
