import { numberText } from '../../core/reply/format.ts';
import { type Ms, SECOND } from '../../core/time.ts';
import type { RebuildProgress } from './models.ts';

/** Says how far the making anew of a read model is, at most once a second; `now` is the wall clock. */
export function rebuildNotes(note: (text: string) => void, now: () => Ms): RebuildProgress {
  let told = now();
  return (name, seq, of) => {
    if (now() - told < SECOND) return;
    told = now();
    note(`The read model ${name} is made anew: ${numberText(seq, 0)} of ${numberText(of, 0)} events`);
  };
}
