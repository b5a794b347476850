import { planCard } from '../../src/core/alerts/card.ts';
import { ODDITIES } from '../../src/core/approval/oddities/list.ts';
import { DESK } from '../../src/core/state/position.ts';
import { MINUTE } from '../../src/core/time.ts';
import { desk } from '../../tests/core/alerts/cards.ts';
import { NOW, oddOf, PLANTED, type Scene, sound } from '../../tests/core/approval/oddities/planted.ts';
import { soundScenes } from '../../tests/core/approval/oddities/soundScenes.ts';
import type { AskFigure } from './figures.ts';

/** A card as a chat shows it. */
function shown(scene: Scene): string {
  const { title, lines } = planCard(
    {
      id: 'A12',
      plan: scene.plan ?? sound(),
      receipt: scene.receipt,
      odd: oddOf(scene),
      by: DESK,
      people: undefined,
      answerBy: NOW + 5 * MINUTE,
      now: NOW,
    },
    desk(),
  );
  return [title, ...lines].join('\n');
}

/** Whether a card says that something is odd. */
const isFlagged = (card: string): boolean => card.includes('⚠');

/** What cards with planted faults, one of each kind, and sound ones show, and what comes of it where somebody says no at a flag and else yes. */
export function readerFigures(): readonly AskFigure[] {
  const bad = ODDITIES.flatMap(({ name }) => PLANTED.find(({ kind }) => kind === name) ?? []);
  const named = bad.filter((scene) => oddOf(scene).some(({ name, says }) => name === scene.kind && shown(scene).includes(says)));
  const healthy = soundScenes(500, 7);
  const flagged = healthy.filter((scene) => isFlagged(shown(scene)));
  const passed = bad.filter((scene) => !isFlagged(shown(scene)));
  const good = soundScenes(180, 8).filter((scene) => !isFlagged(shown(scene)));
  return [
    { what: 'planted faults named on the card, of 20 kinds', figure: named.length, least: 19 },
    { what: 'sound cards flagged, of 500', figure: flagged.length / healthy.length, goal: 0.05, digits: 1, share: true },
    { what: 'no at a flag: 20 bad cards, let through', figure: passed.length, goal: 1 },
    { what: 'no at a flag: 180 sound cards, approved', figure: good.length, least: 171 },
  ];
}
