import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  type REST,
  Routes,
} from 'discord.js';
import type { Logger } from '../../core/facts/logger.ts';
import type { Ms } from '../../core/time.ts';
import type { HeardLine, Place } from '../chat.ts';
import type { Router } from '../router.ts';
import type { AskedOnDiscord, Memory } from './asked.ts';
import { modalFor, readCustomId } from './buttons.ts';
import type { Directs } from './directs.ts';
import { short } from './markup.ts';
import { memberShape } from './permissions.ts';
import { isGone, isNoMember, isTaken } from './refusals.ts';
import type { Sender } from './send.ts';
import { choicesFor, lineOf, type SlashCommand, type SlashOptions } from './slash.ts';

/** Discord's numbers for answers to an interaction. */
const DEFER = 5;
const DEFER_UPDATE = 6;
const CHOICES = 8;
const MODAL = 9;
const EPHEMERAL = 1 << 6;

/** Discord's ids tell when they were made: ms since 2015 above 22 bits. */
const madeAt = (id: string): Ms => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);

type Order = APIChatInputApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction;

/** The values of a slash command's options, and the one that is being typed. */
function givenBy({ data }: APIChatInputApplicationCommandInteraction | APIApplicationCommandAutocompleteInteraction): {
  readonly given: SlashOptions;
  readonly focused: { readonly name: string; readonly text: string } | undefined;
} {
  const given = new Map<string, string>();
  let focused: { readonly name: string; readonly text: string } | undefined;
  for (const option of data.options ?? []) {
    if (!('value' in option)) continue;
    given.set(option.name, String(option.value));
    if ('focused' in option && option.focused) focused = { name: option.name, text: String(option.value) };
  }
  return { given, focused };
}

/** The text of the only field of a window. */
function textOf({ data }: APIModalSubmitInteraction): string {
  for (const row of data.components) {
    const inside = 'component' in row ? [row.component] : 'components' in row ? row.components : [];
    for (const field of inside) if ('value' in field && typeof field.value === 'string') return field.value;
  }
  return '';
}

const userOf = (interaction: APIInteraction) => interaction.member?.user ?? interaction.user;

/** A person's direct messages go by their id, a thread by its channel and its own. */
function placeOf(interaction: Order | APIApplicationCommandAutocompleteInteraction, user: string): Place {
  const { channel, channel_id: id } = interaction;
  if (interaction.guild_id === undefined) return `discord:${user}`;
  const parent =
    channel !== undefined && 'parent_id' in channel && [10, 11, 12].includes(channel.type) ? channel.parent_id : null;
  return typeof parent === 'string' ? `discord:${parent}/${id ?? channel?.id ?? ''}` : `discord:${id ?? channel?.id ?? ''}`;
}

const tokenOf = ({ data }: APIMessageComponentInteraction): string =>
  data.component_type === ComponentType.Button ? data.custom_id : (data.values[0] ?? '');

/** The label of the button that was tapped. */
function labelOf({ message, data }: APIMessageComponentInteraction): string {
  for (const row of message.components ?? [])
    for (const button of 'components' in row ? row.components : [])
      if ('custom_id' in button && button.custom_id === data.custom_id && 'label' in button) return button.label ?? '';
  return 'Answer';
}

/**
 * What Discord's people do, as the front desk hears it. Each interaction is acknowledged before anything else, and heard once
 * however often it comes.
 */
export function createListener(given: {
  readonly rest: REST;
  readonly guild: string;
  readonly commands: readonly SlashCommand[];
  readonly suggest: Router['suggest'];
  readonly memory: Memory;
  readonly directs: Directs;
  readonly sender: Sender;
  readonly logger: Logger;
  readonly hear: (heard: HeardLine) => Promise<void>;
}): (interaction: APIInteraction) => Promise<void> {
  const { rest, guild, commands, memory, directs, sender, logger } = given;

  const call = (interaction: APIInteraction, body: unknown): Promise<unknown> =>
    rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });

  async function suggest(interaction: APIApplicationCommandAutocompleteInteraction): Promise<void> {
    const { focused } = givenBy(interaction);
    const user = userOf(interaction)?.id;
    const suggest = (line: string): ReturnType<Router['suggest']> =>
      user === undefined ? [] : given.suggest(line, `discord:${user}`, placeOf(interaction, user));
    const choices = focused === undefined ? [] : choicesFor(interaction.data.name, focused, commands, suggest);
    await call(interaction, { type: CHOICES, data: { choices } });
  }

  /** False when somebody else has answered it, who then carries it out. */
  async function acknowledged(interaction: Order, asked: AskedOnDiscord): Promise<boolean> {
    try {
      const update = interaction.type === InteractionType.MessageComponent;
      await call(interaction, update ? { type: DEFER_UPDATE } : { type: DEFER, data: { flags: EPHEMERAL } });
      asked.waiting = !update;
    } catch (error) {
      if (isTaken(error)) {
        logger('bot', 'error', 'another program answers with the same Discord token; what it took is left to it');
        return false;
      }
      asked.dead = isGone(error);
      logger('bot', 'warn', 'an interaction could not be acknowledged; its answer goes another way', { error });
    }
    return true;
  }

  /** In direct messages nobody is known to be in the guild still: who left it has no say. Undefined where that cannot be asked. */
  async function standingOf(interaction: Order, user: string): Promise<Pick<HeardLine, 'guildRoles' | 'left'> | undefined> {
    if (interaction.member !== undefined) return { guildRoles: interaction.member.roles };
    try {
      return { guildRoles: memberShape.parse(await rest.get(Routes.guildMember(guild, user))).roles };
    } catch (error) {
      const left = isNoMember(error);
      logger('bot', 'warn', 'a direct message has no effect', {
        from: `discord:${user}`,
        why: left ? 'they are not in the guild' : 'whether they are in the guild cannot be asked',
        error,
      });
      return left ? { left } : undefined;
    }
  }

  async function order(interaction: Order, said: HeardLine['said'], does: string): Promise<void> {
    const user = userOf(interaction);
    if (user === undefined) return;
    const name = interaction.member?.nick ?? user.global_name ?? user.username;
    const whispered = ((interaction.message?.flags ?? 0) & EPHEMERAL) !== 0;
    const place = placeOf(interaction, user.id);
    const direct = interaction.guild_id === undefined;
    const asked: AskedOnDiscord = {
      id: interaction.id,
      token: interaction.token,
      application: interaction.application_id,
      user: user.id,
      by: does === '' ? short(name, 80) : `${short(name, 80)} · ${does}`,
      place,
      at: madeAt(interaction.id),
      tapped: interaction.message?.id,
      whispered,
      waiting: false,
      dead: false,
    };
    if (!(await acknowledged(interaction, asked))) return;
    memory.keep(asked, interaction.type === InteractionType.MessageComponent);
    const channel = interaction.channel?.id;
    if (direct && channel !== undefined) directs.learn(user.id, channel);
    try {
      const standing = await standingOf(interaction, user.id);
      if (standing !== undefined)
        await given.hear({
          update: `discord:${interaction.id}`,
          from: `discord:${user.id}`,
          name,
          place,
          // Nobody else sees who types or taps what, and the answer is for all only where it may be.
          private: true,
          message: interaction.id,
          at: asked.at,
          said,
          secondhand: false,
          ...standing,
        });
    } finally {
      await sender.dismiss(asked);
    }
  }

  async function listen(interaction: APIInteraction): Promise<void> {
    switch (interaction.type) {
      case InteractionType.ApplicationCommandAutocomplete:
        return suggest(interaction);
      case InteractionType.ApplicationCommand: {
        if (interaction.data.type !== ApplicationCommandType.ChatInput) return undefined;
        const slash = { ...interaction, data: interaction.data };
        const line = lineOf(slash.data.name, givenBy(slash).given, commands);
        return order(slash, { kind: 'line', line }, `/${slash.data.name}`);
      }
      case InteractionType.MessageComponent: {
        const { token, asks } = readCustomId(tokenOf(interaction));
        if (asks === undefined) return order(interaction, { kind: 'tap', token }, '');
        await call(interaction, { type: MODAL, data: modalFor(token, asks, labelOf(interaction)) });
        return undefined;
      }
      case InteractionType.ModalSubmit:
        return order(interaction, { kind: 'field', token: interaction.data.custom_id, text: textOf(interaction) }, '');
      default:
        return undefined;
    }
  }

  return async (interaction) => {
    try {
      if (!memory.isNew(interaction.id)) return;
      if (interaction.guild_id === undefined || interaction.guild_id === guild) await listen(interaction);
      else logger('bot', 'warn', 'an interaction from another server has no effect', { guild: interaction.guild_id });
    } catch (error) {
      logger('bot', 'error', 'an interaction could not be answered', { error });
    }
  };
}
