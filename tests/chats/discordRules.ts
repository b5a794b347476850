import { z } from 'zod';

/** What Discord takes: its limits as they stand in its reference, counted in UTF-16 units, which is never more lenient. */

const customId = z.string().min(1).max(100);

const button = z.object({
  type: z.literal(2),
  style: z.number().int().min(1).max(4),
  label: z
    .string()
    .min(1)
    .max(80)
    .refine((label) => label.trim() !== '', 'blank label'),
  custom_id: customId,
});

const menu = z.object({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  options: z
    .array(z.object({ label: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
    .min(1)
    .max(25)
    .refine((options) => new Set(options.map(({ value }) => value)).size === options.length, 'a value twice'),
});

const row = z.object({
  type: z.literal(1),
  components: z.union([z.array(button).min(1).max(5), z.array(menu).length(1)]),
});

const components = z
  .array(row)
  .max(5)
  .refine((rows) => {
    const ids = rows.flatMap((one) => one.components.map((component) => component.custom_id));
    return new Set(ids).size === ids.length;
  }, 'COMPONENT_CUSTOM_ID_DUPLICATED');

const embed = z
  .strictObject({
    title: z.string().max(256).optional(),
    description: z.string().max(4096).optional(),
    color: z.number().int().min(0).max(0xffffff).optional(),
    image: z.strictObject({ url: z.string() }).optional(),
    footer: z.strictObject({ text: z.string().min(1).max(2048) }).optional(),
    fields: z
      .array(z.strictObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024) }))
      .max(25)
      .optional(),
  })
  .refine(
    ({ title, description, image }) => `${title ?? ''}${description ?? ''}`.trim() !== '' || image !== undefined,
    'empty embed',
  );

const lengthOf = ({ title = '', description = '', footer, fields = [] }: z.infer<typeof embed>): number =>
  title.length +
  description.length +
  (footer?.text.length ?? 0) +
  fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);

const snowflake = z.string().regex(/^\d{5,20}$/);

/** A message that is made or drawn anew. */
export const messageRule = z
  .strictObject({
    content: z.string().max(2000).optional(),
    embeds: z.array(embed).max(10).optional(),
    components: components.optional(),
    attachments: z.array(z.strictObject({ id: z.number().int().min(0).max(9), filename: z.string().min(1) })).optional(),
    allowed_mentions: z
      .strictObject({
        parse: z.array(z.enum(['roles', 'users', 'everyone'])),
        users: z.array(snowflake).max(100).optional(),
      })
      .optional(),
    flags: z.number().int().min(0).optional(),
    message_reference: z.strictObject({ message_id: snowflake, fail_if_not_exists: z.boolean() }).optional(),
  })
  .refine(({ embeds = [] }) => embeds.reduce((sum, one) => sum + lengthOf(one), 0) <= 6000, 'MAX_EMBED_SIZE_EXCEEDED');

/** Whether each image of the embeds is a file of the message: one that comes with it or, where none do, one that it has. */
export const hasItsImages = (
  { embeds = [] }: z.infer<typeof messageRule>,
  files: readonly { readonly name: string }[],
): boolean =>
  embeds.every(({ image }) => {
    const file = image?.url.replace(/^attachment:\/\//, '');
    return file === undefined || files.some(({ name }) => name === file);
  });

export type MessageBody = z.infer<typeof messageRule>;

const modal = z.strictObject({
  title: z.string().min(1).max(45),
  custom_id: customId,
  components: z
    .array(
      z.strictObject({
        type: z.literal(18),
        label: z.string().min(1).max(45),
        description: z.string().max(100).optional(),
        component: z.strictObject({
          type: z.literal(4),
          custom_id: customId,
          style: z.number().int().min(1).max(2),
          min_length: z.number().int().min(0).max(4000),
          max_length: z.number().int().min(1).max(4000),
          required: z.boolean(),
        }),
      }),
    )
    .min(1)
    .max(5),
});

export type Modal = z.infer<typeof modal>;

const choice = z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) });

export type Choice = z.infer<typeof choice>;

/** The first answer to an interaction: deferred with or without a word, choices for what is typed, or a window. */
export const callbackRule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.number().int().optional() }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(choice).max(25) }) }),
  z.strictObject({ type: z.literal(9), data: modal }),
]);

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), 'capitals');

const option = z
  .strictObject({
    type: z.literal(3),
    name,
    description: z.string().min(1).max(100),
    required: z.boolean(),
    choices: z.array(choice).max(25).optional(),
    autocomplete: z.boolean().optional(),
  })
  .refine(({ choices, autocomplete }) => choices === undefined || autocomplete !== true, 'choices beside autocomplete');

/** All the commands of a guild. */
export const commandsRule = z
  .array(
    z.strictObject({
      type: z.literal(1),
      name,
      description: z.string().min(1).max(100),
      options: z
        .array(option)
        .max(25)
        .refine((options) => new Set(options.map((one) => one.name)).size === options.length, 'a name twice')
        .refine(
          (options) => options.every(({ required }, i) => !required || options.slice(0, i).every((one) => one.required)),
          'required options must be placed before non-required options',
        ),
    }),
  )
  .max(100)
  .refine((all) => new Set(all.map((one) => one.name)).size === all.length, 'a name twice');

export type RegisteredCommand = z.infer<typeof commandsRule>[number];
