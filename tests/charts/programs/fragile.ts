import { parentPort } from 'node:worker_threads';
import type { Picture } from '../../../src/core/reply/picture.ts';

/** Stands in for the thread that draws, and does what a picture's title says. */
parentPort?.on('message', ({ title }: Picture) => {
  if (title === 'dies') process.exit(3);
  if (title === 'throws') throw new Error('not my day');
  if (title === 'hangs') for (;;);
  if (title === 'fails') parentPort?.postMessage({ failed: 'a picture that cannot be' }, []);
  else parentPort?.postMessage({ png: new TextEncoder().encode(title) }, []);
});
