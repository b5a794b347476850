import { expect } from 'vitest';
import type { EventOf } from '../../../src/core/facts/events.ts';
import type { Role } from '../../../src/core/facts/roles.ts';
import { heard } from '../../../src/core/state/hearing.ts';
import { HOUR, MINUTE, type Ms } from '../../../src/core/time.ts';
import type { ApprovalDesk } from '../../support/approvalDesk.ts';
import { sampleOf } from '../../support/sampleAlerts.ts';

/** What the model of approval knows of who is there. */
export type Attending = {
  readonly roles: Map<string, Role>;
  /** In which minutes of their own day each is away. */
  readonly aways: Map<string, { readonly from: number; readonly to: number; readonly means: Means }>;
  /** What the grants of whom is away have left, by id; a restart forgets none of it. */
  readonly grants: Map<string, { readonly who: string; readonly each: number; left: number; over: boolean }>;
};

/** What no answer means; a grant of so many entries of so much each. */
export type Means = { readonly delegate?: string; readonly each?: number; readonly count?: number };

/** A grant is what its giver wrote for hours that they are in, and they may approve. */
export function judgeBeginning(model: Attending, { person, grant, at }: EventOf<'awayBegan'>, may: boolean): void {
  expect(isAway(model, person, at), 'hours begin in them').toBe(true);
  if (grant === undefined) return;
  const { each, count } = model.aways.get(person)?.means ?? {};
  expect(each !== undefined && count !== undefined && may, 'a grant was written by whom may approve').toBe(true);
  model.grants.set(grant, { who: person, each: each ?? 0, left: count ?? 0, over: false });
}

/** What enters under a grant is inside of what was written, in the hours, and by the leave of somebody who may still approve. */
export function judgeCovered(
  model: Attending,
  { grant: id = '', at }: EventOf<'cleared'>,
  notional: number,
  may: (who: string) => boolean,
): void {
  const grant = model.grants.get(id);
  expect(grant?.over, 'a grant stands').toBe(false);
  if (grant === undefined) return;
  expect(isAway(model, grant.who, at), 'its giver is away').toBe(true);
  expect(may(grant.who), 'its giver may approve').toBe(true);
  expect(notional, 'no more than each').toBeLessThanOrEqual(grant.each);
  expect(grant.left, 'no more than so many').toBeGreaterThan(0);
  grant.left -= 1;
}

export const mayAnswer = (model: Pick<Attending, 'roles'>, id: string): boolean =>
  ['approver', 'admin'].includes(model.roles.get(id) ?? 'viewer');

/** Clocks of January, by how many hours they are ahead of UTC. */
export const ZONES = { p1: ['Europe/Berlin', 1], p2: ['America/New_York', -5], p3: ['UTC', 0] } as const;
export const AHEAD: Readonly<Record<string, number>> = { terminal: 0, p1: ZONES.p1[1], p2: ZONES.p2[1], p3: ZONES.p3[1] };

export const chatOf = (id: string): string => `telegram:${id.slice(1)}`;

function isAway(model: Attending, id: string, at: Ms): boolean {
  const hours = model.aways.get(id);
  if (hours === undefined) return false;
  const minute = Math.floor((at + (AHEAD[id] ?? 0) * HOUR) / MINUTE) % 1_440;
  return hours.from < hours.to ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to;
}

/** Whether anybody who may answer is there; an admin may be the one who sits at the terminal. */
export function isAnybodyThere(model: Attending, at: Ms): boolean {
  const able = [...model.roles.keys()].filter((id) => mayAnswer(model, id));
  const hasAdmin = able.some((id) => id !== 'terminal' && model.roles.get(id) === 'admin');
  return able.some((id) => (id !== 'terminal' || !hasAdmin) && !isAway(model, id, at));
}

/** An ask makes a sound for nobody who is away: not in their own chat, nor in one that they read with others. */
export function judgeSound(model: Attending, desk: ApprovalDesk, { at, proposal }: EventOf<'proposed'>): void {
  const alert = sampleOf('proposed', `proposal ${proposal}`, at);
  const silent = [...model.roles.keys()].filter((id) => id !== 'terminal' && isAway(model, id, at));
  const loud = (place: string): readonly string[] => {
    const { loudness, besides } = heard(alert, place, desk.state, at);
    return [...(loudness === 'on' ? [place] : []), ...besides.flatMap((one) => (one.silent ? [] : [one.place]))];
  };
  for (const id of silent) {
    const delegate = model.aways.get(id)?.means.delegate ?? 'terminal';
    const stands = delegate !== 'terminal' && mayAnswer(model, delegate) && !isAway(model, delegate, at);
    expect(loud(chatOf(id)), `an ask makes a sound for ${id}, who is away`).toEqual(stands ? [chatOf(delegate)] : []);
    const group = loud('telegram:-1');
    expect(group, 'nor where several read').not.toContain('telegram:-1');
    expect(group, 'nor in private').not.toContain(chatOf(id));
  }
}
