import { expect, it } from 'vitest';
import { logs } from '../../src/commands/logs.ts';
import { textInZone } from '../../src/core/reply/inZone.ts';
import { playedDesk } from './desk.ts';

const line = (level: string, details: object): string => `[2026-11-30 14:59:21] ${level}: paused ${JSON.stringify({ details })}`;

it('a log is shown with its moments as people read them, in their zone, and with its details spelled out', async () => {
  const { desk } = (await playedDesk(0)).trader;
  const lines = [
    line('INFO', { at: 1_704_067_200_000, who: 'terminal', until: 1_704_074_400_000, market: '2024-01-01T00:00:00Z' }),
    line('ERROR', { error: 'no answer', tries: 3 }),
    'a line of another program',
  ];
  const shown = logs.draw({ log: 'bot', lines }, desk).lines;
  expect(shown).toEqual([
    '2026-11-30 14:59 UTC paused · who terminal · until 2024-01-01 02:00 UTC · market 2024-01-01 00:00 UTC',
    '2026-11-30 14:59 UTC ERROR: paused · error no answer · tries 3',
    'a line of another program',
  ]);
  expect(textInZone(shown[0] ?? '', 'Europe/Rome', 0)).toBe(
    '2026-11-30 15:59 Rome paused · who terminal · until 2024-01-01 03:00 Rome · market 2024-01-01 01:00 Rome',
  );
});
