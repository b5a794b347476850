import type { StopExit } from './judge.ts';

/** Every exit by a stop against its trigger and the bar it filled in, as lines of text; slip is against the worse of the two, for us. */
export function slippageTable(exits: readonly (StopExit & { readonly open: number })[]): readonly string[] {
  const rows = exits.map(({ at, symbol, direction, stop, open, fill }) => {
    const due = direction === 'long' ? Math.min(stop, open) : Math.max(stop, open);
    const slip = ((direction === 'long' ? due - fill : fill - due) / due) * 100;
    const gap = ((direction === 'long' ? stop - fill : fill - stop) / stop) * 100;
    return [
      new Date(at).toISOString().slice(0, 16),
      symbol,
      direction,
      `${stop}`,
      `${open}`,
      `${fill}`,
      `${slip.toFixed(3)} %`,
      `${gap.toFixed(3)} %`,
    ];
  });
  const table = [['filled at', 'symbol', 'side', 'stop', 'bar open', 'fill', 'slip', 'from stop'], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  return table.map((row) =>
    row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}
