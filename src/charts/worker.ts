import { parentPort } from 'node:worker_threads';
import { messageOf } from '../core/facts/messageOf.ts';
import type { Picture } from '../core/reply/picture.ts';
import { drawPng } from './draw.ts';

/** What the thread answers to each picture: the PNG, or why there is none. */
export type Drawing = { readonly png: Uint8Array<ArrayBuffer> } | { readonly failed: string };

parentPort?.on('message', (picture: Picture) => {
  try {
    // A copy of its own can be handed over; the renderer's memory cannot.
    const png = Uint8Array.from(drawPng(picture));
    parentPort?.postMessage({ png } satisfies Drawing, [png.buffer]);
  } catch (error) {
    parentPort?.postMessage({ failed: messageOf(error) } satisfies Drawing, []);
  }
});
