import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { z } from 'zod';
import { NEEDED, type Needed } from './lacking.ts';

/** A set of permissions as Discord writes it: decimal text. */
const bits = z.string().regex(/^\d+$/).transform(BigInt);

export const roleShape = z.object({ id: z.string(), permissions: bits });

/** The roles of somebody in the server, by their ids. */
export const memberShape = z.object({ roles: z.array(z.string()) });

/** What a channel gives or takes: 0 of a role, 1 of one member. */
export const overwriteShape = z.object({ id: z.string(), type: z.number(), allow: bits, deny: bits });

const FLAGS: Readonly<Record<Needed, bigint>> = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
};

export type Standing = {
  readonly guild: string;
  readonly roles: readonly z.infer<typeof roleShape>[];
  readonly member: { readonly id: string; readonly roles: readonly string[] };
  readonly overwrites: readonly z.infer<typeof overwriteShape>[];
};

/**
 * What a member may do in a channel, in the order that Discord documents (Permissions, "Permission Overwrites"): everyone's and
 * the roles' together, then the channel's overwrites for everyone, for the roles together, for the member. An administrator may
 * all. The role of everyone has the guild's id.
 */
export function permissionsIn({ guild, roles, member, overwrites }: Standing): PermissionsBitField {
  const held = new Set([guild, ...member.roles]);
  const allowed = new PermissionsBitField(roles.filter(({ id }) => held.has(id)).map(({ permissions }) => permissions));
  if (allowed.has(PermissionFlagsBits.Administrator)) return new PermissionsBitField(PermissionsBitField.All);
  const mine = overwrites.filter(({ id, type }) => (type === 1 ? id === member.id : held.has(id)));
  const stages = [
    mine.filter(({ id, type }) => type === 0 && id === guild),
    mine.filter(({ id, type }) => type === 0 && id !== guild),
    mine.filter(({ type }) => type === 1),
  ];
  for (const stage of stages) allowed.remove(stage.map(({ deny }) => deny)).add(stage.map(({ allow }) => allow));
  return allowed;
}

/** Which of the permissions that the desk needs are not among these. In a thread there are none to be made. */
export const missingFrom = (allowed: PermissionsBitField, inThread: boolean): readonly Needed[] =>
  NEEDED.filter((name) => !allowed.has(FLAGS[name])).filter(
    (name) => !inThread || (name !== 'Send Messages' && name !== 'Create Public Threads'),
  );
