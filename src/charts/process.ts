import process from 'node:process';
import { messageOf } from '../core/facts/messageOf.ts';
import type { Picture } from '../core/reply/picture.ts';

/** What the process answers to each picture: the PNG, or why there is none. */
export type Drawing = { readonly png: Uint8Array } | { readonly failed: string };

// What is meant for the desk may reach its whole group. The desk ends this process itself, and where it is killed the channel ends, which
// is all that keeps this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const drawn = async (picture: Picture): Promise<Drawing> => {
  try {
    const { drawPng } = await import('./draw.ts');
    return { png: drawPng(picture) };
  } catch (error) {
    return { failed: messageOf(error) };
  }
};

process.on('message', (picture: Picture) => {
  // Whoever asked may be gone.
  void drawn(picture).then((drawing) => process.send?.(drawing, () => undefined));
});
