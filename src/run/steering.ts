import { randomBytes } from 'node:crypto';
import { type Codes, createCodes } from '../bots/codes.ts';
import { admitConfigured, pairingWords } from '../bots/firstAdmins.ts';
import { createGate } from '../bots/gate.ts';
import { answerNow } from '../bots/giver.ts';
import { createPairing, isPairLine } from '../bots/pairing.ts';
import { createRouter, type Router } from '../bots/router.ts';
import { steadyNow } from '../bots/steadyNow.ts';
import { COMMANDS } from '../commands/list.ts';
import type { Config } from '../config/config.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import type { Component, Logger } from '../core/facts/logger.ts';
import type { Picture } from '../core/reply/picture.ts';
import type { Reply } from '../core/reply/reply.ts';
import { hasAdminOnChat } from '../core/state/membership.ts';
import { memberOf } from '../core/state/people.ts';
import type { Trader } from '../core/trader/trader.ts';
import { type Chats, openChats } from '../delivery/chats.ts';
import { groupMoves } from '../delivery/movedGroups.ts';
import type { Log } from '../store/log.ts';
import { alertPlaces, openLinks, platformsOff } from './links.ts';

/** By which people steer the desk: one router for the terminal and the chats, and the door before it. */
export type Steering = {
  readonly router: Router;
  /** Lets people in from the chats, before the first line is read. */
  admit(): Promise<void>;
  /** Lets nobody in any more; resolves when what was said is answered. */
  close(): Promise<void>;
  /** Ends the chats, after what is due has been sent. */
  stop(): Promise<void>;
  /** How each platform stands. */
  health(): readonly Component[];
  /** There may be something to send: alerts have become durable. */
  poke(): void;
  /** Says at once what cannot be stored. */
  announce(reply: Reply): void;
};

export function openSteering(given: {
  readonly trader: Trader;
  readonly config: Config;
  readonly outbox: Outbox;
  readonly log: Pick<Log, 'history'>;
  readonly logger: Logger;
  /** Takes secrets out of what is recorded and logged. */
  readonly mask: (text: string) => string;
  /** The codes by which accounts are joined. */
  readonly links: Codes;
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** A line for the person at the terminal. */
  readonly note: (text: string) => void;
  /** Given when the desk is to end. */
  readonly stop: AbortSignal;
}): Steering {
  const { trader, config, outbox, log, logger, mask, links, draw, note, stop } = given;
  const { desk } = trader;
  const pairing = createPairing({
    codes: createCodes({ clock: steadyNow, random: randomBytes }),
    says: (code, lifetime) => pairingWords(config, code, lifetime),
    isPaired: () => hasAdminOnChat(desk.state().people),
    note,
    after(delay, run) {
      const timer = setTimeout(run, delay).unref();
      return () => clearTimeout(timer);
    },
  });
  const router = createRouter({ commands: COMMANDS, desk, logger, mask });
  const atTurn = answerNow(router, desk);
  // What only shows something waits for nobody's turn: the desk is whole between any two of its facts.
  const answer: Router['answer'] = async (line, who, way) =>
    pairing.answer(line, who) ??
    (router.isView(line, who) ? atTurn(line, who, way) : trader.command(() => atTurn(line, who, way)));
  const gate = createGate({
    state: () => desk.state(),
    record: trader.admit,
    now: () => desk.now(),
    clock: steadyNow,
    codes: { pairing: pairing.codes, links },
    factors: desk.oneTimeCodes,
  });
  let chats: Chats | undefined;
  return {
    router: { ...router, answer, unknown: (line) => (isPairLine(line) ? undefined : router.unknown(line)) },
    async admit() {
      for (const told of await admitConfigured(trader, config)) note(told);
      for (const { name, says } of platformsOff(config)) logger('bot', 'warn', `${name} is ${says}`);
      pairing.begin();
      const opened = await openLinks(config, {
        commands: COMMANDS,
        suggest: router.suggest,
        nameOf: (account) => memberOf(desk.state().people, account)?.name,
        moves: groupMoves({ desk, places: alertPlaces(config), record: trader.admit, logger }),
        logger,
      });
      if (opened.length > 0)
        chats = await openChats({
          links: opened,
          outbox,
          log,
          record: trader.admit,
          desk,
          commands: COMMANDS,
          gate,
          answer,
          draw,
          logger,
          stop,
        });
      for (const { name, says } of chats?.health() ?? []) note(`${name}: ${says}`);
    },
    async close() {
      pairing.stop();
      await chats?.deafen();
      await gate.flush();
    },
    async stop() {
      await chats?.stop();
    },
    health: () => [...(chats?.health() ?? []), ...platformsOff(config)],
    poke: () => chats?.poke(),
    announce: (reply) => void chats?.announce(reply),
  };
}
