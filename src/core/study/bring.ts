import { EndlessError } from './endlessError.ts';
import { makeRoom, type Node } from './node.ts';
import type { PlugFailure } from './plug.ts';

/** Bars a plug advances by at most in one call. One call over years of history would stay in code that the engine has not optimised. */
const BLOCK = 2048;

/**
 * Advances the nodes of a study over the bars that have come, and silences those that fail. `order` has inputs before those that read
 * them; `own` has those of a user's own in the same order. Both grow and are emptied by the study.
 */
export function createBringing(order: readonly Node[], own: readonly Node[], onFailure: (failure: PlugFailure) => void) {
  /** Silences a node from bar `from` on, and with it what reads its columns. Views look at their source's limit themselves. */
  const stop = (node: Node, from: number, failure: PlugFailure | undefined): void => {
    if (from >= node.limit) return;
    node.limit = from;
    node.failure = failure;
    for (const column of node.written) column.clear(from);
    for (const reader of order) if (reader.bars === node.bars && reader.inputs.includes(node)) stop(reader, from, failure);
  };

  const run = (node: Node, work: () => void): void => (node.within === undefined ? work() : node.within(work));

  const fail = (node: Node, error: unknown): void => {
    const to = node.bars.end;
    let bar = node.done;
    // One bar at a time from the start gives the very bar, so that what came before it in this advance still counts.
    if (to - bar > 1 && node.bars.first === 0 && node.restart !== undefined && !(error instanceof EndlessError)) {
      const { restart } = node;
      let i = 0;
      try {
        run(node, () => {
          const again = restart();
          for (; i < to; i++) again(i, i + 1);
        });
      } catch (later) {
        if (!(later instanceof EndlessError)) bar = i;
      }
    }
    node.done = bar;
    const { symbol, timeframe, time } = node.bars;
    const failure = { plug: node.name, file: node.file, symbol, timeframe, bar, time: time.at(bar), error };
    stop(node, bar, failure);
    onFailure(failure);
  };

  /** Brings the nodes from place `from` on up to the newest bar; `late`: to where whoever asked before them stands. */
  const bring = (from: number, late: boolean): void => {
    let n = from;
    while (n < order.length) {
      try {
        for (; n < order.length; n++) {
          const node = order[n];
          if (node === undefined) break;
          if (node.within !== undefined) continue;
          const end = late ? node.line.studied : node.bars.end;
          const to = end < node.limit ? end : node.limit;
          if (node.done >= to) continue;
          if (to > node.room) node.room = makeRoom(node, to);
          while (node.done < to) {
            const next = to - node.done > BLOCK ? node.done + BLOCK : to;
            node.advance(node.done, next);
            node.done = next;
          }
        }
      } catch (error) {
        const node = order[n];
        if (node !== undefined) fail(node, error);
        n += 1;
      }
    }
    if (own.length > 0) bringOwn(late);
  };

  /** The same for what is a user's own, which nothing of the desk's reads: so many bars at a time within one deadline. */
  const bringOwn = (late: boolean): void => {
    const endOf = (node: Node): number => Math.min(late ? node.line.studied : node.bars.end, node.limit);
    let n = 0;
    const some = (): void => {
      let left = BLOCK;
      for (; n < own.length && left > 0; n++) {
        const node = own[n];
        if (node === undefined) break;
        const to = endOf(node);
        if (to > node.room && node.done < to) node.room = makeRoom(node, to);
        while (node.done < to) {
          if (left === 0) return;
          const next = Math.min(to, node.done + left);
          node.advance(node.done, next);
          left -= next - node.done;
          node.done = next;
        }
      }
    };
    while (n < own.length) {
      const node = own[n];
      if (node === undefined) break;
      if (node.done >= endOf(node)) {
        n += 1;
        continue;
      }
      try {
        run(node, some);
      } catch (error) {
        const failed = own[n];
        if (failed !== undefined) fail(failed, error);
        n += 1;
      }
    }
  };

  return { bring, stop };
}
